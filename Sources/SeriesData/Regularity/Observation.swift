/// One row of a file, read: a date, and a value unless it is missing.
struct Observation: Hashable {
  let line: Int
  let time: Timestamp
  var value: Double?
  /// Whether the value is missing because its cell was faulty, which is a finding already.
  var isFaulty = false
}

extension [Observation] {
  /// In the order of time, and a note if they were not; rows of one date keep their order.
  func inTimeOrder() -> (sorted: [Observation], finding: Finding?) {
    guard let late = zip(self, dropFirst()).first(where: { $0.time > $1.time })?.1 else {
      return (self, nil)
    }
    let isReversed = zip(self, dropFirst()).allSatisfy { $0.time >= $1.time }
    let message =
      isReversed
      ? "the rows stood newest first and were turned round"
      : "the rows were sorted by date; the first out of order is line \(late.line)"
    let sorted = enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    return (sorted.map(\.element), Finding(.unsorted, severity: .note, message, lines: [late.line]))
  }

  /// One observation per date, and what was done about the others, or that nothing was.
  ///
  /// Missing values are left out of means and sums; without a policy the first row stands.
  ///
  /// - Precondition: The observations are in the order of time.
  func merged(by policy: DuplicatePolicy?) -> (merged: [Observation], finding: Finding?) {
    var merged: [Observation] = []
    merged.reserveCapacity(count)
    var repeated: [Timestamp: [Observation]] = [:]
    var order: [Timestamp] = []
    for observation in self {
      guard let last = merged.last, last.time == observation.time else {
        merged.append(observation)
        continue
      }
      if repeated[last.time] == nil { order.append(last.time) }
      repeated[last.time, default: [last]].append(observation)
    }
    guard !order.isEmpty else { return (self, nil) }
    if let policy {
      for index in merged.indices {
        if let group = repeated[merged[index].time] {
          merged[index].value = policy.value(of: group)
          merged[index].isFaulty = group.contains(where: \.isFaulty)
        }
      }
    }
    return (merged, .duplicates(order.compactMap { repeated[$0] }, policy))
  }
}

extension DuplicatePolicy {
  /// One value for several rows of the same date, which stand in the order of the file.
  fileprivate func value(of rows: [Observation]) -> Double? {
    let values = rows.compactMap(\.value)
    guard !values.isEmpty else { return nil }
    switch self {
    case .mean: return values.reduce(0) { $0 + $1 / Double(values.count) }
    case .sum:
      let sum = values.reduce(0, +)
      return sum.isFinite ? sum : nil
    case .first: return values.first
    case .last: return values.last
    }
  }
}

extension Finding {
  fileprivate static func duplicates(
    _ groups: [[Observation]], _ policy: DuplicatePolicy?
  ) -> Finding {
    let dates = listing(
      groups.map { group in
        "\(group[0].time.iso) (\(phrase(lines: group.map(\.line))))"
      })
    let found = "\(counted(groups.count, "date")) in more than one row: \(dates)"
    return Finding(
      .duplicateTimestamp, severity: policy == nil ? .error : .note,
      policy.map { "\(found); merged by \($0.rawValue)" } ?? found,
      lines: groups.flatMap { $0.map(\.line) }.sorted(),
      remedy: policy == nil ? "Choose --duplicates mean, sum, first or last." : nil)
  }
}
