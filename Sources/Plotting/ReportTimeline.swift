import Artifacts

/// The series of a report on an axis of time, with its parts.
///
/// A report may have been written by hand, so every index is checked here, and nowhere else.
struct ReportTimeline {
  /// A part of the series, by index.
  struct Part {
    let name: String
    let indices: Range<Int>
  }

  /// The place of each value.
  let x: [Double]
  /// The place of each date ahead.
  let futureX: [Double]
  /// Every value.
  let y: [Double]
  /// The parts that have values, in order of time; the fitted one is called "train".
  let parts: [Part]
  /// The scale and the label of the axis of time.
  let axis: Axis
  /// The positions in a season.
  let season: Season
  /// The quantity and its unit, "Passengers (thousands)".
  let valueLabel: String

  init(_ report: ReportDocument) {
    let series = report.series
    let count = min(series.y.count, series.ds.count)
    let moments = series.ds.map { seconds(ofDate: $0) }
    let known = moments.prefix(count)
    season = Season(series, moments: moments)
    let ahead = report.future.ds.map { seconds(ofDate: $0) }
    if known.contains(nil) || ahead.contains(nil) {
      x = (0..<count).map { Double($0 + 1) }
      futureX = ahead.indices.map { Double(count + $0 + 1) }
      axis = Axis(label: "Observation", tickUnit: 1)
    } else {
      x = known.compactMap { $0 }
      futureX = ahead.compactMap { $0 }
      axis = Axis(
        label: series.frequency.isEmpty ? "Date" : "Date (\(series.frequency))", scale: .date)
    }
    y = Array(series.y.prefix(count))
    let room = max(12, 33 - series.unit.count)
    let name = series.name.isEmpty ? "Value" : shortened(series.name, to: room)
    valueLabel = series.unit.isEmpty ? name : "\(name) (\(series.unit))"
    let trainEnd = min(max(0, report.split.train.n), count)
    let fitEnd =
      report.split.validation.n > 0 ? min(max(0, report.split.fit.n), trainEnd) : trainEnd
    parts = [
      Part(name: "train", indices: 0..<fitEnd),
      Part(name: "validation", indices: fitEnd..<trainEnd),
      Part(name: "test", indices: trainEnd..<count),
    ].filter { !$0.indices.isEmpty }
  }

  /// The indices of everything before the test part.
  var training: Range<Int> { 0..<(parts.last { $0.name != "test" }?.indices.upperBound ?? 0) }

  /// The indices of the test part.
  var test: Range<Int> { training.upperBound..<y.count }

  /// Values by index, where there are any.
  func slice(_ values: [Double?], _ indices: Range<Int>) -> [Double?] {
    indices.map { values.indices.contains($0) ? values[$0] : nil }
  }

  /// A trace over some indices.
  func trace(
    _ name: String?, _ role: Role, _ values: [Double?], over indices: Range<Int>,
    mark: Trace.Mark = .line(.solid)
  ) -> Element {
    .trace(
      Trace(name: name, role: role, x: Array(x[indices]), y: slice(values, indices), mark: mark))
  }

  /// A trace over the dates ahead, joined to the last value when that is given.
  func futureTrace(_ name: String?, _ role: Role, _ values: [Double?], mark: Trace.Mark) -> Element
  {
    let pairs = zip(futureX, values)
    return .trace(
      Trace(name: name, role: role, x: pairs.map(\.0), y: pairs.map(\.1), mark: mark))
  }

  /// The whole of the series, in black.
  func actual(over indices: Range<Int>? = nil) -> Element {
    trace("actual", .actual, y, over: indices ?? y.indices)
  }

  /// The named parts, a line before each but the first, the future included.
  var spans: [Element] {
    var spans = parts.map { part in
      Span(
        label: part.name, from: border(before: part.indices.lowerBound),
        to: border(before: part.indices.upperBound), hasLine: part.indices.lowerBound > 0)
    }
    if let last = futureX.last {
      spans.append(Span(label: "future", from: border(before: y.count), to: last, hasLine: true))
    }
    return spans.map(Element.span)
  }

  /// The place half-way between a value and the one before it.
  func border(before index: Int) -> Double {
    let all = x + futureX.prefix(1)
    guard let first = all.first, let last = all.last else { return 0 }
    if index <= 0 { return first }
    return index < all.count ? (all[index - 1] + all[index]) / 2 : last
  }

  /// The axis of time over some indices, and the future on request.
  func axis(over indices: Range<Int>, andFuture: Bool) -> Axis {
    var shown = axis
    let end = andFuture ? futureX.last ?? x.last : x[indices].last
    if let low = x[indices].first, let high = end, low <= high {
      shown.range = widened(low...high, by: 0.012)
    }
    return shown
  }
}
