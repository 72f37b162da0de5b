/// What `--json` prints, whatever the command: one document.
struct Envelope<Result: Encodable>: Encodable {
  /// The command's name and the version of its result, "forecast.predict/1".
  let schema: String
  /// The command.
  let command: String
  /// The seed; absent where nothing is random.
  var seed: UInt64?
  /// What was read.
  let inputs: [Input]
  /// The result of the command.
  let result: Result
  /// Remarks.
  let warnings: [String]

  typealias Input = InputFile

  init(
    _ command: String, schema: String? = nil, seed: UInt64? = nil, inputs: [Input], result: Result,
    warnings: [String] = []
  ) {
    self.schema = "forecast.\(schema ?? command)/1"
    self.command = command
    self.seed = seed
    self.inputs = inputs
    self.result = result
    self.warnings = warnings
  }
}

/// A file that was read.
struct InputFile: Encodable {
  let name: String
  let sha256: String
}
