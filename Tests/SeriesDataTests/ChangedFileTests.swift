import Foundation
import SeriesData
import Testing

@Suite("A file that changes while it is read") struct ChangedFileTests {
  private let file = FileManager.default.temporaryDirectory
    .appending(path: "forecast-changed-\(UInt64.random(in: .min ... .max)).csv")
  private let text = "ds,y\n2020-01,1\n2020-02,2\n2020-03,3\n"

  /// Reads the file, and does something once its bytes are read and its end is not.
  private func read(_ meanwhile: @escaping () throws -> Void) throws -> Inspection {
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var source = Meanwhile(source: try FileSource(path: file.path), action: meanwhile)
    return try SeriesReader.inspect(from: &source, named: "f.csv", options: ReadOptions())
  }

  /// A file, and what happens after its first block.
  private struct Meanwhile: ByteSource {
    let source: FileSource
    var action: (() throws -> Void)?

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      let count = try source.read(into: buffer)
      try action?()
      action = nil
      return count
    }
  }

  @Test(
    "is refused, whether it grows, shrinks or is rewritten",
    arguments: ["+", "", "ds,y\n2020-01,9\n2020-02,9\n2020-03,9\n"])
  func changed(_ content: String) throws {
    let error = try #require(
      #expect(throws: SeriesError.self) {
        try read {
          let handle = try FileHandle(forWritingTo: file)
          if content == "+" {
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("2020-04,4\n".utf8))
          } else {
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(content.utf8))
          }
          try handle.close()
        }
      })
    #expect(error.isMissingInput)
    #expect(
      error.message == "the file was changed while it was read (expected it to stay as it is)")
  }

  @Test("is read as it was when another takes its place")
  func replaced() throws {
    let inspection = try read { try Data("ds,y\n".utf8).write(to: file, options: .atomic) }
    #expect(inspection.series?.values == [1, 2, 3])
  }
}
