import ArgumentParser
import Artifacts
import Forecasting
import Reporting
import SeriesData

/// `forecast train`: one network into one file.
struct Train: AsyncParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Fit the recipe auto, or train one network, and keep it in a file.",
    usage: "forecast train [<options>] [--model <model>] [<csv>]",
    discussion: """
      EXAMPLES:
        forecast train sales.csv              # the recipe auto, into auto.json
        forecast train sales.csv --model gru -o gru.safetensors
        forecast train sales.csv --model lstm --hidden 32 --patience 50
        forecast train sales.csv --model gru --strategy direct -H 24
        forecast predict gru.safetensors -H 24

      The network is judged on the test part first, and then trained again on all
      data, with the same settings for as many epochs; that network is kept.
      """)

  @OptionGroup var input: InputOptions

  @Option(help: "The network. (default: the recipe auto)")
  var model: [NetworkKind] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write. (default: auto.json or MODEL.safetensors)", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Option(
    name: [.customShort("H"), .long],
    help: ArgumentHelp(
      "Steps that --strategy direct, multi-output and auto are for. (default: a season, or 6)",
      valueName: "horizon"))
  var horizon: Int?

  @Flag(name: .shortAndLong, help: "Replace a file that forecast did not write.")
  var force = false

  @Flag(
    name: [.customShort("n"), .long],
    help: "Say what would be done and how long it takes, and do nothing.")
  var dryRun = false

  @OptionGroup(title: "Recipe auto") var auto: AutoOptions
  @OptionGroup(title: "Training") var training: TrainingFlags
  @OptionGroup(title: "Verdict") var judging: JudgingOptions
  @OptionGroup(title: "Checkpoints") var checkpoints: CheckpointOptions
  @OptionGroup(title: "Work") var work: WorkOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    if let horizon, !(1...100_000).contains(horizon) {
      throw ValidationError("--horizon is \(horizon) (expected 1 to 100000).")
    }
    guard model.count == 1 || model.isEmpty && training.recipe == .auto else {
      let found = model.isEmpty ? "missing" : "given \(model.count) times"
      throw ValidationError(
        "--model is \(found) (expected one of rnn-element, rnn, lstm or gru, once).")
    }
    try auto.check(takesPart: model.isEmpty, remedy: "Try without --model.")
    try requireFile(output, "--output", suchAs: "gru.safetensors")
  }

  func run() async throws {
    let loaded = try input.load()
    guard let kind = model.first else { return try await keepAuto(loaded) }
    let path = output ?? "\(kind.rawValue).safetensors"
    let job = try Job(
      loaded, command: arguments, training, models: model, horizon: horizon, seed: work.seed,
      judging: judging, auto: auto.forecaster)
    try refuseInput([path], "--output", input.csv)
    try checkFree(path, force: force) { (try? ModelFile(decoding: $0, file: path)) != nil }
    common.warn(loaded.warnings)
    if dryRun {
      try common.print(
        dryRun: try DryRun(job, threads: work.threadCount, files: [path]), seed: work.seed,
        loaded)
      return
    }
    let keeper = try keeper(loaded, besides: path)
    work.tell(job.plan)

    let outcome = try await CheckpointKeeper.guarding(keeper) {
      try await job.run(
        on: job.groundwork(), threads: work.threadCount, showsProgress: !common.quiet,
        journal: keeper)
    }
    work.tell(outcome.log)
    guard let file = outcome.modelFiles.first else { return }
    let bytes = file.encoded()
    var folder = OutputFolder(path: parentFolder(path), known: [], force: true)
    try folder.write(bytes, to: lastComponent(path))

    let written = WrittenFile(
      name: lastComponent(path), sha256: sha256Hex(of: bytes), bytes: bytes.count)
    let envelope = Envelope(
      "train", seed: work.seed, inputs: [.init(name: loaded.source, sha256: loaded.sha256)],
      result: Outcome(file: written, report: outcome.report), warnings: loaded.warnings)
    try common.print(
      TerminalReport(outcome.report, style: common.style).summary + """


        Written: \(path), trained on all \(loaded.series.count) values.
        Next: forecast predict \(shellQuoted(path)) -H \(outcome.report.future.horizon)

        """, json: envelope)
    keeper?.discard()
  }

  /// The recipe `auto`, kept as the series and what else decides its numbers.
  private func keepAuto(_ loaded: LoadedInput) async throws {
    let path = output ?? "auto.json"
    try refuseInput([path], "--output", input.csv)
    try checkFree(path, force: force) { (try? AutoFile(decoding: $0, file: path)) != nil }
    common.warn(loaded.warnings)
    let job = try Job(
      loaded, command: arguments, training, models: [], horizon: nil, seed: work.seed,
      judging: judging, auto: auto.forecaster)
    if dryRun {
      try common.print(
        dryRun: try DryRun(job, threads: work.threadCount, files: [path]), seed: work.seed,
        loaded)
      return
    }
    let keeper = try keeper(loaded, besides: path)
    Interruption.listen()
    let fitted = try await CheckpointKeeper.guarding(keeper) {
      try job.autoAlone(showsProgress: !common.quiet, journal: keeper)
    }
    guard let (file, section) = fitted else { return }
    let bytes = file.encoded()
    var folder = OutputFolder(path: parentFolder(path), known: [], force: true)
    try folder.write(bytes, to: lastComponent(path))
    let written = WrittenFile(
      name: lastComponent(path), sha256: sha256Hex(of: bytes), bytes: bytes.count)
    let envelope = Envelope(
      "train", seed: work.seed, inputs: [.init(name: loaded.source, sha256: loaded.sha256)],
      result: AutoOutcome(file: written, auto: section), warnings: loaded.warnings)
    try common.print(
      AutoReport(section, letters: Console.letters).text + """


        Written: \(path), fitted on all \(loaded.series.count) values.
        Next: forecast predict \(shellQuoted(path)) -H \(job.experiment.horizon)

        """, json: envelope)
    keeper?.discard()
  }

  /// Who keeps what is trained for a file at `path`; nil if nobody asked for it.
  private func keeper(_ loaded: LoadedInput, besides path: String) throws -> CheckpointKeeper? {
    try checkpoints.open(
      "train", options: choices, loaded, besides: [path], force: force, common)
  }

  /// What `--json` prints of the recipe `auto`.
  private struct AutoOutcome: Encodable {
    let file: WrittenFile
    let auto: ReportDocument.AutoSection
  }

  /// What `--json` prints.
  private struct Outcome: Encodable {
    let file: WrittenFile
    let report: ReportDocument
  }

  /// The command as it would be typed, without what does not change the result.
  private var arguments: [String] {
    ["forecast", "train"] + (input.csv.map { [$0] } ?? []) + choices
  }

  /// The options that change the result.
  private var choices: [String] {
    input.reading.arguments + model.flatMap { ["--model", $0.rawValue] } + auto.arguments
      + training.arguments + judging.arguments + option("--horizon", horizon.map(String.init))
      + (work.seed == 0 ? [] : ["--seed", "\(work.seed)"])
  }
}
