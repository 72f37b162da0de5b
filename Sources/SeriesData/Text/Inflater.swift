import CZlib

/// Unpacks gzip (RFC 1952) block by block: several members after one another, each with its checksum.
///
/// A class, because zlib's state must stay where it is and be freed once.
final class Inflater {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let file: String
  /// Packed bytes that were read and not unpacked yet.
  private var input: [UInt8]
  private var place = 0
  private var isAtEnd = false
  private var isBetweenMembers = false
  private var packedCount: Int
  private var unpackedCount = 0

  /// What no table packs to: beyond so many bytes at more than so many times the packed size, the
  /// file is made to fill a memory.
  private static let harmlessCount = 1 << 26
  private static let largestRatio = 100

  /// Begins with the first bytes, which were read already.
  init(file: String, start: [UInt8]) {
    self.file = file
    input = start
    packedCount = start.count
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for "gzip only".
    let status = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot begin: \(status)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks the next bytes.
  ///
  /// - Returns: How many, 0 at the end.
  /// - Throws: ``SeriesError`` if the file is cut off or damaged, and what the source throws.
  func read(
    from source: inout some ByteSource, into buffer: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    while true {
      try refill(from: &source)
      if isBetweenMembers {
        // Tapes and archives are filled up with zeros.
        while place < input.count, input[place] == 0 { place += 1 }
        if place == input.count {
          if isAtEnd { return 0 }
          continue
        }
        isBetweenMembers = false
        inflateReset(stream)
      }
      let (status, count) = step(into: buffer)
      unpackedCount += count
      if unpackedCount > Self.harmlessCount, unpackedCount / Self.largestRatio > packedCount {
        throw refusal(
          "is packed more than \(Self.largestRatio) times as small as it is, which no table is",
          "If it is one all the same, unpack it first: gzip -d.")
      }
      switch status {
      case Z_STREAM_END: isBetweenMembers = true
      case Z_OK: break
      case Z_BUF_ERROR where count == 0 && place == input.count && isAtEnd:
        throw refusal("is cut off: the packed data end in the middle", "Fetch it again.")
      case Z_BUF_ERROR: break
      default:
        let words = stream.pointee.msg.map { String(cString: $0) } ?? "status \(status)"
        throw refusal("is damaged: the data cannot be unpacked (\(words))", "Fetch it again.")
      }
      if count > 0 { return count }
    }
  }

  private func refill(from source: inout some ByteSource) throws {
    guard place == input.count, !isAtEnd else { return }
    if input.count < 65_536 { input = [UInt8](repeating: 0, count: 65_536) }
    let count = try input.withUnsafeMutableBytes { try source.read(into: $0) }
    isAtEnd = count == 0
    packedCount += count
    input.removeLast(input.count - count)
    place = 0
  }

  /// One call of zlib: its status, and how many bytes came out.
  private func step(into buffer: UnsafeMutableRawBufferPointer) -> (status: Int32, count: Int) {
    let room = min(buffer.count, 1 << 30)
    let left = input.count - place
    return input.withUnsafeMutableBufferPointer { packed in
      stream.pointee.next_in = packed.baseAddress.map { $0 + place }
      stream.pointee.avail_in = UInt32(left)
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      let status = inflate(stream, Z_NO_FLUSH)
      place += left - Int(stream.pointee.avail_in)
      return (status, room - Int(stream.pointee.avail_out))
    }
  }

  private func refusal(_ message: String, _ hint: String) -> SeriesError {
    SeriesError(reason: .damagedArchive, file: file, message: "the file " + message, hint: hint)
  }
}

/// The bytes of a source, unpacked if gzip packed them, which its first two bytes say.
struct Unpacker {
  private enum State {
    case unknown, plain
    case packed(Inflater)
  }

  private var state = State.unknown

  /// Whether the source is packed; known after the first read.
  var isPacked: Bool { if case .packed = state { true } else { false } }

  /// Fills the beginning of `buffer`, which has room for two bytes at least.
  ///
  /// - Returns: The number of bytes, 0 at the end.
  mutating func read(
    from source: inout some ByteSource, into buffer: UnsafeMutableRawBufferPointer, file: String
  ) throws -> Int {
    switch state {
    case .plain: return try source.read(into: buffer)
    case .packed(let inflater): return try inflater.read(from: &source, into: buffer)
    case .unknown:
      var count = 0
      while count < 2 {
        let found = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        if found == 0 { break }
        count += found
      }
      guard count >= 2, buffer[0] == 0x1F, buffer[1] == 0x8B else {
        state = .plain
        return count
      }
      let inflater = Inflater(file: file, start: Array(buffer[..<count]))
      state = .packed(inflater)
      return try inflater.read(from: &source, into: buffer)
    }
  }
}
