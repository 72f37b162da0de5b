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
    let whole = DigitRun(bytes, at: start + (isNegative ? 1 : 0))
    var end = start + (isNegative ? 1 : 0) + whole.count
    var digits = whole.value
    var (count, decimals) = (whole.count, 0)
    let mark = bytes.byte(at: end)
    if (mark == .point && marks.point) || (mark == .comma && marks.comma) {
      let fraction = DigitRun(bytes, at: end + 1)
      (count, decimals) = (count + fraction.count, fraction.count)
      end += 1 + decimals
      guard count <= DigitRun.limit else { return nil }
      digits = digits &* Self.powers[decimals] &+ fraction.value
    }
    guard count > 0, count <= DigitRun.limit else { return nil }
    let magnitude = Self.quotient(digits, decimals)
    value = isNegative ? -magnitude : magnitude
    self.end = end
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

  private static let powers: [UInt64] = [
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
