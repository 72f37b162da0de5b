import SystemPackage

/// Something that gives bytes, block by block: a file, standard input, memory.
public protocol ByteSource {
  /// Fills the beginning of `buffer` with the next bytes.
  ///
  /// - Returns: The number of bytes, at least 1, or 0 at the end.
  /// - Throws: Whatever hinders reading; ``SeriesReader`` turns it into a ``SeriesError``.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// The number of bytes that are still to come, if that is known before they are read.
  ///
  /// Only for making room: it may be wrong.
  var expectedByteCount: Int? { get }
}

extension ByteSource {
  /// Not known.
  public var expectedByteCount: Int? { nil }
}

/// The bytes of a file, or of standard input.
///
/// A class, because an open file has an identity and must be closed once.
public final class FileSource: ByteSource {
  private let descriptor: FileDescriptor
  private let path: String
  private let isOwned: Bool

  /// Opens the file at `path`; `-` is standard input.
  ///
  /// - Throws: ``SeriesError`` with ``SeriesError/isMissingInput`` if it cannot be opened.
  public init(path: String) throws(SeriesError) {
    self.path = path
    isOwned = path != "-"
    do {
      descriptor = isOwned ? try .open(FilePath(path), .readOnly) : .standardInput
    } catch {
      throw .unreadable(path, because: "\(error)")
    }
  }

  deinit {
    if isOwned { try? descriptor.close() }
  }

  /// The bytes behind those read so far; not known of a pipe.
  public var expectedByteCount: Int? {
    guard let here = try? descriptor.seek(offset: 0, from: .current),
      let end = try? descriptor.seek(offset: 0, from: .end),
      (try? descriptor.seek(offset: here, from: .start)) == here
    else { return nil }
    return Int(end - here)
  }

  /// Reads the next block of the file.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    do {
      return try descriptor.read(into: buffer)
    } catch {
      throw SeriesError.unreadable(path, because: "\(error)")
    }
  }
}

/// Bytes that are in memory already: tests, the built-in series.
public struct MemorySource: ByteSource {
  private var rest: ArraySlice<UInt8>

  /// A source that gives these bytes.
  public init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// A source that gives the UTF-8 of this text.
  public init(_ text: String) { self.init(Array(text.utf8)) }

  /// The bytes that were not read yet.
  public var expectedByteCount: Int? { rest.count }

  /// Copies as many bytes as fit.
  public mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let block = rest.prefix(buffer.count)
    buffer.copyBytes(from: block)
    rest = rest.dropFirst(block.count)
    return block.count
  }
}
