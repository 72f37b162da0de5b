import ArgumentParser
import Artifacts
import Forecasting
import Reporting
import SeriesData

/// `forecast export`: a trained network for programs that know nothing of `forecast`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a trained network as an ONNX file.",
    usage: "forecast export [<options>] <model>",
    discussion: """
      EXAMPLES:
        forecast export gru.safetensors                  # to gru.onnx, one step
        forecast export gru.safetensors -H 12 -o year.onnx
        forecast export gru.safetensors --format onnx --json | jq .result.inputs

      The graph takes the last values in original units and gives the next ones
      in original units: transforms and scaling are inside. It runs wherever
      onnxruntime does; Guides/onnx.md has a program.
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Option(help: "What to write.")
  var format = Format.onnx

  @Option(
    name: [.customShort("H"), .long],
    help: """
      Steps ahead that the graph forecasts. (default: those that the network was trained for)
      """)
  var horizon: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write. (default: MODEL.onnx)", valueName: "file"),
    completion: .file(extensions: ["onnx"]))
  var output: String?

  @Flag(name: .shortAndLong, help: "Replace a file that forecast did not write.")
  var force = false

  @OptionGroup(title: "Common") var common: CommonOptions

  /// The formats that can be written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case onnx
  }

  /// Every block of steps is a copy of the network's nodes.
  private static let mostSteps = 1_000

  func validate() throws {
    if let horizon, !(1...Self.mostSteps).contains(horizon) {
      throw ValidationError(
        "--horizon is \(horizon) (expected 1 to \(Self.mostSteps)).")
    }
    try requireFile(output, "--output", suchAs: "gru.onnx")
  }

  func run() throws {
    let bytes = try readInput(model)
    let file = try modelFile(bytes)
    let exported = try ONNXFile(
      file, horizon: horizon, version: Forecast.version, file: model)
    let path = output ?? defaultPath
    try refuseInput([path], "--output", model)
    try checkFree(path, force: force, isOurs: ONNXFile.isOurs)
    let content = exported.encoded()
    var folder = OutputFolder(path: parentFolder(path), known: [], force: true)
    try folder.write(content, to: lastComponent(path))

    let remarks =
      file.hasOtherWeights
      ? ["\(model): its weights are not those that forecast trained; it says no scores of them."]
      : []
    common.warn(remarks)
    let written = WrittenFile(
      name: lastComponent(path), sha256: sha256Hex(of: content), bytes: content.count)
    let result = Outcome(
      file: written, format: format.rawValue, operatorSet: ONNXFile.operatorSet,
      horizon: exported.horizon, inputs: exported.inputs, outputs: exported.outputs)
    try common.print(
      result.text(path, file.network.specification.kind),
      json: Envelope(
        "export", seed: file.network.specification.seed,
        inputs: [.init(name: lastComponent(model), sha256: sha256Hex(of: bytes))], result: result,
        warnings: remarks))
  }

  private func modelFile(_ bytes: [UInt8]) throws -> ModelFile {
    guard !AutoFile.looksLike(bytes) || (try? AutoFile(decoding: bytes, file: model)) == nil else {
      throw IncompatibleFile(
        file: model,
        message:
          "this is no network: the recipe auto fits statistical methods anew each time, which "
          + "no graph can do",
        hint: "Export a network: forecast train CSV --model gru -o gru.safetensors.")
    }
    return try ModelFile(decoding: bytes, file: model)
  }

  /// The model's name with another ending, in the folder in which the command is called.
  private var defaultPath: String {
    let name = lastComponent(model)
    let stem = name.hasSuffix(".safetensors") ? String(name.dropLast(12)) : name
    return "\(stem).\(format.rawValue)"
  }

  /// What `--json` prints.
  private struct Outcome: Encodable {
    let file: WrittenFile
    let format: String
    let operatorSet: Int
    let horizon: Int
    let inputs: [ONNXFile.Port]
    let outputs: [ONNXFile.Port]

    func text(_ path: String, _ kind: NetworkKind) -> String {
      let ports = inputs.map { ("input", $0) } + outputs.map { ("output", $0) }
      let lines = ports.map { role, port in
        wrapped(
          "\(role) \(port.name): \(port.type.rawValue) [\(port.shape.joined(separator: ", "))], "
            + port.meaning, indent: "  ")
      }
      return """
        \(kind.rawValue) as a graph of ONNX, operators of version \(operatorSet):

        \(lines.joined(separator: "\n"))

        Written: \(path)

        """
    }
  }
}
