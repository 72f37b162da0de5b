/// Reads a source in blocks: first a sample of fixed size, then the rest as it comes.
///
/// What is found out from the sample therefore does not depend on the blocks of the source.
struct BlockReader {
  let file: String
  private(set) var isAtEnd = false
  /// The block, and ``PlainRowReader/padding`` zeros behind it.
  private(set) var bytes = [UInt8](repeating: 0, count: Self.size + PlainRowReader.padding)
  /// The length of the block.
  private(set) var count = 0

  static let sampleSize = 65_536
  /// Small enough to be still in the cache of the core when it is read, large enough for few calls.
  static let size = 262_144

  init(file: String) { self.file = file }

  /// The block that was read last.
  var block: ArraySlice<UInt8> { bytes[..<count] }

  /// Reads the first 64 KiB, or everything if that is less.
  mutating func readSample(from source: inout some ByteSource) throws(SeriesError) {
    count = 0
    while count < Self.sampleSize,
      try read(from: &source, at: count, atMost: Self.sampleSize - count)
    {}
  }

  /// Reads the next block; `false` at the end.
  mutating func readBlock(from source: inout some ByteSource) throws(SeriesError) -> Bool {
    try read(from: &source, at: 0, atMost: Self.size)
  }

  private mutating func read(
    from source: inout some ByteSource, at start: Int, atMost size: Int
  ) throws(SeriesError) -> Bool {
    if isAtEnd { return false }
    let found: Int
    do {
      found = try bytes.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[start..<start + size]))
      }
    } catch let error as SeriesError {
      throw error
    } catch {
      throw .unreadable(file, because: "\(error)")
    }
    isAtEnd = found == 0
    if isAtEnd { return false }
    count = start + found
    for index in count..<count + PlainRowReader.padding { bytes[index] = 0 }
    return true
  }
}
