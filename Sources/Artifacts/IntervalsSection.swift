import Forecasting
import SeriesData

extension ReportDocument {
  /// The intervals of one network, and what such intervals were worth on the test part.
  public struct IntervalsSection: Codable, Hashable, Sendable {
    /// How they were made: `conformal` or `quantile`.
    public var method: String
    /// What those of the dates of `future` rest on: the validation and the test part, or what the
    /// network has learned.
    public var basis: IntervalBasis
    /// The intervals of the dates of `future`, by rising coverage.
    public var future: [Band]
    /// What those of the test part rest on: the validation part alone, absent without one; or what
    /// the network without the test part has learned.
    public var testBasis: IntervalBasis?
    /// The intervals of the recursive predictions, from the first date of the test part on, for 200
    /// steps at most; empty for conformal ones without a validation part.
    public var test: [Band]
    /// How often such intervals held the test part, from every origin in it, by rising coverage; empty
    /// for conformal ones without a validation part.
    public var achieved: [AchievedCoverage]
  }

  /// The ends of the intervals of one coverage.
  public struct Band: Codable, Hashable, Sendable {
    /// The share of values that they should hold, such as 0.8.
    public var coverage: Double
    /// The lower ends; `null` where there is no forecast.
    public var lower: [Double?]
    /// The upper ends.
    public var upper: [Double?]

    /// Joins the ends.
    public init(coverage: Double, lower: [Double?], upper: [Double?]) {
      self.coverage = coverage
      self.lower = lower
      self.upper = upper
    }
  }
}

extension [ReportDocument.Band] {
  /// The central intervals of a forecast, of those coverages whose quantiles it has.
  public init(_ forecast: ForecastDistribution, coverages: [Double]) {
    self = coverages.compactMap { coverage in
      forecast.interval(coverage: coverage).map { ends in
        ReportDocument.Band(
          coverage: coverage, lower: ends.map { $0.low.isFinite ? $0.low : nil },
          upper: ends.map { $0.high.isFinite ? $0.high : nil })
      }
    }
  }
}

extension ReportDocument.IntervalsSection {
  /// Writes down the intervals of a network.
  init(_ intervals: ModelIntervals, in experiment: Experiment) {
    method = intervals.basis.method.rawValue
    basis = intervals.basis
    future = .init(intervals.forecast, coverages: experiment.coverages)
    testBasis = intervals.testBasis
    test = intervals.test.map { .init($0, coverages: experiment.coverages) } ?? []
    achieved = intervals.achieved
  }

  /// What does not fit together; nil when all does.
  func inconsistency(horizon: Int, testCount: Int) -> String? {
    intervalFault(
      future: future, test: test, achieved: achieved, horizon: horizon, testCount: testCount)
  }
}

extension ReportDocument.AutoSection {
  /// What does not fit together in the intervals; nil when all does.
  func intervalInconsistency(horizon: Int, testCount: Int) -> String? {
    intervalFault(
      future: future, test: test, achieved: achieved, horizon: horizon, testCount: testCount)
  }
}

private func intervalFault(
  future: [ReportDocument.Band], test: [ReportDocument.Band], achieved: [AchievedCoverage],
  horizon: Int, testCount: Int
) -> String? {
  guard (future + test).allSatisfy({ $0.lower.count == $0.upper.count }),
    future.allSatisfy({ $0.lower.count == horizon }),
    test.allSatisfy({ $0.lower.count <= testCount })
  else { return "have another length" }
  let nominal = (future + test).map(\.coverage) + achieved.map(\.nominal)
  guard nominal.allSatisfy({ $0 > 0 && $0 < 1 }) else { return "have an impossible coverage" }
  let shares = achieved.flatMap { [$0.coverage, $0.lower, $0.upper] }
  let isPossible =
    shares.allSatisfy { (0...1).contains($0) }
    && achieved.allSatisfy { $0.n >= 0 && $0.values >= 0 && $0.width >= 0 }
  return isPossible ? nil : "held an impossible share"
}

/// What a coverage is called in the names of columns: `80`, `97.5`.
public func coverageName(_ coverage: Double) -> String {
  let hundredths = Int((coverage * 10_000).rounded())
  let rest = hundredths % 100
  guard rest != 0 else { return "\(hundredths / 100)" }
  return "\(hundredths / 100)."
    + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
}

extension CSVTable {
  /// Adds the ends of intervals on the right: `MODEL-lo-80`, `MODEL-hi-80`, and so on.
  ///
  /// - Precondition: There is one end a row.
  public mutating func append(_ model: String, intervals: [ReportDocument.Band]) {
    for band in intervals {
      let name = coverageName(band.coverage)
      append("\(model)-lo-\(name)", numbers: band.lower)
      append("\(model)-hi-\(name)", numbers: band.upper)
    }
  }
}
