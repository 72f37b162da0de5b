import Forecasting
import SeriesData

/// The season before, grown as much as the last season grew over the one before it.
struct GrowingSeason: Forecaster, FittedForecaster {
  let name = "growing-season"

  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    let needed = 2 * series.seasonLength
    guard series.count >= needed else {
      throw CannotFit(
        name, "the history has \(series.count) values (expected at least \(needed))",
        hint: "Give it a longer history.")
    }
    return self
  }

  func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    let season = history.seasonLength
    var next = Array(history.values.suffix(season))
    let before = history.values.dropLast(season).suffix(season)
    let growth = next.reduce(0, +) / before.reduce(0, +)
    var point: [Double] = []
    while point.count < horizon {
      next = next.map { $0 * growth }
      point += next
    }
    return ForecastDistribution(point: Array(point.prefix(horizon)))
  }
}

var file = try FileSource(path: "airline-passengers.csv")
let series = try SeriesReader.read(
  from: &file, named: "airline-passengers.csv", options: ReadOptions()
).series

// It says nothing of its uncertainty; held-out forecasts do. The baselines come beside it.
let backtest = Backtest(
  series: series,
  forecasters: [ConformalForecaster(GrowingSeason())]
    + Baseline.available(seasonLength: series.seasonLength), horizon: 12,
  origins: try OriginRule(horizon: 12, first: 96).origins(of: series.count))
let result = try await backtest.run(threads: 2)

print("\(backtest.origins.count) origins")
for scores in result.scores {
  guard let mase = scores.overall.mase, let interval = scores.overall.intervals?.first else {
    continue
  }
  let held = Int((100 * interval.coverage).rounded())
  print("\(scores.model): MASE \((1000 * mase).rounded() / 1000), \(held) % held of 80 %")
}
