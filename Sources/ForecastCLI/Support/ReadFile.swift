import ArgumentParser
import Artifacts
import SeriesData

/// The bytes of a file, or nil if it cannot be read.
func readFile(_ path: String) -> [UInt8]? { try? readInput(path) }

/// More than any file has that is held in memory as a whole: a network of 100 million weights, or the
/// report on a million values.
private let mostBytes = 1 << 29

/// The bytes of a file; `-` is standard input.
///
/// - Parameters:
///   - path: The file.
///   - most: More bytes are refused; of a regular file before any is read. What has no size, such as
///     a pipe, may never end, and is read up to half a gigabyte at most.
/// - Returns: All of them.
/// - Throws: `SeriesError` for a file that cannot be read, `IncompatibleFile` for one of more than
///   `most` bytes.
func readInput(_ path: String, most: Int = mostBytes) throws -> [UInt8] {
  func refusal(_ most: Int) -> IncompatibleFile {
    IncompatibleFile(
      file: path, message: "it has more than \(most) bytes", hint: "Name a smaller file.")
  }
  let size = regularFileSize(path)
  if let size, size > most { throw refusal(most) }
  let most = size == nil ? min(most, mostBytes) : most
  let source = try FileSource(path: path)
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
    if count == 0 { return bytes }
    guard bytes.count + count <= most else { throw refusal(most) }
    bytes += block[..<count]
  }
}

/// Refuses what cannot be the path of a file that will be written.
///
/// - Parameters:
///   - path: What was typed; nil is fine.
///   - option: The option, such as `--output`.
///   - example: A name that would be good.
/// - Throws: A usage error.
func requireFile(_ path: String?, _ option: String, suchAs example: String) throws {
  guard let path, ["", ".", "..", "-"].contains(lastComponent(path)) || path.hasSuffix("/")
  else { return }
  throw ValidationError("\(option) is '\(path)' (expected a file such as \(example)).")
}

/// Refuses to write a file over one that is read, whatever else may be replaced.
///
/// - Parameters:
///   - files: What will be written.
///   - option: The option that says where.
///   - input: What is read; nil or `-` is no file.
/// - Throws: A usage error.
func refuseInput(_ files: [String], _ option: String, _ input: String?) throws {
  guard let input, input != "-", fileExists(input),
    let file = files.first(where: { isSamePlace($0, input) })
  else { return }
  throw ValidationError("\(option): \(file) is what is read; name another place.")
}

/// Several files, or a binary one, do not go to standard output.
func refuseStandardOutput(_ output: String) throws {
  if output == "-" {
    throw ValidationError("--output is '-' (expected a name: this is no text for standard output).")
  }
}
