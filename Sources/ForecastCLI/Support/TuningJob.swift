import Artifacts
import Diagnosis
import Forecasting
import Recurrent
import Reporting
import SeriesData

/// What `tune` does, before it is done: the parts of the series, the origins, the trials.
struct TuningJob {
  let search: TuningSearch
  private let series: TimeSeries
  private let part: TimeSeries
  private let countInFile: Int
  private let threads: Int
  /// The options of the split, which training has to repeat, or test values are trained on.
  private let splitOptions: [String: ConfigurationDocument.Value]

  init(_ command: Tune, _ input: LoadedInput) throws {
    let flags = command.training
    series = input.series
    countInFile = input.countInFile
    threads = command.work.threadCount
    let split = try flags.split(series.count)
    part = series.prefix(split.test.lowerBound)
    guard
      let base = try flags.specifications(
        command.model, seasonLength: series.seasonLength, seed: command.work.seed
      ).first
    else { throw Failure(64, "usage", "--model is missing").thrown }
    let plan: TuningPlan
    do {
      plan = try TuningPlan(
        on: part, base: base.forecasting(base.strategy, horizon: command.horizon),
        fixed: TuningSpace.Setting.typed, trials: command.trials, origins: command.origins,
        horizon: command.horizon)
    } catch let error as CannotFit {
      throw input.blame(error)
    }
    for border in plan.origins + [part.count] {
      guard let gap = input.interpolatedGap(over: border) else { continue }
      throw Failure(
        65, "leak",
        "\(input.source): the gap \(gap) reaches the end of what is fitted on, and interpolating it "
          + "would let a value that judges into the fit",
        hint: "Try --gaps previous, or another --test or --origins."
      ).thrown
    }
    search = TuningSearch(plan, on: part)
    var options: [String: ConfigurationDocument.Value] = [:]
    if let share = flags.train { options["train"] = .number(share) }
    if let count = flags.test { options["test"] = .integer(count) }
    if typedValue(of: "validation") != nil { options["validation"] = .number(flags.validation) }
    splitOptions = options
  }

  /// The same in lines.
  var lines: [String] {
    let plan = search.plan
    let cut = countInFile == series.count ? "" : " of \(countInFile)"
    let season = series.seasonLength == 1 ? "no season" : "a season of \(series.seasonLength)"
    let ends = plan.origins.map { series.label(at: $0 - 1) }
    let rungs = plan.halving.rungs.map { "\($0.trials) for \($0.epochs)" }
    let judged =
      plan.horizon == 1 ? "one step ahead" : "by forecasts of \(plan.horizon) steps"
    let fixed = plan.space.fixed.map { "--\($0.rawValue)" }.sorted().joined(separator: ", ")
    return [
      "series      \(span(0..<series.count))\(cut), \(series.frequency.name), \(season)",
      "searched    \(span(0..<part.count)); the \(series.count - part.count) test values are not "
        + "looked at",
      "origins     fitted up to \(ends.joined(separator: ", "))",
      "judged      \(judged) on the \(plan.block) values behind each",
      "trials      \(rungs.joined(separator: ", ")) epochs",
    ] + (fixed.isEmpty ? [] : ["not varied  \(fixed)"])
  }

  private func span(_ range: Range<Int>) -> String {
    "\(series.label(at: range.lowerBound)) to \(series.label(at: range.upperBound - 1)), "
      + "\(range.count) values"
  }

  /// What the naive forecast is called that trials are held against.
  var naiveName: String {
    series.seasonLength > 1 ? "the seasonal naive forecast" : "persistence"
  }

  /// What `--dry-run` prints.
  func dryRun() throws -> (text: String, document: DryDocument) {
    let plan = search.plan
    let measured = try plan.specifications.prefix(6).compactMap { specification -> Double? in
      do {
        return try secondsPerEpoch(
          of: specification, on: part, fit: 0..<plan.origins[0], validation: 0..<0)
      } catch is PreparationError {
        return nil
      }
    }
    if Interruption.isRequested { throw Interrupted() }
    let mean = measured.reduce(0, +) / Double(max(measured.count, 1))
    let epochs = plan.halving.rungs.reduce(0) { $0 + $1.trials * $1.epochs } * plan.origins.count
    let seconds = mean * Double(epochs) / Double(threads)
    let document = DryDocument(
      origins: plan.origins, block: plan.block, horizon: plan.horizon,
      rungs: plan.halving.rungs.map { .init(trials: $0.trials, epochs: $0.epochs) },
      epochs: epochs, threads: threads, seconds: seconds, space: plan.space)
    let text =
      (lines.map { folded($0) }
      + ["time        \(duration(seconds)) on \(threads) thread\(threads == 1 ? "" : "s")"]
      + Forecast.listing)
      .map { $0 + "\n" }.joined() + "Nothing was trained, nothing was written.\n"
    return (text, document)
  }

  /// What `--dry-run --json` prints.
  struct DryDocument: Encodable {
    let origins: [Int]
    let block: Int
    let horizon: Int
    let rungs: [Rung]
    let epochs: Int
    let threads: Int
    let seconds: Double
    let space: TuningSpace

    struct Rung: Encodable {
      let trials: Int
      let epochs: Int
    }
  }

  /// A search at its start.
  func state(of input: LoadedInput) -> TuningState {
    TuningState(
      plan: search.plan, sha256: input.sha256,
      span: [
        part.timestamp(at: 0).iso, part.timestamp(at: part.count - 1).iso, "\(part.seasonLength)",
      ])
  }

  /// The file that training takes.
  func configuration(of result: TuningResult, _ input: LoadedInput) -> ConfigurationDocument {
    let plan = result.plan
    return ConfigurationDocument(
      options: splitOptions.merging(result.best.specification.options) { $1 },
      tuning: ConfigurationDocument.Tuning(
        mase: result.best.mase, naiveMase: result.naive, origins: plan.origins, block: plan.block,
        horizon: plan.horizon, trials: plan.trials, seed: plan.base.seed, source: input.source,
        sha256: input.sha256, trainedFrom: part.timestamp(at: 0).iso,
        trainedTo: part.timestamp(at: part.count - 1).iso))
  }
}

extension NetworkSpecification {
  /// The specification as options of the command line.
  var options: [String: ConfigurationDocument.Value] {
    var options: [String: ConfigurationDocument.Value] = [
      "model": .text(kind.rawValue), "lookback": .integer(lookback),
      "features": .text(features.map(\.rawValue).joined(separator: ",")),
      "transform": .text(transform.rawValue), "scaler": .text(scaler.rawValue),
      "window_scaling": .text((scalesWindows ? WindowScaling.last : .none).rawValue),
      "strategy": .text(strategy.rawValue), "intervals": .text(intervalMethod.rawValue),
      "hidden": .integer(hidden), "layers": .integer(layers), "epochs": .integer(training.epochs),
      "learning_rate": .number(training.learningRate),
      "schedule": .text(training.schedule.rawValue),
      "optimizer": .text(training.optimizer.rawValue),
      "weight_decay": .number(training.weightDecay), "clip_norm": .number(training.clipNorm ?? 0),
      "dropout": .number(training.dropout), "noise": .number(training.noise),
      "loss": .text(training.loss.rawValue), "loss_over": .text(training.lossOver.rawValue),
    ]
    options["batch_size"] = training.batchSize.map { .integer($0) }
    return options
  }
}

/// The value of an option as it was typed, or as a file or a variable has it; nil if it was not given.
func typedValue(of option: String) -> String? {
  let words = Forecast.arguments
  return zip(words, words.dropFirst() + [""]).compactMap { word, next in
    if word == "--\(option)" { return next }
    return word.hasPrefix("--\(option)=") ? String(word.dropFirst(option.count + 3)) : nil
  }.last
}

extension TuningSpace.Setting {
  /// The settings that were given, which are not searched.
  static var typed: Set<Self> { Set(allCases.filter { typedValue(of: $0.rawValue) != nil }) }
}

/// What `tune --json` prints.
struct TuneOutcome: Encodable {
  /// A trial with its settings, in the words of a configuration.
  struct Trial: Encodable {
    let trial: Int
    let mase: Double
    let options: [String: String]

    init(_ trial: TuningResult.Trial) {
      self.trial = trial.number
      mase = trial.mase
      options = trial.specification.options.mapValues(\.text)
    }
  }

  let file: WrittenFile
  let mase: Double
  let naiveMase: Double?
  let origins: [Int]
  let block: Int
  let horizon: Int
  let failed: Int
  let best: [Trial]

  init(_ result: TuningResult, file: WrittenFile) {
    self.file = file
    mase = result.best.mase
    naiveMase = result.naive
    (origins, block, horizon) = (result.plan.origins, result.plan.block, result.plan.horizon)
    failed = result.failed
    best = result.trials.prefix(10).map(Trial.init)
  }
}
