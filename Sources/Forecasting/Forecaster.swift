import SeriesData

/// Anything that can be fitted on a series and then be asked what comes next: the networks, the
/// statistical methods, their combinations, the forecasters that cost nothing.
///
/// Whoever calls ``fit(_:request:)`` hands over the series up to the origin and nothing more, so
/// that no forecaster can see what it is judged on.
public protocol Forecaster: Sendable {
  /// The name in tables, in files and on the command line, such as `seasonal-naive` or `gru`.
  var name: String { get }

  /// Fits parameters, transforms and scalers on all values of `series`.
  ///
  /// - Throws: ``CannotFit`` when the series does not allow it, ``Interrupted``, ``FitError``.
  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster
}

/// A forecaster whose parameters are fixed.
public protocol FittedForecaster: Sendable {
  /// The name of the forecaster that made it.
  var name: String { get }

  /// What was fitted, in a line for people, such as `ETS(M,Ad,M)`; the name where that says all.
  var summary: String { get }

  /// Forecasts the steps after the end of `history`.
  ///
  /// Parameters stay as they were fitted; the state moves with the history.
  ///
  /// - Parameters:
  ///   - history: The series of the fit or one that begins like it and is longer. Nothing beyond
  ///     its end is known.
  ///   - horizon: Steps ahead, at least 1.
  ///   - probabilities: The quantiles that are wanted, ascending, each in (0, 1); may be empty.
  /// - Returns: A point forecast for each step, and the quantiles that were wanted, in original
  ///   units.
  func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution

  /// Forecasts from several origins of a series, each knowing the values before it and no others.
  ///
  /// - Parameters:
  ///   - series: The series of the fit, or one that begins like it.
  ///   - origins: Numbers of known values.
  ///   - horizon: Steps ahead, at least 1.
  ///   - probabilities: The quantiles that are wanted, ascending, each in (0, 1); may be empty.
  /// - Returns: What ``forecast(_:horizon:probabilities:)`` gives at each origin.
  func forecasts(
    _ series: TimeSeries, origins: [Int], horizon: Int, probabilities: [Double]
  ) -> [ForecastDistribution]
}

extension FittedForecaster {
  /// One origin after the other.
  public func forecasts(
    _ series: TimeSeries, origins: [Int], horizon: Int, probabilities: [Double]
  ) -> [ForecastDistribution] {
    origins.map { forecast(series.prefix($0), horizon: horizon, probabilities: probabilities) }
  }

  /// The name says all.
  public var summary: String { name }

  /// Point forecasts alone.
  public func forecast(_ history: TimeSeries, horizon: Int) -> [Double] {
    forecast(history, horizon: horizon, probabilities: []).point
  }
}

/// What a fit is told besides the series.
public struct FitRequest: Sendable {
  /// The steps ahead that will be asked for; what is chosen is chosen for these.
  public var horizon: Int
  /// Decides everything random.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var threads: Int
  /// Asked now and then; true ends the work with ``Interrupted``.
  public var isInterrupted: @Sendable () -> Bool
  /// Knows which networks were trained before; nil where nobody wants that.
  public var journal: (any TrainingJournal)?

  /// A request.
  public init(
    horizon: Int, seed: UInt64 = 0, threads: Int = 1,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    journal: (any TrainingJournal)? = nil
  ) {
    precondition(horizon >= 1, "The horizon must be at least 1")
    precondition(threads >= 1, "Work needs at least one thread")
    self.horizon = horizon
    self.seed = seed
    self.threads = threads
    self.isInterrupted = isInterrupted
    self.journal = journal
  }
}

/// Forecasts with what is known of their uncertainty.
public struct ForecastDistribution: Hashable, Sendable, Codable {
  /// The point forecast of each step, in original units.
  public var point: [Double]
  /// The probabilities of ``quantiles``, ascending.
  public var probabilities: [Double]
  /// For each step, as many quantiles as there are probabilities, not descending, original units.
  ///
  /// Empty where a forecaster says nothing of its uncertainty.
  public var quantiles: [[Double]]

  /// Forecasts of some steps.
  ///
  /// - Precondition: There are quantiles for every step or none at all.
  public init(point: [Double], probabilities: [Double] = [], quantiles: [[Double]] = []) {
    precondition(
      quantiles.isEmpty || quantiles.count == point.count, "Every step needs its quantiles")
    precondition(
      quantiles.allSatisfy { $0.count == probabilities.count },
      "Every probability needs its quantile")
    self.point = point
    self.probabilities = probabilities
    self.quantiles = quantiles
  }

  /// The central intervals that are made where nobody asks for others.
  public static let usualCoverages = [0.8, 0.95]

  /// The probabilities that central intervals of these coverages need, ascending, each once.
  public static func probabilities(coverages: [Double]) -> [Double] {
    Set(coverages.flatMap { [tail($0), 1 - tail($0)] }).sorted()
  }

  /// The central interval of each step: nil when its quantiles were not asked for.
  public func interval(coverage: Double) -> [(low: Double, high: Double)]? {
    let tail = Self.tail(coverage)
    func place(_ probability: Double) -> Int? {
      probabilities.firstIndex { abs($0 - probability) < 1e-9 }
    }
    guard !quantiles.isEmpty, let low = place(tail), let high = place(1 - tail) else { return nil }
    return quantiles.map { ($0[low], $0[high]) }
  }

  /// What lies beyond each end of a central interval, rounded so that equal ones are equal.
  private static func tail(_ coverage: Double) -> Double {
    ((1 - coverage) / 2 * 1e12).rounded() / 1e12
  }
}

/// A series that a forecaster cannot be fitted on, and why.
public struct CannotFit: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which forecaster.
  public let forecaster: String
  /// What was found and what was expected, without full stop.
  public let message: String
  /// One thing to try, as a sentence.
  public let hint: String

  /// Says why.
  public init(_ forecaster: String, _ message: String, hint: String) {
    self.forecaster = forecaster
    self.message = message
    self.hint = hint
  }

  /// Forecaster, message and hint in one line.
  public var description: String { "\(forecaster): \(message). \(hint)" }
}
