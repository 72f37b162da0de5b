/// Reads a source in blocks of UTF-8: first a sample of fixed size, then the rest as it comes.
///
/// What is found out from the sample therefore does not depend on the blocks of the source. UTF-8 is
/// read where it stays, and only looked at; other text is rewritten, and packed bytes unpacked.
struct BlockReader {
  let file: String
  /// Whether the source has no more.
  private(set) var isAtEnd = false
  /// The block, and ``PlainRowReader/padding`` zeros behind it.
  private(set) var bytes = [UInt8](repeating: 0, count: Self.size + PlainRowReader.padding)
  /// Where the text of the block begins: behind a byte order mark.
  private(set) var start = 0
  /// Where it ends.
  private(set) var count = 0
  /// How the characters are written.
  private(set) var form = TextForm.ascii
  /// What comes behind this block and is no text; there are no more blocks then.
  private(set) var fault: TextFault?
  /// Whether Windows-1252 was found out rather than chosen, and begins behind this block.
  private(set) var turnsTo1252 = false
  /// Whether it begins with this block, rather than behind it.
  private(set) var turnsAtStart = false
  private var unpacker = Unpacker()
  /// Bytes that were read and are not text yet.
  private var rest: ArraySlice<UInt8> = []
  /// The bytes of the source, unpacked, that are in this block and in those before it.
  private var offset = 0

  static let sampleSize = 65_536
  /// Small enough to be still in the cache of the core when it is read, large enough for few calls.
  static let size = 262_144

  init(file: String) { self.file = file }

  /// The text of the block that was read last.
  var block: ArraySlice<UInt8> { bytes[start..<count] }

  var isPacked: Bool { unpacker.isPacked }

  /// Reads the first 64 KiB, or everything if that is less.
  ///
  /// - Throws: ``SeriesError`` if it is no text at all, or cannot be read.
  mutating func readSample(
    from source: inout some ByteSource, encoding: TextEncoding?
  ) throws(SeriesError) {
    var length = 0
    while length < Self.sampleSize, !isAtEnd {
      length += try fill(from: &source, at: length, atMost: Self.sampleSize - length)
    }
    if let error = ForeignContent.binary(in: bytes[..<length], file: file) { throw error }
    (form, start) = TextForm.find(in: bytes[..<length], choice: encoding)
    offset = start
    if form == .ascii || form == .utf8 {
      check(from: start, to: length)
    } else {
      rest = bytes[start..<length]
      (start, count) = (0, 0)
    }
    while form.isRewritten, fault == nil, rest.count > 3 || isAtEnd && !rest.isEmpty { rewrite() }
    pad()
    if let error = ForeignContent.text(in: block, file: file) { throw error }
  }

  /// Reads the next block; `false` at the end.
  mutating func readBlock(from source: inout some ByteSource) throws(SeriesError) -> Bool {
    (start, count) = (0, 0)
    turnsTo1252 = false
    while count == 0, fault == nil {
      if isAtEnd && rest.isEmpty { return false }
      if form.isRewritten {
        if rest.count <= 3 { try refill(from: &source) }
        rewrite()
      } else {
        let carried = rest.count
        for (place, byte) in rest.enumerated() { bytes[place] = byte }
        rest = []
        let found =
          isAtEnd ? 0 : try fill(from: &source, at: carried, atMost: Self.size - carried)
        check(from: 0, to: carried + found)
      }
    }
    pad()
    return count > 0
  }

  /// Whether the sample is the whole text.
  var isWhole: Bool { isAtEnd && rest.isEmpty }

  /// The error for a fault behind a text that begins the file.
  func place(of fault: TextFault, in text: ArraySlice<UInt8>) -> SeriesError {
    let (line, column) = Self.place(behind: text)
    return fault.error(in: file, line: line, column: column)
  }

  /// What is said of text that was found to be Windows-1252, if the sample is.
  func assumed(in sample: ArraySlice<UInt8>) -> Finding? {
    guard turnsTo1252 else { return nil }
    let (line, column) = Self.place(behind: sample.prefix { $0 < 0x80 })
    return .windows1252(line: line, column: column)
  }

  private static func place(behind text: ArraySlice<UInt8>) -> (line: Int, column: Int) {
    var scanner = RecordScanner(delimiter: .comma)
    scanner.scan(text.span.bytes) { _ in }
    return (scanner.line, scanner.column)
  }

  // MARK: - Bytes

  /// Reads some bytes of the source into the block; none at its end.
  private mutating func fill(
    from source: inout some ByteSource, at start: Int, atMost size: Int
  ) throws(SeriesError) -> Int {
    let found: Int
    do {
      found = try bytes.withUnsafeMutableBytes {
        try unpacker.read(
          from: &source, into: UnsafeMutableRawBufferPointer(rebasing: $0[start..<start + size]),
          file: file)
      }
    } catch let error as SeriesError {
      throw error
    } catch {
      throw .unreadable(file, because: "\(error)")
    }
    isAtEnd = found == 0
    return found
  }

  /// Adds bytes of the source to those that are to be rewritten.
  private mutating func refill(from source: inout some ByteSource) throws(SeriesError) {
    let found = isAtEnd ? 0 : try fill(from: &source, at: 0, atMost: Self.sampleSize)
    rest = ArraySlice(Array(rest) + bytes[..<found])
  }

  private mutating func pad() {
    for index in count..<count + PlainRowReader.padding { bytes[index] = 0 }
  }

  // MARK: - Text

  /// Takes the bytes for UTF-8 as far as they are, and keeps what is behind.
  private mutating func check(from start: Int, to end: Int) {
    // What the buffer has behind the bytes may be anything, and is not looked at for what it says.
    let check = UTF8Check(bytes.span.bytes, start..<end)
    count = check.end
    offset += check.end - start
    if check.hasOthers { form = .utf8 }
    guard check.stop == .invalid || check.stop == .cut && isAtEnd else {
      rest = check.stop == .cut ? ArraySlice(Array(bytes[check.end..<end])) : []
      return
    }
    if form == .ascii, bytes[check.end] != 0 {
      form = .windows1252
      turnsTo1252 = true
      turnsAtStart = check.end == start
      rest = ArraySlice(Array(bytes[check.end..<end]))
    } else {
      fault = TextFault(CollectionOfOne(bytes[check.end]), at: offset, in: form)
    }
  }

  /// Turns bytes that were read into UTF-8 behind what the block has.
  private mutating func rewrite() {
    let piece = rest.prefix(Self.sampleSize / 2)
    let isLast = isAtEnd && piece.count == rest.count
    let (taken, atFault) = form.transcode(piece, isLast: isLast, into: &bytes, &count)
    offset += taken
    rest = rest.dropFirst(taken)
    if atFault > 0 { fault = TextFault(rest.prefix(atFault), at: offset, in: form) }
  }
}

extension TextForm {
  /// Whether text in this form is no UTF-8.
  fileprivate var isRewritten: Bool { self != .ascii && self != .utf8 }
}
