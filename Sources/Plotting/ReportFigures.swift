import Artifacts

/// A figure and the name of its file, without extension.
public struct NamedFigure: Hashable, Sendable {
  /// `forecast`, `train-test-gru`, `loss-gru`, `diagnosis-gru`, `residuals-gru`, `intervals-gru`.
  public var name: String
  /// The figure.
  public var figure: Figure

  /// Creates a named figure.
  public init(name: String, figure: Figure) {
    self.name = name
    self.figure = figure
  }
}

/// The figures of a run, from its report alone.
///
/// The figures of a model need nothing of other models, so they can be made before those are known.
///
/// ```swift
/// let figures = ReportFigures(draft)                 // a report without models
/// figures.ofModel(gru)                               // as soon as the GRU is trained
/// figures.sheet(of: [lstm, gru])                     // when all are
/// ```
public struct ReportFigures: Sendable {
  private let report: ReportDocument
  private let timeline: ReportTimeline

  /// Reads a report, but for its models.
  public init(_ report: ReportDocument) {
    self.report = report
    timeline = ReportTimeline(report)
  }

  /// `forecast`: all models on one sheet, and the recipe `auto` where it was followed.
  public func sheet(
    of models: [ReportDocument.ModelSection], auto: ReportDocument.AutoSection? = nil
  ) -> NamedFigure {
    var report = report
    (report.models, report.auto) = (models, auto)
    return NamedFigure(name: "forecast", figure: forecastFigure(report, timeline))
  }

  /// `train-test-MODEL`, `loss-MODEL`, `diagnosis-MODEL`, `residuals-MODEL` and `intervals-MODEL`;
  /// after a deep look also `deep-MODEL`.
  public func ofModel(_ model: ReportDocument.ModelSection) -> [NamedFigure] {
    let name = fileName(model.model)
    let figures = [
      NamedFigure(
        name: "train-test-\(name)", figure: trainTestFigure(model, of: report, timeline)),
      NamedFigure(name: "loss-\(name)", figure: lossFigure(model, of: report)),
      NamedFigure(
        name: "diagnosis-\(name)", figure: diagnosisFigure(model, of: report, timeline)),
      NamedFigure(
        name: "residuals-\(name)", figure: residualsFigure(model, of: report, timeline)),
      NamedFigure(
        name: "intervals-\(name)", figure: intervalsFigure(model, of: report, timeline)),
    ]
    let deep = deepFigure(model, report.series.valueLabel).map {
      NamedFigure(name: "deep-\(name)", figure: $0)
    }
    return (figures + [deep].compactMap { $0 }).map(titled)
  }

  /// `intervals-auto`.
  public func ofAuto(_ auto: ReportDocument.AutoSection) -> NamedFigure {
    titled(NamedFigure(name: "intervals-auto", figure: intervalsFigure(auto, timeline)))
  }

  private func titled(_ named: NamedFigure) -> NamedFigure {
    guard let title = report.series.title else { return named }
    var named = named
    named.figure.title = "\(shortened(title, to: 60)) – \(named.figure.title)"
    return named
  }
}

/// All figures of a run, from its report alone.
///
/// - Returns: `forecast` for all models on one sheet; `intervals-auto` where there is the recipe; then for
///   each model `train-test-MODEL`,
///   `loss-MODEL`, `diagnosis-MODEL`, `residuals-MODEL`, `intervals-MODEL` and, after a deep look,
///   `deep-MODEL`.
public func reportFigures(_ report: ReportDocument) -> [NamedFigure] {
  let figures = ReportFigures(report)
  return [figures.sheet(of: report.models, auto: report.auto)]
    + [report.auto].compactMap { $0 }.map(figures.ofAuto)
    + report.models.flatMap(figures.ofModel)
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
