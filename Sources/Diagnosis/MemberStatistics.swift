import RealModule
import Recurrent

/// Squared errors of a model and of the benchmark at the same points, summed up so that the sum over
/// any stretch takes no time.
struct SquaredErrors {
  private let model: [Double]
  private let benchmark: [Double]

  init(model: [Double], benchmark: [Double]) {
    func sums(_ errors: [Double]) -> [Double] {
      var sums = [0.0]
      for error in errors { sums.append(sums[sums.count - 1] + error * error) }
      return sums
    }
    self.model = sums(model)
    self.benchmark = sums(benchmark)
  }

  var count: Int { model.count - 1 }

  /// `1 − E / B` over these points; nil when undefined.
  func skill(_ blocks: [Range<Int>]) -> Double? {
    let (e, b) = roots(blocks)
    return b > 0 ? finite(1 - e / b) : nil
  }

  /// `(E_judged / E_train) / (B_judged / B_train)`; nil when undefined.
  func gap(
    to judged: SquaredErrors, _ train: [Range<Int>], _ others: [Range<Int>]
  ) -> Double? {
    let (eTrain, bTrain) = roots(train)
    let (eJudged, bJudged) = judged.roots(others)
    guard eTrain > 0, bTrain > 0, bJudged > 0 else { return nil }
    return finite((eJudged / eTrain) / (bJudged / bTrain))
  }

  /// The root mean squares of both.
  private func roots(_ blocks: [Range<Int>]) -> (model: Double, benchmark: Double) {
    var (e, b, n) = (0.0, 0.0, 0)
    for block in blocks {
      e += model[block.upperBound] - model[block.lowerBound]
      b += benchmark[block.upperBound] - benchmark[block.lowerBound]
      n += block.count
    }
    // A difference of sums may come out below zero by rounding.
    return ((max(e, 0) / Double(n)).squareRoot(), (max(b, 0) / Double(n)).squareRoot())
  }
}

/// A 90 % interval that holds both sources of variation: members are drawn with replacement, and
/// from every stretch of points blocks of neighbours (Künsch, 1989; see ``blockBootstrap``), the same
/// for all members, for they err at the same points.
///
/// - Parameters:
///   - members: How many members there are.
///   - counts: The lengths of the stretches.
///   - statistic: The value for the members and the blocks that were drawn; nil when undefined.
/// - Returns: The 5 % and 95 % points of 999 resamples; nil when a stretch has fewer than 4 points or
///   more than one resample in ten is undefined.
func memberBootstrap(
  members: Int, counts: [Int], _ statistic: ([Int], [[Range<Int>]]) -> Double?
) -> Interval? {
  guard members >= 1, counts.allSatisfy({ $0 >= 4 }) else { return nil }
  var generator = SeededGenerator(seed: 0)
  var values: [Double] = []
  for _ in 0..<999 {
    let drawn = (0..<members).map { _ in Int.random(in: 0..<members, using: &generator) }
    let blocks = counts.map { drawnBlocks(of: $0, &generator) }
    if let value = statistic(drawn, blocks), value.isFinite { values.append(value) }
  }
  guard values.count >= 900 else { return nil }
  values.sort()
  return Interval(lower: quantile(values, 0.05), upper: quantile(values, 0.95))
}

/// Blocks of length ∛n, at least 2, that together have as many points as the stretch.
private func drawnBlocks(of count: Int, _ generator: inout SeededGenerator) -> [Range<Int>] {
  let length = max(2, Int(Double.root(Double(count), 3).rounded()))
  return stride(from: 0, to: count, by: length).map { done in
    let start = Int.random(in: 0...(count - length), using: &generator)
    return start..<start + min(length, count - done)
  }
}

/// The median; nil of none.
func medianOrNil(_ values: [Double]) -> Double? { values.isEmpty ? nil : median(values) }

/// The standard deviation of a sample over its mean; nil of fewer than two values, or when the mean
/// is not positive.
func coefficientOfVariation(_ values: [Double]) -> Double? {
  guard values.count > 1 else { return nil }
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  guard mean > 0 else { return nil }
  return finite((squares / Double(values.count - 1)).squareRoot() / mean)
}
