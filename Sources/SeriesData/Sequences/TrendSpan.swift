/// The dates that a trend is measured against: 0 at the first, 1 at the last, by calendar time.
///
/// Dates and not indices, so that the same month has the same place in any piece of the series.
public struct TrendSpan: Hashable, Sendable, Codable {
  /// The date of 0.
  public let start: Timestamp
  /// The date of 1; not before `start`.
  public let end: Timestamp

  /// The dates of a part of a series.
  ///
  /// - Precondition: The part is not empty.
  init(of series: TimeSeries, in range: Range<Int>) {
    precondition(!range.isEmpty, "a trend needs dates")
    start = series.timestamp(at: range.lowerBound)
    end = series.timestamp(at: range.upperBound - 1)
  }

  /// The place of a date; a span of one date has no width, and its unit is a second.
  func place(of date: Timestamp) -> Double {
    let width = max(end.secondsSinceEpoch - start.secondsSinceEpoch, 1)
    return Double(date.secondsSinceEpoch - start.secondsSinceEpoch) / Double(width)
  }
}
