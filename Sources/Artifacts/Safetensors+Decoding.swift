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
  ///   - types: The types of elements that are read: float32, and float64 if somebody expects it.
  /// - Throws: `SafetensorsError` naming the first thing that is wrong.
  /// - Complexity: O(*n*) in the size of the file, O(*t* log *t*) in the number of tensors.
  public init(
    decoding bytes: [UInt8], file: String, types: Set<ElementType> = [.float32]
  ) throws(SafetensorsError) {
    do throws(SafetensorsError.Reason) {
      let dataStart = try Self.dataStart(in: bytes)
      let header = try SafetensorsHeader(parsing: bytes[8..<dataStart])
      self.init(metadata: header.metadata, tensors: [:])
      try take(header.entries, in: bytes[dataStart...], types)
    } catch {
      throw SafetensorsError(reason: error, file: file)
    }
  }

  /// What an element is.
  public enum ElementType: String, Hashable, Sendable, Codable {
    /// 32 bits.
    case float32 = "F32"
    /// 64 bits.
    case float64 = "F64"

    var byteCount: Int { self == .float32 ? 4 : 8 }
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

  /// Takes the tensors in the order of their data, each beginning where the one before it ended.
  private mutating func take(
    _ entries: [String: SafetensorsHeader.Entry], in data: ArraySlice<UInt8>,
    _ types: Set<ElementType>
  ) throws(SafetensorsError.Reason) {
    let extents = try entries.map { name, entry throws(SafetensorsError.Reason) in
      try Extent(name: name, entry: entry, dataCount: data.count, types)
    }
    var reached = 0
    for extent in extents.sorted() {
      guard extent.begin >= reached else { throw .overlap(tensor: extent.name, at: extent.begin) }
      guard extent.begin == reached else { throw .hole(from: reached, to: extent.begin) }
      reached = extent.end
      let slice = data.dropFirst(extent.begin).prefix(extent.end - extent.begin)
      switch extent.type {
      case .float32:
        tensors[extent.name] = NamedTensor(
          shape: extent.shape,
          values: values(in: slice) { Float(bitPattern: UInt32(littleEndian: $0)) })
      case .float64:
        doubles[extent.name] = NamedDoubles(
          shape: extent.shape,
          values: values(in: slice) { Double(bitPattern: UInt64(littleEndian: $0)) })
      }
    }
    guard reached == data.count else { throw .hole(from: reached, to: data.count) }
  }
}

/// What `value` makes of each word in a slice whose length is a multiple of the length of a word.
private func values<Word: FixedWidthInteger & BitwiseCopyable, Value>(
  in slice: ArraySlice<UInt8>, _ value: (Word) -> Value
) -> [Value] {
  slice.withUnsafeBytes { raw in
    stride(from: 0, to: raw.count, by: MemoryLayout<Word>.size).map { offset in
      value(raw.loadUnaligned(fromByteOffset: offset, as: Word.self))
    }
  }
}

/// Where a tensor lies, after the checks that need no other tensor; ordered by position.
private struct Extent: Comparable {
  let name: String
  let type: Safetensors.ElementType
  let shape: [Int]
  let begin: Int
  let end: Int

  init(
    name: String, entry: SafetensorsHeader.Entry, dataCount: Int,
    _ types: Set<Safetensors.ElementType>
  ) throws(SafetensorsError.Reason) {
    guard let type = Safetensors.ElementType(rawValue: entry.dtype), types.contains(type) else {
      throw .unsupportedType(tensor: name, found: entry.dtype)
    }
    guard let count = elementCount(ofShape: entry.shape), count <= Int.max / type.byteCount else {
      throw .impossibleShape(tensor: name, shape: entry.shape)
    }
    let offsets = entry.dataOffsets
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= dataCount
    else { throw .badOffsets(tensor: name, offsets: offsets, dataCount: dataCount) }
    let expected = type.byteCount * count
    guard offsets[1] - offsets[0] == expected else {
      throw .sizeMismatch(
        tensor: name, shape: entry.shape, expected: expected, found: offsets[1] - offsets[0])
    }
    (self.name, self.type, shape, begin, end) = (name, type, entry.shape, offsets[0], offsets[1])
  }

  static func < (a: Extent, b: Extent) -> Bool {
    (a.begin, a.end, a.name) < (b.begin, b.end, b.name)
  }
}
