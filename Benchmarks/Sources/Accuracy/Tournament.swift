import Forecasting
import SeriesData
import Workloads

/// Forecasters on many series: each is refitted at the last origins of each series.
struct Tournament {
  let forecasters: [any Forecaster]
  let tasks: [Task]
  /// Origins of each series, a horizon apart, the last one a horizon before the end.
  var origins = 1

  /// The scores of one series.
  struct Entry: Sendable {
    let task: Task
    /// For each forecaster, MASE, CRPS in units of the seasonal naive error, coverages, or nil.
    let scores: [Score?]

    /// The place of each forecaster by MASE; those without one are last.
    var ranks: [Double] {
      let values = scores.map { $0?.mase ?? .infinity }
      return values.map { value in
        Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
      }
    }
  }

  /// How good one forecaster was on one series.
  struct Score: Sendable {
    let mase: Double
    let crps: Double
    let coverages: [Double]
  }

  /// Plays.
  func entries(threads: Int) async throws -> [Entry] {
    let (forecasters, origins) = (forecasters, origins)
    return try await concurrentMap(tasks, limit: threads) { task in
      Entry(task: task, scores: forecasters.map { Self.score($0, task, origins) })
    }
  }

  private static func score(_ forecaster: any Forecaster, _ task: Task, _ count: Int) -> Score? {
    let last = task.series.count - task.horizon
    let origins = (0..<count).map { last - $0 * task.horizon }.filter { $0 >= 2 * task.horizon }
    let coverages = [0.8, 0.95]
    let probabilities =
      (deciles
      + ForecastDistribution.probabilities(coverages: coverages).filter {
        !deciles.contains($0)
      }).sorted()
    let windows = (origins.isEmpty ? [last] : origins).compactMap { origin -> Metrics? in
      let history = task.series.prefix(origin)
      guard
        let fitted = try? forecaster.fit(history, request: FitRequest(horizon: task.horizon))
      else { return nil }
      let forecast = fitted.forecast(
        history, horizon: task.horizon, probabilities: probabilities)
      return Metrics(
        pooling: [
          ScoredForecasts(
            forecast, actual: Array(task.series.values[origin..<origin + task.horizon]),
            history: history.values, seasonLength: task.series.seasonLength)
        ], coverages: coverages)
    }
    let mases = windows.compactMap(\.mase)
    let scaled = windows.compactMap { window -> Double? in
      guard let crps = window.crps, let mase = window.mase, let mae = window.mae, mae > 0 else {
        return nil
      }
      return crps * mase / mae
    }
    guard !mases.isEmpty, mases.count == windows.count else { return nil }
    return Score(
      mase: mases.mean, crps: scaled.mean,
      coverages: coverages.indices.map { place in
        windows.compactMap { $0.intervals?[place].coverage }.mean
      })
  }
}
