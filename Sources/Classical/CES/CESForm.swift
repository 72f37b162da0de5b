/// What is smoothed by complex exponential smoothing, and how the season comes in.
public enum CESForm: String, Hashable, Sendable, CaseIterable {
  /// A level without season.
  case none = "N"
  /// One level for each step of the season, none of which knows the others.
  case simple = "S"
  /// A level, and a season that is added and smoothed as in exponential smoothing.
  case partial = "P"
  /// A level, and a season that is added and smoothed by a complex number of its own.
  case full = "F"

  /// The real and the imaginary parts of the smoothing parameters.
  var smoothingCount: Int {
    switch self {
    case .none, .simple: 2
    case .partial: 3
    case .full: 4
    }
  }

  /// Whether there is a season beside the level.
  var addsSeason: Bool { self == .partial || self == .full }
}
