import Classical
import Forecasting
import Recurrent
import SeriesData

/// A GRU of 8 units on windows that are normalised one by one, with an output for each step ahead.
struct WindowNetwork: Forecaster {
  /// What is taken off a window, and put on what the network says of it.
  enum Normalisation: Sendable {
    /// Level and season of exponential smoothing (Smyl, *A hybrid method of exponential smoothing and
    /// recurrent neural networks*, International Journal of Forecasting 36, 2020), here with the
    /// parameters that fit the series without the network. Of series that are not positive, the level
    /// alone.
    case levelAndSeason
    /// The window's own mean and standard deviation (Kim and others, *Reversible instance
    /// normalization*, ICLR 2022, without its two learnt numbers), of logarithms where there are.
    case meanAndSpread
  }

  let normalisation: Normalisation
  /// How it is trained; for 200 epochs unless told otherwise.
  var training = {
    var options = TrainingOptions()
    options.epochs = 200
    return options
  }()
  var name: String { "window-network" }
  private static let hidden = 8

  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    let smoothing = normalisation == .levelAndSeason ? Smoothing(fitting: series) : Smoothing.none
    let lookback = min(12, max(2, series.count / 4))
    let steps = max(1, min(request.horizon, (series.count - lookback) / 2))
    let values = Normalised(series.values, smoothing)
    let windows = (lookback...series.count - steps).map { origin in
      let window = values.window(before: origin, lookback, normalisation)
      return (
        inputs: window.inputs(values, origin), answers: window.answers(values, origin, steps)
      )
    }
    // What is divided by its own spread needs no common one.
    let spread = normalisation == .meanAndSpread ? 1 : windows.flatMap(\.inputs).deviation
    let scale = spread > 0 ? spread : 1

    let known = [Float](repeating: 0, count: (lookback - 1) * windows.count * steps)
    let set = TrainingSet(
      inputs: Tensor(
        shape: [lookback, windows.count, 1],
        values: (0..<lookback).flatMap { t in windows.map { Float($0.inputs[t] / scale) } }),
      targets: Tensor(
        shape: [lookback, windows.count, steps],
        values: known + windows.flatMap { $0.answers.map { Float($0 / scale) } }))
    var generator = SeededGenerator(seed: request.seed, model: name, member: 0)
    let shape = NetworkShape(
      cell: .gru, inputSize: 1, hiddenSize: Self.hidden, outputSize: steps)
    var network = RecurrentNetwork(shape, using: &generator)
    _ = try network.train(on: set, options: training, using: &generator)
    return Fitted(
      name: name, network: network, smoothing: smoothing, normalisation: normalisation,
      lookback: lookback, scale: scale)
  }

  private struct Fitted: FittedForecaster {
    let name: String
    let network: RecurrentNetwork
    let smoothing: Smoothing
    let normalisation: Normalisation
    let lookback: Int
    let scale: Double

    func forecast(
      _ history: TimeSeries, horizon: Int, probabilities: [Double]
    ) -> ForecastDistribution {
      var known = history.values
      while known.count < history.count + horizon {
        let (values, end) = (Normalised(known, smoothing), known.count)
        let window = values.window(before: end, lookback, normalisation)
        let input = Tensor(
          shape: [lookback, 1, 1], values: window.inputs(values, end).map { Float($0 / scale) })
        known += network.outputs(input, ofLast: 1).values.enumerated().map { step, output in
          values.inverted(window.invert(Double(output) * scale), at: end + step)
        }
      }
      return ForecastDistribution(
        certain: Array(known[history.count..<history.count + horizon]), probabilities)
    }
  }
}

/// Exponential smoothing of level and season: its parameters and where it begins.
private struct Smoothing: Sendable {
  var alpha: Double
  var gamma = 0.0
  var level = 0.0
  /// A factor for each step of the season; one of 1 without a season.
  var season = [1.0]

  /// Nothing is smoothed.
  static let none = Smoothing(alpha: 1)

  /// What fits a series; where there is no season to fit, the level alone.
  init(fitting series: TimeSeries) {
    let (values, m) = (series.values, series.seasonLength)
    let form = ETSForm(error: .multiplicative, trend: .none, season: .multiplicative)
    let start = Decomposition(values, seasonLength: m, kind: .multiplicative)
    if let start, m <= 24, let model = try? ETS.fit(values, seasonLength: m, form: form) {
      self.init(alpha: model.alpha, gamma: model.gamma, season: start.indices)
    } else {
      self.init(alpha: (try? ETS.fit(values, seasonLength: 1, form: .simple))?.alpha ?? 1)
    }
    level = zip(values.prefix(m), season).map { $0 / $1 }.mean
    if season.count == 1 { level = values[0] }
  }

  private init(alpha: Double, gamma: Double = 0, season: [Double] = [1]) {
    (self.alpha, self.gamma, self.season) = (alpha, gamma, season)
  }
}

/// A series without its season, on the scale of logarithms where it is positive, with the level after
/// each value.
private struct Normalised {
  private let isPositive: Bool
  private let season: Int
  private var factors: [Double]
  private var levels: [Double] = []
  private var values: [Double] = []

  init(_ series: [Double], _ smoothing: Smoothing) {
    isPositive = series.allSatisfy { $0 > 0 }
    season = smoothing.season.count
    factors = smoothing.season
    var level = smoothing.level
    for (t, y) in series.enumerated() {
      let factor = factors[t]
      let adjusted = y / factor
      level = smoothing.alpha * adjusted + (1 - smoothing.alpha) * level
      factors.append(
        season == 1 || level == 0
          ? factor : smoothing.gamma * y / level + (1 - smoothing.gamma) * factor)
      values.append(isPositive ? naturalLog(adjusted) : adjusted)
      levels.append(isPositive ? naturalLog(level) : level)
    }
  }

  func window(
    before t: Int, _ lookback: Int, _ normalisation: WindowNetwork.Normalisation
  ) -> NormalisedWindow {
    switch normalisation {
    case .levelAndSeason:
      return NormalisedWindow(lookback: lookback, centre: levels[t - 1], spread: 1)
    case .meanAndSpread:
      let own = Array(values[t - lookback..<t])
      return NormalisedWindow(
        lookback: lookback, centre: own.mean, spread: max(own.deviation, 1e-6))
    }
  }

  subscript(range: Range<Int>) -> ArraySlice<Double> { values[range] }

  /// Back to original units, at a step of the series or after it.
  func inverted(_ value: Double, at t: Int) -> Double {
    // A step further ahead than a season has the factor of the last one.
    let beyond = max(0, t - factors.count + 1)
    let factor = factors[t - (beyond + season - 1) / season * season]
    return (isPositive ? exponential(min(value, 300)) : value) * factor
  }
}

/// What normalises the values of a window, and those after it.
private struct NormalisedWindow {
  let lookback: Int
  let centre: Double
  let spread: Double

  func inputs(_ values: Normalised, _ t: Int) -> [Double] {
    values[t - lookback..<t].map { ($0 - centre) / spread }
  }

  func answers(_ values: Normalised, _ t: Int, _ steps: Int) -> [Double] {
    values[t..<t + steps].map { ($0 - centre) / spread }
  }

  func invert(_ value: Double) -> Double { value * spread + centre }
}
