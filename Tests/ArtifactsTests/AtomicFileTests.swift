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

@Suite("An atomic write") struct AtomicFileTests {
  @Test("creates and replaces a file, and leaves nothing else")
  func replaces() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    for text in ["the first content", "then", ""] {
      try AtomicFile.write(Array(text.utf8), to: folder("a.csv"))
      #expect(folder.text(of: "a.csv") == text)
      #expect(try folder.names() == ["a.csv"])
    }
  }

  @Test("makes a file that others may read")
  func mode() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    try AtomicFile.write([1], to: folder("a"))
    let mask = umask(0)
    umask(mask)
    let mode = try FilePath(folder("a")).stat().permissions
    #expect(mode.rawValue == 0o644 & ~mask)
  }

  @Test("never changes the old file itself, so that who reads it goes on reading the old content")
  func newFile() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    try folder.put("old", in: "a")
    #expect(link(folder("a"), folder("second name")) == 0)
    try AtomicFile.write(Array("new".utf8), to: folder("a"))
    #expect(folder.text(of: "second name") == "old")
  }

  @Test("keeps a symbolic link and replaces what it points to")
  func symbolicLink() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    try folder.put("old", in: "a")
    #expect(symlink("a", folder("link")) == 0)
    try AtomicFile.write(Array("new".utf8), to: folder("link"))
    #expect(folder.text(of: "a") == "new")
    #expect(try FilePath(folder("link")).stat(followTargetSymlink: false).type == .symbolicLink)
    #expect(try folder.names() == ["a", "link"])
  }

  @Test("into a full device fails with exit code 74 and leaves the device")
  func fullDevice() throws {
    guard try FileSystem.type(of: "/dev/full") == .characterSpecial else { return }
    let error = try #require(throws: WriteError.self) {
      try AtomicFile.write([1, 2, 3], to: "/dev/full")
    }
    #expect(error.reason == .inputOutput)
    #expect(error.exitCode == 74)
    #expect(error.description == "/dev/full: cannot write: No space left on device")
    #expect(error.hint == "free some space, or choose another place with --output")
    #expect(try FileSystem.type(of: "/dev/full") == .characterSpecial)
  }

  #if canImport(Glibc)
    @Test("that breaks off half-way leaves the old file and no temporary one")
    func brokenOff() async throws {
      let folder = try ScratchFolder()
      defer { folder.remove() }
      try folder.put("old", in: "a")
      await #expect(processExitsWith: .exitCode(74)) { [path = folder("a") as String] in
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
        guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(1) }
        do {
          try AtomicFile.write([UInt8](repeating: 1, count: 100_000), to: path)
        } catch let error as WriteError where error.found == "cannot write: File too large" {
          exit(error.exitCode)
        }
      }
      #expect(folder.text(of: "a") == "old")
      #expect(try folder.names() == ["a"])
    }
  #endif

  @Test("where no file can be made fails with exit code 73 and the system's words")
  func cannotCreate() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    try folder.put("old", in: "file")
    let cases = [
      (folder("file/a"), "Not a directory"), (folder("missing/a"), "No such file or directory"),
      (folder.path, "Is a directory"), (folder("new/"), "Is a directory"),
      ("", "No such file or directory"),
      (folder(String(repeating: "x", count: 300)), "File name too long"),
    ]
    for (path, words) in cases {
      let error = try #require(throws: WriteError.self) { try AtomicFile.write([1], to: path) }
      #expect(error.reason == .cannotCreate)
      #expect(error.exitCode == 73)
      #expect(error.description == "\(path): cannot create: \(words)")
      #expect(!error.hint.isEmpty)
    }
    #expect(folder.text(of: "file") == "old")
    #expect(try folder.names() == ["file"])
  }

  @Test("that cannot take its place at the end removes the temporary file")
  func cannotMove() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    try folder.put("new", in: "temporary")
    #expect(mkdir(folder("place"), 0o755) == 0)
    let error = try #require(throws: WriteError.self) {
      try AtomicFile.move(folder("temporary"), to: folder("place"), for: folder("place"))
    }
    #expect(error.found == "cannot replace: Is a directory")
    #expect(try folder.names() == ["place"])
  }

  @Test("uses another temporary name each time")
  func temporaryNames() {
    let names = Set((0..<1000).map { _ in AtomicFile.temporaryName(for: "a.csv") })
    #expect(names.count == 1000)
    #expect(names.allSatisfy { $0.hasPrefix(".forecast-") && $0.hasSuffix(".a.csv") })
    #expect(names.allSatisfy { AtomicFile.isTemporaryName($0, for: "a.csv") })
  }
}
