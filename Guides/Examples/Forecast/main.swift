import Forecasting
import SeriesData

// A table with a date and a value in each row. What is wrong with it is thrown, with its line.
var file = try FileSource(path: "airline-passengers.csv")
let table = try SeriesReader.read(
  from: &file, named: "airline-passengers.csv", options: ReadOptions())
let series = table.series
print("\(series.count) values, \(table.frequencyEvidence)")

// The recipe auto: its members are weighed by how good they were on this series.
let horizon = 6
let auto = try AutoForecaster().fitting(series, request: FitRequest(horizon: horizon))
print(auto.summary)

// Medians, and the interval that holds a value in four of five cases.
let forecast = auto.forecast(
  series, horizon: horizon,
  probabilities: ForecastDistribution.probabilities(coverages: [0.8]))
let intervals = forecast.interval(coverage: 0.8) ?? []
for (step, (low, high)) in intervals.enumerated() {
  let month = series.label(at: series.count + step)
  print("\(month): \(Int(forecast.point[step])), from \(Int(low)) to \(Int(high))")
}
