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
  static func find(in times: TimeColumn) -> FrequencyFit? {
    let distances = Distances(between: times)
    return candidates(for: times, distances).lazy
      .compactMap { fit(of: $0, to: times, distances) }.first
  }

  /// How well `frequency` fits; `nil` if a timestamp does not lie on it, or if more than half of
  /// the steps are gaps.
  static func fit(of frequency: Frequency, to times: TimeColumn) -> FrequencyFit? {
    guard let first = times.first else { return nil }
    let start = Timestamp(secondsSinceEpoch: first)
    var previous = 0
    var singleSteps = 0
    for index in times.indices.dropFirst() {
      let time = Timestamp(secondsSinceEpoch: times[index])
      guard let position = frequency.steps(from: start, to: time) else { return nil }
      if position == previous + 1 { singleSteps += 1 }
      previous = position
    }
    return FrequencyFit(frequency, singleSteps: singleSteps, of: times.count - 1)
  }

  /// The same, without a look at every timestamp where all are equally far from each other and the
  /// calendar has steps of a fixed length.
  static func fit(
    of frequency: Frequency, to times: TimeColumn, _ distances: Distances
  ) -> FrequencyFit? {
    guard let distance = distances.only, let step = frequency.fixedStep else {
      return fit(of: frequency, to: times)
    }
    guard distance % step == 0 else { return nil }
    let steps = times.count - 1
    return FrequencyFit(frequency, singleSteps: distance == step ? steps : 0, of: steps)
  }

  private init?(_ frequency: Frequency, singleSteps: Int, of steps: Int) {
    guard 2 * singleSteps >= steps else { return nil }
    (self.frequency, self.singleSteps, self.steps) = (frequency, singleSteps, steps)
  }

  /// The calendars to try, from coarse to fine.
  ///
  /// Business days are one only if some step leaps a weekend: Monday to Friday alone are daily.
  private static func candidates(for times: TimeColumn, _ distances: Distances) -> [Frequency] {
    let startsOnLastDay = Timestamp(secondsSinceEpoch: times[0]).isLastDayOfMonth
    var candidates: [Frequency] = [.yearly, .quarterly]
    candidates += startsOnLastDay ? [.monthlyLastDay, .monthly] : [.monthly]
    candidates +=
      distances.leapsWeekend(in: times) ? [.weekly, .businessDaily, .daily] : [.weekly, .daily]
    return distances.common > 0 ? candidates + [.everySeconds(distances.common)] : candidates
  }
}

/// The seconds between neighbours, summed up in one pass.
struct Distances {
  /// The greatest common divisor.
  private(set) var common = 0
  /// The distance between all neighbours, if it is one.
  private(set) var only: Int?

  /// - Precondition: `times` ascend, and there are at least two.
  init(between times: TimeColumn) {
    if let step = times.evenStep {
      (common, only) = (step, step)
      return
    }
    let first = times[1] - times[0]
    guard let odd = times.indices.dropFirst().first(where: { times[$0] - times[$0 - 1] != first })
    else {
      (common, only) = (first, first)
      return
    }
    common = first
    for index in odd..<times.count {
      let distance = times[index] - times[index - 1]
      if distance != common { common = Self.greatestCommonDivisor(common, distance) }
    }
  }

  /// Whether some step goes from a Friday to a Monday.
  func leapsWeekend(in times: TimeColumn) -> Bool {
    // What lies on the third day after another is more than two and less than four days later.
    let near = (2 * Timestamp.secondsPerDay + 1)..<(4 * Timestamp.secondsPerDay)
    if let only, !near.contains(only) { return false }
    return times.indices.dropFirst().contains { index in
      guard near.contains(times[index] - times[index - 1]) else { return false }
      let from = Timestamp(secondsSinceEpoch: times[index - 1])
      let to = Timestamp(secondsSinceEpoch: times[index])
      return from.weekday == 4 && to.dayNumber - from.dayNumber == 3
    }
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

extension Frequency {
  /// The length of a step in seconds, where all steps are equally long.
  fileprivate var fixedStep: Int? {
    switch self {
    case .weekly: 7 * Timestamp.secondsPerDay
    case .daily: Timestamp.secondsPerDay
    case .everySeconds(let seconds): seconds
    case .yearly, .quarterly, .monthly, .monthlyLastDay, .businessDaily: nil
    }
  }
}
