/// How the dates of a column are written when all have the same width: digits here, marks there.
///
/// Compares and converts up to 24 bytes as three words. The fast twin of ``DateCell`` and of
/// ``DateFormat``: what does not fit the layout is theirs to read.
struct DateLayout: Hashable {
  /// Where the two digits of each part stand, those of the year's century first.
  struct Places: Hashable {
    var year: Int
    var month: Int
    var day: Int
    var hour = absent
    var minute = absent
    var second = absent

    /// A place where the words have a zero, since no pair of digits may end there; so has what
    /// comes behind it.
    static let absent = 23
  }

  /// The number of bytes.
  let length: Int
  let places: Places
  /// Whether the parts at the places of day and month can also be month and day.
  let hasTwoReadings: Bool
  /// What the words must be, with `0` for digits.
  private let pattern: SIMD4<UInt64>
  /// The bytes that count.
  private let used: SIMD4<UInt64>
  /// What takes any byte but the right ones over the highest bit: beyond 9, or beyond 0.
  private let limits: SIMD4<UInt64>
  /// The bytes of year, month and day.
  private let dayBytes: SIMD4<UInt64>

  /// A layout of `text`, which has digits at `places` and marks everywhere else.
  ///
  /// - Returns: `nil` if the text is too long, or a pair of digits is cut by the end of a word.
  init?(_ text: some Collection<UInt8>, _ places: Places, hasTwoReadings: Bool = false) {
    let pairs =
      [places.year, places.year + 2, places.month, places.day]
      + [places.hour, places.minute, places.second].filter { $0 != Places.absent }
    guard text.count <= 24, pairs.allSatisfy({ $0 & 7 != 7 && $0 + 2 <= text.count }),
      pairs.allSatisfy({ $0 + 1 != Places.absent })
    else { return nil }
    let none = SIMD4<UInt64>()
    var (pattern, used, limits, dayBytes) = (none, none, none, none)
    for (place, byte) in text.enumerated() {
      let isDigit = pairs.contains { place == $0 || place == $0 + 1 }
      let (word, shift) = (place / 8, UInt64(8 * (place % 8)))
      pattern[word] |= UInt64(isDigit ? .zero : byte) << shift
      used[word] |= 0xFF << shift
      limits[word] |= UInt64(isDigit ? 0x80 - 10 : 0x7F) << shift
      let isOfDay = pairs.prefix(4).contains { place == $0 || place == $0 + 1 }
      dayBytes[word] |= UInt64(isOfDay ? 0xFF : 0) << shift
    }
    (self.pattern, self.used, self.limits, self.dayBytes) = (pattern, used, limits, dayBytes)
    length = text.count
    self.places = places
    self.hasTwoReadings = hasTwoReadings
  }

  /// A date laid out so, all its digits zeros.
  var text: [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: pattern[$0 / 8] >> UInt64(8 * ($0 % 8))) }
  }

  /// Whether a cell is laid out so, whatever its digits say.
  func fits(_ cell: ArraySlice<UInt8>) -> Bool {
    guard cell.count == length else { return false }
    var words = SIMD4<UInt64>()
    for (place, byte) in cell.enumerated() {
      words[place / 8] |= UInt64(byte) << UInt64(8 * (place % 8))
    }
    let wrong = (words ^ pattern) & used
    return ((wrong &+ limits) | wrong) & SIMD4(repeating: .highBits) == SIMD4()
  }

  /// The digits of a date as three words, zero where its marks are.
  struct Digits {
    fileprivate(set) var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

    /// The number that the two digits at `place` make.
    @inline(__always)
    subscript(place: Int) -> Int {
      let word = place < 8 ? words.0 : place < 16 ? words.1 : words.2
      let pair = word >> UInt64(8 * (place & 7))
      return Int(truncatingIfNeeded: (pair & 0xFF) &* 10 &+ ((pair >> 8) & 0xFF))
    }
  }

  /// The digits of the date at `start`; `nil` if it is not laid out so.
  @inline(__always)
  func digits(_ bytes: RawSpan, at start: Int) -> Digits? {
    let first = (bytes.word(at: start) ^ pattern[0]) & used[0]
    let second = (bytes.word(at: start + 8) ^ pattern[1]) & used[1]
    var wrong = (first &+ limits[0]) | first | (second &+ limits[1]) | second
    var third: UInt64 = 0
    if length > 16 {
      third = (bytes.word(at: start + 16) ^ pattern[2]) & used[2]
      wrong |= (third &+ limits[2]) | third
    }
    return wrong & .highBits == 0 ? Digits(words: (first, second, third)) : nil
  }

  /// Whether two dates are of one day.
  @inline(__always)
  func isSameDay(_ one: Digits, _ other: Digits) -> Bool {
    let difference =
      (one.words.0 ^ other.words.0) & dayBytes[0] | (one.words.1 ^ other.words.1) & dayBytes[1]
      | (one.words.2 ^ other.words.2) & dayBytes[2]
    return difference == 0
  }
}

extension DateLayout {
  /// The layout of a cell that ``DateCell`` reads as a date with a day.
  ///
  /// - Returns: `nil` if it is written otherwise than in four digits and pairs of digits.
  init?(of cell: ArraySlice<UInt8>) {
    var groups: [Range<Int>] = []
    for (place, byte) in cell.enumerated() where byte.isDigit {
      if let last = groups.last, last.upperBound == place {
        groups[groups.count - 1] = last.lowerBound..<place + 1
      } else {
        groups.append(place..<place + 1)
      }
    }
    // A fraction of a second is nothing but zeros, and so are those of all cells written alike.
    guard [3, 5, 6, 7].contains(groups.count), groups[3...].prefix(3).allSatisfy({ $0.count == 2 })
    else { return nil }
    let starts = groups.map(\.lowerBound)
    // The distance from UTC is no part of the time.
    if let colon = cell.firstIndex(of: .colon),
      cell[colon...].contains(where: { $0 == .plus || $0 == .dash })
    {
      return nil
    }
    var places: Places
    switch groups.prefix(3).map(\.count) {
    case [4, 2, 2]: places = Places(year: starts[0], month: starts[1], day: starts[2])
    case [2, 2, 4]: places = Places(year: starts[2], month: starts[1], day: starts[0])
    default: return nil
    }
    if groups.count > 3 { (places.hour, places.minute) = (starts[3], starts[4]) }
    if groups.count > 5 { places.second = starts[5] }
    let separator = cell[cell.startIndex + starts[1] - 1]
    self.init(cell, places, hasTwoReadings: places.year > 0 && separator != .point)
  }
}
