import Artifacts
import Foundation
import Testing

@Suite("forecast export") struct ExportTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.succeed(
      "train", "--model", "gru", "--epochs", "2", "--seeds", "1", "-o", "a/m.safetensors")
  }

  @Test("writes a graph beside where it is called, and says what goes in and out")
  func text() throws {
    let outcome = try scratch.succeed("export", "a/m.safetensors", "-H", "12")
    let bytes = try scratch.bytes(of: "m.onnx")
    #expect(ONNXFile.isOurs([UInt8](bytes)) && outcome.errors == "")
    #expect(
      outcome.text == """
        gru as a graph of ONNX, operators of version 17:

        input history: float64 [batch, 12], the last 12 values, oldest first, in
          original units
        input position: int64 [batch], the place in the season of the first step ahead,
          0 to 11
        output forecast: float64 [batch, 12], the next 12 values, in original units

        Written: m.onnx

        """)
  }

  @Test("says the same as JSON, and forecasts one step unless told otherwise")
  func json() throws {
    let document = try scratch.succeed(
      "export", "a/m.safetensors", "--format", "onnx", "-o", "b/x.onnx", "--json"
    ).json()
    #expect(document["schema"] as? String == "forecast.export/1")
    let result = try #require(document["result"] as? [String: Any])
    #expect(result["horizon"] as? Int == 1 && result["operator_set"] as? Int == 17)
    let outputs = try #require(result["outputs"] as? [[String: Any]])
    #expect(outputs.map { $0["shape"] as? [String] } == [["batch", "1"]])
    let file = try #require(result["file"] as? [String: Any])
    let bytes = [UInt8](try scratch.bytes(of: "b/x.onnx"))
    #expect(file["sha256"] as? String == sha256Hex(of: bytes))
    #expect(file["bytes"] as? Int == bytes.count)
  }

  @Test("replaces its own files and, only with --force, those of others")
  func force() throws {
    try scratch.succeed("export", "a/m.safetensors", "-o", "m.onnx")
    try scratch.succeed("export", "a/m.safetensors", "-o", "m.onnx", "-H", "2")
    try scratch.put("mine", in: "m.onnx")
    let refused = try scratch.forecast("export", "a/m.safetensors")
    #expect(refused.exitCode == 73 && refused.errors.contains("m.onnx: the file is there"))
    #expect(try scratch.text(of: "m.onnx") == "mine")
    let model = try scratch.bytes(of: "a/m.safetensors")
    #expect(
      try scratch.forecast("export", "a/m.safetensors", "-o", "a/m.safetensors").exitCode == 64)
    #expect(try scratch.bytes(of: "a/m.safetensors") == model)
    try scratch.succeed("export", "a/m.safetensors", "--force")
    #expect(ONNXFile.isOurs([UInt8](try scratch.bytes(of: "m.onnx"))))
  }

  @Test("refuses what no graph can do, and says why")
  func refusals() throws {
    try scratch.succeed("train", "-o", "auto.json")
    let auto = try scratch.forecast("export", "auto.json")
    #expect(
      auto.exitCode == 78 && auto.errors.contains("auto.json: this is no network: the recipe auto"))
    try scratch.succeed(
      "train", "--model", "rnn", "--intervals", "quantile", "-H", "2", "--epochs", "2", "--seeds",
      "1",
      "-o", "q.safetensors")
    let quantiles = try scratch.forecast("export", "q.safetensors", "--json")
    #expect(quantiles.exitCode == 78)
    #expect(try quantiles.jsonError()["code"] as? String == "incompatible")
    #expect(quantiles.errors.contains("has learned quantiles"))
    #expect(try scratch.forecast("export", "missing.safetensors").exitCode == 66)
    for wrong in [
      ["-H", "0"], ["-H", "1001"], ["-o", "-"], ["-o", "b/"], ["--format", "pmml"],
    ] {
      #expect(
        try scratch.start(["export", "a/m.safetensors"] + wrong).outcome().exitCode == 64,
        "\(wrong)")
    }
    #expect(try scratch.files() == ["a/m.safetensors", "auto.json", "q.safetensors"])
  }

  @Test("and predict say that weights were trained elsewhere")
  func otherWeights() throws {
    let bytes = [UInt8](try scratch.bytes(of: "a/m.safetensors"))
    var file = try Safetensors(decoding: bytes, file: "m")
    file.tensors["head.bias"] = .init(shape: [1], values: [0.5])
    try Data(file.encoded()).write(to: scratch.url.appending(path: "other.safetensors"))
    let exported = try scratch.succeed("export", "other.safetensors")
    #expect(exported.errors.contains("its weights are not those that forecast trained"))
    let predicted = try scratch.succeed("predict", "other.safetensors", "--csv")
    #expect(predicted.errors.contains("other.safetensors has no intervals: its weights are not"))
    #expect(predicted.text.hasPrefix("ds,gru\n"))
    file.metadata = [:]
    try Data(file.encoded()).write(to: scratch.url.appending(path: "bare.safetensors"))
    let bare = try scratch.forecast("predict", "bare.safetensors")
    #expect(bare.exitCode == 78 && bare.errors.contains("Guides/pytorch.md"))
  }
}
