import Artifacts
import Diagnosis
import TextTable

/// Forecasts as a table for the terminal.
public enum ForecastTable {
  private struct Row {
    let date: String
    let value: String
    let ends: [String]
  }

  /// A row a date, numbers aligned at their points, the ends of intervals at the right.
  ///
  /// Intervals that do not fit into 80 columns stand in a table of their own below.
  ///
  /// - Precondition: As many dates as values, and as many ends of each interval.
  public static func text(
    dates: [String], model: String, values: [Double], intervals: [ReportDocument.Band] = [],
    letters: Letters = .unicode
  ) -> String {
    precondition(dates.count == values.count, "Every date needs one value")
    let decimals = (values.map(abs).max() ?? 0) < 10 ? 4 : 1
    let name = fitted(printable(model), 30, letters)
    func table(_ intervals: ArraySlice<ReportDocument.Band>) -> String {
      let rows = values.indices.map { row in
        let ends = intervals.flatMap { [$0.lower[row], $0.upper[row]] }
        return Row(
          date: dates[row], value: fixed(values[row], decimals),
          ends: ends.map { number($0, decimals: decimals) })
      }
      let titles = intervals.map { coverageName($0.coverage) }.flatMap { ["lo-\($0)", "hi-\($0)"] }
      let text = TextTable<Row> { row in
        [
          Column(title: "Date", value: row.date),
          Column(title: name, value: row.value, align: .right),
        ] + zip(titles, row.ends).map { Column(title: $0, value: $1, align: .right) }
      }.trimmed(rows, Columns.self)
      guard widest(text) > 80, intervals.count > 1 else { return text }
      let half = intervals.startIndex + (intervals.count + 1) / 2
      return table(intervals[..<half]) + "\n" + table(intervals[half...])
    }
    return table(intervals[...])
  }
}
