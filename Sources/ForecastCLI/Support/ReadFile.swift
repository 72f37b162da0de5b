import ArgumentParser
import Artifacts
import SeriesData

/// The bytes of a file, or nil if it cannot be read.
func readFile(_ path: String) -> [UInt8]? { try? readInput(path) }

/// The bytes of a file; `-` is standard input.
///
/// - Throws: `SeriesError` for a file that cannot be read, `IncompatibleFile` for one of more than
///   `most` bytes.
func readInput(_ path: String, most: Int = .max) throws -> [UInt8] {
  let source = try FileSource(path: path)
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
    if count == 0 { return bytes }
    bytes += block[..<count]
    guard bytes.count <= most else {
      throw IncompatibleFile(
        file: path, message: "it has more than \(most) bytes", hint: "Name a smaller file.")
    }
  }
}

/// Several files, or a binary one, do not go to standard output.
func refuseStandardOutput(_ output: String) throws {
  if output == "-" {
    throw ValidationError("--output is '-' (expected a name: this is no text for standard output).")
  }
}
