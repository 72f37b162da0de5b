extension Safetensors {
  /// The longest header that is read, in bytes: the limit of the reference implementation.
  static let longestHeader = 100_000_000

  /// Reads the bytes of a safetensors file that anybody may have written.
  ///
  /// Every length, shape and offset is checked before it is used; no memory is taken beyond a small
  /// multiple of the bytes given. The tensors must fill the data without overlap and without holes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: Its name, for messages only.
  /// - Throws: `SafetensorsError` naming the first thing that is wrong.
  /// - Complexity: O(*n*) in the size of the file, O(*t* log *t*) in the number of tensors.
  public init(decoding bytes: [UInt8], file: String) throws(SafetensorsError) {
    do throws(SafetensorsError.Reason) {
      let dataStart = try Self.dataStart(in: bytes)
      let header = try SafetensorsHeader(parsing: bytes[8..<dataStart])
      self.init(
        metadata: header.metadata,
        tensors: try Self.tensors(of: header.entries, in: bytes[dataStart...]))
    } catch {
      throw SafetensorsError(reason: error, file: file)
    }
  }

  /// The position at which the data begins: behind the length and the header.
  private static func dataStart(in bytes: [UInt8]) throws(SafetensorsError.Reason) -> Int {
    guard bytes.count >= 8 else { throw .tooShort(byteCount: bytes.count) }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(longestHeader) else { throw .headerTooLong(length) }
    guard length <= UInt64(bytes.count - 8) else {
      throw .headerBeyondFile(length: Int(length), available: bytes.count - 8)
    }
    return 8 + Int(length)
  }

  /// The tensors in the order of their data, each beginning where the one before it ended.
  private static func tensors(
    of entries: [String: SafetensorsHeader.Entry], in data: ArraySlice<UInt8>
  ) throws(SafetensorsError.Reason) -> [String: NamedTensor] {
    let extents = try entries.map { name, entry throws(SafetensorsError.Reason) in
      try Extent(name: name, entry: entry, dataCount: data.count)
    }
    var tensors: [String: NamedTensor] = [:]
    var reached = 0
    for extent in extents.sorted() {
      guard extent.begin >= reached else { throw .overlap(tensor: extent.name, at: extent.begin) }
      guard extent.begin == reached else { throw .hole(from: reached, to: extent.begin) }
      reached = extent.end
      let values = floats(in: data.dropFirst(extent.begin).prefix(extent.end - extent.begin))
      tensors[extent.name] = NamedTensor(shape: extent.shape, values: values)
    }
    guard reached == data.count else { throw .hole(from: reached, to: data.count) }
    return tensors
  }

  /// The little-endian floats in a slice whose length is a multiple of 4.
  private static func floats(in slice: ArraySlice<UInt8>) -> [Float] {
    slice.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: 4).map { offset in
        let bits = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }
}

/// Where a tensor lies, after the checks that need no other tensor; ordered by position.
private struct Extent: Comparable {
  let name: String
  let shape: [Int]
  let begin: Int
  let end: Int

  init(
    name: String, entry: SafetensorsHeader.Entry, dataCount: Int
  ) throws(SafetensorsError.Reason) {
    guard entry.dtype == "F32" else { throw .unsupportedType(tensor: name, found: entry.dtype) }
    guard let count = elementCount(ofShape: entry.shape), count <= Int.max / 4 else {
      throw .impossibleShape(tensor: name, shape: entry.shape)
    }
    let offsets = entry.dataOffsets
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= dataCount
    else { throw .badOffsets(tensor: name, offsets: offsets, dataCount: dataCount) }
    guard offsets[1] - offsets[0] == 4 * count else {
      throw .sizeMismatch(
        tensor: name, shape: entry.shape, expected: 4 * count, found: offsets[1] - offsets[0])
    }
    (self.name, shape, begin, end) = (name, entry.shape, offsets[0], offsets[1])
  }

  static func < (a: Extent, b: Extent) -> Bool {
    (a.begin, a.end, a.name) < (b.begin, b.end, b.name)
  }
}
