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
  /// The number of steps after which the series repeats itself, 1 where it does not: that of the
  /// frequency, unless somebody knew better.
  public let seasonLength: Int

  /// A series that begins `offset` steps after `start`.
  ///
  /// - Precondition: All values are finite (``SeriesReader`` sees to that for files), and the season
  ///   length, by default that of the frequency, is positive.
  public init(
    name: String, start: Timestamp, offset: Int = 0, frequency: Frequency, values: [Double],
    seasonLength: Int? = nil
  ) {
    precondition(values.allSatisfy(\.isFinite), "the values of a series must be finite")
    precondition(seasonLength ?? 1 >= 1, "the season length must be at least 1")
    self.seasonLength = seasonLength ?? frequency.seasonLength
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

  /// The place of `index` within the season: that of the calendar, after
  /// ``Frequency/positionInSeason(_:)``, or for another season the steps since ``start``; `nil`
  /// without a season.
  public func positionInSeason(at index: Int) -> Int? {
    if seasonLength == frequency.seasonLength {
      return frequency.positionInSeason(timestamp(at: index))
    }
    let place = (offset + index) % seasonLength
    return seasonLength == 1 ? nil : place < 0 ? place + seasonLength : place
  }

  /// The same values with a season of `length` steps.
  ///
  /// - Precondition: `length` is positive.
  public func withSeason(_ length: Int) -> TimeSeries { with(values, seasonLength: length) }

  /// Other values at the same calendar, from `first` steps later on.
  private func with(
    _ values: [Double], from first: Int = 0, seasonLength: Int? = nil
  ) -> TimeSeries {
    TimeSeries(
      name: name, start: start, offset: offset + first, frequency: frequency, values: values,
      seasonLength: seasonLength ?? self.seasonLength)
  }

  /// The first `n` values as a series; all of them if there are fewer.
  ///
  /// - Precondition: `n` is not negative.
  public func prefix(_ n: Int) -> TimeSeries { with(Array(values.prefix(n))) }

  /// The last `n` values at their dates; all of them if there are fewer.
  ///
  /// - Precondition: `n` is not negative.
  public func suffix(_ n: Int) -> TimeSeries {
    let first = max(count - n, 0)
    return with(Array(values[first...]), from: first)
  }

  /// The values of `range` at their dates.
  ///
  /// - Precondition: `range` lies within ``values``.
  public func slice(_ range: Range<Int>) -> TimeSeries {
    with(Array(values[range]), from: range.lowerBound)
  }

  /// The indices of the values whose timestamps lie between two instants, both included; empty if
  /// there are none.
  public func indices(from first: Timestamp?, to last: Timestamp?) -> Range<Int> {
    // Timestamps ascend, so the borders are found by halving.
    func count(until isBeyond: (Timestamp) -> Bool) -> Int {
      var (low, high) = (0, self.count)
      while low < high {
        let middle = (low + high) / 2
        if isBeyond(timestamp(at: middle)) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let lower = first.map { first in count { $0 >= first } } ?? 0
    let upper = last.map { last in count { $0 > last } } ?? self.count
    return lower..<max(lower, upper)
  }

  /// The same values at the same dates, their steps counted from `origin`, so that another season
  /// than that of the calendar has its places where a series that starts there has them.
  ///
  /// - Returns: `nil` if the dates do not lie on the grid that begins at `origin`.
  public func counted(from origin: Timestamp) -> TimeSeries? {
    guard let steps = frequency.steps(from: origin, to: timestamp(at: 0)) else { return nil }
    let moved = TimeSeries(
      name: name, start: origin, offset: steps, frequency: frequency, values: values,
      seasonLength: seasonLength)
    return moved.timestamp(at: count - 1) == timestamp(at: count - 1) ? moved : nil
  }

  /// Other values at the same dates.
  ///
  /// - Precondition: They are finite, and as many.
  public func replacingValues(_ values: [Double]) -> TimeSeries {
    precondition(values.count == count, "every date needs its value")
    return with(values)
  }

  /// The series as it is when time has gone on: with `more` at its end.
  ///
  /// - Precondition: They are finite.
  public func appending(_ more: some Sequence<Double>) -> TimeSeries { with(values + more) }
}

extension TimeSeries {
  /// Reads a series; one that was written before there was a ``seasonLength`` has that of its
  /// frequency.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    start = try container.decode(Timestamp.self, forKey: .start)
    offset = try container.decode(Int.self, forKey: .offset)
    frequency = try container.decode(Frequency.self, forKey: .frequency)
    values = try container.decode([Double].self, forKey: .values)
    seasonLength =
      try container.decodeIfPresent(Int.self, forKey: .seasonLength) ?? frequency.seasonLength
  }
}
