/// Where the intervals of a network's forecasts come from.
public enum IntervalMethod: String, Hashable, Sendable, Codable, CaseIterable {
  /// From the residuals of held-out forecasts (``ConformalIntervals``).
  case conformal
  /// From the network, which is trained on quantiles of every step ahead (``QuantileOutputs``).
  case quantile
}

/// What the outputs of a network say that is trained on quantiles.
///
/// Every step ahead has ``count`` outputs, the quantiles at the probabilities `(i + ½) / count`. All
/// make the pinball loss small (Koenker and Bassett, *Regression quantiles*, Econometrica 46, 1978;
/// of several steps at once Wen, Torkkola, Narayanaswamy and Madeka, *A multi-horizon quantile
/// recurrent forecaster*, 2017). Nothing in that keeps a quantile below the next one, so they are put
/// in order (Chernozhukov, Fernández-Val and Galichon, *Quantile and probability curves without
/// crossing*, Econometrica 78, 2010), which never makes the loss larger.
public enum QuantileOutputs {
  /// The quantiles of a step; the outermost are the ends of the central 95 % interval.
  public static let count = 20
}
