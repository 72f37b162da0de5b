import RealModule
import Recurrent

/// Squared errors of a model and of the benchmark at the same points, summed up so that the sum over
/// any stretch takes no time.
struct SquaredErrors {
  private let model: [Double]
  private let benchmark: [Double]

  init(_ errors: OneStepErrors.Pair) {
    func sums(_ errors: [Double]) -> [Double] {
      var sums = [0.0]
      for error in errors { sums.append(sums[sums.count - 1] + error * error) }
      return sums
    }
    model = sums(errors.model)
    benchmark = sums(errors.benchmark)
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
