/// Values at regular calendar steps: one number per step, none missing.
///
/// ```swift
/// let series = TimeSeries(name: "air", start: january1949, frequency: .monthly, values: [112, 118])
/// series.label(at: 1)            // "1949-02"
/// series.label(at: 12)           // "1950-01": the calendar goes on beyond the end
/// series.positionInSeason(at: 1) // 1
/// ```
public struct TimeSeries: Hashable, Sendable, Codable {
  /// What the numbers are, for titles and reports.
  public let name: String
  /// The timestamp that steps are counted from: that of the first value, unless ``offset`` says
  /// otherwise.
  ///
  /// The end of a series keeps it, so that dates on the 31st do not drift.
  public let start: Timestamp
  /// The steps from ``start`` to the first value.
  public let offset: Int
  /// The calendar step from each value to the next.
  public let frequency: Frequency
  /// The values in time order, in original units, all finite.
  public let values: [Double]

  /// A series that begins `offset` steps after `start`.
  ///
  /// - Precondition: All values are finite. (``SeriesReader`` sees to that for files.)
  public init(
    name: String, start: Timestamp, offset: Int = 0, frequency: Frequency, values: [Double]
  ) {
    precondition(values.allSatisfy(\.isFinite), "the values of a series must be finite")
    self.name = name
    self.start = start
    self.offset = offset
    self.frequency = frequency
    self.values = values
  }

  /// The number of values.
  public var count: Int { values.count }

  /// The timestamp of `index`, which may lie beyond the end (or before the start).
  public func timestamp(at index: Int) -> Timestamp {
    frequency.advance(start, by: offset + index)
  }

  /// The label of `index` for people, after ``Frequency/label(_:)``.
  public func label(at index: Int) -> String {
    frequency.label(timestamp(at: index))
  }

  /// The place of `index` within the season, after ``Frequency/positionInSeason(_:)``.
  public func positionInSeason(at index: Int) -> Int? {
    frequency.positionInSeason(timestamp(at: index))
  }

  /// The first `n` values as a series; all of them if there are fewer.
  ///
  /// - Precondition: `n` is not negative.
  public func prefix(_ n: Int) -> TimeSeries {
    TimeSeries(
      name: name, start: start, offset: offset, frequency: frequency,
      values: Array(values.prefix(n)))
  }

  /// The last `n` values at their dates; all of them if there are fewer.
  ///
  /// - Precondition: `n` is not negative.
  public func suffix(_ n: Int) -> TimeSeries {
    let first = max(count - n, 0)
    return TimeSeries(
      name: name, start: start, offset: offset + first, frequency: frequency,
      values: Array(values[first...]))
  }
}
