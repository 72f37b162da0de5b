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
  init(of times: TimeColumn) {
    var calendars = Frequency.named
    if let distance = Self.commonestDistance(in: times) {
      calendars.append(.everySeconds(distance))
    }
    let ranked = calendars.map { (calendar: $0, count: Self.singleSteps(of: $0, in: times)) }
    let best = ranked.reduce(ranked[0]) { $1.count > $0.count ? $1 : $0 }
    frequency = best.calendar
    singleSteps = best.count
    steps = times.count - 1
    oddIndex =
      times.indices.dropFirst().first { !Self.isSingleStep(to: $0, of: best.calendar, in: times) }
      ?? 1
  }

  private static func singleSteps(of calendar: Frequency, in times: TimeColumn) -> Int {
    times.indices.dropFirst().count { isSingleStep(to: $0, of: calendar, in: times) }
  }

  private static func isSingleStep(
    to index: Int, of calendar: Frequency, in times: TimeColumn
  ) -> Bool {
    let from = Timestamp(secondsSinceEpoch: times[index - 1])
    return calendar.advance(from, by: 1).secondsSinceEpoch == times[index]
  }

  /// The shortest of the distances that are most often there.
  private static func commonestDistance(in times: TimeColumn) -> Int? {
    var distances = times.indices.dropFirst().map { times[$0] - times[$0 - 1] }
    distances.sort()
    var best = (distance: 0, count: 0)
    var start = 0
    for index in distances.indices
    where index + 1 == distances.count
      || distances[index + 1] != distances[index]
    {
      if index + 1 - start > best.count { best = (distances[index], index + 1 - start) }
      start = index + 1
    }
    return best.count > 0 ? best.distance : nil
  }
}
