/// The calendar on which all timestamps of a series lie.
struct FrequencyFit: Hashable {
  let frequency: Frequency
  /// How many of the steps between neighbours are one step of the calendar; the others are gaps.
  let singleSteps: Int
  let steps: Int

  /// For people: `monthly: 143 of 143 steps`.
  var evidence: String { "\(frequency.name): \(singleSteps) of \(steps) steps" }

  /// The coarsest calendar that has all of `times`, and on which at least half of their steps are
  /// single ones.
  ///
  /// - Precondition: `times` ascend, and there are at least two.
  static func find(in times: [Timestamp]) -> FrequencyFit? {
    candidates(for: times).lazy.compactMap { fit(of: $0, to: times) }.first
  }

  private static func fit(of frequency: Frequency, to times: [Timestamp]) -> FrequencyFit? {
    guard let start = times.first else { return nil }
    var previous = 0
    var singleSteps = 0
    for time in times.dropFirst() {
      guard let position = frequency.steps(from: start, to: time) else { return nil }
      if position == previous + 1 { singleSteps += 1 }
      previous = position
    }
    let steps = times.count - 1
    guard 2 * singleSteps >= steps else { return nil }
    return FrequencyFit(frequency: frequency, singleSteps: singleSteps, steps: steps)
  }

  /// The calendars to try, from coarse to fine.
  ///
  /// Business days are one only if some step leaps a weekend: Monday to Friday alone are daily.
  private static func candidates(for times: [Timestamp]) -> [Frequency] {
    let neighbours = zip(times, times.dropFirst())
    let leapsWeekend = neighbours.contains { $0.weekday == 4 && $1.dayNumber - $0.dayNumber == 3 }
    let distances = neighbours.map { $1.secondsSinceEpoch - $0.secondsSinceEpoch }
    let common = distances.reduce(0, greatestCommonDivisor)
    var candidates: [Frequency] = [.yearly, .quarterly]
    candidates += times[0].isLastDayOfMonth ? [.monthlyLastDay, .monthly] : [.monthly]
    candidates += leapsWeekend ? [.weekly, .businessDaily, .daily] : [.weekly, .daily]
    return common > 0 ? candidates + [.everySeconds(common)] : candidates
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

/// Why no calendar fits: the one that fits best, and the first step that it does not explain.
struct FrequencyMisfit: Hashable {
  let frequency: Frequency
  let singleSteps: Int
  let steps: Int
  /// The index of the timestamp to which the first odd step leads.
  let oddIndex: Int

  /// Tries the named calendars and the commonest distance.
  ///
  /// - Precondition: `times` ascend, and there are at least two.
  init(of times: [Timestamp]) {
    var calendars = Frequency.named
    if let distance = Self.commonestDistance(in: times) {
      calendars.append(.everySeconds(distance))
    }
    let ranked = calendars.map { calendar in
      let isSingle = zip(times, times.dropFirst()).map { calendar.advance($0, by: 1) == $1 }
      return (calendar: calendar, isSingle: isSingle, count: isSingle.count { $0 })
    }
    let best = ranked.reduce(ranked[0]) { $1.count > $0.count ? $1 : $0 }
    frequency = best.calendar
    singleSteps = best.count
    steps = times.count - 1
    oddIndex = (best.isSingle.firstIndex(of: false) ?? 0) + 1
  }

  private static func commonestDistance(in times: [Timestamp]) -> Int? {
    var counts: [Int: Int] = [:]
    for (earlier, later) in zip(times, times.dropFirst()) {
      counts[later.secondsSinceEpoch - earlier.secondsSinceEpoch, default: 0] += 1
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }
}
