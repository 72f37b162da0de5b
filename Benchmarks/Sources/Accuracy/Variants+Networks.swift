import Forecasting
import Recurrent
import SeriesData

// Networks that are trained on the series itself.

extension Variant {
  /// A network that is trained on the series itself, on differences of logarithms.
  private static func differenced(
    _ name: String, seeds: Int = 1, _ change: (inout NetworkSpecification) -> Void = { _ in }
  ) -> Ensemble {
    var network = NetworkSpecification(.gru)
    network.transform = .logDiff
    network.scaler = .standard
    network.hidden = 8
    network.training.epochs = 200
    change(&network)
    return Ensemble(name: name, specification: network, seeds: seeds)
  }

  private static func own(
    _ name: String, seeds: Int = 1, _ change: (inout NetworkSpecification) -> Void = { _ in }
  ) -> Variant {
    Variant(name, differenced(name, seeds: seeds, change))
  }

  private static func regularise(_ network: inout NetworkSpecification) {
    network.training.weightDecay = 0.01
    network.training.schedule = .cosine
    network.features = [.previous, .monthOneHot]
  }

  /// The best of them, five at a time, with something changed.
  private static func five(
    _ name: String, _ change: @escaping (inout NetworkSpecification) -> Void = { _ in }
  ) -> Variant {
    own("… five seeds, weight decay, cosine, one-hot\(name)", seeds: 5) {
      regularise(&$0)
      change(&$0)
    }
  }

  /// The ensemble of the recipe with dropout.
  static func dropping(_ dropout: Double) -> NetworkEnsemble {
    var ensemble = NetworkEnsemble()
    ensemble.specification.training.dropout = dropout
    return ensemble
  }

  static let networks = [
    Variant("gru-ensemble, not combined", NetworkEnsemble()),
    Variant("gru-ensemble with dropout 0.1, not combined", dropping(0.1)),
    own("GRU of 8 units on differences of logarithms"),
    own("… five seeds", seeds: 5),
    own("… strong weight decay") { $0.training.weightDecay = 0.01 },
    own("… cosine decay") { $0.training.schedule = .cosine },
    own("… loss over all elements") { $0.training.lossOver = .all },
    own("… stopped by patience") { $0.training.patience = 20 },
    own("… place in the season one-hot") { $0.features = [.previous, .monthOneHot] },
    own("… two seasons back") { $0.lookback = 24 },
    own("… what the seasonal naive forecast leaves") { $0.transform = .seasonalLogDiff },
    own("… 16 units, 500 epochs") {
      $0.hidden = 16
      $0.training.epochs = 500
    },
    own("… LSTM") { $0.kind = .lstm },
    own("… RNN") { $0.kind = .rnn },
    five(""),
    Variant("pretrained, fine-tuned on the series", FineTuned()),
  ]

  /// The literature's other means against overfitting and against errors that feed on themselves.
  static let trainedOtherwise = [
    own("… dropout 0.1") { $0.training.dropout = 0.1 },
    own("… dropout 0.3") { $0.training.dropout = 0.3 },
    own("… noise 0.05") { $0.training.noise = 0.05 },
    own("… noise 0.2") { $0.training.noise = 0.2 },
    looped("… weights averaged over the last quarter") { $0.averagesFrom = 0.75 },
    looped("… trained on its own outputs") { $0.ownOutputs = 0.5 },
    own("… logarithms, windows scaled") {
      $0.transform = .log
      $0.scalesWindows = true
    },
    windows("… windows by mean and spread", .meanAndSpread),
    windows("… windows by level and season", .levelAndSeason),
    five(", dropout 0.1") { $0.training.dropout = 0.1 },
    five(", dropout 0.3") { $0.training.dropout = 0.3 },
    five(", noise 0.05") { $0.training.noise = 0.05 },
    five(", noise 0.2") { $0.training.noise = 0.2 },
    looped("… five seeds, weight decay, cosine, one-hot, trained on its own outputs", seeds: 5) {
      regularise(&$0.specification)
      $0.ownOutputs = 0.5
    },
    looped(
      "… five seeds, weight decay, cosine, one-hot, dropout 0.1, trained on its own outputs",
      seeds: 5
    ) {
      regularise(&$0.specification)
      $0.specification.training.dropout = 0.1
      $0.ownOutputs = 0.5
    },
    windows("… windows by mean and spread, five seeds", .meanAndSpread, seeds: 5),
    windows("… windows by level and season, five seeds", .levelAndSeason, seeds: 5),
    windows("… by level and season, five seeds, weight decay, cosine", .levelAndSeason, seeds: 5) {
      $0.weightDecay = 0.01
      $0.schedule = .cosine
    },
    windows(
      "… by level and season, five seeds, weight decay, cosine, dropout 0.1", .levelAndSeason,
      seeds: 5
    ) {
      $0.weightDecay = 0.01
      $0.schedule = .cosine
      $0.dropout = 0.1
    },
  ]

  /// The ensemble of the recipe, trained on its own outputs.
  static let ownOutputs: any Forecaster = {
    var network = OwnLoop(name: "gru", specification: differenced("gru").specification)
    regularise(&network.specification)
    network.ownOutputs = 0.5
    return Seeds(name: NetworkEnsemble().name, seeds: NetworkEnsemble().count, forecaster: network)
  }()

  private static func looped(
    _ name: String, seeds: Int = 1, _ change: (inout OwnLoop) -> Void
  ) -> Variant {
    var loop = OwnLoop(name: name, specification: differenced(name).specification)
    change(&loop)
    return Variant(name, Seeds(name: name, seeds: seeds, forecaster: loop))
  }

  private static func windows(
    _ name: String, _ normalisation: WindowNetwork.Normalisation, seeds: Int = 1,
    _ change: (inout TrainingOptions) -> Void = { _ in }
  ) -> Variant {
    var network = WindowNetwork(normalisation: normalisation)
    change(&network.training)
    return Variant(name, Seeds(name: name, seeds: seeds, forecaster: network))
  }
}
