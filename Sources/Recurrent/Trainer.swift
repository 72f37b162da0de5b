extension SequenceModel {
  /// Trains the model in place.
  ///
  /// Each epoch is one step over all sequences, or one over each mini-batch in a random order.
  /// Losses are those *after* the epoch that they are listed under, so that the learning curve
  /// starts with the untrained network and its last row describes the final weights.
  ///
  /// - Parameters:
  ///   - training: The sequences that the gradient comes from.
  ///   - validation: Sequences that only judge: they choose the epoch when `options.patience` is
  ///     set, and drive the plateau schedule.
  ///   - options: Everything else that it is told.
  ///   - generator: Orders the mini-batches and disturbs the steps; not used when all sequences are
  ///     in one batch and nothing disturbs them.
  ///   - threads: How many may work on a batch; the results do not depend on it.
  ///   - state: Where an earlier run with the same arguments was; this one goes on there, with the
  ///     generator that the state has, and ends as the earlier one would have.
  ///   - keeper: Takes states on the way.
  ///   - isInterrupted: Asked before each step; true stops training.
  ///   - onEpoch: Told about each epoch.
  /// - Returns: The learning curve, and why it ended; when it was interrupted in the middle of an
  ///   epoch, its last row is of the batches before.
  /// - Throws: ``NonFiniteLoss``; the model then has the weights it was called with.
  /// - Precondition: `options.patience` needs validation sequences; the state is possible
  ///   (``TrainingState/isPossible(for:on:validation:options:)``).
  @specialized(where Self == RecurrentNetwork)  // else callers in other modules run generic code
  @specialized(where Self == ElementRNN)
  public mutating func train(
    on training: TrainingSet, validation: TrainingSet? = nil, options: TrainingOptions,
    using generator: inout SeededGenerator, threads: Int = 1,
    resuming state: TrainingState<Weight>? = nil, keeper: StateKeeper<Weight>? = nil,
    isInterrupted: () -> Bool = { false }, onEpoch: (EpochRecord) -> Void = { _ in }
  ) throws(NonFiniteLoss) -> TrainingHistory {
    precondition(
      options.patience == nil || validation != nil, "Patience needs validation sequences")
    var run = TrainingRun(self, training, validation, options, threads)
    if let state {
      precondition(
        state.isPossible(for: self, on: training, validation: validation, options: options),
        "The state is of another run")
      run.resume(state)
      generator = state.generator
    }
    let reason = try run.go(&generator, keeper, isInterrupted, onEpoch)
    let history = run.history(reason)
    weights = run.chosenWeights
    return history
  }
}
