import RealModule

/// How the learning rate changes from epoch to epoch.
public enum Schedule: String, Hashable, Sendable, Codable, CaseIterable {
  /// It does not.
  case constant
  /// Half a cosine from the full rate to zero (Loshchilov and Hutter, 2017).
  case cosine
  /// Halved whenever the watched loss, validation if there is one, has not become better for
  /// ``plateauPatience`` epochs.
  case plateau

  /// The epochs that ``plateau`` waits.
  public static let plateauPatience = 20

  /// The factor on the learning rate.
  ///
  /// - Parameters:
  ///   - epoch: Completed epochs.
  ///   - epochs: The epochs asked for.
  ///   - plateaus: How often the watched loss has stalled.
  /// - Returns: A number in 0 … 1.
  func factor(epoch: Int, of epochs: Int, plateaus: Int) -> Double {
    switch self {
    case .constant: 1
    case .cosine: 0.5 * (1 + .cos(.pi * Double(epoch) / Double(max(epochs, 1))))
    case .plateau: .pow(0.5, plateaus)
    }
  }
}
