import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

/// The airline series from the checkout.
let airline: TimeSeries = {
  let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  let path = folder.joined(separator: "/") + "/../../datasets/airline-passengers.csv"
  do {
    var source = try FileSource(path: path)
    return try SeriesReader.read(from: &source, named: path, options: ReadOptions()).series
  } catch {
    preconditionFailure("the airline series cannot be read: \(error)")
  }
}()

/// A series that starts in January 2000.
func series(_ values: [Double], _ frequency: Frequency = .monthly) throws -> TimeSeries {
  let start = try #require(Timestamp(year: 2000, month: 1, day: 1))
  return TimeSeries(name: "t", start: start, frequency: frequency, values: values)
}

/// A small network that is trained for a moment.
func brief(_ kind: NetworkKind, _ transform: ValueTransform = .none) -> NetworkSpecification {
  var network = NetworkSpecification(kind)
  network.transform = transform
  network.hidden = 4
  network.training.epochs = 8
  return network
}

/// An experiment on a monthly series: 96 values to train on, by default 14 of them to validate.
func experiment(
  _ networks: [NetworkSpecification], on series: TimeSeries = airline, validation: Double = 0.15,
  horizon: Int = 12
) throws -> Experiment {
  let split = try Split(count: series.count, trainCount: 96, validationShare: validation)
  return Experiment(series: series, split: split, networks: networks, horizon: horizon)
}

extension TimeSeries {
  /// The same dates with `change` applied to the values at `indices`.
  func changing(_ indices: Range<Int>, _ change: (Int, Double) -> Double) -> TimeSeries {
    TimeSeries(
      name: name, start: start, frequency: frequency,
      values: values.enumerated().map { i, y in indices.contains(i) ? change(i, y) : y })
  }

  /// The same values and the values after them.
  func appending(_ more: [Double]) -> TimeSeries {
    TimeSeries(name: name, start: start, frequency: frequency, values: values + more)
  }
}

/// What must be equal when two numbers are equal to the bit; unlike `==` it tells 0 from −0 and
/// takes NaN as equal to itself.
func bits(_ values: some Sequence<Double>) -> [UInt64] { values.map(\.bitPattern) }

func bits(_ values: some Sequence<Double?>) -> [UInt64?] { values.map { $0?.bitPattern } }

func bits(_ values: some Sequence<Float>) -> [UInt32] { values.map(\.bitPattern) }

extension ModelResult {
  /// Every number that training and predicting made, to the bit; times are left out.
  var fingerprint: [UInt64?] {
    var numbers: [Double?] = predictions.oneStep + predictions.recursive
    for record in history.records {
      numbers.append(record.trainingLoss)
      numbers.append(record.validationLoss)
      numbers.append(record.learningRate)
      numbers.append(record.gradientNorm)
    }
    for value in forecast { numbers.append(value) }
    for weight in model.network.weights + refit.network.weights { numbers.append(Double(weight)) }
    return bits(numbers)
  }
}
