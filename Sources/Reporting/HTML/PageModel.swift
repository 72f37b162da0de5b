import Artifacts
import Diagnosis
import Forecasting

/// What the page says of one network.
struct PageModel {
  struct Group {
    let groupTitle: String
    let count: String
    let checks: [PageCheck]
  }

  let name: String
  let verdict: String
  let tone: String
  let sign: String
  let sentence: String
  let confidence: String
  let hasRemedies: Bool
  let remedies: [PageAction]
  let axes: [PageCheck]
  let hasChecks: Bool
  let groups: [Group]
  let tables: [PageTable]
  let remarks: [String]
  let hasDeep: Bool
  let deepSentences: [String]
  let deepTables: [PageTable]
  let deepNote: String
  let hasPictures: Bool
  let pictures: [PagePicture]

  init(
    _ model: ReportDocument.ModelSection, _ report: ReportDocument, _ album: inout PageAlbum
  ) {
    let diagnosis = model.diagnosis
    name = visible(model.model)
    verdict = visible(model.verdict)
    tone = diagnosis.verdict.tone.name
    sign = diagnosis.verdict.tone.sign
    sentence = visible(diagnosis.sentence)
    confidence = visible(diagnosis.confidence)
    remedies = diagnosis.remedies.map { PageAction($0, report) }
    hasRemedies = !remedies.isEmpty
    axes = diagnosis.axes.all.map { PageCheck($0, report, hasBar: true) }
    groups = diagnosis.groups.map { group, checks in
      Group(
        groupTitle: group.title, count: Self.count(checks),
        checks: checks.map { PageCheck($0, report) })
    }
    hasChecks = !groups.isEmpty
    tables =
      [PageTable(scoresOf: model)]
      + [model.intervals.flatMap { PageTable($0.achieved, of: model.model) }].compactMap { $0 }
    remarks = [model.intervals.map { "Intervals: \($0.basis.sentence)." }].compactMap { $0 }
    let deep = diagnosis.deep.map(DeepReport.init)
    hasDeep = deep != nil
    deepSentences = deep?.sentences.map(visible) ?? []
    deepTables =
      deep.map { deep in
        [
          PageTable(deep.dataRows, caption: "Over the history", head: "Values of history"),
          PageTable(deep.capacityRows, caption: "Over the size", head: "Units"),
        ]
      } ?? []
    deepNote = deep.map { visible($0.note) } ?? ""
    pictures = Self.pictures(model, report, &album)
    hasPictures = !pictures.isEmpty
  }

  /// "3 ok", "2 ok, 1 warning".
  private static func count(_ checks: [Check]) -> String {
    let words: [(Check.Status, String, String)] = [
      (.pass, "ok", "ok"), (.warn, "warning", "warnings"), (.fail, "failure", "failures"),
      (.absent, "not measured", "not measured"),
    ]
    return words.compactMap { status, one, many in
      let count = checks.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
    }.joined(separator: ", ")
  }

  private static func pictures(
    _ model: ReportDocument.ModelSection, _ report: ReportDocument, _ album: inout PageAlbum
  ) -> [PagePicture] {
    let name = visible(model.model)
    let metrics = model.metrics
    let all = [
      (
        "train-test", "fit and test",
        "Line chart of the actual values and of what \(name) predicted one step ahead on the "
          + "training and test parts, and recursively on the test part; its test RMSE is "
          + "\(number(metrics.testOneStep.rmse)), recursively \(number(metrics.testRecursive.rmse))."
      ),
      (
        "loss", "learning curve",
        "Line chart of the losses of \(name) on the training and validation parts over "
          + "\(model.epochs) epochs; the best epoch is \(model.bestEpoch), and the weights of epoch "
          + "\(model.usedEpoch) are used."
      ),
      (
        "diagnosis", "evidence",
        "Charts of the evidence on \(name): its errors beside those of the benchmark on each part, "
          + "the gap between them with its limits, errors by step ahead, predicted against actual "
          + "changes, the errors of the seeds, and what its intervals held; the checks above have the "
          + "numbers."
      ),
      (
        "residuals", "residuals",
        "Charts of the errors of \(name) one step ahead on the test part: over time, their "
          + "distribution, their autocorrelation and by season."
      ),
      ("intervals", "intervals", intervalsWords(name, model.intervals?.future ?? [], report)),
      (
        "deep", "over history and size",
        "Line charts of the errors of \(name) on the training and validation parts over the history "
          + "that was trained on, and over the units. "
          + (model.diagnosis.deep.map { visible(DeepReport($0).sentences.joined(separator: " ")) }
            ?? "")
      ),
    ]
    return all.compactMap { stem, title, words in
      album.take(
        "\(stem)-\(model.model)", caption: "\(name): \(title)", alternative: words,
        files: report.fileNames)
    }
  }

  /// What a fan chart shows.
  static func intervalsWords(
    _ name: String, _ bands: [ReportDocument.Band], _ report: ReportDocument
  ) -> String {
    let coverages = bands.map { percentOfShare($0.coverage) }.joined(separator: " and ")
    let future = report.future
    let dates = future.ds.first.map { "\($0) to \(future.ds.last ?? $0)" } ?? "no date"
    return "Line chart of the actual values, of the forecasts of \(name) for the test part and for "
      + "\(dates)\(coverages.isEmpty ? "" : ", with \(coverages) intervals")."
  }
}

/// What the page says of one check.
struct PageCheck {
  let title: String
  let tone: String
  let sign: String
  let status: String
  let found: String
  let why: String
  let limits: String
  let explanation: [Explanation]
  let bar: [AxisBar]
  /// What to do about it; empty where there is nothing to do, or it stands with the verdict already.
  let remedy: [PageAction]

  struct Explanation { let explanation: String }

  init(_ check: Check, _ report: ReportDocument, hasBar: Bool = false) {
    title = visible(check.title)
    tone = check.status.tone.name
    sign = check.status.tone.sign
    status = check.status.word
    let interval = check.interval.map {
      " [\(fixed($0.lower, 2)), \(fixed($0.upper, 2))]"
    }
    found = visible(check.text) + (interval ?? "")
    why = visible(check.why)
    let brackets = check.interval == nil ? "" : " In brackets: the 90 % interval."
    limits = "\(visible(check.id)). Limits: \(visible(check.threshold)).\(brackets)"
    explanation = check.explanation.map { [Explanation(explanation: $0)] } ?? []
    bar = hasBar ? [AxisBar(check)].compactMap { $0 } : []
    remedy = check.remedy.map { [PageAction($0, report)] } ?? []
  }
}

/// How the report was made.
struct PageMaking {
  struct Entry {
    let term: String
    let meaning: String
  }

  let command: String
  let settings: String
  let more: [String]
  let spans: PageTable
  let warnings: [String]
  let glossary: [Entry]
  let source: String

  init(_ report: ReportDocument) {
    command = visible(report.command)
    settings = visible(report.settingsSentence)
    more = report.strategySentences.map(visible)
    spans = PageTable(spansOf: report)
    warnings = report.warnings.map(visible)
    glossary = [
      (
        "train, validation, test",
        "the parts of the series in time order: what is learned from, what "
          + "judges while learning, and what nothing was learned or chosen on"
      ),
      ("one step ahead", "each value is forecast with all values before it known"),
      (
        "recursive",
        "the test part is forecast from its beginning, each step from forecasts before it"
      ),
      (
        "RMSE",
        "root of the mean squared error: the typical size of an error, in the units of the data"
      ),
      (
        "MASE",
        "mean absolute error in units of that of repeating the last season; below 1 is better"
      ),
      (
        "skill",
        "1 − RMSE / RMSE of the best forecaster that costs nothing: 0 is no better, 1 is perfect"
      ),
      ("90 % interval", "where the number would lie in nine of ten series like this one"),
      ("overfitting", "knowing the training values by heart, at the expense of new ones"),
    ].map { Entry(term: $0.0, meaning: $0.1) }
    source =
      "Data: \(visible(report.series.place)), SHA-256 \(visible(report.series.sha256)). "
      + "All numbers of this page are in report.json."
  }
}
