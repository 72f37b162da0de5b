/// A place in a short text, for reading dates from left to right.
struct ByteCursor {
  var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  /// Reads a number that has between `digits.lowerBound` and `digits.upperBound` digits, all of
  /// them; reads nothing if there are fewer or more.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    guard let (value, count) = number(), digits.contains(count) else { return nil }
    rest = rest.dropFirst(count)
    return value
  }

  /// Reads as many digits as stand here, up to `digits.upperBound`; other digits may follow.
  mutating func leadingNumber(digits: ClosedRange<Int>) -> Int? {
    let found = rest.prefix(digits.upperBound).prefix(while: \.isDigit)
    guard found.count >= digits.lowerBound else { return nil }
    rest = rest.dropFirst(found.count)
    return found.reduce(0) { 10 * $0 + Int($1 - .zero) }
  }

  /// The number that stands here and its digits, without moving; `nil` beyond nine digits.
  func number() -> (value: Int, digits: Int)? {
    var value = 0
    var count = 0
    for byte in rest {
      guard byte.isDigit else { break }
      guard count < 9 else { return nil }
      value = 10 * value + Int(byte - .zero)
      count += 1
    }
    return count > 0 ? (value, count) : nil
  }

  /// Reads `byte` if it stands here, and says whether it did.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Reads one of `bytes` if it stands here.
  mutating func skip(anyOf bytes: [UInt8]) -> UInt8? {
    guard let byte = rest.first, bytes.contains(byte) else { return nil }
    rest = rest.dropFirst()
    return byte
  }
}
