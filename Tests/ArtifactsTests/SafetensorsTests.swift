import Artifacts
import FoundationEssentials
import Testing

@Suite("A safetensors file") struct SafetensorsTests {
  @Test("of one tensor is these bytes, written by hand after the published format")
  func golden() throws {
    let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  "#
    let golden: [UInt8] =
      [0x38, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
      + [0x00, 0x00, 0x80, 0x3F] + [0x00, 0x00, 0x00, 0xC0]
    let file = Safetensors(metadata: [:], tensors: ["a": .init(shape: [2], values: [1, -2])])
    #expect(file.encoded() == golden)
    #expect(try Safetensors(decoding: golden, file: "golden") == file)
  }

  @Test("of nothing is an empty header")
  func empty() throws {
    let file = Safetensors(metadata: [:], tensors: [:])
    #expect(file.encoded() == [8, 0, 0, 0, 0, 0, 0, 0] + Array("{}      ".utf8))
    #expect(try Safetensors(decoding: file.encoded(), file: "empty") == file)
  }

  @Test("by the reference implementation is read, and written to the same bytes")
  func reference() throws {
    let bytes = try #require(Data(base64Encoded: referenceFile))
    let file = try Safetensors(decoding: Array(bytes), file: "reference")
    #expect(file.encoded() == Array(bytes))
    #expect(file.metadata == ["forecast": referenceMetadata])
    #expect(file.tensors.keys.sorted() == ["none", "rnn.bias_ih_l0", "rnn.weight_ih_l0", "scalar"])
    #expect(file.tensors["none"] == .init(shape: [0, 3], values: []))
    #expect(file.tensors["rnn.bias_ih_l0"] == .init(shape: [3], values: [0.25, 1 / 3, -7]))
    let weight = try #require(file.tensors["rnn.weight_ih_l0"])
    let subnormal = Float(bitPattern: 0x0020_AAC8)  // 3e-39
    #expect(weight == .init(shape: [3, 2], values: [1.5, -2, 0.1, subnormal, .infinity, -0.0]))
    #expect(weight.values[5].sign == .minus)
    #expect(file.tensors["scalar"] == .init(shape: [], values: [42]))
  }

  @Test("keeps every bit, that of a NaN too")
  func bits() throws {
    let patterns: [UInt32] = [0x7FC0_1234, 0xFFC0_0001, 0x8000_0000, 1, 0x7F7F_FFFF, 0xFF80_0000]
    let values = patterns.map(Float.init(bitPattern:))
    let file = Safetensors(metadata: [:], tensors: ["w": .init(shape: [6], values: values)])
    let read = try Safetensors(decoding: file.encoded(), file: "bits")
    #expect(read.tensors["w"]?.values.map(\.bitPattern) == patterns)
  }

  @Test("keeps any text as name, key and value, and begins its data at a multiple of 8")
  func texts() throws {
    let texts = ["", "\"\\/", "\u{0}\u{1}\u{1F}\u{7F}\r\n\t\u{8}\u{C}", "Größe", "✈︎🛩️", "\u{2028}"]
    for text in texts {
      let file = Safetensors(
        metadata: [text: text, "k": text], tensors: [text: .init(shape: [1, 1], values: [1])])
      let bytes = file.encoded()
      #expect(bytes.count % 8 == 4)
      #expect(try Safetensors(decoding: bytes, file: "texts") == file)
    }
  }

  @Test("has its tensors in the order of their names' bytes")
  func order() throws {
    let names = ["b", "a.2", "a.10", "Z", "ä", "é", "e\u{301}x"]
    let tensors = names.enumerated().map {
      ($1, Safetensors.NamedTensor(shape: [], values: [Float($0)]))
    }
    let file = Safetensors(metadata: [:], tensors: Dictionary(uniqueKeysWithValues: tensors))
    let data = file.encoded().suffix(4 * names.count)
    let order = stride(from: data.startIndex, to: data.endIndex, by: 4).map { start in
      Float(bitPattern: data[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
    #expect(order.map { names[Int($0)] } == ["Z", "a.10", "a.2", "b", "e\u{301}x", "ä", "é"])
  }

  @Test("may be laid out in other ways than the one we write")
  func otherLayouts() throws {
    let header = """
      {"b" : {"shape":[1], "data_offsets":[4,8], "dtype":"F32", "note":{"deep":[null,1.5]}},
       "\\u0061":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
       "empty":{"dtype":"F32","shape":[7,0],"data_offsets":[4,4]}}
      """
    let file = try Safetensors(
      decoding: safetensors(header, data: [0, 0, 128, 63, 0, 0, 0, 64]), file: "other")
    #expect(file.tensors["a"] == .init(shape: [], values: [1]))
    #expect(file.tensors["b"] == .init(shape: [1], values: [2]))
    #expect(file.tensors["empty"] == .init(shape: [7, 0], values: []))
  }

  @Test("is as long as its type's example says")
  func example() {
    let bias = Safetensors.NamedTensor(shape: [2], values: [0.5, -1])
    let file = Safetensors(metadata: ["format": "pt"], tensors: ["head.bias": bias])
    #expect(file.encoded().count == 112)
  }

  @Test("cannot be made of a shape that does not hold its values")
  func wrongShape() async {
    await #expect(processExitsWith: .failure) {
      _ = Safetensors.NamedTensor(shape: [2, 2], values: [1, 2, 3])
    }
    await #expect(processExitsWith: .failure) {
      _ = Safetensors.NamedTensor(shape: [-1, -1], values: [1])
    }
  }

  @Test("cannot hold a tensor with the name of the metadata")
  func reservedName() async {
    await #expect(processExitsWith: .failure) {
      let tensor = Safetensors.NamedTensor(shape: [], values: [1])
      _ = Safetensors(metadata: [:], tensors: ["__metadata__": tensor]).encoded()
    }
  }
}

/// A file of the given header, which is not filled up, and data.
func safetensors(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
  let length = length ?? UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8) + data
}

/// A file written by safetensors 0.8.0 for Python with torch 2.13.0.
///
/// ```python
/// import base64, torch
/// from safetensors.torch import save
/// tensors = {
///     "rnn.weight_ih_l0": torch.tensor([[1.5, -2.0], [0.1, 3e-39], [float("inf"), -0.0]]),
///     "rnn.bias_ih_l0": torch.tensor([0.25, 1 / 3, -7.0]),
///     "scalar": torch.tensor(42.0), "none": torch.zeros(0, 3)}
/// text = '{"schema":"forecast.model/1","name":"Fluggäste \\u2708 a/b\\n"}\n\t\x01'
/// print(base64.b64encode(save(tensors, metadata={"forecast": text})).decode())
/// ```
let referenceFile = """
  eAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JlY2FzdCI6IntcInNjaGVtYVwiOlwiZm9yZWNhc3QubW9k\
  ZWwvMVwiLFwibmFtZVwiOlwiRmx1Z2fDpHN0ZSBcXHUyNzA4IGEvYlxcblwifVxuXHRcdTAwMDEifSwibm9u\
  ZSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMCwzXSwiZGF0YV9vZmZzZXRzIjpbMCwwXX0sInJubi5iaWFz\
  X2loX2wwIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbMCwxMl19LCJybm4u\
  d2VpZ2h0X2loX2wwIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlszLDJdLCJkYXRhX29mZnNldHMiOlsxMiwz\
  Nl19LCJzY2FsYXIiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6W10sImRhdGFfb2Zmc2V0cyI6WzM2LDQwXX19\
  ICAgICAgAACAPquqqj4AAODAAADAPwAAAMDNzMw9yKogAAAAgH8AAACAAAAoQg==
  """

private let referenceMetadata =
  #"{"schema":"forecast.model/1","name":"Fluggäste \u2708 a/b\n"}"# + "\n\t\u{1}"
