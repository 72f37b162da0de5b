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
  /// The scaled value of one season before the element's own step: 1 column.
  case seasonalLag = "seasonal-lag"
  /// The place in time, 0 at the first and 1 at the last date that was fitted on, beyond 1 later:
  /// 1 column.
  case trend

  /// The number of columns.
  public func width(seasonLength: Int) -> Int {
    switch self {
    case .previous, .month, .seasonalLag, .trend: 1
    case .monthOneHot: seasonLength
    case .monthCyclic: 2
    }
  }

  /// Whether it is defined only for frequencies with a season.
  public var needsSeason: Bool {
    switch self {
    case .previous, .trend: false
    case .month, .monthOneHot, .monthCyclic, .seasonalLag: true
    }
  }

  /// Whether its columns are values of the series, scaled as those are.
  var isValue: Bool { self == .previous || self == .seasonalLag }

  /// Whether its columns depend on the place in the season alone.
  public var isOfCalendar: Bool { needsSeason && !isValue }

  /// How many steps before the element its value lies; 1 where there is none, for every sequence
  /// begins with a value that is known.
  public func lag(seasonLength: Int) -> Int { self == .seasonalLag ? seasonLength : 1 }

  /// The columns of an element at a place in the season, 0 for the first.
  ///
  /// - Precondition: The feature is one of the calendar, ``isOfCalendar``.
  public func calendarColumns(position: Int, seasonLength: Int) -> [Double] {
    precondition(isOfCalendar, "\(rawValue) is no feature of the calendar")
    return columns(
      Element(value: { _ in .nan }, position: position, trend: .nan), seasonLength: seasonLength)
  }

  /// What an element is made of.
  struct Element {
    /// The scaled transformed value of so many steps before the element.
    let value: (Int) -> Double
    /// The place of the element in the season; looked at only if ``needsSeason``.
    let position: Int
    /// The place of the element in time; looked at only by ``trend``.
    let trend: Double
  }

  /// The columns of one element.
  ///
  /// - Parameters:
  ///   - element: What there is to see.
  ///   - seasonLength: The number of places in the season.
  /// - Returns: As many numbers as ``width(seasonLength:)`` says.
  func columns(_ element: Element, seasonLength: Int) -> [Double] {
    let position = element.position
    switch self {
    case .previous, .seasonalLag: return [element.value(lag(seasonLength: seasonLength))]
    case .month: return [Double(position + 1) / Double(seasonLength)]
    case .monthOneHot: return (0..<seasonLength).map { $0 == position ? 1 : 0 }
    case .monthCyclic:
      let angle = 2 * Double.pi * Double(position) / Double(seasonLength)
      return [sine(angle), cosine(angle)]
    case .trend: return [element.trend]
    }
  }
}
