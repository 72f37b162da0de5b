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
  static let all: [Variant] = recipe + members + networks + trainedOtherwise

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
    without("ces"), without("airline", "arima"), without("ets"),
    without("seasonal-naive"),
    without("gru-ensemble"),
    Variant("its gru-ensemble with dropout 0.1") { auto in
      auto.members = auto.members.map { $0 is NetworkEnsemble ? dropping(0.1) : $0 }
    },
    Variant("its gru-ensemble trained on its own outputs") { auto in
      auto.members = auto.members.map { $0 is NetworkEnsemble ? ownOutputs : $0 }
    },
    with(ClassicalForecaster(.theta)),
    Variant("networks alone") { auto in
      auto.members.removeAll { !$0.name.hasPrefix("pretrained") && $0.name != "gru-ensemble" }
    },
    with(ClassicalForecaster(.holtWinters)),
    Variant("pretrained alone") { $0.members.removeAll { !$0.name.hasPrefix("pretrained") } },
    Variant("pretrained, not combined", PretrainedForecaster()),
  ]
}
