import FoundationEssentials
import RegexBuilder
import Testing

/// Which module may import what; a module may use those above it and none below.
private let allowed: [(module: String, imports: Set<String>)] = [
  ("CZlib", []),
  ("SeriesData", libc.union(["CZlib", "FoundationEssentials", "SystemPackage"])),
  ("CProcessor", []),
  ("Recurrent", ["CProcessor", "Dispatch", "RealModule", "Synchronization"]),
  ("CPretrained", []),
  ("Pretrained", ["CPretrained", "Recurrent", "RealModule"]),
  ("Classical", ["RealModule"]),
  (
    "Forecasting",
    libc.union(["SeriesData", "Recurrent", "Classical", "Pretrained", "RealModule"])
  ),
  ("Diagnosis", ["SeriesData", "Recurrent", "Classical", "Forecasting", "RealModule"]),
  ("ONNXModel", ["Foundation", "FoundationEssentials", "SwiftProtobuf"]),
  (
    "Artifacts",
    libc.union([
      "SeriesData", "Recurrent", "Pretrained", "Forecasting", "Diagnosis", "ONNXModel", "Crypto",
      "FoundationEssentials",
      "SwiftProtobuf", "SystemPackage", "TOMLKit",
    ])
  ),
  ("CGnuplot", []),
  (
    "Plotting",
    libc.union([
      "SeriesData", "Forecasting", "Diagnosis", "Artifacts", "CGnuplot", "Dispatch",
      "Synchronization",
    ])
  ),
  (
    "Reporting",
    [
      "SeriesData", "Recurrent", "Forecasting", "Diagnosis", "Artifacts", "FoundationEssentials",
      "Mustache", "RealModule", "TextTable",
    ]
  ),
  (
    "ForecastCLI",
    libc.union([
      "SeriesData", "Recurrent", "Classical", "Forecasting", "Diagnosis", "Artifacts", "Plotting",
      "Reporting",
      "ArgumentParser", "Dispatch", "FoundationEssentials", "Synchronization",
    ])
  ),
]

/// The C library under the names it has on the platforms.
private let libc: Set<String> = ["Glibc", "Musl", "Darwin"]

/// The longest file that is still one idea.
private let mostLines = 350

@Suite("The sources") struct ImportTests {
  /// A file below `Sources`.
  struct SourceFile: Sendable, CustomTestStringConvertible {
    /// Relative to `Sources`.
    let path: String
    let text: String

    var module: String { String(path.prefix { $0 != "/" }) }
    /// By `protoc`: nobody reads it.
    var isGenerated: Bool { path.hasSuffix(".pb.swift") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var testDescription: String { path }
  }

  @Test("import only what the table allows", arguments: try sourceFiles())
  func imports(of file: SourceFile) {
    #expect(violations(in: file) == [])
  }

  @Test("stay short, unless generated", arguments: try sourceFiles().filter { !$0.isGenerated })
  func length(of file: SourceFile) {
    #expect(file.lines.count - 1 <= mostLines)
  }

  @Test("lie in folders that all stand in the table")
  func folders() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: sourcesFolder)
      .filter { !$0.hasPrefix(".") }
    #expect(!folders.isEmpty)
    #expect(Set(folders).subtracting(allowed.map(\.module)) == [])
  }

  @Test("have a table that goes one way")
  func direction() {
    for (index, row) in allowed.enumerated() {
      #expect(row.imports.isDisjoint(with: allowed[index...].map(\.module)), "\(row.module)")
    }
  }

  @Test("would be caught at a forbidden import, however it is written")
  func forbidden() {
    let text = """
      import RealModule; import Foundation
      /// import Crypto
      import struct SeriesData.TimeSeries
      @testable import Forecasting
      @_spi(Tests) @preconcurrency public import Diagnosis // why
        internal import Plotting
      #if canImport(Musl)
        import RealModule
      #endif
      let text = \"\"\"
        import Reporting
        \"\"\"
      let importance = "import Artifacts"
      """
    let file = SourceFile(path: "Recurrent/Kernels/Sample.swift", text: text)
    #expect(
      violations(in: file) == [
        "Recurrent/Kernels/Sample.swift:1 imports Foundation",
        "Recurrent/Kernels/Sample.swift:3 imports SeriesData",
        "Recurrent/Kernels/Sample.swift:4 imports Forecasting",
        "Recurrent/Kernels/Sample.swift:5 imports Diagnosis",
        "Recurrent/Kernels/Sample.swift:6 imports Plotting",
      ])
    let stranger = SourceFile(path: "Elsewhere/Sample.swift", text: "import Glibc\n")
    #expect(violations(in: stranger) == ["Elsewhere/Sample.swift:1 imports Glibc"])
  }
}

/// The forbidden imports of a file, each with its line; a module outside the table may import nothing.
private func violations(in file: ImportTests.SourceFile) -> [String] {
  let permitted = allowed.first { $0.module == file.module }?.imports ?? []
  return imports(in: file).filter { !permitted.contains($0.module) }
    .map { "\(file.path):\($0.line) imports \($0.module)" }
}

/// The modules that a file imports, outside of comments and multi-line strings.
private func imports(in file: ImportTests.SourceFile) -> [(line: Int, module: String)] {
  let attributes = /(?:@\w+(?:\([^)]*\))?\s+)*/
  let access = /(?:(?:public|package|internal|fileprivate|private)\s+)?/
  let kind = /(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?/
  let statement = Regex {
    /\s*/
    attributes
    access
    /import\s+/
    kind
    Capture(/\w+/)
    /.*/
  }
  var found: [(line: Int, module: String)] = []
  var isInString = false
  for (index, line) in file.lines.enumerated() {
    if !isInString {
      for part in line.split(separator: ";") {
        if let match = part.wholeMatch(of: statement) { found.append((index + 1, String(match.1))) }
      }
    }
    if line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count.isMultiple(of: 2) {
      isInString.toggle()
    }
  }
  return found
}

/// The folder `Sources` of this checkout.
private let sourcesFolder: String =
  #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  .joined(separator: "/") + "/Sources"

/// All Swift files below `Sources`, in the order of their paths.
private func sourceFiles() throws -> [ImportTests.SourceFile] {
  try FileManager.default.subpathsOfDirectory(atPath: sourcesFolder)
    .filter { $0.hasSuffix(".swift") }.sorted()
    .map { path in
      let bytes = try #require(FileManager.default.contents(atPath: "\(sourcesFolder)/\(path)"))
      return ImportTests.SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
    }
}
