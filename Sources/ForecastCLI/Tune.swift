import ArgumentParser
import Artifacts
import Diagnosis
import Forecasting
import Reporting
import SeriesData

/// `forecast tune`: search for the settings of a network.
struct Tune: AsyncParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Search for the settings of a network, on validation origins.",
    usage: "forecast tune [<options>] --model <model> [<csv>]",
    discussion: """
      EXAMPLES:
        forecast tune sales.csv --model lstm
        forecast tune sales.csv --model gru -H 12 --trials 100 -o gru.json
        forecast tune sales.csv --model lstm --resume    # goes on after Ctrl-C
        forecast train sales.csv --config tuned.json

      Draws settings at random, trains each for few epochs, and gives the best third
      of them three times as many, until the last have all --epochs. Each is judged
      behind --origins dates within the training part; the test part is not looked
      at. A training option that is given is not searched; the others are drawn from:

        --hidden         4, 8, 16, 32 or 64
        --layers         1 or 2
        --lookback       half a season, one or two; else 3, 6, 12 or 24
        --learning-rate  0.001 to 0.03, evenly on a scale of logarithms
        --weight-decay   0, or 1e-6 to 0.01
        --dropout        0, 0.1, 0.2 or 0.3
        --batch-size     all sequences, or 16, 32 or 64
        --features       prev alone, or with month in one of its three forms
        --transform      all that the values allow
        --scaler         minmax or standard
      """)

  @OptionGroup var input: InputOptions

  @Option(help: "The network.")
  var model: [NetworkKind] = []

  @Option(
    name: [.customShort("H"), .long],
    help: "Steps ahead that are judged; 1 judges from actual history.")
  var horizon = 1

  @Option(help: "How many settings are tried.")
  var trials = 60

  @Option(help: "How many dates each is judged behind.")
  var origins = 3

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var output = "tuned.json"

  @Option(
    name: [.customLong("state"), .customLong("checkpoint")],
    help: ArgumentHelp(
      "The file that keeps how far it is. (default: beside it, tuned.tune.json)",
      valueName: "file"))
  var state: String?

  @Flag(help: "Go on with a search that was stopped.")
  var resume = false

  @Flag(name: .shortAndLong, help: "Replace files that forecast did not write.")
  var force = false

  @Flag(
    name: [.customShort("n"), .long], help: "Say what would be done, and do nothing.")
  var dryRun = false

  @OptionGroup(title: "Training") var training: TrainingFlags
  @OptionGroup(title: "Work") var work: WorkOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    guard model.count == 1 else {
      let found = model.isEmpty ? "missing" : "given \(model.count) times"
      throw ValidationError(
        "--model is \(found) (expected one of rnn-element, rnn, lstm or gru, once).")
    }
    for (name, value) in [("--horizon", horizon), ("--trials", trials), ("--origins", origins)]
    where !(1...10_000).contains(value) {
      throw ValidationError("\(name) is \(value) (expected 1 to 10000).")
    }
    if training.patience != nil {
      throw ValidationError("--patience does not go with tune, which searches the epochs itself.")
    }
    if training.strategy == .auto {
      throw ValidationError(
        "--strategy auto does not go with tune, which compares settings by one strategy. "
          + "Try --strategy direct.")
    }
    try requireFile(output, "--output", suchAs: "tuned.json")
    try requireFile(statePath, "--state", suchAs: "tuned.tune.json")
    if isSamePlace(output, statePath) {
      throw ValidationError("--state is the same file as --output; name another.")
    }
  }

  func run() async throws {
    let loaded = try input.load()
    let job = try TuningJob(self, loaded)
    try refuseInput([output], "--output", input.csv)
    try refuseInput([statePath], "--state", input.csv)
    try checkFree(output, force: force) { bytes in
      (try? ConfigurationDocument(decoding: bytes, file: output))?.tuning != nil
    }
    let store = TuningStore(path: statePath, force: force)
    let state = try WriteError.naming("--state") {
      try store.open(job.state(of: loaded), resume: resume)
    }
    common.warn(loaded.warnings)
    if dryRun {
      let plan = try job.dryRun()
      try common.print(plan.text, json: envelope("dry-run", loaded, plan.document))
      return
    }
    work.tell(job.lines)

    let start = ContinuousClock.now
    let result = try await search(job, loaded, state, store)
    work.tell(["\(trials) trials in \(fixed((ContinuousClock.now - start).inSeconds, 2)) s"])
    let bytes = job.configuration(of: result, loaded).encoded()
    var folder = OutputFolder(path: parentFolder(output), known: [], force: true)
    try folder.write(bytes, to: lastComponent(output))
    let outcome = TuneOutcome(
      result,
      file: WrittenFile(
        name: lastComponent(output), sha256: sha256Hex(of: bytes), bytes: bytes.count))
    try common.print(text(result, job), json: envelope("tune", loaded, outcome))
  }

  private func search(
    _ job: TuningJob, _ loaded: LoadedInput, _ state: TuningState, _ store: TuningStore
  ) async throws -> TuningResult {
    Interruption.listen()
    let keeper = TuningKeeper(
      state, store, search: job.search, showsProgress: !common.quiet)
    do {
      let result = try await job.search.run(
        known: state.scores, threads: work.threadCount,
        watch: TuningSearch.Watch(
          isInterrupted: { Interruption.isRequested || keeper.hasFailed },
          onScore: { keeper.take($0) }))
      try keeper.finish(isDone: true)
      return result
    } catch let error as CannotFit {
      try keeper.finish(isDone: true)
      throw loaded.blame(error)
    } catch is Interrupted {
      try keeper.finish(isDone: false)
      throw Failure(
        Interruption.exitCode, "interrupted",
        "stopped on request; \(keeper.count) fits are kept in \(statePath)",
        hint: "Go on with: \(typed(arguments + ["--resume"]))"
      ).thrown
    }
  }

  private func text(_ result: TuningResult, _ job: TuningJob) -> String {
    let naive = result.naive.map { ", \(fixed($0, 3)) by \(job.naiveName)" } ?? ""
    let failed =
      result.failed == 0 ? "" : "\(result.failed) of \(trials) trials could not be judged.\n"
    let best = result.best
    let judgement = wrapped(
      "MASE, validation: \(fixed(best.mase, 3)) by the best of \(trials) trials\(naive). "
        + "It was chosen among many, so expect somewhat more on the test part.")
    return job.lines.map { folded($0) + "\n" }.joined() + "\n"
      + TuningTable.text(result.trials.prefix(10)) + failed + """

        \(judgement)

        Written: \(output)
        Next: \(next)

        """
  }

  /// The training that uses what was found.
  private var next: String {
    typed(
      ["forecast", "train"] + (input.csv.map { [$0] } ?? []) + input.reading.arguments
        + ["--config", output] + (work.seed == 0 ? [] : ["--seed", "\(work.seed)"]))
  }

  private func envelope<Result: Encodable>(
    _ command: String, _ loaded: LoadedInput, _ result: Result
  ) -> Envelope<Result> {
    Envelope(
      command, seed: work.seed, inputs: [.init(name: loaded.source, sha256: loaded.sha256)],
      result: result, warnings: loaded.warnings)
  }

  /// Where the state lies: beside the output unless it is named.
  var statePath: String {
    state ?? (output.hasSuffix(".json") ? String(output.dropLast(5)) : output) + ".tune.json"
  }

  /// The settings that were given with their default values: they are not searched either.
  private var fixedArguments: [String] {
    let given = training.arguments
    return TuningSpace.Setting.allCases.map(\.rawValue).filter { !given.contains("--\($0)") }
      .flatMap { option("--\($0)", typedValue(of: $0)) }
  }

  /// The command as it would be typed, without what does not change the result.
  private var arguments: [String] {
    ["forecast", "tune"] + (input.csv.map { [$0] } ?? []) + input.reading.arguments
      + ["--model", model[0].rawValue]
      + (horizon == 1 ? [] : ["-H", "\(horizon)"])
      + (trials == 60 ? [] : ["--trials", "\(trials)"])
      + (origins == 3 ? [] : ["--origins", "\(origins)"]) + training.arguments + fixedArguments
      + (work.seed == 0 ? [] : ["--seed", "\(work.seed)"])
      + (output == "tuned.json" ? [] : ["-o", output])
      + option("--state", state)
  }
}
