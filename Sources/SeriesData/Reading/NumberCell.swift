/// What a value cell says.
enum NumberCell: Hashable {
  /// Which decimal mark the number has.
  enum Mark: Hashable {
    case none
    /// What cannot be anything but a decimal point, or a number whose commas part thousands.
    case point
    /// What cannot be anything but a decimal comma, or a number whose points part thousands.
    case comma
    /// A mark before exactly three digits, which could also part thousands: `1.234`. The value is
    /// that of a decimal mark.
    case pointBeforeThree, commaBeforeThree
  }

  /// A number as it is written.
  struct Reading: Hashable {
    var value: Double
    var mark: Mark
    /// Whether marks part its thousands.
    var isGrouped = false
    /// A sign of currency or percent that stands beside it; empty without one.
    var affix = ""
  }

  case number(Reading)
  case missing
  case unreadable

  init(_ cell: ArraySlice<UInt8>) {
    let bytes = cell.trimmed
    if let number = DecimalNumber(bytes) {
      self = .number(Reading(value: number.value, mark: number.mark))
    } else if Self.isMissing(bytes) {
      self = .missing
    } else if let number = Reading(dressed: bytes) {
      self = .number(number)
    } else {
      self = .unreadable
    }
  }

  var isNumber: Bool { if case .number = self { true } else { false } }

  /// Whether this is one of the ways to write "no value".
  private static func isMissing(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 5 else { return false }
    return missingMarkers.contains(String(decoding: bytes.map(\.lowercased), as: UTF8.self))
  }

  /// Of statistical offices (`:`, `..`, dashes), of spreadsheets, R, pandas and databases (`\N`).
  private static let missingMarkers: Set<String> = [
    "", "na", "n/a", "#n/a", "#nv", "n.a.", "nan", "<na>", "null", "none", "\\n", "?", ".", "..",
    "...", "…", ":", "-", "--", "–", "—", "\u{A0}",
  ]
}

/// A decimal number: `-12.5`, `1e3`, `12,5`.
///
/// Not `nan`, `inf`, `0x1F`, nor anything beyond the range of Double.
struct DecimalNumber {
  let value: Double
  let mark: NumberCell.Mark

  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    let isNegative = rest.first == .dash
    if isNegative || rest.first == .plus { rest.removeFirst() }

    let whole = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    var separator: UInt8?
    if let mark = rest.first, mark == .point || mark == .comma {
      separator = mark
      fraction = rest.dropFirst().prefix(while: \.isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard whole.count + fraction.count > 0, Self.isExponent(rest) else { return nil }
    guard let magnitude = Self.magnitude(whole, fraction, exponent: rest) else { return nil }
    value = isNegative ? -magnitude : magnitude
    let isBeforeThree =
      fraction.count == 3 && rest.isEmpty && (1...3).contains(whole.count) && whole.first != .zero
    mark =
      switch separator {
      case _ where fraction.isEmpty && rest.isEmpty: .none  // `5.` says nothing of `1.234`
      case .comma?: isBeforeThree ? .commaBeforeThree : .comma
      case nil: .none
      default: isBeforeThree ? .pointBeforeThree : .point
      }
  }

  /// The number of these digits; `nil` beyond the range of Double.
  static func magnitude(
    _ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, exponent: ArraySlice<UInt8> = []
  ) -> Double? {
    let magnitude =
      exponent.isEmpty && whole.count + fraction.count <= 15
      ? exact(whole, fraction) : parsed(whole, fraction, exponent: exponent)
    return magnitude.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Up to 15 digits are an exact Double, and so is 10¹⁵: their quotient is rounded once.
  private static func exact(_ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>) -> Double {
    var digits = 0
    var scale = 1
    for byte in whole { digits = 10 * digits + Int(byte - .zero) }
    for byte in fraction {
      digits = 10 * digits + Int(byte - .zero)
      scale *= 10
    }
    return Double(digits) / Double(scale)
  }

  private static func parsed(
    _ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, exponent: ArraySlice<UInt8>
  ) -> Double? {
    let bytes = [.zero] + whole + [.point] + fraction + [.zero] + exponent
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  private static func isExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    guard first.lowercased == 0x65 else { return false }
    var digits = bytes.dropFirst()
    if digits.first == .dash || digits.first == .plus { digits.removeFirst() }
    return !digits.isEmpty && digits.allSatisfy(\.isDigit)
  }
}
