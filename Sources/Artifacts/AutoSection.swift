import Diagnosis
import Forecasting
import SeriesData

extension ReportDocument {
  /// What the recipe `auto` chose, forecasts, and was worth on the test part.
  public struct AutoSection: Codable, Hashable, Sendable {
    /// A member of the combination that was fitted on all data.
    public struct Member: Codable, Hashable, Sendable {
      /// Its name, such as `pretrained-log`.
      public var name: String
      /// What was fitted, such as `ETS(M,A,M)`.
      public var summary: String
      /// Its mean absolute error at the validation origins, in units of the seasonal naive error;
      /// absent where there were none.
      public var loss: Double?
      /// Its share; all of them add up to 1.
      public var weight: Double
    }

    /// The members, in their order.
    public var members: [Member]
    /// Steps in the season that was chosen.
    public var seasonLength: Int
    /// The seasons that were tried; empty when there was no choice.
    public var seasonsTried: [SeasonChoice.Trial]
    /// The effects of the calendar, in the space `calendar_space`.
    public var calendar: [CalendarAdjustment.Effect]
    /// `log` where an effect is a relative change, else `linear`.
    public var calendarSpace: String
    /// The first and the last date known at a validation origin; absent without any.
    public var validation: SpanSection?
    /// What half-widths of intervals are multiplied by.
    public var calibration: Calibration
    /// Whether no forecast is negative because no value is.
    public var isNonNegative: Bool
    /// Whether forecasts were allowed to be negative; absent if not.
    public var allowsNegative: Bool?
    /// What point forecasts are, `median` or `mean`; absent in reports from before there was a choice,
    /// whose points are medians.
    public var point: PointForecast?
    /// Scores of the same recipe without the test part, on it, one step ahead.
    public var testOneStep: Metrics
    /// The same from its own forecasts.
    public var testRecursive: Metrics
    /// 1 − RMSE ÷ RMSE of the benchmark, one step ahead on test.
    public var skill: Double?
    /// The verdict and its evidence; absent in reports of versions that gave none.
    public var diagnosis: Diagnosis?
    /// Predictions of the test part.
    public var predictions: PredictionsSection
    /// The intervals of the recursive predictions, by rising coverage.
    public var test: [Band]
    /// How often intervals held, from every origin of the test part.
    public var achieved: [AchievedCoverage]
    /// The forecast of the dates of `future`.
    public var forecast: [Double?]
    /// Its intervals, by rising coverage.
    public var future: [Band]
  }

  /// Writes down what the recipe did.
  public func section(
    of result: AutoResult, benchmark: BaselineResult, in experiment: Experiment
  ) -> AutoSection {
    let (refit, series) = (result.refit, experiment.series)
    let reference = benchmark.scores.testOneStep.rmse ?? 0
    let ratio = result.testOneStep.rmse.map { $0 / reference }
    let coverages = experiment.coverages.sorted()
    return AutoSection(
      members: refit.members.map {
        AutoSection.Member(
          name: $0.model.name, summary: $0.model.summary, loss: $0.loss, weight: $0.weight)
      },
      seasonLength: refit.season.seasonLength, seasonsTried: refit.season.tried,
      calendar: refit.calendar.effects, calendarSpace: refit.calendar.space.rawValue,
      validation: refit.origins.first.map { first in
        SpanSection(
          start: series.timestamp(at: first - 1).iso,
          end: refit.origins.last.map { series.timestamp(at: $0 - 1).iso },
          n: refit.origins.count)
      },
      calibration: refit.calibration, isNonNegative: refit.isNonNegative,
      allowsNegative: refit.allowsNegative ? true : nil, point: refit.point,
      testOneStep: result.testOneStep, testRecursive: result.testRecursive,
      skill: ratio.flatMap { $0.isFinite ? 1 - $0 : nil },
      diagnosis: Diagnosis(of: result, benchmark: benchmark, in: experiment),
      predictions: PredictionsSection(result.predictions),
      test: .init(result.test, coverages: coverages), achieved: result.achieved,
      forecast: result.forecast.point.map { $0.isFinite ? $0 : nil },
      future: .init(result.forecast, coverages: coverages))
  }
}
