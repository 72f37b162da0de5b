#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A mark on an axis and its label.
struct Tick: Hashable {
  let position: Double
  let label: String
}

extension Axis {
  /// Round places within a range.
  ///
  /// - Parameters:
  ///   - range: What the axis shows.
  ///   - room: The number of character cells along the axis.
  ///   - isVertical: Labels take one cell each, and not their length.
  /// - Returns: Ticks in order; those of categories without label, for the layout has them.
  func ticks(over range: ClosedRange<Double>, room: Double, isVertical: Bool) -> [Tick] {
    let most = isVertical ? max(2, Int(room / 2.5)) : max(2, Int(room / 9))
    switch scale {
    case .linear:
      // One tick alone tells no scale, so a short axis may have more than it has room for.
      let numbers = [most, 2 * most, 4 * most].map { linearTicks(range, most: $0, unit: tickUnit) }
      return numbers.first { $0.count > 1 } ?? numbers[0]
    case .log: return logTicks(range, most: most)
    case .date: return dateTicks(range, room: room)
    case .category(let names): return names.indices.map { Tick(position: Double($0), label: "") }
    }
  }
}

/// Multiples of 1, 2 or 5 times a power of ten, at most about `most` of them.
private func linearTicks(_ range: ClosedRange<Double>, most: Int, unit: Double?) -> [Tick] {
  let (low, high) = (range.lowerBound, range.upperBound)
  let wanted = (high - low) / Double(most)
  guard wanted > 0, wanted.isFinite else { return [] }
  let smallest = unit ?? 0
  let unitOfSteps = smallest > 0 ? smallest : 1
  let power = pow(10, (log10(wanted / unitOfSteps)).rounded(.down))
  let step = max(
    smallest,
    unitOfSteps * power * ([1.0, 2, 5].first { $0 * power * unitOfSteps >= wanted } ?? 10))
  let decimals = max(0, -Int(log10(step).rounded(.down)))
  let first = (low / step - 1e-9).rounded(.up)
  let count = Int(min(1000, ((high / step + 1e-9).rounded(.down) - first)))
  guard count >= 0 else { return [] }
  return (0...count).map { index in
    let position = (first + Double(index)) * step
    return Tick(position: position, label: tickLabel(position, decimals: decimals))
  }
}

/// A plain number where it is short, else one with an exponent.
private func tickLabel(_ value: Double, decimals: Int) -> String {
  if decimals > 5 || abs(value) >= 1e6 { return significant(value, digits: 3) }
  return fixed(value, decimals: decimals)
}

/// Powers of ten, with twice and five times them between where there is room.
private func logTicks(_ range: ClosedRange<Double>, most: Int) -> [Tick] {
  guard range.lowerBound > 0, range.upperBound.isFinite else { return [] }
  let low = log10(range.lowerBound)
  let high = log10(range.upperBound)
  let decades = Int(low.rounded(.down))...Int(high.rounded(.up))
  let stride = max(1, Int((Double(decades.count) / Double(most)).rounded(.up)))
  let between: [Double] =
    switch high - low {
    case ..<0.6: [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]
    case ..<3: [1, 2, 5]
    default: [1]
    }
  return decades.filter { $0.isMultiple(of: stride) }.flatMap { decade in
    between.map { Tick(position: $0 * pow(10, Double(decade)), label: "") }
  }.filter { range.contains($0.position) }
    .map { Tick(position: $0.position, label: powerLabel($0.position)) }
}

/// "0.002", "50", "2e−7".
private func powerLabel(_ value: Double) -> String {
  let text = trimmed(significant(value, digits: 2))
  return text == "0" ? significant(value, digits: 1) : text
}
