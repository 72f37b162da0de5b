/// What the fuzzer gives: bytes from which decisions are taken one by one, and a rest.
public struct FuzzInput {
  /// The bytes that no decision has used up.
  public private(set) var rest: ArraySlice<UInt8>

  /// The bytes that libFuzzer hands over.
  ///
  /// - Parameters:
  ///   - start: The first of them; nil only if there are none.
  ///   - count: How many there are.
  public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
    rest = Array(UnsafeBufferPointer(start: start, count: count))[...]
  }

  /// The next byte; 0 when there is none.
  public mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  /// The next number of 16 bits.
  public mutating func number() -> Int { Int(byte()) << 8 | Int(byte()) }

  /// One of the choices.
  public mutating func choice<Element>(of choices: [Element]) -> Element {
    choices[Int(byte()) % choices.count]
  }

  /// The text up to the next line end, which is used up too.
  public mutating func line() -> String {
    let bytes = rest.prefix { $0 != UInt8(ascii: "\n") }
    rest = rest.dropFirst(bytes.count + 1)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Ends the program, which libFuzzer notes as a crash, if something is not as it must be.
public func mustHold(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}
