import Diagnosis
import TextTable

/// Forecasts as a table for the terminal.
public enum ForecastTable {
  private struct Row {
    let date: String
    let value: String
  }

  /// A row a date, numbers aligned at their points.
  ///
  /// - Precondition: As many dates as values.
  public static func text(dates: [String], model: String, values: [Double]) -> String {
    precondition(dates.count == values.count, "Every date needs one value")
    let decimals = (values.map(abs).max() ?? 0) < 10 ? 4 : 1
    let rows = zip(dates, values).map { Row(date: $0, value: fixed($1, decimals)) }
    return TextTable<Row> {
      [
        Column(title: "Date", value: $0.date),
        Column(title: model, value: $0.value, align: .right),
      ]
    }.trimmed(rows, Style.simple)
  }
}
