/// The spacing of the timestamps of a series on the calendar.
///
/// ```swift
/// Frequency.monthly.seasonLength             // 12
/// Frequency.everySeconds(3600).name          // "hourly"
/// Frequency.monthly.advance(january31, by: 1)    // 28 or 29 February
/// ```
///
/// Season lengths: a year for yearly (1), quarterly (4), monthly (12) and weekly (52) data, a week
/// for daily (7) and business-daily (5) data, a day for hourly and finer data.
public enum Frequency: Hashable, Sendable {
  /// One value a year, on the same day of the year.
  case yearly
  /// One value every three months. A start on the last day of a month stays on last days.
  case quarterly
  /// One value a month, on the same day of the month (or the month's last, where it is shorter).
  case monthly
  /// One value a month, on its last day.
  case monthlyLastDay
  /// One value every seven days.
  case weekly
  /// One value a day.
  case daily
  /// One value a day from Monday to Friday.
  case businessDaily
  /// One value every so many seconds; 3600 is hourly. The number is positive.
  case everySeconds(Int)

  /// A readable name, which ``init(name:)`` understands: `monthly`, `monthly-last-day`, `hourly`,
  /// `every-900-seconds`.
  public var name: String {
    switch self {
    case .yearly: "yearly"
    case .quarterly: "quarterly"
    case .monthly: "monthly"
    case .monthlyLastDay: "monthly-last-day"
    case .weekly: "weekly"
    case .daily: "daily"
    case .businessDaily: "business-daily"
    case .everySeconds(3600): "hourly"
    case .everySeconds(let seconds): "every-\(seconds)-seconds"
    }
  }

  /// The frequency with this ``name``, or `nil` if there is none.
  public init?(name: String) {
    if let named = Self.named.first(where: { $0.name == name }) {
      self = named
      return
    }
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "every", parts[2] == "seconds",
      let seconds = Int(parts[1]), seconds > 0
    else { return nil }
    self = .everySeconds(seconds)
  }

  /// All frequencies that have a name of their own, from coarse to fine.
  static let named: [Frequency] = [
    .yearly, .quarterly, .monthly, .monthlyLastDay, .weekly, .daily, .businessDaily,
    .everySeconds(3600),
  ]

  /// The number of steps after which the calendar repeats itself; 1 where it does not.
  public var seasonLength: Int {
    switch self {
    case .yearly: 1
    case .quarterly: 4
    case .monthly, .monthlyLastDay: 12
    case .weekly: 52
    case .daily: 7
    case .businessDaily: 5
    case .everySeconds(let seconds): max(1, Timestamp.secondsPerDay / seconds)
    }
  }
}

extension Frequency: Codable {
  /// Reads the ``name`` that ``encode(to:)`` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let frequency = Frequency(name: name) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(name)' is not a frequency")
    }
    self = frequency
  }

  /// Writes ``name``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
