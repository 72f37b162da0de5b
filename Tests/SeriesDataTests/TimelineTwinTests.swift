import Testing

@testable import SeriesData

/// The columns of a table and how they become a series, beside a slow, obvious way.
@Suite("Timeline and its twin") struct TimelineTwinTests {
  @Test("a column of times is the list of them, even or not")
  func timeColumn() {
    var dice = Dice(state: 11)
    for _ in 0..<2000 {
      var (list, column) = ([Int](), TimeColumn())
      let step = Int.random(in: -2...2, using: &dice)
      if Bool.random(using: &dice) { column.reserve(10) }
      for row in 0..<Int.random(in: 0...12, using: &dice) {
        let isOdd = Int.random(in: 0..<20, using: &dice) == 0
        list.append(7 + step * row + (isOdd ? 1 : 0))
      }
      var rest = list[...]
      while !rest.isEmpty {
        let some = Array(rest.prefix(Int.random(in: 1...5, using: &dice)))
        rest = rest.dropFirst(some.count)
        if some.count == 1 { column.append(some[0]) } else { column.append(some.span) }
      }
      #expect(column.elements == list)
      #expect(column.indices.map { column[$0] } == list)
      #expect(column.first == list.first && column.last == list.last)
      let distances = Set(zip(list, list.dropFirst()).map { $1 - $0 })
      #expect(list.count < 2 || (column.evenStep == distances.first) == (distances.count == 1))
      let order = list.indices.shuffled(using: &dice)
      #expect(column.reordered(by: order).elements == order.map { list[$0] })
    }
  }

  @Test("line numbers in runs are the line numbers")
  func lineNumbers() {
    var dice = Dice(state: 12)
    for _ in 0..<500 {
      var (list, runs, line) = ([Int](), LineNumbers(), 1)
      for _ in 0..<Int.random(in: 0...20, using: &dice) {
        line += Int.random(in: 0..<3, using: &dice)
        let rows = Int.random(in: 0...3, using: &dice)
        runs.append(line, rows: rows)
        list += line..<line + rows
        line += rows
      }
      #expect(runs.count == list.count)
      #expect(list.indices.map { runs[$0] } == list)
    }
  }

  @Test("a calendar fits evenly spaced times as it fits them one by one")
  func fits() {
    for step in [1, 60, 1800, 3600, 43_200, 86_400, 3 * 86_400, 7 * 86_400, 28 * 86_400] {
      var column = TimeColumn()
      for row in 0..<40 { column.append(-86_400 * 3 + row * step) }
      for frequency in Frequency.named + [.everySeconds(step), .everySeconds(60)] {
        #expect(
          FrequencyFit.fit(of: frequency, to: column, Distances(between: column))
            == FrequencyFit.fit(of: frequency, to: column))
      }
    }
  }

  @Test("rows become the series that a dictionary of dates becomes")
  func series() throws {
    var dice = Dice(state: 13)
    var sound = 0
    for _ in 0..<4000 {
      let rows = Self.rows(&dice)
      let options = ReadOptions(
        duplicates: DuplicatePolicy.allCases.randomElement(using: &dice),
        gaps: GapPolicy.allCases.randomElement(using: &dice))
      var text = "ds,y\n"
      for row in rows {
        text += Timestamp(secondsSinceEpoch: row.time).isoDate + ","
        text += row.value.map { "\($0)" } ?? ""
        text += "\n"
      }
      guard let found = try? read(text, options) else { continue }
      #expect(found.series.values == Self.slowValues(rows, found.series, options), "\(text)")
      sound += 1
    }
    #expect(sound > 1000)
  }

  @Test("a sum that is too large to be a number is a missing value")
  func hugeSum() throws {
    let text = "ds,y\n2001,1e308\n2001,1e308\n2002,2\n2003,3\n"
    let found = try inspect(text, ReadOptions(duplicates: .sum))
    #expect(found.findings.map(\.code) == [.duplicateTimestamp, .missingValue])
    #expect(found.series == nil)
    let filled = try read(text, ReadOptions(duplicates: .sum, gaps: .zero))
    #expect(filled.series.values == [0, 2, 3])
  }

  /// Days in a row, some of them twice, some not there, some without a value, some misplaced.
  private static func rows(_ dice: inout Dice) -> [(time: Int, value: Double?)] {
    var rows: [(time: Int, value: Double?)] = []
    let trouble = [0, 10, 25].randomElement(using: &dice) ?? 0
    func happens(_ dice: inout Dice) -> Bool { Int.random(in: 0..<100, using: &dice) < trouble }
    for day in 0..<Int.random(in: 3...20, using: &dice) where !happens(&dice) {
      for _ in 0..<(happens(&dice) ? 3 : 1) {
        let value = Double(Int.random(in: -9...9, using: &dice))
        rows.append((day * 86_400, happens(&dice) ? nil : value))
      }
    }
    switch Int.random(in: 0..<4, using: &dice) {
    case 0: rows.reverse()
    case 1: rows.shuffle(using: &dice)
    default: break
    }
    return rows
  }

  /// Looks up every step of the series among all rows.
  private static func slowValues(
    _ rows: [(time: Int, value: Double?)], _ series: TimeSeries, _ options: ReadOptions
  ) -> [Double] {
    let sparse = (0..<series.count).map { step in
      let time = series.timestamp(at: step).secondsSinceEpoch
      let values = rows.filter { $0.time == time }.compactMap(\.value)
      return values.isEmpty ? nil : merged(values, options.duplicates)
    }
    return sparse.indices.map { step in
      if let value = sparse[step] { return value }
      let before = sparse[..<step].lastIndex { $0 != nil }
      let after = sparse[step...].firstIndex { $0 != nil }
      let (low, high) = (before.flatMap { sparse[$0] } ?? 0, after.flatMap { sparse[$0] } ?? 0)
      switch options.gaps {
      case .previous: return low
      case .interpolate:
        let (from, to) = (before ?? 0, after ?? 0)
        let share = Double(step - from) / Double(to - from)
        return low * (1 - share) + high * share
      default: return 0
      }
    }
  }

  private static func merged(_ values: [Double], _ policy: DuplicatePolicy?) -> Double? {
    switch policy {
    case .mean: values.reduce(0) { $0 + $1 / Double(values.count) }
    case .sum: values.reduce(0, +)
    case .last: values.last
    case .first, nil: values.first
    }
  }
}
