import Forecasting
import RealModule
import Recurrent
import SeriesData

// Tests of the errors one step ahead on the test part. They say what is left to be learned; they choose
// nothing. What asks for a pattern is asked on the scale on which the network models, logarithms where
// it takes them: there its errors should be alike (Hyndman and Athanasopoulos, Forecasting: Principles
// and Practice, 3rd edition, 2021, § 5.3). A p value below 5 % is a warning and never a failure: of six such tests
// one in four networks without fault fails one.

/// The level of the tests of residuals.
private let significance = 0.05

extension Evidence {
  /// The scale on which the network models, where all values and predictions of the test part have it.
  private var modelScale: Scale {
    let takesLogarithms = model.model.specification.transform.needsPositiveValues
    return takesLogarithms && errors(.test, .log) != nil ? .log : .original
  }

  /// Fewer residuals than this say little when they pass.
  private static let fewResiduals = 50

  /// What a passed test of so few residuals is worth; empty for many.
  private func caveat(_ count: Int) -> String {
    count < Self.fewResiduals ? " With only \(count) values, a pass means little." : ""
  }

  /// A check of the residuals; `make` gives nil when there are too few of them.
  private func residualCheck(
    _ id: String, threshold: String, needs count: Int, scale: Scale? = nil,
    _ make: ([Double]) -> Check?
  ) -> Check {
    guard let residuals = errors(model.predictions.oneStep, split.test, scale ?? modelScale),
      !residuals.isEmpty
    else {
      return Check(id, threshold: threshold, absent: "A prediction is missing on the test part.")
    }
    guard residuals.count >= count, let check = make(residuals) else {
      return Check(
        id, threshold: threshold,
        absent: "\(residuals.count) errors are too few, or all of them are the same.")
    }
    return check
  }

  private func verdict(_ isWarning: Bool, _ text: String, otherwise: String, _ count: Int)
    -> (status: Check.Status, why: String)
  { isWarning ? (.warn, text) : (.pass, otherwise + caveat(count)) }

  // MARK: Mean

  /// The mean error by twice its standard error, and its share of the mean square.
  var bias: Check {
    let threshold = "warn: beyond 2 standard errors, and > 10 % of MSE"
    return residualCheck("E01", threshold: threshold, needs: 4, scale: .original) { residuals in
      let value = mean(residuals)
      let variance = residuals.reduce(0) { $0 + ($1 - value) * ($1 - value) }
      let n = Double(residuals.count)
      let error = (variance / (n - 1) / n).squareRoot()
      guard let share = finite(value * value / mean(residuals.map { $0 * $0 })) else { return nil }
      let isBiased = abs(value) > 2 * error && share > 0.1
      let (status, why) = verdict(
        isBiased,
        "On average it forecasts too \(value > 0 ? "low" : "high") by \(fixed(abs(value), 2)); that "
          + "makes \(percent(share)) of its squared error.",
        otherwise: "On average it forecasts neither too high nor too low, beyond chance.",
        residuals.count)
      return Check(
        "E01", value, text: "\(signed(value)), \(percent(share)) of MSE",
        interval: blockBootstrap(counts: [residuals.count]) { blocks in
          mean(blocks[0].flatMap { residuals[$0] })
        }, threshold: threshold, status: status, why: why, remedy: againstShift)
    }
  }

  // MARK: Pattern

  /// Ljung and Box's test.
  var autocorrelationOfErrors: Check {
    let threshold = "warn: p < 0.05"
    return residualCheck("E02", threshold: threshold, needs: 8) { residuals in
      let season = series.seasonLength
      let lags = ljungBoxLags(count: residuals.count, seasonLength: season)
      guard let test = ljungBox(residuals, lags: lags) else { return nil }
      let correlations = SeriesData.autocorrelation(residuals, lags: max(lags, season))
      let largest = correlations.indices.max { abs(correlations[$0]) < abs(correlations[$1]) } ?? 0
      let power = ljungBoxPower(count: residuals.count)
      let (status, why) = verdict(
        test.pValue < significance,
        "Errors \(largest + 1) step\(largest == 0 ? "" : "s") apart go together (correlation "
          + "\(fixed(correlations[largest], 2))): there is a pattern left to learn.",
        otherwise:
          "No pattern was found in \(lags) lags. A correlation of 0.4 between neighbours would "
          + "be found in \(percent(power)) of the cases.", residuals.count)
      return Check(
        "E02", test.pValue,
        text: "\(probability(test.pValue)), Q \(fixed(test.statistic, 1)) on \(lags)",
        threshold: threshold, status: status, why: why,
        remedy: largest + 1 == season && season > 1 ? seasonRemedy : patternRemedy)
    }
  }

  /// An F test of the mean errors of all places in the season.
  var seasonInErrors: Check {
    let (threshold, season) = ("warn: p < 0.05", series.seasonLength)
    guard season > 1 else {
      return Check("E03", threshold: threshold, absent: "The series has no season.")
    }
    return residualCheck("E03", threshold: threshold, needs: 2 * season) { residuals in
      // Places count from the first date of the test part; only whether they differ is asked.
      let places = (0..<season).map { place in
        stride(from: place, to: residuals.count, by: season).map { residuals[$0] }
      }
      guard let test = equalMeans(places) else { return nil }
      let means = places.map(mean)
      let worst = means.indices.max { abs(means[$0]) < abs(means[$1]) } ?? 0
      let date = series.label(at: split.test.lowerBound + worst)
      let power = equalMeansPower(groups: season, repeats: residuals.count / season)
      let (status, why) = verdict(
        test.pValue < significance,
        "Errors depend on the place in the season; they are worst at that of \(date), "
          + "\(fixed(means[worst], 2)) on average (\(modelScale.rawValue)).",
        otherwise:
          "No season was found in the errors. One of 0.7 times the noise would be found in "
          + "\(percent(power)) of the cases.", residuals.count)
      return Check(
        "E03", test.pValue, text: "\(probability(test.pValue)), F \(fixed(test.statistic, 1))",
        threshold: threshold, status: status, why: why, remedy: seasonRemedy)
    }
  }

  /// Differences from season to season.
  ///
  /// They nearly always take it out of the errors (`make calibration ARGS=--remedies`). Showing the
  /// network its place in the season seldom does; so that comes where there is no difference left to
  /// take.
  private var seasonRemedy: Remedy {
    let specification = model.model.specification
    let next: ValueTransform? =
      switch specification.transform {
      case .none, .log, .boxCox, .boxCoxLikelihood, .logDiff:
        canTakeLogarithms ? .seasonalLogDiff : .seasonalDiff
      case .diff: .seasonalDiff
      case .seasonalDiff, .seasonalLogDiff, .doubleDiff, .doubleLogDiff: nil
      }
    if let next {
      return Remedy(
        action: "Take the season out before", options: "--transform \(next.rawValue)")
    }
    if !specification.features.contains(.monthOneHot) {
      return Remedy(
        action: "Show it the place in the season", options: "--features prev,month-onehot")
    }
    return specification.features.contains(.seasonalLag)
      ? patternRemedy
      : Remedy(
        action: "Show it the season before", options: "--features prev,month-onehot,seasonal-lag")
  }

  /// Errors go together where it follows what it has memorised; else it may see too little.
  private var patternRemedy: Remedy {
    let training = model.model.specification.training
    guard training.patience == nil, !split.validation.isEmpty else { return longerLookback }
    return .stop(training)
  }

  // MARK: Size

  /// An F test of the squared errors of the last third against those of the first.
  var changeOfErrors: Check {
    let threshold = "warn: p < 0.05"
    return residualCheck("E04", threshold: threshold, needs: 9) { residuals in
      guard let test = changeOfVariance(residuals) else { return nil }
      let ratio = test.statistic.squareRoot()
      let (status, why) = verdict(
        test.pValue < significance,
        "In the last third of the test part errors are \(fixed(ratio, 1)) times as large as in the "
          + "first (\(modelScale.rawValue)).",
        otherwise: "Errors have about the same size at the start and at the end of the test part.",
        residuals.count)
      return Check(
        "E04", ratio, text: "\(fixed(ratio, 2))×, \(probability(test.pValue))",
        threshold: threshold,
        status: status, why: why, remedy: ratio > 1 ? againstGrowth : nil)
    }
  }

  /// Spearman's correlation of the size of errors with the level of predictions.
  var errorsFollowLevel: Check {
    let threshold = "warn: > 0, p < 0.05"
    return residualCheck("E05", threshold: threshold, needs: 8) { residuals in
      let levels = split.test.map { model.predictions.oneStep[$0] ?? .nan }
      guard let test = spearman(residuals.map(abs), levels) else { return nil }
      let (status, why) = verdict(
        test.pValue < significance && test.statistic > 0,
        "Errors are larger where it forecasts more: the series multiplies rather than adds.",
        otherwise: "Errors are not larger where it forecasts more, beyond chance.", residuals.count)
      return Check(
        "E05", test.statistic, text: "\(signed(test.statistic)), \(probability(test.pValue))",
        threshold: threshold, status: status, why: why, remedy: againstGrowth)
    }
  }

  /// Changes of logarithms, where these can be taken and are not taken yet.
  ///
  /// Logarithms of levels seldom make the finding go; those of changes nearly always (`make calibration
  /// ARGS=--remedies`).
  private var againstGrowth: Remedy? {
    guard canTakeLogarithms else { return nil }
    let next: ValueTransform? =
      switch model.model.specification.transform {
      case .none, .log, .boxCox, .boxCoxLikelihood, .diff: .logDiff
      case .seasonalDiff: .seasonalLogDiff
      case .doubleDiff: .doubleLogDiff
      case .logDiff, .seasonalLogDiff, .doubleLogDiff: nil
      }
    return next.map {
      Remedy(action: "Model growth in percent", options: "--transform \($0.rawValue)")
    }
  }

  // MARK: Intervals

  /// How often the intervals held the test part, the worst of them.
  var coverage: Check {
    let threshold = "warn: nominal share outside the 90 % interval"
    let achieved = model.intervals?.achieved ?? []
    func miss(_ row: AchievedCoverage) -> Double { abs(row.coverage - row.nominal) }
    guard let worst = achieved.max(by: { miss($0) < miss($1) }) else {
      return Check(
        "E06", threshold: threshold,
        absent: "Intervals need a validation part to be calibrated on before the test part.")
    }
    func isOff(_ row: AchievedCoverage) -> Bool { !(row.lower...row.upper).contains(row.nominal) }
    let off = achieved.filter(isOff)
    let shown = off.max { miss($0) < miss($1) } ?? worst
    return Check(
      "E06", shown.coverage,
      text: achieved.map { "\(percent($0.coverage)) of \(percent($0.nominal))" }
        .joined(separator: ", "),
      interval: Interval(lower: shown.lower, upper: shown.upper), threshold: threshold,
      status: off.isEmpty ? .pass : .warn,
      why: off.isEmpty
        ? "Intervals held as much as they promised, as far as \(shown.values) test values can tell."
        : "Intervals of \(percent(shown.nominal)) held \(percent(shown.coverage)) of the test values: "
          + (shown.coverage < shown.nominal ? "too narrow." : "too wide."),
      remedy: shown.coverage < shown.nominal ? againstShift : nil)
  }
}
