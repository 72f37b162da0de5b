import ArgumentParser
import SeriesData

/// What `--from`, `--to` and `--season` make of the series of a file.
struct UsedSeries {
  /// The values that are used, with their season.
  let series: TimeSeries
  /// The indices among them that were filled from the values on both sides.
  let interpolated: [Range<Int>]
  /// Options that changed nothing, a sentence each.
  let remarks: [String]
}

/// The dates of `--from` and `--to`.
struct DateCut {
  let from: NamedDate?
  let to: NamedDate?
}

extension ReadingOptions {
  /// The dates of `--from` and `--to`, as they were typed.
  var cut: DateCut {
    get throws {
      let cut = DateCut(from: try date("--from", from), to: try date("--to", to))
      if let from = cut.from, let to = cut.to, to.last < from.first {
        throw ValidationError("--to \(to.text) lies before --from \(from.text). Change the two?")
      }
      return cut
    }
  }

  private func date(_ option: String, _ text: String?) throws -> NamedDate? {
    do {
      return try text.map { text throws(NamedDateError) in
        try NamedDate(text, format: dateFormat)
      }
    } catch {
      throw ValidationError("\(option) \(error).")
    }
  }

  /// Cuts a series, gaps filled, and gives it its season.
  ///
  /// - Throws: `ValidationError` when the options leave nothing to use, and a `Failure` when a gap
  ///   that was interpolated reaches beyond the cut, so that a later value would come in.
  func used(
    _ series: TimeSeries, interpolated: [Range<Int>], source: String
  ) throws -> UsedSeries {
    let cut = try cut
    let range = series.indices(from: cut.from?.first, to: cut.to?.last)
    let span = "\(series.label(at: 0)) to \(series.label(at: series.count - 1))"
    if let from = cut.from, from.first > series.timestamp(at: series.count - 1) {
      throw ValidationError(
        "--from \(from.text) lies behind the last value (\(source) has \(span)).")
    }
    if let to = cut.to, to.last < series.timestamp(at: 0) {
      throw ValidationError(
        "--to \(to.text) lies before the first value (\(source) has \(span)).")
    }
    guard range.count >= min(3, series.count) else {
      let options = option("--from", from) + option("--to", to)
      throw ValidationError(
        "\(typed(options)) leaves \(range.count) of \(series.count) values "
          + "(expected at least 3; \(source) has \(span)).")
    }
    try refuseLaterValues(series, interpolated, before: range.upperBound, source)
    var remarks: [String] = []
    if let from, range.lowerBound == 0 {
      remarks.append("--from \(from) cuts nothing off: the first value is \(series.label(at: 0)).")
    }
    if let to, range.upperBound == series.count {
      remarks.append(
        "--to \(to) cuts nothing off: the last value is \(series.label(at: series.count - 1)).")
    }
    return UsedSeries(
      // A long series is not copied for nothing.
      series: try withSeason(range.count == series.count ? series : series.slice(range)),
      interpolated: interpolated.compactMap { run in
        let shown = run.clamped(to: range)
        return shown.isEmpty
          ? nil : shown.lowerBound - range.lowerBound..<shown.upperBound - range.lowerBound
      },
      remarks: remarks)
  }

  private func withSeason(_ series: TimeSeries) throws -> TimeSeries {
    guard let season else { return series }
    let largest = series.count / 2
    guard season <= max(largest, 1) else {
      throw ValidationError(
        "--season is \(season) (expected at most \(largest): two whole seasons must lie in the "
          + "\(series.count) values).")
    }
    return series.withSeason(season)
  }

  private func refuseLaterValues(
    _ series: TimeSeries, _ interpolated: [Range<Int>], before end: Int, _ source: String
  ) throws {
    guard end < series.count,
      let run = interpolated.first(where: { $0.lowerBound < end && $0.upperBound >= end })
    else { return }
    throw Failure(
      65, "leak",
      "\(source): the gap \(series.label(of: run)) "
        + "reaches the end at --to \(to ?? ""), "
        + "and interpolating it would let a later value in",
      hint: "Try --gaps previous, or another --to."
    ).thrown
  }
}
