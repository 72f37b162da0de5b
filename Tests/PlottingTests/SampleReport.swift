import Forecasting

@testable import Artifacts
@testable import Diagnosis
@testable import Plotting

/// A report as a run would write it, with predictions made up by a rule.
struct SampleReport {
  /// Monthly totals of international airline passengers, in thousands, from 1949-01; Box and
  /// Jenkins (1976), series G.
  static let airline: [Double] = [
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170,
    170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180,
    193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237,
    211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269,
    270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271,
    306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435,
    491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417,
    391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
  ]

  var name = "Passengers"
  var unit = "thousands"
  var frequency = "monthly"
  var season = 12
  var dates: [String]
  var futureDates: [String]
  var values: [Double]
  var train: Int
  var validation: Int
  var lookback = 12
  var models = ["rnn-element", "rnn", "lstm", "gru"]
  /// Multiplies the recursive predictions of the last model, more at each step.
  var explosion = 1.0

  /// The airline series, 96 months of it for training, 14 of them to judge.
  static var airlineReport: SampleReport {
    let dates = months(156)
    return SampleReport(
      dates: Array(dates.prefix(144)), futureDates: Array(dates.suffix(12)), values: airline,
      train: 96, validation: 14)
  }

  /// The firsts of months from 1949 on.
  static func months(_ count: Int) -> [String] {
    (0..<count).map { "\(1949 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1)-01" }
  }

  /// Days from 1970-01-01 plus `start` on.
  static func days(_ count: Int, from start: Int) -> [String] {
    (start..<start + count).map { day in
      let date = civil(fromDays: day)
      return "\(date.year)-\(date.month < 10 ? "0" : "")\(date.month)-"
        + "\(date.day < 10 ? "0" : "")\(date.day)"
    }
  }

  // MARK: - Parts of the report

  var report: ReportDocument {
    let baseline = ReportDocument.BaselineSection(
      model: "seasonal-naive", metrics: metrics(of: seasonalNaive),
      predictions: .init(oneStep: seasonalNaive, recursive: seasonalNaive))
    return ReportDocument(
      seed: 0, command: "forecast run sample.csv", series: series, split: split, settings: settings,
      models: models.indices.map { model($0) }, baselines: [baseline],
      benchmark: .init(model: "seasonal-naive", chosenOn: validation > 0 ? "validation" : "train"),
      future: .init(horizon: futureDates.count, ds: futureDates), warnings: [], files: [],
      earlierFiles: [],
      timing: .init(seconds: 1, training: [:]))
  }

  private var series: ReportDocument.SeriesSection {
    .init(
      name: name, unit: unit, source: "sample.csv", sha256: "", n: values.count,
      frequency: frequency, seasonLength: season, start: dates.first ?? "", end: dates.last ?? "",
      ds: dates, y: values)
  }

  private var split: ReportDocument.SplitSection {
    .init(
      train: .init(start: nil, end: nil, n: train),
      fit: .init(start: nil, end: nil, n: train - validation),
      validation: .init(start: nil, end: nil, n: validation),
      test: .init(start: nil, end: nil, n: values.count - train), firstTarget: lookback)
  }

  private var settings: ReportDocument.SettingsSection {
    .init(
      recipe: "classic", lookback: lookback, features: ["prev", "month"], transform: "none",
      scaler: "minmax", hidden: 16, layers: 1, epochs: 500, batchSize: nil, learningRate: 0.01,
      schedule: "constant", optimizer: "adam", weightDecay: 0, clipNorm: 1, loss: "mse",
      lossOver: "last", patience: nil)
  }

  /// Intervals that widen with the step, as far as the model's place in the list.
  private func intervals(_ index: Int, _ recursive: [Double?], _ forecast: [Double])
    -> ReportDocument.IntervalsSection
  {
    func bands(_ values: [Double?]) -> [ReportDocument.Band] {
      [(0.8, 0.05), (0.95, 0.09)].map { coverage, share in
        func ends(_ sign: Double) -> [Double?] {
          values.enumerated().map { place, value in
            let steps = Double(place + 1)
            return value.map {
              $0 * (1 + sign * share * Double(index + 1) * steps.squareRoot() / 3)
            }
          }
        }
        return .init(coverage: coverage, lower: ends(-1), upper: ends(1))
      }
    }
    let basis = IntervalBasis(
      origins: 62, residuals: 1212, steps: 24, pooledFrom: nil, isLogarithmic: true, horizon: 12)
    return .init(
      method: "conformal", basis: basis, future: bands(forecast), testBasis: basis,
      test: bands(Array(recursive.suffix(from: train))),
      achieved: [(0.8, 0.74), (0.95, 0.906)].map { nominal, held in
        AchievedCoverage(
          nominal: nominal, coverage: held, lower: held - 0.1, upper: held + 0.05, n: 510,
          values: 48, width: 80)
      })
  }

  private func model(_ index: Int) -> ReportDocument.ModelSection {
    var noise = Noise(seed: UInt64(index + 1))
    let limit = (values.prefix(train).max() ?? 0) * (1.12 + 0.08 * Double(index))
    let sigma = deviation * (0.06 + 0.03 * Double(index))
    let oneStep: [Double?] = values.indices.map { time in
      guard time >= lookback else { return nil }
      let guess = 0.7 * values[time] + 0.3 * values[time - 1] + noise.next() * sigma
      return guess > limit ? limit + (guess - limit) * 0.3 : guess
    }
    let isExploding = index == models.count - 1 && explosion != 1
    var growth = 1.0
    let recursive: [Double?] = values.indices.map { time in
      guard time >= train else { return nil }
      if isExploding { growth *= explosion }
      let guess = values[time - season] * (1.02 - 0.03 * Double(index)) + noise.next() * sigma
      return growth * min(guess, limit)
    }
    let last = values.count - season
    let forecast = futureDates.indices.map { step in
      values[last + step % season] * (1.05 - 0.02 * Double(index))
    }
    return ReportDocument.ModelSection(
      model: models[index], parameters: 400 * (index + 1), seed: 0, epochs: 500,
      bestEpoch: 180 + 20 * index,
      usedEpoch: validation > 0 && index.isMultiple(of: 2) ? 180 + 20 * index : 500,
      stopReason: "epochs", metrics: metrics(of: oneStep), skill: 0.1,
      verdict: index.isMultiple(of: 2) ? "SHIFT" : "OVERFIT (mild)",
      diagnosis: .unjudged, curve: curve(index),
      predictions: .init(oneStep: oneStep, recursive: recursive),
      forecast: forecast, intervals: intervals(index, recursive, forecast))
  }

  private func curve(_ index: Int) -> ReportDocument.CurveSection {
    var noise = Noise(seed: UInt64(index + 77))
    let best = 180.0 + 20 * Double(index)
    let train = (0...500).map { epoch in
      0.3 / (1 + Double(epoch) / 12) + 0.012 + 0.001 * noise.next() * noise.next()
    }
    let validated = (0...500).map { epoch in
      let way = (Double(epoch) - best) / 500
      return 0.4 / (1 + Double(epoch) / 15) + 0.03 + 0.25 * (way > 0 ? way * way : 0)
        + 0.0015 * noise.next()
    }
    return .init(
      epoch: Array(0...500), train: train, validation: validation > 0 ? validated : [],
      learningRate: [Double](repeating: 0.01, count: 501), gradientNorm: [],
      lossUnit: "RMSE, scaled units")
  }

  private var seasonalNaive: [Double?] {
    values.indices.map { $0 >= season ? values[$0 - season] : nil }
  }

  private var deviation: Double { standardDeviation(values) ?? 1 }

  private func metrics(of predictions: [Double?]) -> ReportDocument.MetricsSection {
    func score(_ indices: Range<Int>) -> Metrics {
      let known = indices.filter { predictions[$0] != nil }
      return Metrics(
        known.compactMap { predictions[$0] }, actual: known.map { values[$0] },
        scale: .defined(deviation / 4))
    }
    let test = score(train..<values.count)
    return .init(
      train: score(0..<train), validation: nil, testOneStep: test, testRecursive: test)
  }
}

extension Diagnosis {
  /// What no picture looks at.
  static var unjudged: Diagnosis {
    let check = Check(
      id: "X01", title: "", text: "", threshold: "", status: .absent, why: "")
    return Diagnosis(
      verdict: .inconclusive, sentence: "", confidence: "",
      axes: Axes(skill: check, gap: check, cost: check, shift: check), checks: [], remedies: [])
  }
}

extension Diagnosis {
  /// With everything that a picture looks at.
  static var judged: Diagnosis {
    var diagnosis = unjudged
    diagnosis.axes.gap = Check(
      id: "G01", title: "Gap", value: 1.7, text: "1.7× the benchmark's",
      interval: Interval(lower: 1.2, upper: 2.4),
      threshold: "warn > 1.5, interval above 1 · fail > 2.5, interval above 1.5", status: .warn,
      why: "")
    diagnosis.checks = [
      Check(
        id: "R01", title: "", value: 0.42, text: "", threshold: "", status: .pass, why: ""),
      Check(
        id: "V01", title: "", value: 0.09, text: "±9 % of the test RMSE", threshold: "",
        status: .pass, why: ""),
    ]
    diagnosis.steps = StepErrors(
      counts: [48, 47, 46], recursive: [10, 14, 17], oneStep: [10, 10.5, 11],
      benchmark: [20, 20, 20])
    diagnosis.seeds = [
      Seed(seed: 7, test: 40, gap: 1.6, diverged: 0),
      Seed(seed: 8, test: 44, gap: 2.2, diverged: 0),
      Seed(seed: 9, diverged: 3),
    ]
    return diagnosis
  }
}

/// Sums of three uniform numbers, about normal, the same in every run.
struct Noise {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> Double {
    (0..<3).reduce(0) { sum, _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return sum + Double(state >> 11) / Double(1 << 53) * 2 - 1
    }
  }
}
