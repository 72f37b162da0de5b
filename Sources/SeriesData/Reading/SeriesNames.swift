/// The series of a table of several: their names, how many rows each has, and which one is read.
struct SeriesNames {
  let column: Int
  /// Whether the rows of all are taken, until it is known whether the column names series at all.
  private(set) var isTentative: Bool
  /// The name that the user wants.
  private let wanted: [UInt8]?
  private(set) var names: [[UInt8]] = []
  private(set) var counts: [Int] = []
  private var indices: [[UInt8]: Int] = [:]
  /// The name of the row that came last.
  private var current = 0
  /// The name of the series that is read, once a row has it.
  private var chosen: Int?
  /// The lines on which names come first.
  private(set) var firstLines: [Int] = []
  /// Of a tentative column: the row at which each run of one name begins.
  private var runs: [(row: Int, name: Int)] = []
  /// Whether there were more names than are kept.
  private(set) var isOverflowing = false

  private var nameBytes = 0

  /// A table has no more series than this, nor longer names; beyond it none is kept, since each takes
  /// memory.
  private static let mostNames = 100_000
  private static let mostNameBytes = 1 << 24

  init(column: Int, wanted: String?, isTentative: Bool) {
    self.column = column
    self.wanted = wanted.map { Array($0.utf8) }
    self.isTentative = isTentative
  }

  /// The name of the series that is read; of a tentative column, that of the last row.
  var taken: [UInt8]? {
    isTentative ? names.isEmpty ? nil : names[current] : chosen.map { names[$0] }
  }

  /// Adds a row, and says whether it is one of the series that is read.
  mutating func takes(_ field: Field, row: Int) -> Bool {
    let name = field.bytes.trimmed
    if names.isEmpty || !names[current].elementsEqual(name) {
      let key = Array(name)
      if let index = indices[key] {
        current = index
      } else {
        nameBytes += key.count
        let hasRoom = names.count < Self.mostNames && nameBytes <= Self.mostNameBytes
        guard hasRoom || key == wanted else {
          isOverflowing = true
          return isTentative
        }
        current = names.count
        indices[key] = current
        names.append(key)
        if wanted.map({ $0 == key }) ?? (current == 0) { chosen = current }
        counts.append(0)
        firstLines.append(field.line)
      }
      if isTentative { runs.append((row, current)) }
    }
    counts[current] += 1
    return isTentative || current == chosen
  }

  /// Adds rows of the series that is ``taken``.
  mutating func addPlain(_ rows: Int) {
    guard rows > 0, let index = isTentative ? current : chosen else { return }
    counts[index] += rows
    current = index
  }

  /// What is wrong: several series, and none chosen.
  func finding(columns: TableColumns) -> Finding? {
    guard wanted == nil, !isTentative, names.count > 1 else { return nil }
    return severalSeries(columns)
  }

  private func severalSeries(_ columns: TableColumns) -> Finding {
    let count = isOverflowing ? "more than \(names.count)" : "\(names.count)"
    return Finding(
      .severalSeries,
      "the table has \(count) series in the column \(quoted(columns.names[column])): "
        + listing(names.lazy.map { quoted(String(decoding: $0, as: UTF8.self)) }),
      lines: [firstLines[1]],
      remedy: "Choose one with --series; forecast inspect --list-series lists them.")
  }

  /// The series, unless it is not sure that there are several.
  var members: [SeriesMember] {
    if isTentative { return [] }
    return zip(names, counts).map {
      SeriesMember(name: String(decoding: $0, as: UTF8.self), rows: $1)
    }
  }

  /// The error if the series that the user wants is not there.
  func missing(in file: String, columns: TableColumns) -> SeriesError? {
    guard let wanted, indices[wanted] == nil else { return nil }
    let texts = names.prefix(2000).map { String(decoding: $0, as: UTF8.self) }
    let name = String(decoding: wanted, as: UTF8.self)
    return SeriesError(
      reason: .unknownSeries, file: file,
      message: "there is no series \(quoted(name)) in the column \(quoted(columns.names[column])) "
        + "(found \(listing(texts.map(quoted))))",
      hint: name.nearest(of: texts).map { "Did you mean \(quoted($0))?" }
        ?? "Name one of them, or another column with --id-column.")
  }

  /// Decides a tentative column: if rows of one date differ in it, all of them, it names series.
  ///
  /// - Parameters:
  ///   - times: The times of all rows, in the order of the file.
  ///   - columns: The columns of the table.
  /// - Returns: What is wrong then, or a note that the column changes.
  mutating func settle(_ times: @autoclosure () -> TimeColumn, columns: TableColumns) -> Finding? {
    guard isTentative, names.count > 1 else { return nil }
    if explainDuplicates(in: times()) {
      isTentative = false
      return severalSeries(columns)
    }
    let texts = names.prefix(2).map { quoted(String(decoding: $0, as: UTF8.self)) }
    return Finding(
      .severalSeries, severity: .note,
      "the column \(quoted(columns.names[column])) changes from \(texts[0]) to \(texts[1]), and "
        + "all rows were read as one series", lines: [firstLines[1]],
      remedy: "Choose --series if they are several.")
  }

  private func explainDuplicates(in times: TimeColumn) -> Bool {
    var keys: [(time: Int, name: Int)] = []
    keys.reserveCapacity(times.count)
    var run = 0
    for row in times.indices {
      while run + 1 < runs.count, runs[run + 1].row <= row { run += 1 }
      keys.append((times[row], runs[run].name))
    }
    keys.sort { ($0.time, $0.name) < ($1.time, $1.name) }
    var hasDuplicates = false
    for (one, next) in zip(keys, keys.dropFirst()) where one.time == next.time {
      if one.name == next.name { return false }
      hasDuplicates = true
    }
    return hasDuplicates
  }
}
