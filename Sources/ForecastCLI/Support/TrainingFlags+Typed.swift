import ArgumentParser
import Forecasting
import Recurrent
import SeriesData

extension TrainingFlags {
  /// The flags that differ from their defaults, as they would be typed.
  var arguments: [String] {
    let standard = try? TrainingFlags.parse([])
    func changed<Value: Equatable>(
      _ name: String, _ value: KeyPath<TrainingFlags, Value>, _ text: String
    ) -> [String] {
      standard?[keyPath: value] == self[keyPath: value] ? [] : [name, text]
    }
    return changed("--recipe", \.recipe, recipe.rawValue)
      + option("--train", train.map { $0 < 1 ? "\($0)" : "\(Int($0))" })
      + option("--test", test.map(String.init))
      + changed("--validation", \.validation, "\(validation)")
      + changed("--lookback", \.lookback, "\(lookback)") + option("--features", features)
      + changed("--transform", \.transform, transform.rawValue)
      + changed("--scaler", \.scaler, scaler.rawValue)
      + changed("--window-scaling", \.windowScaling, windowScaling.rawValue)
      + option("--strategy", strategy?.rawValue)
      + changed("--intervals", \.intervals, intervals.rawValue)
      + changed("--hidden", \.hidden, "\(hidden)")
      + changed("--layers", \.layers, "\(layers)") + changed("--epochs", \.epochs, "\(epochs)")
      + option("--batch-size", batchSize.map(String.init))
      + changed("--learning-rate", \.learningRate, "\(learningRate)")
      + changed("--schedule", \.schedule, schedule.rawValue)
      + changed("--optimizer", \.optimizer, optimizer.rawValue)
      + changed("--weight-decay", \.weightDecay, "\(weightDecay)")
      + changed("--dropout", \.dropout, "\(dropout)") + changed("--noise", \.noise, "\(noise)")
      + changed("--clip-norm", \.clipNorm, "\(clipNorm)") + option("--loss", loss?.rawValue)
      + changed("--loss-over", \.lossOver, lossOver.rawValue)
      + option("--patience", patience.map(String.init))
  }
}
