import Artifacts

/// A figure and the name of its file, without extension.
public struct NamedFigure: Hashable, Sendable {
  /// `forecast`, `train-test-gru`, `loss-gru`, `residuals-gru`.
  public var name: String
  /// The figure.
  public var figure: Figure

  /// Creates a named figure.
  public init(name: String, figure: Figure) {
    self.name = name
    self.figure = figure
  }
}

/// All figures of a run, from its report alone.
///
/// - Returns: `forecast` for all models on one sheet; then for each model `train-test-MODEL`,
///   `loss-MODEL` and `residuals-MODEL`.
public func reportFigures(_ report: ReportDocument) -> [NamedFigure] {
  let timeline = ReportTimeline(report)
  let sheet = NamedFigure(name: "forecast", figure: forecastFigure(report, timeline))
  return [sheet]
    + report.models.flatMap { model in
      let name = fileName(model.model)
      return [
        NamedFigure(
          name: "train-test-\(name)", figure: trainTestFigure(model, of: report, timeline)),
        NamedFigure(name: "loss-\(name)", figure: lossFigure(model)),
        NamedFigure(
          name: "residuals-\(name)", figure: residualsFigure(model, of: report, timeline)),
      ]
    }
}

/// A model's name as part of a file's name: a report from elsewhere must not lead out of a folder.
private func fileName(_ model: String) -> String {
  let safe = model.unicodeScalars.map { scalar in
    let isPlain =
      scalar.isASCII
      && (scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar))
    return isPlain ? Character(scalar) : "_"
  }
  return safe.isEmpty ? "model" : String(safe)
}

extension ReportDocument {
  /// The baseline that skill is measured against.
  var benchmarkSection: BaselineSection? {
    baselines.first { $0.model == benchmark.model }
  }
}
