/// Scores that stand beside others in pairs of bars.
struct BarSeries {
  /// What the legend says.
  let name: String
  /// What the scores are.
  let role: Role
  /// Draws them in a light tint.
  let isFaded: Bool
  /// A score for each name of the axis; what cannot be drawn is left out.
  let values: [Double?]
}

/// Two bars at each name, their scores above them; one far longer than the others is cut, and has an
/// arrow.
func barPanel(
  title: String, y: String, names: [String], _ first: BarSeries, _ second: BarSeries
) -> Panel {
  let scores = [first, second].map { $0.values.map(drawable) }
  let top = barLimit(scores.flatMap(\.self))
  let traces = zip([first, second], zip(scores, [-0.2, 0.2])).map { series, values in
    Trace(
      name: series.name, role: series.role, isFaded: series.isFaded,
      x: series.values.indices.map { Double($0) + values.1 },
      y: values.0.map { $0.map { min($0, top * 1.02) } }, mark: .bars(width: 0.38))
  }
  let labels = zip(traces, scores).flatMap { trace, values in
    zip(trace.x, zip(trace.y, values)).compactMap { x, pair -> Element? in
      guard let height = pair.0, let value = pair.1 else { return nil }
      let mark = value > top ? "↑" : ""
      return .text(
        TextLabel(brief(value) + mark, x: x + 0.2 * (x - x.rounded()), y: height, side: .above))
    }
  }
  return Panel(
    title: title, x: Axis(label: "", scale: .category(names)),
    y: Axis(label: y, range: 0...(top * 1.12)), legend: .below,
    elements: traces.map(Element.trace) + labels)
}

/// Where bars are cut: at the longest, unless it is far above the others.
private func barLimit(_ values: [Double?]) -> Double {
  let sorted = values.compactMap { $0 }.sorted()
  guard let longest = sorted.last, longest > 0 else { return 1 }
  let limit = 6 * quantile(sorted, 0.5)
  return limit > 0 ? min(longest, limit) : longest
}

/// A score that can be drawn.
private func drawable(_ score: Double?) -> Double? {
  score.flatMap { $0 >= 0 && $0 < 1e200 ? $0 : nil }
}
