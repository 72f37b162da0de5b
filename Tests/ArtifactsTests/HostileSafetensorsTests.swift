import Artifacts
import FoundationEssentials
import Testing

@Suite("A hostile safetensors file") struct HostileSafetensorsTests {
  /// One file and the exact reason for which it is refused.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let reason: SafetensorsError.Reason

    init(_ title: String, _ bytes: [UInt8], _ reason: SafetensorsError.Reason) {
      (testDescription, self.bytes, self.reason) = (title, bytes, reason)
    }

    /// A file that has one tensor `w` of these fields, and 8 bytes of data.
    init(
      _ title: String, dtype: String = #""F32""#, shape: String = "[2]", offsets: String = "[0,8]",
      _ reason: SafetensorsError.Reason
    ) {
      let entry = #"{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)}"#
      self.init(title, safetensors(#"{"w":\#(entry)}"#, data: eight), reason)
    }
  }

  @Test("is refused for what is wrong with it", arguments: lengths + headers + entries + layouts)
  func refused(_ hostile: Case) {
    #expect(throws: SafetensorsError(reason: hostile.reason, file: "f")) {
      try Safetensors(decoding: hostile.bytes, file: "f")
    }
  }

  @Test("is refused whatever length it is cut off at")
  func truncated() throws {
    let whole = Array(try #require(Data(base64Encoded: referenceFile)))
    for count in whole.indices {
      #expect(throws: SafetensorsError.self) {
        try Safetensors(decoding: Array(whole[..<count]), file: "cut")
      }
    }
  }

  @Test("of nested brackets without end is refused and not descended into")
  func nested() {
    for bracket in ["[", #"{"a":"#] {
      let header = #"{"w":"# + String(repeating: bracket, count: 200_000)
      #expect(throws: SafetensorsError.self) {
        try Safetensors(decoding: safetensors(header), file: "deep")
      }
    }
  }

  @Test("made by 20,000 random changes is refused or is a sound file, and never a crash")
  func mutated() throws {
    let sound = Array(try #require(Data(base64Encoded: referenceFile)))
    var random = SplitMix64(state: 20_260_801)
    var accepted = 0
    for _ in 0..<20_000 {
      let bytes = mutation(of: sound, using: &random)
      guard let file = try? Safetensors(decoding: bytes, file: "mutated") else { continue }
      accepted += 1
      let again = try Safetensors(decoding: file.encoded(), file: "again")
      #expect(again.encoded() == file.encoded())
    }
    #expect((1000..<15_000).contains(accepted), "the changes must not be all harmless or all fatal")
  }

  private func mutation(
    of sound: [UInt8], using random: inout some RandomNumberGenerator
  ) -> [UInt8] {
    let telling = Array("0123456789-.eE\"\\{}[],: \0\u{7F}".utf8) + [0x80, 0xC3, 0xFF]
    var bytes = sound
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes[place] = telling.randomElement(using: &random) ?? 0
      case 3: bytes.insert(telling.randomElement(using: &random) ?? 0, at: place)
      case 4: bytes.remove(at: place)
      default: bytes.removeLast(min(bytes.count, Int.random(in: 0..<16, using: &random)))
      }
    }
    return bytes
  }

  @Test("cannot reach the terminal through an error message, nor fill it")
  func escaped() {
    let name = "\u{1B}[2J\u{9B}" + String(repeating: "x", count: 1000)
    let error = SafetensorsError(reason: .unsupportedType(tensor: name, found: "\n"), file: "f")
    #expect(error.description.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    #expect(error.description.unicodeScalars.allSatisfy { $0.isASCII || $0 == "…" })
    #expect(error.description.count < 200)
    #expect(error.hint == "convert the tensors to float32 before saving them")
  }
}

private let eight: [UInt8] = [0, 0, 128, 63, 0, 0, 0, 64]
private let scalar = #"{"dtype":"F32","shape":[],"data_offsets":[0,4]}"#
private let pair = #"{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#
private typealias Case = HostileSafetensorsTests.Case

private let lengths = [
  Case("nothing at all", [], .tooShort(byteCount: 0)),
  Case("seven bytes", [2, 0, 0, 0, 0, 0, 0], .tooShort(byteCount: 7)),
  Case(
    "a length one past the end", safetensors("{}", length: 3),
    .headerBeyondFile(length: 3, available: 2)),
  Case(
    "the longest length allowed, in a short file", safetensors("{}", length: 100_000_000),
    .headerBeyondFile(length: 100_000_000, available: 2)),
  Case(
    "a length above the limit", safetensors("{}", length: 100_000_001), .headerTooLong(100_000_001)),
  Case("a length beyond Int", safetensors("{}", length: .max), .headerTooLong(.max)),
  Case("a length of Int.max", safetensors("{}", length: 1 << 63 - 1), .headerTooLong(1 << 63 - 1)),
]

private let notJSON = SafetensorsError.Reason.badHeader(
  "is not valid JSON, or a number in it is not a whole one of 64 bits")

private let headers: [Case] = {
  let notObject = SafetensorsError.Reason.badHeader("is not a JSON object in UTF-8")
  return [
    Case("an empty header", safetensors(""), notObject),
    Case("a space before the brace", safetensors(" {}"), notObject),
    Case("an array", safetensors("[]"), notObject),
    Case("a pickle", [4, 0, 0, 0, 0, 0, 0, 0, 0x80, 4, 0x95, 0x2E], notObject),
    Case("broken UTF-8", [4, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0xC3, 0x28, 0x7D], notObject),
    Case("UTF-16", [4, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0, 0x7D, 0], notObject),
    Case("an open brace", safetensors("{"), notJSON),
    Case("an open string", safetensors(#"{"a"#), notJSON),
    Case("an escape at the end", safetensors(#"{"a\"#), notJSON),
    Case("a lone surrogate", safetensors(#"{"\ud800":\#(scalar)}"#, data: [0, 0, 0, 0]), notJSON),
    Case("text behind the object", safetensors("{} {}"), notJSON),
    Case("a comma for two", safetensors(#"{"a":\#(scalar),,}"#, data: [0, 0, 0, 0]), notJSON),
    Case(
      "a tensor twice", safetensors(#"{"a":\#(scalar),"a":\#(scalar)}"#, data: [0, 0, 0, 0]),
      .duplicateKey("a")),
    Case(
      "a tensor twice, once in disguise",
      safetensors(#"{"a":\#(scalar),"\u0061" :\#(scalar)}"#, data: [0, 0, 0, 0]), .duplicateKey("a")
    ),
    Case(
      "a metadata key twice", safetensors(#"{"__metadata__":{"k":"1","l":"k","k":"2"}}"#),
      .duplicateKey("k")),
    Case(
      "metadata twice", safetensors(#"{"__metadata__":{},"__metadata__":{}}"#),
      .duplicateKey("__metadata__")),
    Case(
      "metadata of numbers", safetensors(#"{"__metadata__":{"k":1}}"#),
      .badHeader(#"has something other than String in "__metadata__" "k""#)),
    Case(
      "a tensor that is a number", safetensors(#"{"w":1}"#),
      .badHeader(#"has something other than Dictionary<String, Any> in "w""#)),
    Case(
      "no dtype", safetensors(#"{"w":{"shape":[],"data_offsets":[0,0]}}"#),
      .badHeader(#"has no dtype in "w""#)),
  ]
}()

private let entries = [
  Case("half precision", dtype: #""F16""#, .unsupportedType(tensor: "w", found: "F16")),
  Case("double precision", dtype: #""F64""#, .unsupportedType(tensor: "w", found: "F64")),
  Case("a dtype in small letters", dtype: #""f32""#, .unsupportedType(tensor: "w", found: "f32")),
  Case(
    "a dtype that is a number", dtype: "32",
    .badHeader(#"has something other than String in "w" "dtype""#)),
  Case("a negative size", shape: "[-2]", .impossibleShape(tensor: "w", shape: [-2])),
  Case("two negative sizes", shape: "[-1,-2]", .impossibleShape(tensor: "w", shape: [-1, -2])),
  Case(
    "a product beyond Int", shape: "[4294967296,4294967296]",
    .impossibleShape(tensor: "w", shape: [1 << 32, 1 << 32])),
  Case(
    "a product that wraps to 2", shape: "[4611686018427387905,2,2]",
    .impossibleShape(tensor: "w", shape: [1 << 62 + 1, 2, 2])),
  Case(
    "bytes beyond Int", shape: "[9223372036854775807]",
    .impossibleShape(tensor: "w", shape: [.max])),
  Case(
    "a size beyond Int", shape: "[9223372036854775808]",
    notJSON),
  Case(
    "a size of a half", shape: "[0.5]",
    notJSON),
  Case(
    "a size that is null", shape: "[null]",
    .badHeader(#"has something other than Int in "w" "shape" [0]"#)),
  Case(
    "a shape too large for its bytes", shape: "[3]",
    .sizeMismatch(tensor: "w", shape: [3], expected: 12, found: 8)),
  Case(
    "an empty shape for 8 bytes", shape: "[]",
    .sizeMismatch(tensor: "w", shape: [], expected: 4, found: 8)),
  Case("one offset", offsets: "[0]", .badOffsets(tensor: "w", offsets: [0], dataCount: 8)),
  Case(
    "three offsets", offsets: "[0,4,8]", .badOffsets(tensor: "w", offsets: [0, 4, 8], dataCount: 8)),
  Case(
    "offsets backwards", offsets: "[8,0]", .badOffsets(tensor: "w", offsets: [8, 0], dataCount: 8)),
  Case(
    "a negative begin", offsets: "[-8,0]", .badOffsets(tensor: "w", offsets: [-8, 0], dataCount: 8)),
  Case(
    "the smallest begin", offsets: "[-9223372036854775808,8]",
    .badOffsets(tensor: "w", offsets: [.min, 8], dataCount: 8)),
  Case(
    "an end behind the data", offsets: "[8,16]",
    .badOffsets(tensor: "w", offsets: [8, 16], dataCount: 8)),
  Case(
    "an end of Int.max", offsets: "[0,9223372036854775807]",
    .badOffsets(tensor: "w", offsets: [0, .max], dataCount: 8)),
]

private let layouts = [
  Case("data without a tensor", safetensors("{}", data: eight), .hole(from: 0, to: 8)),
  Case("a tail", safetensors(#"{"w":\#(pair)}"#, data: eight + [0]), .hole(from: 8, to: 9)),
  Case(
    "a hole in front",
    safetensors(#"{"w":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}"#, data: eight),
    .hole(from: 0, to: 4)),
  Case(
    "two tensors on the same bytes", safetensors(#"{"a":\#(pair),"b":\#(pair)}"#, data: eight),
    .overlap(tensor: "b", at: 0)),
  Case(
    "a tensor that begins within another",
    safetensors(
      #"{"a":\#(pair),"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, data: eight),
    .overlap(tensor: "b", at: 4)),
  Case(
    "an empty tensor within another",
    safetensors(
      #"{"a":\#(pair),"b":{"dtype":"F32","shape":[0],"data_offsets":[3,3]}}"#, data: eight),
    .overlap(tensor: "b", at: 3)),
]
