import Forecasting
import Recurrent
import SeriesData

extension Experiment {
  /// The experiment with a remedy followed: what its command does with the options of the remedy added.
  ///
  /// - Parameter remedy: One that a ``Diagnosis`` of this experiment gives.
  /// - Returns: Another experiment; nil where the remedy has no option, or one that is not among those
  ///   that remedies have.
  /// - Throws: `SplitError`, when the other parts are impossible.
  public func following(_ remedy: Remedy) throws(SplitError) -> Experiment? {
    let words = remedy.options.split(separator: " ").map(String.init)
    guard !words.isEmpty, words.count.isMultiple(of: 2) else { return nil }
    var other = self
    for place in stride(from: 0, to: words.count, by: 2) {
      guard try other.take(words[place], words[place + 1]) else { return nil }
    }
    return other
  }

  /// Takes an option as it is typed; false where it is none of those that remedies have.
  private mutating func take(_ option: String, _ value: String) throws(SplitError) -> Bool {
    if option == "--validation" {
      guard let share = Double(value) else { return false }
      split = try Split(
        count: series.count, trainCount: split.train.count, validationShare: share)
      return true
    }
    let told = networks.compactMap { $0.taking(option, value, horizon: horizon) }
    guard told.count == networks.count else { return false }
    networks = told
    return true
  }
}

extension NetworkSpecification {
  /// The same with an option as it is typed; nil for one that no remedy has, or no such value.
  fileprivate func taking(
    _ option: String, _ value: String, horizon: Int
  ) -> NetworkSpecification? {
    switch option {
    case "--hidden": setting(\.hidden, Int(value))
    case "--lookback": setting(\.lookback, Int(value))
    case "--epochs": setting(\.training.epochs, Int(value))
    case "--patience": setting(\.training.patience, Int(value).map(Optional.some))
    case "--learning-rate": setting(\.training.learningRate, Double(value))
    case "--clip-norm": setting(\.training.clipNorm, Double(value).map(Optional.some))
    case "--weight-decay": setting(\.training.weightDecay, Double(value))
    case "--dropout": setting(\.training.dropout, Double(value))
    case "--transform": setting(\.transform, ValueTransform(rawValue: value))
    case "--features": setting(\.features, features(named: value))
    case "--strategy":
      HorizonStrategy(rawValue: value).map { forecasting($0, horizon: horizon) }
    default: nil
    }
  }

  private func features(named list: String) -> [Feature]? {
    let names = list.split(separator: ",")
    let found = names.compactMap { Feature(rawValue: String($0)) }
    return found.count == names.count ? found : nil
  }

  private func setting<Value>(
    _ setting: WritableKeyPath<NetworkSpecification, Value>, _ value: Value?
  ) -> NetworkSpecification? {
    guard let value else { return nil }
    var other = self
    other[keyPath: setting] = value
    return other
  }
}
