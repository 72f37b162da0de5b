/// What a value cell says.
enum NumberCell: Hashable {
  /// Which decimal mark the number has.
  enum Mark: Hashable {
    case none, point, comma
    /// A comma before exactly three digits, which could also part thousands: `1,234`.
    case commaBeforeThree
  }

  case number(Double, Mark)
  case missing
  case unreadable

  init(_ cell: ArraySlice<UInt8>) {
    let bytes = cell.trimmed
    if let number = DecimalNumber(bytes) {
      self = .number(number.value, number.mark)
    } else {
      self = Self.isMissing(bytes) ? .missing : .unreadable
    }
  }

  /// Whether this is one of the ways to write "no value".
  private static func isMissing(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 5 else { return false }
    return missingMarkers.contains(String(decoding: bytes.map(\.lowercased), as: UTF8.self))
  }

  private static let missingMarkers: Set<String> = [
    "", "na", "n/a", "#n/a", "nan", "null", "none", "?", ".", "-",
  ]
}

/// A decimal number: `-12.5`, `1e3`, `12,5`.
///
/// Not `nan`, `inf`, `0x1F`, nor anything beyond the range of Double.
private struct DecimalNumber {
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

    let magnitude =
      rest.isEmpty && whole.count + fraction.count <= 15
      ? Self.exact(whole, fraction) : Self.parsed(whole, fraction, exponent: rest)
    guard let magnitude, magnitude.isFinite else { return nil }
    value = isNegative ? -magnitude : magnitude
    mark =
      switch separator {
      case .comma?:
        fraction.count == 3 && rest.isEmpty && (1...3).contains(whole.count)
          && whole.first != .zero ? .commaBeforeThree : .comma
      case nil: .none
      default: .point
      }
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
