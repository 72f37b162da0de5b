import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
///
/// A regular file that somebody writes into meanwhile is an error at its end: half of it would be
/// old and half of it new. One that is replaced by another is read as it was.
public final class FileSource: ByteSource {
  private let descriptor: FileDescriptor
  private let path: String
  private let isOwned: Bool
  /// What the file was at first; nil if it is no regular file.
  private let state: State?

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
    state = State(descriptor)
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
    let count: Int
    do {
      count = try descriptor.read(into: buffer)
    } catch {
      throw SeriesError.unreadable(path, because: "\(error)")
    }
    if count == 0, let state, State(descriptor) != state { throw SeriesError.changed(path) }
    return count
  }

  /// What changes when somebody writes into a file.
  private struct State: Equatable {
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    init?(_ descriptor: FileDescriptor) {
      guard let status = try? descriptor.stat(), status.type == .regular else { return nil }
      size = status.size
      let modified = status.st_mtim
      (seconds, nanoseconds) = (modified.tv_sec, modified.tv_nsec)
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
