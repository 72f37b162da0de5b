import Diagnosis
import Forecasting
import Recurrent
import SeriesData
import Testing

@testable import Artifacts

/// A monthly series that grows and has a season, all of it positive; the numbers mean nothing.
func sampleSeries(count: Int = 60) throws -> TimeSeries {
  let values = (0..<count).map { t in
    100 + 2 * Double(t) + Double([0, 3, 9, 14, 20, 31, 40, 33, 21, 12, 5, 1][t % 12])
  }
  return TimeSeries(
    name: "sales", start: try #require(Timestamp(year: 2001, month: 1, day: 1)),
    frequency: .monthly, values: values)
}

/// A small network, trained for two epochs, as a model file keeps it.
func sampleModel(
  _ kind: NetworkKind, layers: Int = 1, transform: ValueTransform = .none,
  change: (inout NetworkSpecification) -> Void = { _ in }
) throws -> ModelFile {
  let series = try sampleSeries()
  var specification = NetworkSpecification(kind)
  specification.lookback = 3
  specification.hidden = 4
  specification.layers = layers
  specification.transform = transform
  specification.training.epochs = 2
  change(&specification)
  let (network, _) = try FittedNetwork.fitting(
    specification, series: series, fit: 0..<series.count, validation: 0..<0)
  let metrics = Metrics([1.5], actual: [1], scale: .defined(2))
  return ModelFile(
    network, series: series,
    provenance: ModelFile.Provenance(
      valueName: "sales", unit: "pieces", source: "sales.csv", sha256: "00",
      trainedFrom: "2001-01-01", trainedTo: "2005-12-01", trainedOn: 60, testMetrics: metrics,
      verdict: "HEALTHY"),
    intervals: try sampleIntervals())
}

/// Intervals from three held-out origins.
func sampleIntervals() throws -> ConformalIntervals {
  try #require(
    ConformalIntervals(
      calibrating: [
        HeldOutForecast(origin: 57, forecast: [100, 110, 120], actual: [103, 104, 131]),
        HeldOutForecast(origin: 58, forecast: [105, 112], actual: [99, 118]),
        HeldOutForecast(origin: 59, forecast: [108], actual: [110]),
      ]))
}

/// The report of a real experiment with two small networks.
func sampleReport(
  validationShare: Double = 0.25, change: (inout NetworkSpecification) -> Void = { _ in }
) async throws -> ReportDocument {
  let series = try sampleSeries()
  let networks = [NetworkKind.rnnElement, .gru].map { kind in
    var network = NetworkSpecification(kind)
    network.lookback = 3
    network.hidden = 2
    network.training.epochs = 3
    change(&network)
    return network
  }
  var experiment = Experiment(
    series: series,
    split: try Split(count: 60, trainCount: 40, validationShare: validationShare),
    networks: networks, horizon: 2)
  var deep = DeepSettings()
  (deep.shares, deep.sizes) = ([0.5, 1], [2, 4])
  experiment.deep = deep
  let result = try await experiment.run(threads: 1)
  return ReportDocument(
    result, benchmark: try #require(result.benchmark),
    origin: .init(
      valueName: "sales", unit: "", source: "sales.csv", sha256: "00",
      command: "forecast run sales.csv"), warnings: ["D005 sorted."], seconds: 1.5)
}
