import Artifacts
import Diagnosis
import Forecasting

// What the templates show, as text; the names of properties are those in the templates. A template
// that does not find a name in a value looks into the values around it, so a name that may be absent
// has one meaning on the whole page.

/// The page.
struct Page {
  struct Link {
    let anchor: String
    let label: String
  }

  struct Overview {
    let table: PageTable
    let note: String
    let picture: PagePicture?
  }

  struct Combination {
    let heading: String
    let table: PageTable
    let sentences: [String]
    /// The verdict with its axes; empty in reports of versions that gave none.
    let judged: [Judged]
    let picture: PagePicture?
  }

  /// The verdict on the recipe `auto`.
  struct Judged {
    let verdict: String
    let tone: String
    let sign: String
    let sentence: String
    let confidence: String
    let axes: [PageCheck]

    init(_ diagnosis: Diagnosis, _ report: ReportDocument) {
      verdict = visible(diagnosis.verdict.rawValue)
      tone = diagnosis.verdict.tone.name
      sign = diagnosis.verdict.tone.sign
      sentence = visible(diagnosis.sentence)
      confidence = visible(diagnosis.confidence)
      axes = diagnosis.axes.all.map { PageCheck($0, report, hasBar: true) }
    }
  }

  let heading: String
  let facts: [String]
  let style: String
  let markers: String?
  let headline: PageHeadline
  let contents: [Link]
  let overview: Overview
  let combination: Combination?
  let models: [PageModel]
  let making: PageMaking

  init(_ report: ReportDocument, _ pictures: [HTMLReport.Picture]) {
    var album = PageAlbum(pictures)
    heading = visible(report.series.heading)
    facts = Self.facts(report)
    headline = PageHeadline(Headline(report))
    // In the order of the page, which is that of importance: the last ones may find no room.
    overview = Overview(
      table: PageTable(modelsOf: report), note: Self.note(report),
      picture: album.take(
        "forecast", caption: "All models: test part and forecasts",
        alternative: Self.sheetWords(report), files: report.fileNames))
    combination = report.auto.map { auto in
      let words = AutoReport(auto)
      return Combination(
        heading: words.heading, table: PageTable(membersOf: auto), sentences: words.sentences,
        judged: auto.diagnosis.map { [Judged($0, report)] } ?? [],
        picture: album.take(
          "intervals-auto", caption: "auto: test part and forecasts with intervals",
          alternative: PageModel.intervalsWords("auto", auto.future, report),
          files: report.fileNames))
    }
    models = report.models.map { PageModel($0, report, &album) }
    contents =
      [Link(anchor: "verdict", label: "Verdict"), Link(anchor: "models", label: "All models")]
      + (report.auto == nil ? [] : [Link(anchor: "auto", label: "auto")])
      + models.map { Link(anchor: "model-\($0.name)", label: $0.name) }
      + [Link(anchor: "made", label: "How it was made")]
    making = PageMaking(report)
    markers = album.markers
    style = styleSheet(pictureColours: album.colours)
  }

  private static func facts(_ report: ReportDocument) -> [String] {
    let (series, split) = (report.series, report.split)
    let test = split.test.start.map { ", the first on \($0)" } ?? ""
    return [
      "\(visible(series.valueLabel)), \(series.frequency): \(series.countText), "
        + "\(series.start) to \(series.end).",
      "\(split.fit.n) values were fitted, \(split.validation.n) judged while training went on, "
        + "\(split.test.n) are the test\(test).",
    ]
  }

  private static func note(_ report: ReportDocument) -> String {
    let unit = report.series.unit.isEmpty ? "original units" : visible(report.series.unit)
    return
      "RMSE in \(unit), one step ahead on train, validation and test, and recursive on test. MASE "
      + "and skill are those of the test part; skill is 1 − RMSE / RMSE of \(visible(report.benchmark.model)), the best free "
      + "forecaster on the \(report.benchmark.chosenOn) part. Smaller errors and larger skill are "
      + "better."
  }

  private static func sheetWords(_ report: ReportDocument) -> String {
    let scores = report.models.map {
      "\($0.model) with a test RMSE of \(number($0.metrics.testOneStep.rmse))"
    }
    let auto = report.auto.map { "auto with \(number($0.testOneStep.rmse)), " } ?? ""
    return "Line charts of the actual values and of what each model predicted: "
      + auto + scores.joined(separator: ", ") + "."
  }
}

extension ReportDocument {
  /// The names of the files beside the report.
  var fileNames: [String] { files.map(\.name) }
}

/// Text out of a file without what cannot be seen or what turns the direction of writing.
///
/// These become spaces. Mustache escapes the rest.
func visible(_ text: String) -> String {
  String(
    text.map { character in
      let turns = character.unicodeScalars.contains {
        (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
      }
      return turns || character.isControl ? " " : character
    })
}

/// The first screen.
struct PageHeadline {
  struct Finding {
    let model: String
    let word: String
    let sign: String
    let tone: String
    let role: String?
    let why: String
  }

  let findings: [Finding]
  let actions: [PageAction]

  init(_ headline: Headline) {
    findings = headline.findings.map {
      Finding(
        model: visible($0.model), word: visible($0.word), sign: $0.tone.sign,
        tone: $0.tone.name, role: $0.role.isEmpty ? nil : visible($0.role), why: visible($0.why))
    }
    actions = headline.actions.map { PageAction(words: $0.words, command: $0.command) }
  }
}

/// One thing to do.
struct PageAction {
  let words: String
  /// An empty list stands for no command, so that a template does not look further out for one.
  let command: [Command]

  struct Command { let command: String }

  init(words: String, command: String?) {
    self.words = visible(words)
    self.command = command.map { [Command(command: visible($0))] } ?? []
  }

  init(_ remedy: Remedy, _ report: ReportDocument) {
    let command = report.command(with: remedy)
    self.init(words: remedy.action + (command == nil ? "." : ":"), command: command)
  }
}

extension TerminalStyle.Tone {
  /// The class in the style.
  var name: String {
    switch self {
    case .good: "good"
    case .caution: "caution"
    case .bad: "bad"
    case .plain: "plain"
    }
  }

  /// What says the same without a colour.
  var sign: String {
    switch self {
    case .good: "✓"
    case .caution: "!"
    case .bad: "✕"
    case .plain: "–"
    }
  }
}
