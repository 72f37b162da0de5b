/// Reads a source in blocks: first a sample of fixed size, then the rest as it comes.
///
/// What is found out from the sample therefore does not depend on the blocks of the source.
struct BlockReader {
  let file: String
  private(set) var isAtEnd = false
  private var block = [UInt8](repeating: 0, count: Self.size)

  static let size = 65_536

  init(file: String) { self.file = file }

  /// The first 64 KiB, or everything if that is less.
  mutating func sample(from source: inout some ByteSource) throws(SeriesError) -> [UInt8] {
    var sample: [UInt8] = []
    while sample.count < Self.size,
      let next = try next(from: &source, atMost: Self.size - sample.count)
    {
      sample += next
    }
    return sample
  }

  /// The next block, or `nil` at the end.
  mutating func next(
    from source: inout some ByteSource, atMost size: Int = Self.size
  ) throws(SeriesError) -> ArraySlice<UInt8>? {
    if isAtEnd { return nil }
    let count: Int
    do {
      count = try block.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<size]))
      }
    } catch let error as SeriesError {
      throw error
    } catch {
      throw .unreadable(file, because: "\(error)")
    }
    isAtEnd = count == 0
    return isAtEnd ? nil : block[..<count]
  }
}
