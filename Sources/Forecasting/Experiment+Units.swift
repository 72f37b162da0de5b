import Recurrent
import SeriesData

extension Experiment {
  /// Original units per scaled unit of an error, where one is the other times a constant.
  ///
  /// - Parameters:
  ///   - network: The place of the network in ``networks``.
  ///   - fit: The indices that its scaler is fitted on.
  /// - Returns: What a scaled error is multiplied by; nil for a transform that bends, such as a
  ///   logarithm, for windows that have units of their own, and where the part is too short.
  /// - Complexity: O(*n*).
  public func errorUnit(of network: Int, fit: Range<Int>) -> Double? {
    let specification = networks[network]
    let transform = specification.transform
    guard transform.keepsUnits, !specification.scalesWindows else { return nil }
    let values = transform.apply(series.values[fit], seasonLength: series.seasonLength)
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
    return Scaler.fit(specification.scaler, to: values).unit
  }
}
