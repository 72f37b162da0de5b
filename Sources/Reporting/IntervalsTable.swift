import Artifacts
import Diagnosis
import Forecasting
import TextTable

/// What intervals were worth on the test part, as tables.
enum IntervalsTable {
  /// A model and what its intervals held.
  struct Row: NamedRow {
    var model: String
    let achieved: [AchievedCoverage]
  }

  /// For the terminal: a line a model, the share that each coverage held with its interval; empty
  /// when no model has any.
  ///
  /// More than three coverages do not fit: the first two and the last are shown.
  static func terminal(_ models: [ReportDocument.ModelSection], _ letters: Letters) -> String {
    let rows = models.compactMap { model in
      model.intervals.map { Row(model: printable(model.model), achieved: shown($0.achieved)) }
    }.filter { !$0.achieved.isEmpty }
    guard let first = rows.first else { return "" }
    let table = TextTable<Row> { row in
      [Column(title: "Intervals", value: row.model)]
        + first.achieved.indices.map { place in
          Column(
            title: "\(percentOfShare(first.achieved[place].nominal)) held",
            value: row.achieved.indices.contains(place) ? held(row.achieved[place]) : missing)
        }
    }
    return table.fitted(rows, letters)
  }

  private static func shown(_ all: [AchievedCoverage]) -> [AchievedCoverage] {
    all.count > 3 ? Array(all.prefix(2) + all.suffix(1)) : all
  }

  /// "74 % [62, 84]".
  private static func held(_ achieved: AchievedCoverage) -> String {
    let (low, high) = (fixed(100 * achieved.lower, 0), fixed(100 * achieved.upper, 0))
    return "\(percent(achieved.coverage)) [\(low), \(high)]"
  }

  /// For Markdown: what the intervals rest on, and a line a coverage.
  static func markdown(_ intervals: ReportDocument.IntervalsSection) -> String {
    var lines = ["Intervals of the forecasts: \(intervals.basis.sentence)."]
    guard let testBasis = intervals.testBasis, !intervals.achieved.isEmpty else {
      lines.append("Without a validation part nothing can be said of how often they hold.")
      return lines.joined(separator: " ")
    }
    lines.append(
      testBasis.method == .quantile
        ? "On the test part, those of the network that was fitted without it held:"
        : "On the test part, intervals from the validation part alone (\(testBasis.sentence)) held:"
    )
    let rows = intervals.achieved.map { achieved in
      let width = number(achieved.width, decimals: sensibleDecimals(achieved.width))
      return "| \(percentOfShare(achieved.nominal)) | \(percent(achieved.coverage)) "
        + "| \(percent(achieved.lower)) … \(percent(achieved.upper)) | \(achieved.n) "
        + "| \(achieved.values) | \(width) |"
    }
    let table =
      ["| nominal | held | 90 % interval | forecasts | values | mean width |"]
      + ["|---:|---:|---|---:|---:|---:|"] + rows
    return lines.joined(separator: " ") + "\n\n" + table.joined(separator: "\n")
  }
}
