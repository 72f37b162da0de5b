import Diagnosis
import Forecasting

/// What one run found, whole: the plots, the Markdown, the terminal and every later `report` or
/// `plot` are drawn from this document alone.
///
/// On disk it is `report.json`, keys in snake_case and sorted, described key by key in
/// `Sources/Artifacts/README.md`. Values are in original units unless their name says otherwise;
/// arrays over time run over the whole series, so index *i* is always `series.ds[i]`; what does
/// not exist is `null` or absent, never 0.
public struct ReportDocument: Codable, Hashable, Sendable {
  /// The version of the keys; a reader refuses another one.
  public static let currentSchema = "forecast.report/1"

  /// Always ``currentSchema`` in a document that this version writes.
  public var schema = ReportDocument.currentSchema
  /// The seed of every random number of the run.
  public var seed: UInt64
  /// The command that makes the report again.
  public var command: String
  /// The series that was read.
  public var series: SeriesSection
  /// Which part of the series did what.
  public var split: SplitSection
  /// Everything that was chosen, by an option or by default.
  public var settings: SettingsSection
  /// The networks, in the order in which they were asked for.
  public var models: [ModelSection]
  /// What the recipe `auto` chose and forecasts; absent when it was not asked for.
  public var auto: AutoSection?
  /// The forecasters that cost nothing.
  public var baselines: [BaselineSection]
  /// The baseline that skill is measured against, and the slice that chose it.
  public var benchmark: BenchmarkSection
  /// The dates ahead for which every model has a forecast.
  public var future: FutureSection
  /// Remarks on the data and on the run, for people.
  public var warnings: [String]
  /// Every other file that the run wrote.
  public var files: [WrittenFile]
  /// Files that earlier runs wrote into the same folder and this one did not touch.
  public var earlierFiles: [WrittenFile]
  /// The only part that differs between two runs of the same seed, data and options.
  public var timing: TimingSection
}

// MARK: - Sections

extension ReportDocument {
  /// The series: where it came from, and its values.
  public struct SeriesSection: Codable, Hashable, Sendable {
    /// The name of the value column.
    public var name: String
    /// What the values count, for axes and tables; empty when nobody said.
    public var unit: String
    /// Which series it is: what `--series` took out of a table, or the name of the file without its
    /// ending; absent in reports of older versions.
    public var id: String?
    /// The file as it was named on the command line, without folders.
    public var source: String
    /// What stands above pictures and reports; absent when nobody said.
    public var title: String?
    /// SHA-256 of the bytes that were read, in hexadecimal.
    public var sha256: String
    /// The number of values.
    public var n: Int
    /// The number of values in the file; absent when all of them are used.
    public var nInFile: Int?
    /// The name of the frequency, "monthly".
    public var frequency: String
    /// Steps in a season; 1 when there is none.
    public var seasonLength: Int
    /// The first date, ISO 8601.
    public var start: String
    /// The last date, ISO 8601.
    public var end: String
    /// Every date, ISO 8601.
    public var ds: [String]
    /// Every value.
    public var y: [Double]
  }

  /// A stretch of the series.
  public struct SpanSection: Codable, Hashable, Sendable {
    /// The first date; absent when `n` is 0.
    public var start: String?
    /// The last date; absent when `n` is 0.
    public var end: String?
    /// The number of values.
    public var n: Int
  }

  /// The stretches.
  ///
  /// `train` is `fit` followed by `validation`.
  public struct SplitSection: Codable, Hashable, Sendable {
    /// Everything before the test part.
    public var train: SpanSection
    /// What transforms, scalers and weights were fitted on.
    public var fit: SpanSection
    /// The end of the training part, which judges while training goes on.
    public var validation: SpanSection
    /// What nothing was fitted, scaled, stopped or chosen on.
    public var test: SpanSection
    /// The first index that a network predicts: earlier ones only fill its first sequence.
    public var firstTarget: Int
  }

  /// What was chosen, in the words of the command line.
  public struct SettingsSection: Codable, Hashable, Sendable {
    /// `auto` or `classic`.
    public var recipe: String
    /// Elements in a sequence.
    public var lookback: Int
    /// What an element carries.
    public var features: [String]
    /// The transform before scaling.
    public var transform: String
    /// The scaler.
    public var scaler: String
    /// Units in a hidden state.
    public var hidden: Int
    /// Recurrent layers; `rnn-element` always has 1.
    public var layers: Int
    /// The number of epochs that was asked for.
    public var epochs: Int
    /// Sequences in a step; absent when all are in one.
    public var batchSize: Int?
    /// The learning rate at the start.
    public var learningRate: Double
    /// `constant`, `cosine` or `plateau`.
    public var schedule: String
    /// `adam`, `adamw` or `sgd`.
    public var optimizer: String
    /// Weight decay.
    public var weightDecay: Double
    /// The probability that a unit is silent in a sequence while training; absent where none is.
    public var dropout: Double?
    /// The standard deviation of the noise on scaled elements while training; absent without.
    public var noise: Double?
    /// The largest gradient norm; absent when gradients are not clipped.
    public var clipNorm: Double?
    /// `mse`, `mae` or `huber`.
    public var loss: String
    /// `last` or `all` elements of a sequence.
    public var lossOver: String
    /// Epochs without a better validation loss before training stops; absent when it never does.
    public var patience: Int?
    /// How several steps are forecast; absent in reports from before there was a choice.
    public var strategy: StrategySection?
    /// Whether the values of each sequence were scaled once more, by its own; absent if not.
    public var windowScaling: Bool?
  }

  /// One network.
  public struct ModelSection: Codable, Hashable, Sendable {
    /// `rnn-element`, `rnn`, `lstm` or `gru`.
    public var model: String
    /// The number of weights.
    public var parameters: Int
    /// The seed of its own generator.
    public var seed: UInt64
    /// The epochs that were trained.
    public var epochs: Int
    /// The epoch whose validation (else training) loss is the lowest.
    public var bestEpoch: Int
    /// The epoch whose weights are used.
    public var usedEpoch: Int
    /// Why training stopped: `epochs`, `patience`, `interrupted`.
    public var stopReason: String
    /// How good it is on each slice.
    public var metrics: MetricsSection
    /// 1 − RMSE ÷ RMSE of the benchmark, one step ahead on test; absent when undefined.
    public var skill: Double?
    /// The verdict in a word or two, the same as in `diagnosis`.
    public var verdict: String
    /// The evidence for the verdict.
    public var diagnosis: Diagnosis
    /// The loss epoch by epoch.
    public var curve: CurveSection
    /// What it predicted for known dates.
    public var predictions: PredictionsSection
    /// What it forecasts for the dates of `future`, after a refit on all data; `null` from the first
    /// one on that is not finite.
    public var forecast: [Double?]
    /// The intervals of its forecasts; absent where no held-out forecast could be used, and in
    /// reports of versions that had none.
    public var intervals: IntervalsSection?
  }

  /// Scores on the slices.
  public struct MetricsSection: Codable, Hashable, Sendable {
    /// One step ahead on the slice that was fitted.
    public var train: Metrics
    /// One step ahead on the validation part; absent without one.
    public var validation: Metrics?
    /// One step ahead on the test part, from actual history.
    public var testOneStep: Metrics
    /// The test part from its own outputs.
    public var testRecursive: Metrics
  }

  /// Losses by epoch, all arrays of one length; index 0 is the untrained network.
  public struct CurveSection: Codable, Hashable, Sendable {
    /// Completed epochs.
    public var epoch: [Int]
    /// The loss on the training sequences, in the units of `loss_unit`.
    public var train: [Double]
    /// The loss on the validation sequences; empty without them.
    public var validation: [Double]
    /// The learning rate of the step that follows.
    public var learningRate: [Double]
    /// The norm of the gradient before clipping; absent in the last row.
    public var gradientNorm: [Double?]
    /// Says what the losses are measured in: "RMSE, scaled units" or "MAE, scaled units".
    public var lossUnit: String
  }

  /// Predictions, over the whole series.
  public struct PredictionsSection: Codable, Hashable, Sendable {
    /// One step ahead from actual history; `null` before the first target.
    public var oneStep: [Double?]
    /// Recursive from the end of the training part; `null` outside the test part.
    public var recursive: [Double?]
  }

  /// One baseline.
  public struct BaselineSection: Codable, Hashable, Sendable {
    /// `persistence`, `seasonal-naive`, `drift` or `training-mean`.
    public var model: String
    /// How good it is on each slice.
    public var metrics: MetricsSection
    /// What it predicted for known dates.
    public var predictions: PredictionsSection
  }

  /// The benchmark of the skill.
  public struct BenchmarkSection: Codable, Hashable, Sendable {
    /// The baseline's name.
    public var model: String
    /// `validation`, or `train` when there is no validation part.
    public var chosenOn: String
  }

  /// The dates ahead.
  public struct FutureSection: Codable, Hashable, Sendable {
    /// The number of steps.
    public var horizon: Int
    /// The dates, ISO 8601.
    public var ds: [String]
  }

  /// How long it took, in seconds of wall time.
  public struct TimingSection: Codable, Hashable, Sendable {
    /// From reading the file to the last number.
    public var seconds: Double
    /// Training of each model.
    public var training: [String: Double]
  }
}
