import Diagnosis
import Forecasting
import SeriesData

var file = try FileSource(path: "airline-passengers.csv")
let series = try SeriesReader.read(
  from: &file, named: "airline-passengers.csv", options: ReadOptions()
).series
print("\(series.count) values from \(series.label(at: 0)) on")

// The test part judges, and nothing else: nothing is fitted on it.
let split = try Split(
  count: series.count, trainCount: Split.trainCount(of: series.count, share: 0.67),
  validationShare: 0.15)
print("\(split.fit.count) fit, \(split.validation.count) validate, \(split.test.count) test")

// One network, and four more that differ by their seed, so that the verdict is not luck.
var gru = NetworkSpecification(.gru)
gru.transform = .logDiff
var experiment = Experiment(series: series, split: split, networks: [gru], horizon: 3)
experiment.seeds = 5
let result = try await experiment.run(threads: 2)

// The verdict, why, and what to try.
for model in result.models {
  guard let benchmark = result.benchmark else { continue }
  let diagnosis = Diagnosis(of: model, benchmark: benchmark, in: experiment)
  print(diagnosis.verdict.rawValue)
  print(diagnosis.sentence)
  for remedy in diagnosis.remedies.prefix(1) { print("\(remedy.action): \(remedy.options)") }
}

// What the same network forecasts, fitted on everything.
for model in result.models {
  for (step, value) in model.forecast.enumerated() {
    print("\(series.label(at: series.count + step)): \(Int(value))")
  }
}
