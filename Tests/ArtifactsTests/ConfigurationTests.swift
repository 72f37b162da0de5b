import Forecasting
import Testing

@testable import Artifacts

@Suite("A configuration file") struct ConfigurationTests {
  private func read(_ text: String) throws -> ConfigurationDocument {
    try ConfigurationDocument(decoding: Array(text.utf8), file: "c.json")
  }

  @Test("reads back as it was written, every digit of it")
  func roundTrip() throws {
    let document = ConfigurationDocument(
      options: [
        "hidden": .integer(32), "learning_rate": .number(0.1 + 0.2),
        "features": .text("prev,month"),
      ],
      tuning: ConfigurationDocument.Tuning(
        mase: 1 / 3, naiveMase: nil, origins: [60, 72], block: 12, horizon: 3, trials: 9,
        seed: .max, source: "a.csv", sha256: "00", trainedFrom: "1949-01-01",
        trainedTo: "1956-12-01"))
    let text = String(decoding: document.encoded(), as: UTF8.self)
    #expect(text.contains("\"learning_rate\" : 0.30000000000000004"))
    #expect(text.contains("\"schema\" : \"forecast.config/1\""))
    #expect(text.contains("\"trained_to\" : \"1956-12-01\""))
    #expect(try read(text) == document)
  }

  @Test("keeps a key to the letter, so that a mistyped one can be told")
  func keys() throws {
    let document = try read(
      #"{"schema":"forecast.config/1","learning_rte":0.5,"learningRate":1,"batch_size":2.5}"#)
    #expect(
      document.options
        == ["learning_rte": .number(0.5), "learningRate": .integer(1), "batch_size": .number(2.5)])
    #expect(document.tuning == nil)
    let other = try read(#"{"schema":"forecast.config/1","Tuning":{"hidDen":[1,2]},"a__B":"x"}"#)
    #expect(try ConfigurationDocument(decoding: other.encoded(), file: "c") == other)
  }

  @Test(
    "is refused where it cannot be understood",
    arguments: [
      ("{", "it is not valid JSON"), ("[]", "it is not valid TOML"),
      ("{}", "'schema' is missing"),
      (#"{"schema":"forecast.config/2"}"#, "its schema is \"forecast.config/2\""),
      (#"{"schema":"forecast.config/1","hidden":null}"#, "'hidden' has the wrong type"),
      (#"{"schema":"forecast.config/1","hidden":[[1]]}"#, "'hidden.1' is not allowed"),
      (#"{"schema":"forecast.config/1","tuning":{}}"#, "'tuning.origins' is missing"),
    ])
  func refusals(text: String, words: String) {
    #expect {
      try read(text)
    } throws: { error in
      guard let error = error as? IncompatibleFile else { return false }
      let isMissing = words.contains("tuning") && error.message.contains("'tuning.")
      return error.file.hasPrefix("c.json") && (error.message.contains(words) || isMissing)
    }
  }
}

@Suite("The state of a search") struct TuningStateTests {
  private func state(trials: Int = 3, seed: UInt64 = 0) throws -> TuningState {
    var base = NetworkSpecification(.lstm)
    base.seed = seed
    let plan = try TuningPlan(
      on: try sampleSeries(), base: base, fixed: [.hidden], trials: trials, origins: 2, horizon: 1)
    return TuningState(plan: plan, sha256: "00", span: ["a", "b", "12"])
  }

  @Test("reads back with every bit of its scores, in an order of its own")
  func roundTrip() throws {
    var (one, other) = (try state(), try state())
    let places = (0..<3).flatMap { trial in
      (0..<2).map { TuningScore.Place(trial: trial, rung: 0, origin: $0) }
    }
    let scores = try places.enumerated().map { index, place in
      try score(place, 1 / Double(index + 3))
    }
    for score in scores { one.add(score) }
    for score in scores.reversed() { other.add(score) }
    #expect(one == other)
    #expect(one.encoded() == other.encoded())
    let read = try TuningState(decoding: one.encoded(), file: "s")
    #expect(read == one)
    #expect(read.scores.map(\.place) == places)
    #expect(read.scores.map { $0.mase?.bitPattern } == scores.map { $0.mase?.bitPattern })
  }

  /// A score as a file has it.
  private func score(_ place: TuningScore.Place, _ mase: Double) throws -> TuningScore {
    let json =
      "{\"place\":{\"trial\":\(place.trial),\"rung\":\(place.rung),\"origin\":\(place.origin)},"
      + "\"mase\":\(mase)}"
    return try #require(JSONDocument.read(TuningScore.self, from: Array(json.utf8)))
  }

  @Test("tells what differs from the search that is asked for")
  func difference() throws {
    let state = try state()
    #expect(state.difference(to: state) == nil)
    #expect(state.difference(to: try self.state(trials: 4)) == "it has --trials 3")
    #expect(state.difference(to: try self.state(seed: 4)) == "it has --seed 0")
    var other = state
    other.sha256 = "01"
    #expect(state.difference(to: other) == "the data are others")
    other = state
    other.span[2] = "6"
    #expect(state.difference(to: other) == "the training part is another")
  }

  @Test("is refused when it is none, or when a score belongs to no trial")
  func refusals() throws {
    #expect(throws: IncompatibleFile.self) { try TuningState(decoding: [0x7B], file: "s") }
    // A fuzzer's finding: no rungs can be planned for such a search.
    for (sound, forged) in [
      ("\"trials\" : ", "\"trials\" : 0, \"x\" : "), ("\"epochs\" : ", "\"epochs\" : 0, \"y\" : "),
      ("\"origins\" : [", "\"origins\" : [], \"z\" : ["),
    ] {
      let text = String(decoding: try self.state().encoded(), as: UTF8.self).replacing(
        sound, with: forged)
      #expect(throws: IncompatibleFile.self) {
        try TuningState(decoding: Array(text.utf8), file: "s")
      }
    }
    var state = try state()
    state.add(try score(.init(trial: 7, rung: 0, origin: 0), 1))
    #expect(throws: IncompatibleFile.self) {
      try TuningState(decoding: state.encoded(), file: "s")
    }
    let text = String(decoding: try self.state().encoded(), as: UTF8.self)
      .replacing("tune-state/1", with: "tune-state/2")
    #expect(throws: IncompatibleFile.self) {
      try TuningState(decoding: Array(text.utf8), file: "s")
    }
  }
}
