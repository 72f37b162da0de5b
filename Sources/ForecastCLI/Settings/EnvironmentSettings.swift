import SeriesData

/// Options from the environment: `FORECAST_EPOCHS=3`.
struct EnvironmentSettings {
  static let prefix = "FORECAST_"

  /// Variables with a meaning of their own.
  private static let others: Set = [
    "FORECAST_GNUPLOT", "FORECAST_GNUPLOT_SECONDS", "FORECAST_CPU", "FORECAST_BROWSER",
    "FORECAST_SCREENSHOTS", "FORECAST_GALLERY", "FORECAST_CONFIG",
  ]

  /// The options of the command.
  private(set) var settings: [Setting] = []
  /// The file that `FORECAST_CONFIG` names.
  let configuration: String?
  /// Variables that may be mistyped.
  private(set) var remarks: [String] = []

  /// Takes the variables of a command; an empty one is none, and those of other commands are left.
  ///
  /// - Throws: A usage error that names the variable.
  init(_ variables: [String: String], of command: String, _ table: OptionTable) throws {
    configuration = variables["FORECAST_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    let all = table.names(of: nil)
    for (variable, text) in variables.sorted(by: { $0.key < $1.key })
    where !text.isEmpty && !Self.others.contains(variable) {
      let name = variable.dropFirst(Self.prefix.count).lowercased().replacing("_", with: "-")
      if OptionTable.typedOnly.contains(name) {
        remarks.append("\(variable) has no effect: --\(name) can only be typed")
      } else if all.contains(name) {
        guard let option = table.option(name, of: command) else { continue }
        settings.append(try Setting(option, variable: variable, text))
      } else if let near = name.nearest(of: all.sorted()) {
        let meant = Self.prefix + near.uppercased().replacing("-", with: "_")
        remarks.append("\(variable) is no option; did you mean \(meant)?")
      }
    }
  }
}
