import Testing

@testable import Recurrent

/// A way to train, of which every part is remembered somewhere.
struct Regime: Sendable, CustomTestStringConvertible {
  var cell: CellKind? = .gru  // nil is the hand-unrolled network
  var optimizer = OptimizerKind.adam
  var schedule = Schedule.constant
  var batchSize: Int?
  var dropout = 0.0
  var noise = 0.0
  var patience: Int?
  var isValidated = true
  var layers = 1

  var testDescription: String {
    "\(cell?.rawValue ?? "rnn-element")×\(layers) \(optimizer) \(schedule) batch \(batchSize ?? 0)"
      + " dropout \(dropout) noise \(noise) patience \(patience ?? 0) validated \(isValidated)"
  }

  static let all: [Regime] =
    [CellKind?.none, .rnn, .lstm, .gru].flatMap { cell in
      [
        Regime(cell: cell), Regime(cell: cell, isValidated: false),
        Regime(cell: cell, optimizer: .sgd, batchSize: 7),
        Regime(cell: cell, optimizer: .adamw, schedule: .cosine, batchSize: 20, dropout: 0.3),
        Regime(cell: cell, schedule: .plateau, batchSize: 1, noise: 0.1, isValidated: false),
        Regime(cell: cell, batchSize: 6, dropout: 0.2, noise: 0.1, patience: 4),
        Regime(cell: cell, schedule: .plateau, patience: 25),
      ]
    } + [Regime(cell: .lstm, batchSize: 9, dropout: 0.5, patience: 8, layers: 2)]

  var options: TrainingOptions {
    var options = TrainingOptions()
    options.epochs = 60
    options.optimizer = optimizer
    options.schedule = schedule
    options.batchSize = batchSize
    options.dropout = dropout
    options.noise = noise
    options.patience = patience
    options.weightDecay = 0.01
    return options
  }
}

@Suite("A state of training") struct TrainingStateTests {
  let training: TrainingSet
  let validation: TrainingSet

  init() {
    var generator = SeededGenerator(seed: 3)
    training = randomSet(time: 4, batch: 20, features: 2, using: &generator)
    validation = randomSet(time: 4, batch: 6, features: 2, using: &generator)
  }

  /// What a run came to.
  private struct Outcome<Model: SequenceModel & Equatable>: Equatable {
    var model: Model
    var history: TrainingHistory
    var generator: SeededGenerator
  }

  /// Trains from a state, if there is one, to the end or to the `stop`-th step from there.
  private func run<Model: SequenceModel & Equatable>(
    _ model: Model, _ regime: Regime, from state: TrainingState<Model.Weight>? = nil,
    stop: Int? = nil, threads: Int = 1
  ) throws -> (outcome: Outcome<Model>, state: TrainingState<Model.Weight>?, steps: Int) {
    var (model, generator) = (model, SeededGenerator(seed: 8))
    var kept: TrainingState<Model.Weight>?
    var steps = 0
    let history = try model.train(
      on: training, validation: regime.isValidated ? validation : nil, options: regime.options,
      using: &generator, threads: threads, resuming: state,
      keeper: StateKeeper(isDue: { false }, keep: { kept = $0 }),
      isInterrupted: {
        steps += 1
        return steps - 1 == stop
      })
    return (Outcome(model: model, history: history, generator: generator), kept, steps)
  }

  @Test("goes on to the same bits, wherever training was stopped", arguments: Regime.all)
  func resuming(_ regime: Regime) throws {
    var generator = SeededGenerator(seed: 5)
    guard let cell = regime.cell else {
      return try check(ElementRNN(inputSize: 2, hiddenSize: 5, using: &generator), regime)
    }
    let shape = NetworkShape(cell: cell, inputSize: 2, hiddenSize: 5, layers: regime.layers)
    try check(RecurrentNetwork(shape, using: &generator), regime)
  }

  private func check<Model: SequenceModel & Equatable>(_ model: Model, _ regime: Regime) throws {
    let whole = try run(model, regime)
    #expect(whole.state == nil)
    var generator = SeededGenerator(seed: 77)
    for _ in 0..<3 {
      // Stopped at random again and again, on one thread or two, until it comes to its end.
      var state: TrainingState<Model.Weight>?
      var (stops, isDone) = (0, false)
      while !isDone {
        let stop = Int.random(in: 0...whole.steps / 2, using: &generator)
        let part = try run(model, regime, from: state, stop: stop, threads: 1 + stops % 2)
        isDone = part.outcome.history.stopReason != .interrupted
        if isDone {
          let isSame = part.outcome == whole.outcome
          #expect(isSame, "after \(stops) stops")
        } else {
          let kept = try #require(part.state)
          let isPossible = kept.isPossible(
            for: model, on: training, validation: regime.isValidated ? validation : nil,
            options: regime.options)
          #expect(isPossible)
          state = kept
          stops += 1
        }
      }
    }
  }

  @Test("is handed out when it is due, and changes nothing")
  func due() throws {
    var generator = SeededGenerator(seed: 5)
    let shape = NetworkShape(cell: .lstm, inputSize: 2, hiddenSize: 5)
    let network = RecurrentNetwork(shape, using: &generator)
    let regime = Regime(cell: .lstm, batchSize: 6, patience: 9)
    let whole = try run(network, regime)
    var (model, random) = (network, SeededGenerator(seed: 8))
    var (asked, states) = (0, [TrainingState<Float>]())
    _ = try model.train(
      on: training, validation: validation, options: regime.options, using: &random,
      keeper: StateKeeper(
        isDue: {
          asked += 1
          return asked % 10 == 3
        }, keep: { states.append($0) }))
    #expect(model == whole.outcome.model)
    #expect(states.map(\.moments.steps) == (0..<states.count).map { 10 * $0 + 2 })
    #expect(states.count == (whole.steps + 7) / 10)
    for state in states {
      let isSame = try run(network, regime, from: state).outcome == whole.outcome
      #expect(isSame)
    }
  }

  @Test("stopped in the middle of an epoch has a row of what there was of it")
  func partialRow() throws {
    var generator = SeededGenerator(seed: 5)
    let network = RecurrentNetwork(
      NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 5), using: &generator)
    let stopped = try run(network, Regime(batchSize: 6), stop: 9).outcome
    #expect(stopped.history.records.map(\.epoch) == [0, 1, 2])
    #expect(stopped.history.records[2].trainingLoss.isFinite)
    #expect(stopped.history.records[2].gradientNorm != nil)
  }

  /// 1e200 overflows the norm of the weights, 1e153 the loss of a disturbed epoch alone.
  @Test(
    "of a training that goes astray is not handed out",
    arguments: [(1e200, 0), (1e153, 0.1)])
  func astray(learningRate: Double, dropout: Double) throws {
    var generator = SeededGenerator(seed: 5)
    var network = ElementRNN(inputSize: 2, hiddenSize: 5, using: &generator)
    var options = TrainingOptions()
    options.optimizer = .sgd
    (options.learningRate, options.dropout) = (learningRate, dropout)
    options.clipNorm = nil
    var states: [TrainingState<Double>] = []
    let error = #expect(throws: NonFiniteLoss.self) {
      _ = try network.train(
        on: training, options: options, using: &generator,
        keeper: StateKeeper(isDue: { true }, keep: { states.append($0) }))
    }
    #expect((error?.epoch ?? 0) > 1)
    #expect(!states.isEmpty)
    for state in states {
      let isPossible = state.isPossible(
        for: network, on: training, validation: nil, options: options)
      #expect(isPossible)
    }
  }

  /// A change that no run of these arguments can have made.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout TrainingState<Float>) -> Void

    init(_ words: String, _ change: @escaping @Sendable (inout TrainingState<Float>) -> Void) {
      (testDescription, self.change) = (words, change)
    }

    static let all = [
      Damage("a weight too few") { $0.weights.removeLast() },
      Damage("a weight that is none") { $0.weights[1] = .nan },
      Damage("a moment too many") { $0.moments.first.append(0) },
      Damage("no second moment") { $0.moments.second = [] },
      Damage("a negative square") { $0.moments.second[0] = -1 },
      Damage("steps of another run") { $0.moments.steps += 1 },
      Damage("steps without end") { $0.moments.steps = .max },
      Damage("a batch that is not there") { $0.epoch.batch = 4 },
      Damage("a batch before the first") { $0.epoch.batch = -1 },
      Damage("a sequence twice") { $0.order[0] = $0.order[1] },
      Damage("a sequence that is not there") { $0.order[0] = 20 },
      Damage("no order") { $0.order = [] },
      Damage("no best weights") { $0.best.weights = [] },
      Damage("a best epoch to come") { $0.best.epoch = 99 },
      Damage("a best loss that is none") { $0.best.loss = .nan },
      Damage("too many plateaus") { $0.best.plateaus = 99 },
      Damage("a pause too long") { $0.best.sinceChange = Schedule.plateauPatience },
      Damage("an epoch twice") { $0.records[1].epoch = 0 },
      Damage("a row too few") { $0.records.removeLast() },
      Damage("a row without validation") { $0.records[0].validationLoss = nil },
      Damage("a loss without end") { $0.records[0].trainingLoss = .infinity },
      Damage("a rate that is none") { $0.epoch.record.learningRate = .nan },
      Damage("no loss of all sequences") { $0.epoch.undisturbedLoss = nil },
      Damage("a sum that is none") { $0.epoch.sum = .nan },
    ]
  }

  @Test("that is impossible is seen", arguments: Damage.all)
  func impossible(_ damage: Damage) throws {
    var generator = SeededGenerator(seed: 5)
    let network = RecurrentNetwork(
      NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 5), using: &generator)
    let regime = Regime(batchSize: 6, dropout: 0.1, patience: 30)
    var state = try #require(try run(network, regime, stop: 14).state)
    func isPossible(_ options: TrainingOptions) -> Bool {
      state.isPossible(for: network, on: training, validation: validation, options: options)
    }
    #expect(isPossible(regime.options))
    var others = regime.options
    others.epochs = 2
    #expect(!isPossible(others))
    damage.change(&state)
    #expect(!isPossible(regime.options))
  }
}
