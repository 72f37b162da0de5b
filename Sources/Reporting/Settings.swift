import Artifacts

extension ReportDocument {
  /// What was chosen for the networks, in words.
  var settingsSentence: String {
    let s = settings
    let training =
      "\(s.epochs) epochs of \(s.optimizer), learning rate \(s.learningRate) (\(s.schedule)), "
      + "\(s.loss) over \(s.lossOver), weight decay \(s.weightDecay), "
      + (s.dropout.map { "dropout \($0), " } ?? "") + (s.noise.map { "noise \($0), " } ?? "")
      + "gradient norm \(s.clipNorm.map { "at most \($0)" } ?? "not limited"), "
      + "\(s.batchSize.map { "batches of \($0)" } ?? "all sequences at once"), "
      + (s.patience.map { "patience \($0)" } ?? "no early stopping")
    return
      "Recipe \(s.recipe): lookback \(s.lookback), features \(s.features.joined(separator: ", ")), "
      + "transform \(s.transform), scaler \(s.scaler), \(s.hidden) units, \(s.layers) "
      + "layer\(s.layers == 1 ? "" : "s")\(s.windowScaling == true ? ", windows scaled" : ""); "
      + "\(training). Seed \(seed)."
  }

  /// What is said of several steps ahead, and for each network what was chosen; empty where there is
  /// nothing to say.
  var strategySentences: [String] {
    guard let strategy = settings.strategy, strategy.name != "recursive" else { return [] }
    let choices = (strategy.choices ?? [:]).sorted { $0.key < $1.key }
    return [
      "Several steps ahead: \(strategy.name), \(strategy.steps) "
        + "step\(strategy.steps == 1 ? "" : "s")."
    ] + choices.map { "\($0.key): \($0.value.words)" }
  }
}
