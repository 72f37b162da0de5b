import Artifacts
import Diagnosis
import Forecasting
import TextTable

/// What the recipe `auto` chose and why, in words.
public struct AutoReport {
  private let auto: ReportDocument.AutoSection
  private let letters: Letters

  /// Prepares the words.
  public init(_ auto: ReportDocument.AutoSection, letters: Letters = .unicode) {
    (self.auto, self.letters) = (auto, letters)
  }

  /// For the terminal, at most 80 columns.
  public var text: String {
    ([heading] + [table.fitted(rows, letters)] + sentences.map { wrapped($0) }).joined(
      separator: "\n")
  }

  /// For Markdown.
  var markdown: String {
    (["## auto: the combined forecast", "", heading, "", table.trimmed(rows, Style.pipe)]
      + sentences.map(escaped)).joined(separator: "\n")
  }

  /// Its scores on the test part.
  var heading: String {
    let skill = auto.skill.map { ", skill \(signed($0))" } ?? ""
    return "auto on test: RMSE \(number(auto.testOneStep.rmse)) one step ahead, MASE "
      + "\(number(auto.testOneStep.mase, decimals: 2))\(skill)"
  }

  /// A member and its part in the forecast.
  private struct Row: NamedRow {
    var model: String
    let member: ReportDocument.AutoSection.Member
  }

  private var rows: [Row] {
    auto.members.sorted { $0.weight > $1.weight }
      .map { Row(model: printable($0.summary), member: $0) }
  }

  private var table: TextTable<Row> {
    TextTable { row in
      [
        Column(title: "Member", value: row.model),
        Column(title: "Weight", value: percent(row.member.weight), align: .right),
        Column(title: "Scaled error", value: number(row.member.loss, decimals: 3), align: .right),
      ]
    }
  }

  /// What was chosen and why, a sentence each.
  var sentences: [String] {
    [weights, season, calendar, intervals, sign].compactMap { $0 }
  }

  private var weights: String {
    guard let span = auto.validation, let start = span.start, let end = span.end else {
      return "The history is too short to try the members on: the weights are those they have "
        + "beforehand."
    }
    return "Weights follow the mean absolute errors, in units of the seasonal naive one, at "
      + "\(span.n) origins inside the history, \(start) to \(end), of members fitted before them."
  }

  private var season: String? {
    guard !auto.seasonsTried.isEmpty else { return nil }
    let tried = auto.seasonsTried.map { "\($0.seasonLength) (error \(fixed($0.loss, 3)))" }
    return "Season of \(auto.seasonLength) steps; tried: " + tried.joined(separator: ", ") + "."
  }

  private var calendar: String {
    guard !auto.calendar.isEmpty else {
      return "Calendar: no effect of trading days or Easter was found, or none was looked for."
    }
    let effects = auto.calendar.map { effect in
      let size =
        auto.calendarSpace == "log"
        ? "\(fixed(100 * effect.coefficient, 2)) %" : fixed(effect.coefficient, 3)
      return "\(effect.name) \(size) (t = \(fixed(effect.t, 1)))"
    }
    return "Calendar, by AICc, taken off and put on again: " + effects.joined(separator: ", ") + "."
  }

  private var intervals: String {
    guard !auto.achieved.isEmpty else { return points }
    let held = auto.achieved.map {
      "\(percentOfShare($0.nominal)) held \(percent($0.coverage)) "
        + "[\(fixed(100 * $0.lower, 0)), \(fixed(100 * $0.upper, 0))]"
    }
    return "Intervals on the test part, nominal and achieved: " + held.joined(separator: ", ")
      + ". " + points
  }

  private var points: String {
    auto.point == .mean
      ? "Points are means of the combined distribution, from its quantiles."
      : "Points are medians."
  }

  private var sign: String? {
    if auto.isNonNegative { return "No value is negative, so no forecast is." }
    return auto.allowsNegative == true ? "Forecasts may be negative (--allow-negative)." : nil
  }
}
