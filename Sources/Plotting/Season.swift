import Artifacts
import SeriesData

/// The positions in a season, and what people call them.
struct Season {
  /// The number of positions.
  let length: Int
  private let positions: [Int]
  private let names: [String]?
  /// What a position is: "month".
  let position: String

  /// Reads the dates of a series, unless they were read already: `moments` has one for each.
  init(_ series: ReportDocument.SeriesSection, moments: [Double?]? = nil) {
    length = max(1, min(series.seasonLength, max(1, series.y.count)))
    let known = (moments ?? series.ds.map { seconds(ofDate: $0) }).compactMap { $0 }
    let days = known.map { Int(($0 / 86_400).rounded(.down)) }
    let hasDates = days.count == series.ds.count
    (position, names) = Self.words(frequency: hasDates ? series.frequency : "", length)
    switch position {
    case "month": positions = days.map { civil(fromDays: $0).month - 1 }
    case "quarter": positions = days.map { (civil(fromDays: $0).month - 1) / 3 }
    case "day of the week": positions = days.map { (($0 + 3) % 7 + 7) % 7 }
    case "hour of the day": positions = known.map { (Int($0 / 3600) % 24 + 24) % 24 }
    default: positions = []
    }
  }

  /// The season of a series, at its own positions.
  init(_ series: TimeSeries) {
    length = series.seasonLength
    positions = series.values.indices.map { series.positionInSeason(at: $0) ?? 0 }
    (position, names) = Self.words(frequency: series.frequency.name, length)
  }

  /// What a position is called, and the names of all of them where they have any.
  private static func words(frequency: String, _ length: Int) -> (String, [String]?) {
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return switch (frequency, length) {
    case ("monthly", 12), ("monthly-last-day", 12): ("month", monthNames)
    case ("quarterly", 4): ("quarter", ["Q1", "Q2", "Q3", "Q4"])
    case ("daily", 7): ("day of the week", weekdays)
    case ("business-daily", 5): ("day of the working week", Array(weekdays.prefix(5)))
    case ("weekly", 52): ("week of the year", nil)
    case ("hourly", 24): ("hour of the day", nil)
    default: ("position in the season", nil)
    }
  }

  /// The position of a value, from 0.
  func position(of index: Int) -> Int {
    positions.indices.contains(index) ? positions[index] : index % length
  }

  /// The number that the first position carries on its axis.
  var firstNumber: Int { names == nil && position != "hour of the day" ? 1 : 0 }

  /// An axis of all positions.
  var axis: Axis {
    let label = position.prefix(1).uppercased() + position.dropFirst()
    if let names { return Axis(label: label, scale: .category(names)) }
    let low = Double(firstNumber) - 0.6
    return Axis(label: label, range: low...(low + Double(length) + 0.2), tickUnit: 1)
  }

  /// Ticks for lags: quarters of a season where it has them, else single steps.
  func tickUnit(lags: Int) -> Double {
    length >= 8 && length.isMultiple(of: 4) && lags >= length ? Double(length / 4) : 1
  }
}
