/// A number without exponent, of at most 19 digits: nearly all numbers in files.
///
/// The fast twin of ``NumberCell``, which reads the others: to the bit the same number.
struct PlainNumber {
  let value: Double
  /// Where the number ends.
  let end: Int

  /// Which marks may stand in it.
  struct Marks {
    var point: Bool
    var comma: Bool
  }

  init(value: Double, end: Int) { (self.value, self.end) = (value, end) }

  /// Reads the number that begins at `start`, as far as it goes.
  ///
  /// - Returns: `nil` if none stands there, or one that needs care.
  @inline(__always)
  init?(_ bytes: RawSpan, at start: Int, marks: Marks) {
    let isNegative = bytes.byte(at: start) == .dash
    let first = start + (isNegative ? 1 : 0)
    let short = ShortNumber(isNegative ? bytes.word(at: start + 1) : bytes.word(at: start), marks)
    let (digits, decimals): (UInt64, Int)
    if let short {
      (digits, decimals, end) = (short.digits, short.decimals, first + short.length)
    } else {
      guard let long = LongNumber(bytes, at: first, marks) else { return nil }
      (digits, decimals, end) = (long.digits, long.decimals, long.end)
    }
    let magnitude = Self.quotient(digits, decimals)
    value = isNegative ? -magnitude : magnitude
  }

  /// `digits` / 10^`decimals`, rounded once.
  ///
  /// Up to 2⁵³ the digits are an exact Double, and so is every power of ten up to 10²².
  @inline(__always)
  private static func quotient(_ digits: UInt64, _ decimals: Int) -> Double {
    digits <= 1 << 53
      ? Double(Int64(truncatingIfNeeded: digits)) / doublePowers[decimals]
      : longQuotient(digits, powers[decimals])
  }

  /// The quotient of two whole numbers, rounded once: 62 to 64 bits of it, the last of which says
  /// whether anything comes after them, become a Double of 53.
  ///
  /// - Precondition: Neither is zero.
  private static func longQuotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    let (up, down) = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let (high, low) = ((dividend << UInt64(up)) >> 1, (dividend << UInt64(up)) << 63)
    let (quotient, rest) = (divisor << UInt64(down)).dividingFullWidth((high, low))
    return Double(
      sign: .plus, exponent: down - up - 63, significand: Double(quotient | (rest == 0 ? 0 : 1)))
  }

  fileprivate static let powers: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  private static let doublePowers = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19,
  ]
}

/// A number that ends within eight bytes: one word tells where its mark is and where it ends.
private struct ShortNumber {
  let digits: UInt64
  let decimals: Int
  let length: Int

  @inline(__always)
  init?(_ word: UInt64, _ marks: PlainNumber.Marks) {
    let others = word.digitStops
    let whole = others.bytesBeforeMark
    guard whole < 8 else { return nil }
    let mark = UInt8(truncatingIfNeeded: word >> UInt64(8 * whole))
    if (mark == .point && marks.point) || (mark == .comma && marks.comma) {
      length = (others & (others &- 1)).bytesBeforeMark
      guard length < 8, length > 1 else { return nil }
      decimals = length - whole - 1
      // The digits behind the mark move down to those before it.
      let before = (1 as UInt64) << UInt64(8 * whole) &- 1
      let joined = (word & before) | ((word >> 8) & ~before)
      digits = joined.number(ofDigits: length - 1)
    } else {
      guard whole > 0 else { return nil }
      (length, decimals) = (whole, 0)
      digits = word.number(ofDigits: whole)
    }
  }
}

/// Any number of up to 19 digits, a run of digits before its mark and one behind it.
private struct LongNumber {
  let digits: UInt64
  let decimals: Int
  let end: Int

  init?(_ bytes: RawSpan, at start: Int, _ marks: PlainNumber.Marks) {
    let whole = DigitRun(bytes, at: start)
    let mark = bytes.byte(at: start + whole.count)
    guard (mark == .point && marks.point) || (mark == .comma && marks.comma) else {
      guard whole.count > 0, whole.count <= DigitRun.limit else { return nil }
      (digits, decimals, end) = (whole.value, 0, start + whole.count)
      return
    }
    let fraction = DigitRun(bytes, at: start + whole.count + 1)
    let count = whole.count + fraction.count
    guard count > 0, count <= DigitRun.limit else { return nil }
    digits = whole.value &* PlainNumber.powers[fraction.count] &+ fraction.value
    (decimals, end) = (fraction.count, start + count + 1)
  }
}
