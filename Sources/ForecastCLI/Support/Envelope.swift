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
  /// The options that files and the environment gave; absent where none was.
  private let configuration: [GivenOption]?
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
    let given = (try? Forecast.settings.get())?.given ?? []
    configuration = given.isEmpty ? nil : given.map(GivenOption.init)
  }
}

/// An option that nobody typed.
private struct GivenOption: Encodable {
  let option: String
  /// As it would be typed; absent for a flag.
  let value: String?
  /// Whether a flag is given.
  let isOn: Bool?
  /// The file and its line, or the variable.
  let origin: String

  init(_ setting: Setting) {
    (option, origin) = (setting.name, setting.origin.text)
    value = setting.values.isEmpty ? nil : setting.values.joined(separator: ",")
    isOn = setting.values.isEmpty ? !setting.words.isEmpty : nil
  }
}

/// A file that was read.
struct InputFile: Encodable {
  let name: String
  let sha256: String
}
