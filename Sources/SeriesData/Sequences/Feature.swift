/// What a network sees of one element of a sequence.
public enum Feature: String, CaseIterable, Codable, Sendable {
  /// The scaled value of the step before: 1 column.
  case previous = "prev"
  /// The place in the season as a fraction in (0, 1]: `(position + 1) / seasonLength`, 1 column.
  case month
  /// The place in the season as a unit vector: `seasonLength` columns, one of them 1.
  case monthOneHot = "month-onehot"
  /// The place in the season as a point on the circle: sine and cosine of
  /// `2π · position / seasonLength`, 2 columns.
  case monthCyclic = "month-cyclic"

  /// The number of columns.
  public func width(seasonLength: Int) -> Int {
    switch self {
    case .previous, .month: 1
    case .monthOneHot: seasonLength
    case .monthCyclic: 2
    }
  }

  /// Whether it is defined only for frequencies with a season.
  public var needsSeason: Bool { self != .previous }

  /// The columns of one element.
  ///
  /// - Parameters:
  ///   - previous: The scaled transformed value of the step before.
  ///   - position: The place of the element in the season; looked at only if ``needsSeason``.
  ///   - seasonLength: The number of places.
  /// - Returns: As many numbers as ``width(seasonLength:)`` says.
  func columns(previous: Double, position: Int, seasonLength: Int) -> [Double] {
    switch self {
    case .previous: return [previous]
    case .month: return [Double(position + 1) / Double(seasonLength)]
    case .monthOneHot: return (0..<seasonLength).map { $0 == position ? 1 : 0 }
    case .monthCyclic:
      let angle = 2 * Double.pi * Double(position) / Double(seasonLength)
      return [sine(angle), cosine(angle)]
    }
  }
}
