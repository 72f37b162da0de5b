import Workloads

/// How many of how many, with a 95 % interval.
struct Share {
  let count: Int
  let total: Int

  /// The exact interval of Clopper and Pearson (*Biometrika* 26, 1934): the probabilities under which
  /// so many or fewer, and so many or more, are not rarer than 2.5 %.
  var interval: ClosedRange<Double> {
    guard total > 0 else { return 0...1 }
    let lower = count == 0 ? 0 : root { 1 - atMost(count - 1, $0) < 0.025 }
    let upper = count == total ? 1 : root { atMost(count, $0) >= 0.025 }
    return lower...upper
  }

  /// The largest probability for which a condition holds that holds for all smaller ones.
  private func root(_ holds: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }

  /// The probability of at most `k` successes, summed from a recurrence.
  private func atMost(_ k: Int, _ p: Double) -> Double {
    guard p < 1 else { return k >= total ? 1 : 0 }
    var term = logarithm(1 - p) * Double(total)
    var sum = exponential(term)
    guard k > 0, p > 0 else { return sum }
    for i in 1...k {
      term += logarithm(Double(total - i + 1) / Double(i)) + logarithm(p) - logarithm(1 - p)
      sum += exponential(term)
    }
    return min(sum, 1)
  }

  /// "3 of 81 = 3.7 % (0.8–10.4)".
  var text: String {
    guard total > 0 else { return "–" }
    let bounds = interval
    return "\(count) of \(total) = \(percent(Double(count) / Double(total))) % "
      + "(\(percent(bounds.lowerBound))–\(percent(bounds.upperBound)))"
  }

  private func percent(_ share: Double) -> String { decimals(100 * share, 1) }
}
