import Classical
import SeriesData

/// The recipe `auto`: several forecasters, each trusted as far as it was right at origins inside
/// the history, and intervals that are as wide as they had to be there.
///
/// 1. The season is chosen (``SeasonChoice``), effects of the calendar are estimated and taken off
///    (``CalendarAdjustment``).
/// 2. The members are fitted on the start of the history and asked from every origin after it
///    (`Validation`); what they miss decides their weights (``Weighting``) and the widths
///    (``Calibration``).
/// 3. All are fitted again on the whole history.
///
/// Nothing after the end of the history is ever seen.
public struct AutoForecaster: Forecaster {
  /// Who takes part, in the order of the report.
  public var members: [any Forecaster]
  /// How trust is dealt out.
  public var weighting = Weighting()
  /// Whether effects of the calendar are looked for.
  public var adjustsCalendar = true
  /// Whether the widths are calibrated at the validation origins.
  public var isCalibrated = true
  /// Whether other seasons than the usual one are tried.
  public var choosesSeason = true
  /// What point forecasts are.
  public var point = PointForecast.median
  /// Whether forecasts of a history without negative values may be negative.
  public var allowsNegative = false

  /// The usual members and weights.
  public init() {
    members =
      [PretrainedForecaster(.linear), PretrainedForecaster(.log), NetworkEnsemble()]
      + [.ces, .airline, .arima, .ets].map { ClassicalForecaster($0) }
      + [Baseline.seasonalNaive]
  }

  /// `auto`.
  public var name: String { "auto" }

  /// The last values that are looked at: older ones tell little, and cost.
  private static let mostValues = 1500
  /// The same in seasons, whichever is more.
  private static let mostSeasons = 8

  /// Chooses and fits.
  ///
  /// - Throws: ``CannotFit`` when not a single member can be fitted, ``Interrupted``.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    try fitting(series, request: request)
  }

  /// Chooses and fits, and tells what was chosen.
  ///
  /// - Throws: ``CannotFit`` when not a single member can be fitted, ``Interrupted``.
  public func fitting(_ series: TimeSeries, request: FitRequest) throws -> FittedAuto {
    let recent = series.suffix(max(Self.mostValues, Self.mostSeasons * series.seasonLength))
    let season = SeasonChoice(of: recent, horizon: request.horizon, tries: choosesSeason)
    let seasonal = recent.withSeason(season.seasonLength)
    let calendar = adjustsCalendar ? CalendarAdjustment(of: seasonal) : .none
    let known = calendar.removed(from: seasonal)
    let members = members.filter { Self.suits($0.name, known) }
    let trials = try Validation(of: known, horizon: request.horizon).map {
      try $0.run(members, request: request)
    }
    let fitted = try fitted(members, known, request)
    let losses = fitted.map { trials?.loss(of: $0.index) }
    let weights = weighting.weights(names: fitted.map(\.model.name), losses: losses)
    let calibration =
      isCalibrated
      ? trials.map { Calibration($0, members: fitted.map(\.index), weights: weights) } : nil
    return FittedAuto(
      members: zip(fitted, zip(losses, weights)).map {
        FittedAuto.Member(model: $0.model, loss: $1.0, weight: $1.1)
      },
      begin: series.count - recent.count, season: season, calendar: calendar,
      calibration: calibration ?? .none,
      origins: trials?.origins.map { $0 + series.count - recent.count } ?? [],
      isNonNegative: !allowsNegative && series.values.allSatisfy { $0 >= 0 },
      allowsNegative: allowsNegative, point: point)
  }

  /// Of the two ARIMA members the fixed one has the season and the chosen one the rest: without a
  /// season nothing speaks for (0,1,1), and with one the search is no better.
  private static func suits(_ name: String, _ series: TimeSeries) -> Bool {
    switch name {
    case ClassicalMethod.airline.rawValue: series.seasonLength > 1
    case ClassicalMethod.arima.rawValue: series.seasonLength == 1
    default: true
    }
  }

  /// Those that can be fitted, with their places.
  private func fitted(
    _ members: [any Forecaster], _ series: TimeSeries, _ request: FitRequest
  ) throws -> [(model: any FittedForecaster, index: Int)] {
    var fitted: [(model: any FittedForecaster, index: Int)] = []
    var reason: CannotFit?
    for (index, member) in members.enumerated() {
      do {
        fitted.append((try member.fit(series, request: request), index))
      } catch let error as CannotFit {
        reason = reason ?? error
      }
    }
    guard fitted.isEmpty else { return fitted }
    throw reason ?? CannotFit(name, "there is no member", hint: "Name some.")
  }
}
