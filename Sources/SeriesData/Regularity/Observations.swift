/// The rows of a file, read: dates and values, column by column.
///
/// The order of the file needs no more; rows that had to be sorted or merged carry the number of
/// the row that they were, so that every finding can still name its line.
struct Observations {
  private(set) var times: TimeColumn
  /// Finite, or a ``CellValue`` that is none.
  private(set) var values: [Double]
  /// Whether every observation has a number.
  private var isComplete: Bool
  /// The lines of the rows as they stood in the file.
  private let lines: LineNumbers
  /// The row in the file of each observation; `nil` as long as that is its index.
  private var rows: [Int]?
  /// Whether a cell that could not be read was merged with others that could.
  private var hidesUnreadable = false

  /// - Precondition: As many times as values and lines.
  init(times: TimeColumn, values: [Double], lines: LineNumbers, isComplete: Bool) {
    precondition(times.count == values.count && times.count == lines.count)
    (self.times, self.values, self.lines) = (times, values, lines)
    self.isComplete = isComplete
  }

  var count: Int { times.count }

  /// Whether a cell could not be read, so that there can be no series.
  var hasUnreadable: Bool {
    !isComplete && (hidesUnreadable || values.contains(where: \.isUnreadableCell))
  }

  /// The observations whose cells say that there is no value.
  var missing: [Int] {
    isComplete ? [] : values.indices.filter { values[$0].isNaN && !values[$0].isUnreadableCell }
  }

  func line(of index: Int) -> Int { lines[rows?[index] ?? index] }

  func time(of index: Int) -> Timestamp { Timestamp(secondsSinceEpoch: times[index]) }
}

// MARK: - Order

extension Observations {
  /// Brings the rows into the order of time, and notes if they were not; rows of one date keep
  /// their order.
  mutating func sortByTime() -> Finding? {
    if let step = times.evenStep, step >= 0 { return nil }
    guard let late = times.indices.dropFirst().first(where: { times[$0] < times[$0 - 1] }) else {
      return nil
    }
    let isReversed = times.indices.dropFirst().allSatisfy { times[$0] <= times[$0 - 1] }
    let line = line(of: late)
    let isStrict = times.indices.dropFirst().allSatisfy { times[$0] != times[$0 - 1] }
    rearrange(isReversed && isStrict ? Array(times.indices.reversed()) : sortedRows())
    return Finding(
      .unsorted, severity: .note,
      isReversed
        ? "the rows stood newest first and were turned round"
        : "the rows were sorted by date; the first out of order is line \(line)", lines: [line])
  }

  private func sortedRows() -> [Int] {
    times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
  }

  /// One column after the other, so that no more than one of them is there twice.
  private mutating func rearrange(_ order: [Int]) {
    times = times.reordered(by: order)
    values = order.map { values[$0] }
    rows = order
  }
}

// MARK: - Duplicates

extension Observations {
  /// Leaves one observation per date, and says what was done about the others, or that nothing was.
  ///
  /// Missing values are left out of means and sums; without a policy the first row stands.
  ///
  /// - Precondition: The observations are in the order of time.
  mutating func merge(by policy: DuplicatePolicy?) -> Finding? {
    let groups = repeatedDates()
    guard !groups.isEmpty else { return nil }
    let finding = duplicates(groups, policy)
    var rows = rows ?? Array(times.indices)
    var groupsAhead = groups[...]
    var distinct = TimeColumn()
    var (kept, index) = (0, 0)
    while index < count {
      let group = groupsAhead.first?.lowerBound == index ? groupsAhead.removeFirst() : nil
      distinct.append(times[index])
      values[kept] = values[index]
      if let group, let policy {
        hidesUnreadable = hidesUnreadable || values[group].contains(where: \.isUnreadableCell)
        values[kept] = policy.value(of: values[group])
        // A sum can be too large to be a number.
        if values[kept].isNaN { isComplete = false }
      }
      rows[kept] = rows[index]
      kept += 1
      index = group?.upperBound ?? index + 1
    }
    times = distinct
    values.removeLast(values.count - kept)
    rows.removeLast(rows.count - kept)
    self.rows = rows
    return finding
  }

  /// The runs of neighbours that have one date.
  private func repeatedDates() -> [Range<Int>] {
    if let step = times.evenStep, step != 0 { return [] }
    var groups: [Range<Int>] = []
    for index in times.indices.dropFirst() where times[index] == times[index - 1] {
      if let last = groups.last, last.upperBound == index {
        groups[groups.count - 1] = last.lowerBound..<index + 1
      } else {
        groups.append(index - 1..<index + 1)
      }
    }
    return groups
  }

  /// Whether the dates are days rather than times.
  private var hasOnlyMidnights: Bool {
    times.indices.allSatisfy { times[$0] % Timestamp.secondsPerDay == 0 }
  }

  private func duplicates(_ groups: [Range<Int>], _ policy: DuplicatePolicy?) -> Finding {
    let dates = listing(
      groups.lazy.map { group in
        "\(time(of: group.lowerBound).iso) (\(phrase(lines: group.map { line(of: $0) })))"
      })
    let isClockChange = groups.allSatisfy {
      $0.count == 2 && ClockChange.mayHappen(at: time(of: $0.lowerBound)) && !hasOnlyMidnights
    }
    let found =
      "\(counted(groups.count, "date")) in more than one row: \(dates)"
      + (isClockChange ? ClockChange.twice : "")
    return Finding(
      .duplicateTimestamp, severity: policy == nil ? .error : .note,
      policy.map { "\(found); merged by \($0.rawValue)" } ?? found,
      lines: groups.flatMap { $0.map { line(of: $0) } }.sorted(),
      remedy: policy == nil ? "Choose --duplicates mean, sum, first or last." : nil)
  }
}

extension DuplicatePolicy {
  /// One value for several cells of the same date, which stand in the order of the file.
  fileprivate func value(of cells: ArraySlice<Double>) -> Double {
    let values = cells.filter { !$0.isNaN }
    guard let first = values.first, let last = values.last else {
      return cells.first(where: \.isUnreadableCell) ?? CellValue.missing
    }
    switch self {
    case .mean: return values.reduce(0) { $0 + $1 / Double(values.count) }
    case .sum:
      let sum = values.reduce(0, +)
      return sum.isFinite ? sum : CellValue.missing
    case .first: return first
    case .last: return last
    }
  }
}
