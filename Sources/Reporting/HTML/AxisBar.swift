import Artifacts
import Diagnosis

/// The place of an axis between its limits, as a drawing.
///
/// The limits are those that the check itself states, so a report of another version is drawn with
/// the limits that it was judged by.
struct AxisBar {
  /// A stretch of the bar.
  struct Zone {
    let tone: String
    let x: String
    let width: String
  }

  /// A number under the bar.
  struct Tick {
    let x: String
    let anchor: String
    let label: String
  }

  let zones: [Zone]
  let ticks: [Tick]
  /// A diamond, or an arrow where the value lies beyond the end.
  let mark: String
  /// The interval as a line; empty where there is none.
  let whisker: String
  /// The same in words.
  let words: String

  private static let length = 296.0
  private static let start = 2.0

  /// The bar of a check; nil where there is nothing to show.
  init?(_ check: Check) {
    guard let value = check.value, value.isFinite, let scale = Scale(check.id) else { return nil }
    let limits = Limits(check, scale: scale)
    func place(_ value: Double) -> Double {
      let share =
        (value - scale.range.lowerBound) / (scale.range.upperBound - scale.range.lowerBound)
      return Self.start + Self.length * max(0, min(share, 1))
    }
    let edges = ([scale.range.lowerBound] + limits.edges.map(\.value) + [scale.range.upperBound])
      .map(place)
    zones = zip(limits.tones, zip(edges, edges.dropFirst())).map { tone, ends in
      Zone(tone: tone, x: coordinate(ends.0), width: coordinate(ends.1 - ends.0))
    }
    ticks =
      [Tick(x: "2", anchor: "start", label: scale.text(scale.range.lowerBound))]
      + limits.edges.map {
        Tick(x: coordinate(place($0.value)), anchor: "middle", label: scale.text($0.value))
      } + [Tick(x: "298", anchor: "end", label: scale.text(scale.range.upperBound))]
    let x = place(value)
    mark = Self.mark(
      at: x, isBelow: value < scale.range.lowerBound, isAbove: value > scale.range.upperBound)
    let ends = check.interval.map { (place($0.lower), place($0.upper)) }
    whisker =
      ends.map {
        "M\(coordinate($0.0)) 11V21M\(coordinate($0.0)) 16H\(coordinate($0.1))M\(coordinate($0.1)) 11V21"
      } ?? ""
    let interval = check.interval.map {
      ", 90 % interval \(scale.text($0.lower)) to \(scale.text($0.upper))"
    }
    words =
      "\(visible(check.title)): \(scale.text(value))\(interval ?? ""). Limits: "
      + "\(visible(check.threshold)). Result: \(check.status.word)."
  }

  private static func mark(at x: Double, isBelow: Bool, isAbove: Bool) -> String {
    if isAbove { return "M290 9L298 16L290 23Z" }
    if isBelow { return "M10 9L2 16L10 23Z" }
    let (left, middle, right) = (coordinate(x - 5), coordinate(x), coordinate(x + 5))
    return "M\(middle) 9L\(right) 16L\(middle) 23L\(left) 16Z"
  }

  /// What a bar shows of an axis.
  struct Scale {
    let range: ClosedRange<Double>
    /// What one percent is in the units of the value.
    let hundredth: Double
    private let unit: Unit

    private enum Unit { case signed, times, percent, share }

    init?(_ id: String) {
      switch id {
      case "S01": (range, hundredth, unit) = (-1...1, 0.01, .signed)
      case "G01": (range, hundredth, unit) = (0...5, 0.01, .times)
      case "C01": (range, hundredth, unit) = (0...50, 1, .percent)
      case "D01": (range, hundredth, unit) = (0...0.6, 0.01, .share)
      default: return nil
      }
    }

    func text(_ value: Double) -> String {
      switch unit {
      case .signed: value == 0 ? "0" : signed(value)
      case .times: fixed(value, value == value.rounded() ? 0 : 1)
      case .percent: "\(fixed(value, 0)) %"
      case .share: percent(value)
      }
    }
  }

  /// The limits of a check in the units of its value, as far as the bar shows them.
  struct Limits {
    /// A value from which on the word holds.
    struct Edge: Equatable {
      let value: Double
      let status: Check.Status
    }

    let edges: [Edge]
    /// The tone of each stretch, from the lowest values to the highest: one more than edges.
    let tones: [String]

    init(_ check: Check, scale: Scale) {
      let found = check.limits.map { limit in
        (
          edge: Edge(
            value: limit.isPercent ? limit.value * scale.hundredth : limit.value,
            status: limit.status), isBelow: limit.isBelow
        )
      }.filter { scale.range.contains($0.edge.value) }
      let isFromBelow = found.contains { $0.isBelow }
      let sorted = found.map(\.edge).sorted { $0.value < $1.value }
      edges = sorted
      if sorted.isEmpty {
        tones = ["plain"]
      } else if isFromBelow {
        tones = sorted.map { $0.status == .fail ? "bad" : "caution" } + ["good"]
      } else {
        tones = ["good"] + sorted.map { $0.status == .fail ? "bad" : "caution" }
      }
    }
  }
}

/// A coordinate as SVG reads it: with an ASCII minus sign, which a number for people does not have.
private func coordinate(_ x: Double) -> String { fixed(x, 1).replacing("−", with: "-") }
