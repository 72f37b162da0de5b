import Forecasting
import Testing

@testable import Artifacts

@Suite("A configuration file in TOML") struct ConfigurationTOMLTests {
  private func read(_ text: String) throws -> ConfigurationDocument {
    try ConfigurationDocument(decoding: Array(text.utf8), file: "c.toml")
  }

  private let example = """
    # settings of all commands
    model = ["rnn", 'gru']
    learning_rate = 1e-3
    from = 1955-01-01
    run.deep = true

    [ "train" ]
    batch-size = 16
    "title" = "x = \\"1\\""
    """

  @Test("holds what the same JSON holds")
  func same() throws {
    let json = """
      {"schema": "forecast.config/1", "model": ["rnn", "gru"], "learning_rate": 0.001,
       "from": "1955-01-01", "run": {"deep": true},
       "train": {"batch-size": 16, "title": "x = \\"1\\""}}
      """
    #expect(try read(example) == read(json))
    let document = try read(example)
    #expect(try read(String(decoding: document.encoded(), as: UTF8.self)) == document)
    #expect(try read("") == ConfigurationDocument(options: [:]))
  }

  @Test("knows the line of a key")
  func lines() {
    let bytes = Array(example.utf8)
    let found = [
      ("model", nil), ("from", nil), ("deep", "run"), ("batch-size", "train"), ("title", "train"),
      ("train", nil), ("run", nil), ("title", nil), ("deep", nil),
    ].map { ConfigurationDocument.line(of: $0.0, in: $0.1, of: bytes) }
    #expect(found == [2, 4, 5, 8, 9, 7, 5, nil, nil])
    let json = Array("{\n\"a\": 1,\n\"run\": {\n\"a\": 2}\n}".utf8)
    #expect(ConfigurationDocument.line(of: "a", in: nil, of: json) == 2)
    #expect(ConfigurationDocument.line(of: "a", in: "run", of: json) == 4)
  }

  @Test(
    "is refused where it cannot be understood",
    arguments: [
      ("a =", "c.toml:1", "it is not valid TOML"), ("a = 1\na = 2", "c.toml:2", "not valid TOML"),
      ("a = 1\nb = [[1]]", "c.toml:2", "not valid TOML, or no option"),
      ("a = 1\n[=b]\n", "c.toml:2", "not valid TOML"),
      ("\u{FEFF}[[[a]]]", "c.toml:1", "not valid TOML"),
      ("a = 1\nb = [1,}", "c.toml:2", "not valid TOML, or no option"),
      ("a = 1979-05-27Te", "c.toml:1", "not valid TOML, or no option"),
      ("a = {b = 1}", "c.toml:1", "or no option"),
      ("a = \"\"\"b\"\"\"", "c.toml:1", "or no option"),
      ("a = 1__0", "c.toml:1", "or no option"), ("a = 1\u{85}", "c.toml:1", "or no option"),
      ("a = 12:00:00", "c.toml:1", "not valid TOML, or no option"),
      ("[a.b]\nc = 1", "c.toml:1", "\"a.b\" has the wrong type"),
      ("a = \"\\u0000\"", "c.toml", "zero character"), ("a = 1\u{0}", "c.toml", "zero character"),
      (String(repeating: "a.", count: 2001) + "a = 1", "c.toml", "more than 2000 full stops"),
      ("a = " + String(repeating: "[", count: 500), "c.toml:1", "not valid TOML"),
      (String(repeating: "#", count: 1 << 20) + "#", "c.toml", "more than 1048576 bytes"),
    ])
  func refusals(text: String, place: String, words: String) {
    #expect {
      try read(text)
    } throws: { error in
      guard let error = error as? IncompatibleFile else { return false }
      return error.file == place && error.message.contains(words)
    }
  }

  @Test("never ends the program, whatever bytes are changed in it")
  func hostile() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var bytes = Array(example.utf8)
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = .random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.insert("[]{}=.\"'\n,#".utf8.randomElement(using: &generator) ?? 0, at: place)
        }
      }
      let document = try? ConfigurationDocument(decoding: bytes, file: "c")
      for key in document?.options.keys.sorted() ?? [] {
        _ = ConfigurationDocument.line(of: key, in: nil, of: bytes)
      }
    }
  }
}

@Suite("The file of a run") struct ReplayDocumentTests {
  private let document = ReplayDocument(
    version: "0.1.0", command: "run", arguments: ["--title", "It's \"x\"", "--deep"], seed: .max,
    input: .init(name: "a.csv", path: "b/a.csv", sha256: "00"))

  @Test("reads back as it was written, and has no path where the data are built in")
  func roundTrip() throws {
    #expect(try ReplayDocument(decoding: document.encoded(), file: "r") == document)
    var other = document
    other.input.path = nil
    #expect(!String(decoding: other.encoded(), as: UTF8.self).contains("path"))
    #expect(try ReplayDocument(decoding: other.encoded(), file: "r") == other)
  }

  @Test(
    "is refused when it is none",
    arguments: [
      ("forecast.replay/1", "forecast.replay/2", "its schema is \"forecast.replay/2\""),
      ("\"run\"", "\"train\"", "its command is \"train\" (expected \"run\")"),
      ("\"b/a.csv\"", "\"\"", "its input has no path"), ("[", "{", "not valid JSON"),
      ("\"--deep\"", "3", "'arguments.2' has the wrong type"),
      ("18446744073709551615", "-1", "this is no run to do again"),
    ])
  func refusals(from: String, to: String, words: String) {
    let text = String(decoding: document.encoded(), as: UTF8.self).replacing(from, with: to)
    #expect {
      try ReplayDocument(decoding: Array(text.utf8), file: "r")
    } throws: { error in
      (error as? IncompatibleFile)?.message.contains(words) == true
    }
  }
}
