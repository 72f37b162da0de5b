import Artifacts
import Testing

@Suite("A digest") struct DigestTests {
  @Test(
    "is that of the examples of FIPS 180-2, appendix B",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func known(text: String, hex: String) {
    #expect(sha256Hex(of: Array(text.utf8)) == hex)
  }

  @Test("does not depend on how the bytes were cut, and can be read in between")
  func incremental() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    for step in [1, 7, 64, 65, 300] {
      var digest = IncrementalDigest()
      for start in stride(from: 0, to: bytes.count, by: step) {
        digest.update(Array(bytes[start..<min(start + step, bytes.count)]))
        #expect(digest.hex.utf8.count == 64)
      }
      #expect(digest.hex == sha256Hex(of: bytes))
    }
  }
}
