import ArgumentParser
import Classical
import Forecasting
import SeriesData

/// Every forecaster that a command line can name.
///
/// A new one is a case here, with its name in `all` and its making in `forecasters`.
enum ForecasterName: Hashable, Sendable {
  /// The recipe that combines the others.
  case auto
  /// The pretrained network, in a space.
  case pretrained(ValueSpace)
  /// A statistical method.
  case classical(ClassicalMethod)
  /// One of the networks, with the settings of the training flags.
  case network(NetworkKind)
  /// One of those that cost nothing.
  case baseline(Baseline)

  /// All of them, in the order of tables.
  static let all: [ForecasterName] =
    [.auto] + ValueSpace.allCases.map { .pretrained($0) }
    + NetworkKind.allCases.map { .network($0) }
    + methods.map { .classical($0) } + Baseline.allCases.map { .baseline($0) }

  /// Those that are not free forecasters under another name.
  private static let methods: [ClassicalMethod] = [
    .ets, .holtWinters, .theta, .ces, .arima, .airline,
  ]

  /// The name in tables, in files and on the command line.
  var name: String {
    switch self {
    case .auto: "auto"
    case .pretrained(let space): PretrainedForecaster(space).name
    case .classical(let method): method.rawValue
    case .network(let kind): kind.rawValue
    case .baseline(let baseline): baseline.rawValue
    }
  }

  /// Whether it costs nothing.
  var isBaseline: Bool {
    if case .baseline = self { true } else { false }
  }
}

extension ForecasterName {
  /// All names, for people.
  static let list = all.map(\.name).joined(separator: ", ")

  /// Reads a name.
  static func parsed(_ argument: String) throws -> ForecasterName {
    guard let found = all.first(where: { $0.name == argument }) else {
      throw ValidationError("expected one of \(list).")
    }
    return found
  }
}

extension ForecasterName {
  /// What to compare: what was named, each once, or everything; with all baselines where none was
  /// named, for something must be beaten.
  ///
  /// - Throws: A usage error for a seasonal naive without a season.
  static func chosen(_ named: [ForecasterName], seasonLength: Int) throws -> [ForecasterName] {
    let available = Baseline.available(seasonLength: seasonLength)
      .map { ForecasterName.baseline($0) }
    if let stranger = named.first(where: { $0.isBaseline && !available.contains($0) }) {
      throw ValidationError(
        "--model \(stranger.name) needs a season, and the series has none. Try persistence.")
    }
    guard !named.isEmpty else { return all.filter { !$0.isBaseline } + available }
    var seen: Set<ForecasterName> = []
    return (named + (named.contains(where: \.isBaseline) ? [] : available))
      .filter { seen.insert($0).inserted }
  }

  /// The forecasters of these names.
  ///
  /// - Throws: A usage error where the flags do not go with one of them.
  static func forecasters(
    _ names: [ForecasterName], _ flags: TrainingFlags, auto: AutoForecaster, seasonLength: Int,
    seed: UInt64
  ) throws -> [any Forecaster] {
    try names.flatMap { name -> [any Forecaster] in
      switch name {
      case .auto: [auto]
      case .pretrained(let space): [PretrainedForecaster(space)]
      case .classical(let method): [ClassicalForecaster(method)]
      case .baseline(let baseline): [baseline]
      case .network(let kind):
        try flags.specifications([kind], seasonLength: seasonLength, seed: seed)
          .map { specification in
            let network = NetworkForecaster(
              specification, validationShare: flags.validation,
              choosesStrategy: flags.strategy == .auto)
            return specification.intervalMethod == .quantile
              ? network : ConformalForecaster(network)
          }
      }
    }
  }
}
