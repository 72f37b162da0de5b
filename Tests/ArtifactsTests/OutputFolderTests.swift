import FoundationEssentials
import SystemPackage
import Testing

@testable import Artifacts

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("An output folder") struct OutputFolderTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func folder(
    _ name: String = "plots", known: [WrittenFile] = [], force: Bool = false
  ) -> OutputFolder {
    OutputFolder(path: scratch(name), known: known, force: force)
  }

  /// The error of a check or a write that must fail; its exit code is 73.
  private func refusal(_ body: () throws -> Void) throws -> WriteError {
    let error = try #require(throws: WriteError.self) { try body() }
    #expect(error.exitCode == 73)
    return error
  }

  @Test("is created with the folders above it at the first write, and lists what was written")
  func writes() throws {
    defer { scratch.remove() }
    var folder = folder("a/b/plots")
    try folder.check(["report.json", "forecast.csv"])
    #expect(try scratch.names() == [])
    try folder.write(Array("abc".utf8), to: "report.json")
    try folder.write([], to: "forecast.csv")
    #expect(scratch.text(of: "a/b/plots/report.json") == "abc")
    #expect(folder.written.map(\.name) == ["report.json", "forecast.csv"])
    #expect(folder.written.map(\.bytes) == [3, 0])
    #expect(folder.written.map(\.sha256) == [sha256Hex(of: Array("abc".utf8)), sha256Hex(of: [])])
  }

  @Test("lists a file once that was written twice in a run")
  func writtenTwice() throws {
    defer { scratch.remove() }
    var folder = folder()
    for text in ["a", "bb"] { try folder.write(Array(text.utf8), to: "x") }
    #expect(folder.written.map(\.bytes) == [2])
    #expect(scratch.text(of: "plots/x") == "bb")
  }

  @Test("lets a later run replace what an earlier one wrote")
  func laterRun() throws {
    defer { scratch.remove() }
    var first = folder()
    try first.write([1], to: "a")
    try first.write([2], to: "b")
    var second = folder(known: first.written)
    try second.check(["a", "b", "c"])
    try second.write([3], to: "a")
    #expect(scratch.text(of: "plots/a") == "\u{3}")
  }

  @Test("refuses all names of others at once, before any work and at the write")
  func foreignFiles() throws {
    defer { scratch.remove() }
    var first = folder()
    try first.write([1], to: "ours")
    try first.write([2], to: "changed")
    try scratch.put("by hand", in: "plots/changed")
    try scratch.put("mine", in: "plots/theirs")
    var second = folder(known: first.written)
    let error = try refusal { try second.check(["ours", "changed", "theirs", "new"]) }
    #expect(
      error.description
        == "\(scratch("plots")): changed, theirs are there and not written by forecast")
    #expect(error.hint == "replace with --force, or choose another folder with --output")
    let later = try refusal { try second.write([9], to: "theirs") }
    #expect(later.found == "theirs is there and not written by forecast")
    #expect(scratch.text(of: "plots/theirs") == "mine")
    #expect(second.written == [])
  }

  @Test("does not take a file for its own because of a digest under another name")
  func digestOfAnotherName() throws {
    defer { scratch.remove() }
    var first = folder()
    try first.write([1], to: "a")
    try scratch.put("\u{1}", in: "plots/b")
    _ = try refusal { try folder(known: first.written).check(["b"]) }
  }

  @Test("with force replaces files of others, but no folder")
  func force() throws {
    defer { scratch.remove() }
    #expect(mkdir(scratch("plots"), 0o755) == 0)
    #expect(mkdir(scratch("plots/sub"), 0o755) == 0)
    try scratch.put("mine", in: "plots/theirs")
    var folder = folder(force: true)
    try folder.check(["theirs"])
    try folder.write([7], to: "theirs")
    #expect(scratch.text(of: "plots/theirs") == "\u{7}")
    let error = try refusal { try folder.check(["theirs", "sub"]) }
    #expect(error.found == "sub is there and not written by forecast")
    #expect(!error.hint.contains("--force"))
  }

  @Test("takes no symbolic link for a file of its own")
  func symbolicLink() throws {
    defer { scratch.remove() }
    var first = folder()
    try first.write([1], to: "a")
    #expect(rename(scratch("plots/a"), scratch("elsewhere")) == 0)
    #expect(symlink("../elsewhere", scratch("plots/a")) == 0)
    _ = try refusal { try folder(known: first.written).check(["a"]) }
    try folder(known: [], force: true).check(["a"])
  }

  @Test("that is a file, lies under one, or has no name is refused before any work")
  func impossible() throws {
    defer { scratch.remove() }
    try scratch.put("mine", in: "file")
    #expect(symlink("nowhere", scratch("broken")) == 0)
    let cases = [
      ("file", "Not a directory"), ("file/plots", "Not a directory"),
      ("broken/plots", "No such file or directory"),
    ]
    for (name, words) in cases {
      var folder = folder(name)
      let error = try refusal { try folder.check(["a"]) }
      #expect(error.description == "\(scratch(name)): cannot write into this folder: \(words)")
      _ = try refusal { try folder.write([1], to: "a") }
    }
    _ = try refusal { try OutputFolder(path: "", known: [], force: true).check([]) }
    #expect(scratch.text(of: "file") == "mine")
  }

  @Test(
    "that may not be written is refused before any work",
    .enabled(if: getuid() != 0, "root may write anywhere"))
  func readOnly() throws {
    defer { scratch.remove() }
    #expect(chmod(scratch.path, 0o555) == 0)
    let error = try refusal { try folder().check(["a"]) }
    #expect(error.found == "cannot write into this folder: Permission denied")
    #expect(chmod(scratch.path, 0o755) == 0)
  }

  @Test("in which the system makes no files is refused at the write, to root too")
  func immutable() throws {
    defer { scratch.remove() }
    guard try FileSystem.type(of: "/proc/self") == .directory else { return }
    var folder = OutputFolder(path: "/proc/self/plots", known: [], force: false)
    _ = try refusal { try folder.write([1], to: "a") }
  }

  @Test("writes files that belong together, and lists them in their order")
  func together() throws {
    defer { scratch.remove() }
    var folder = folder()
    try folder.write(all: [("b.png", Array("PNG".utf8)), ("a.png", [])])
    #expect(try names(in: folder) == ["a.png", "b.png"])
    #expect(scratch.text(of: "plots/b.png") == "PNG")
    let digest = sha256Hex(of: Array("PNG".utf8))
    #expect(folder.written.first == WrittenFile(name: "b.png", sha256: digest, bytes: 3))
    #expect(folder.written.map(\.name) == ["b.png", "a.png"])
    try folder.write(all: [("b.png", [0x21])])
    #expect(scratch.text(of: "plots/b.png") == "!")
  }

  @Test("writes none of them where one would replace a file of others")
  func togetherForeign() throws {
    defer { scratch.remove() }
    #expect(mkdir(scratch("plots"), 0o755) == 0)
    try scratch.put("mine", in: "plots/b")
    var folder = folder()
    let error = try refusal { try folder.write(all: [("a", [1]), ("b", [2])]) }
    #expect(error.found == "b is there and not written by forecast")
    #expect(try names(in: folder) == ["b"])
    #expect(scratch.text(of: "plots/b") == "mine")
    #expect(folder.written == [])
  }

  @Test("writes none of them where one cannot be written, and keeps the old ones")
  func togetherFailing() throws {
    defer { scratch.remove() }
    var folder = folder()
    try folder.write(all: [("a", [0x31])])
    let tooLong = String(repeating: "n", count: 250)  // too long with a temporary name before it
    let error = try #require(throws: WriteError.self) {
      try folder.write(all: [("a", [0x32]), (tooLong, [0x32])])
    }
    #expect(error.found.hasSuffix("File name too long"))
    #expect(try names(in: folder) == ["a"])
    #expect(scratch.text(of: "plots/a") == "1")
  }

  /// Everything in the folder, hidden files too.
  private func names(in folder: OutputFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}

@Suite("A written file") struct WrittenFileTests {
  @Test("has a plain name", arguments: ["", ".", "..", "a/b", "/a", "../a", "a\0b"])
  func plainNames(_ name: String) async {
    await #expect(processExitsWith: .failure) { [name] in
      var folder = OutputFolder(path: "/dev/null/none", known: [], force: false)
      _ = try? folder.write([1], to: name)
    }
  }

  @Test("reads back from a manifest as it was")
  func manifest() throws {
    let file = WrittenFile(name: "a.csv", sha256: sha256Hex(of: []), bytes: 0)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(file)
    let text = #"{"bytes":0,"name":"a.csv","sha256":"\#(sha256Hex(of: []))"}"#
    #expect(String(decoding: json, as: UTF8.self) == text)
    #expect(try JSONDecoder().decode(WrittenFile.self, from: json) == file)
  }
}
