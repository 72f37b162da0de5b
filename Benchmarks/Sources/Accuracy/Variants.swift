import Classical
import Forecasting
import Recurrent
import SeriesData

/// A forecaster with what makes it different.
struct Variant: Sendable {
  /// What is different.
  let name: String
  /// The forecaster.
  let forecaster: any Forecaster

  /// The recipe with something changed.
  init(_ name: String, _ change: (inout AutoForecaster) -> Void) {
    var auto = AutoForecaster()
    change(&auto)
    self.init(name, auto)
  }

  init(_ name: String, _ forecaster: any Forecaster) {
    self.name = name
    self.forecaster = forecaster
  }
}

extension Variant {
  /// The recipe, with one means less or more at a time, and what networks do that are trained on the
  /// series itself.
  static let all: [Variant] = recipe + members + networks

  private static let recipe = [
    Variant("auto") { _ in },
    Variant("no effects of the calendar") { $0.adjustsCalendar = false },
    Variant("no other season is tried") { $0.choosesSeason = false },
    Variant("widths are not calibrated") { $0.isCalibrated = false },
    Variant("weights do not follow errors") { $0.weighting.sharpness = 0 },
    Variant("weights follow errors twice as closely") { $0.weighting.sharpness *= 2 },
    Variant("weights follow errors four times as closely") { $0.weighting.sharpness *= 4 },
    Variant("all members weigh the same beforehand") { $0.weighting.priors = [:] },
  ]

  private static func without(_ names: String...) -> Variant {
    Variant("without \(names.joined(separator: ", "))") { auto in
      auto.members.removeAll { names.contains($0.name) }
    }
  }

  private static func with(_ member: any Forecaster) -> Variant {
    Variant("with \(member.name)") { $0.members.append(member) }
  }

  private static let members = [
    without("pretrained", "pretrained-log"), without("pretrained"), without("pretrained-log"),
    without("ces"), without("airline", "arima"), without("holt-winters"), without("ets"),
    without("seasonal-naive"),
    with(ClassicalForecaster(.theta)), with(differenced("gru")),
    Variant("pretrained alone") { $0.members.removeAll { !$0.name.hasPrefix("pretrained") } },
    Variant("pretrained, not combined", PretrainedForecaster()),
  ]

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

  private static let networks = [
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
    own("… five seeds, weight decay, cosine, one-hot", seeds: 5) {
      $0.training.weightDecay = 0.01
      $0.training.schedule = .cosine
      $0.features = [.previous, .monthOneHot]
    },
    Variant("pretrained, fine-tuned on the series", FineTuned()),
  ]
}
