import Crypto

/// The SHA-256 of the bytes, as 64 lower-case hexadecimal digits.
///
/// ```swift
/// sha256Hex(of: Array("abc".utf8))  // "ba7816bf…f20015ad"
/// ```
///
/// - Complexity: O(*n*).
public func sha256Hex(of bytes: [UInt8]) -> String {
  var digest = IncrementalDigest()
  digest.update(bytes)
  return digest.hex
}

/// The SHA-256 of bytes that come in pieces; how they were cut makes no difference.
///
/// ```swift
/// var digest = IncrementalDigest()
/// digest.update(Array("a".utf8))
/// digest.update(Array("bc".utf8))
/// digest.hex  // "ba7816bf…f20015ad"
/// ```
public struct IncrementalDigest: Sendable {
  private var state = SHA256()

  /// Starts with no bytes.
  public init() {}

  /// Adds bytes behind those already given.
  ///
  /// - Complexity: O(*n*).
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds the bytes of a buffer behind those already given.
  ///
  /// - Complexity: O(*n*).
  public mutating func update(_ buffer: UnsafeRawBufferPointer) {
    state.update(bufferPointer: buffer)
  }

  /// The digest of all bytes so far, as 64 lower-case hexadecimal digits; more may follow.
  public var hex: String {
    let digits = Array("0123456789abcdef")
    return state.finalize().reduce(into: "") {
      $0.append(digits[Int($1 >> 4)])
      $0.append(digits[Int($1 & 15)])
    }
  }
}
