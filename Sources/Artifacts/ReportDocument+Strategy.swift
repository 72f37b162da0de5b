import Forecasting

extension ReportDocument {
  /// How several steps are forecast.
  public struct StrategySection: Codable, Hashable, Sendable {
    /// `recursive`, `direct`, `multi-output`, or `auto` for one that was chosen for each network.
    public var name: String
    /// The steps ahead that networks were trained for, or that the choice looked at.
    public var steps: Int
    /// What was chosen, by the name of the network; absent where nothing was.
    public var choices: [String: Choice]?

    /// What was chosen for one network.
    public struct Choice: Codable, Hashable, Sendable {
      /// The strategy that it has.
      public var strategy: String
      /// The mean absolute error of each on the validation part, in original units; of those that
      /// were not finite or for which there were too few data there is none.
      public var meanAbsoluteError: [String: Double]

      /// The choice and its numbers, for people.
      public var words: String {
        let errors = HorizonStrategy.allCases.compactMap { strategy in
          meanAbsoluteError[strategy.rawValue].map { "\(strategy.rawValue) \(short($0))" }
        }
        return "strategy \(strategy) (mean absolute error on validation: "
          + "\(errors.joined(separator: ", ")))"
      }

      private func short(_ value: Double) -> String {
        let size = abs(value)
        let unit = size >= 1000 ? 1.0 : size >= 1 ? 100 : 1e6
        return size < 1e15 ? "\((value * unit).rounded() / unit)" : "\(value)"
      }
    }

    /// Writes down what an experiment was told, and what it chose.
    public init(_ experiment: Experiment, _ models: [ModelResult]) {
      let network = experiment.networks.first
      name = experiment.choosesStrategy ? "auto" : (network?.strategy ?? .recursive).rawValue
      steps = experiment.choosesStrategy ? experiment.horizon : network?.steps ?? 1
      let all = models.compactMap { model in
        model.strategyChoice.map { choice in
          (
            model.model.specification.kind.rawValue,
            Choice(
              strategy: choice.chosen.rawValue,
              meanAbsoluteError: Dictionary(
                choice.candidates.compactMap { candidate in
                  candidate.meanAbsoluteError.map { (candidate.strategy.rawValue, $0) }
                }, uniquingKeysWith: { first, _ in first }))
          )
        }
      }
      choices = all.isEmpty ? nil : Dictionary(all, uniquingKeysWith: { first, _ in first })
    }
  }
}
