/// The hours at which clocks are changed, as local times show them: one is left out in spring, one comes
/// twice in autumn.
///
/// Without a time zone nobody can know them for sure, but an hour of a Sunday night in March, April,
/// September, October or November, and no other, is one of them.
enum ClockChange {
  static func mayHappen(at time: Timestamp) -> Bool {
    time.weekday == 6 && time.hour < 4 && [3, 4, 9, 10, 11].contains(time.month)
  }

  static let leftOut = "; the hour that is left out when clocks are set forward"
  static let twice = "; the hour that comes twice when clocks are set back"
}
