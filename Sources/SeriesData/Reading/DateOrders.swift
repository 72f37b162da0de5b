/// Decides from a whole column whether the day or the month comes first.
struct DateOrders {
  enum Order { case dayFirst, monthFirst }

  /// The first cell that has only this reading, or both.
  private var onlyDayFirst = Culprits()
  private var onlyMonthFirst = Culprits()
  private var either = Culprits()

  /// What a cell says of the order.
  enum Evidence { case onlyDayFirst, onlyMonthFirst, either }

  /// Whether one more cell that says so could change what is decided.
  func needs(_ evidence: Evidence) -> Bool {
    switch evidence {
    case .onlyDayFirst: onlyDayFirst.lines.isEmpty
    case .onlyMonthFirst: onlyMonthFirst.lines.isEmpty
    case .either: either.lines.isEmpty
    }
  }

  mutating func add(_ cell: DateCell, at field: Field) {
    guard let evidence = cell.evidence, needs(evidence) else { return }
    switch evidence {
    case .onlyDayFirst: onlyDayFirst.add(field)
    case .onlyMonthFirst: onlyMonthFirst.add(field)
    case .either: either.add(field)
    }
  }

  /// The order that reads every date, or why there is none.
  func decide() -> (order: Order?, finding: Finding?) {
    switch (onlyDayFirst.lines.isEmpty, onlyMonthFirst.lines.isEmpty) {
    case (false, true): (.dayFirst, nil)
    case (true, false): (.monthFirst, nil)
    case (true, true): either.lines.isEmpty ? (.dayFirst, nil) : (nil, ambiguity)
    case (false, false): (nil, contradiction)
    }
  }

  private var ambiguity: Finding {
    let separator = String(either.text.first { !$0.isNumber } ?? "/")
    func read(_ format: String) -> String {
      guard let format = try? DateFormat(format) else { return "" }
      let date = either.text.prefix { $0 != " " && $0 != "T" }
      return format.read(ArraySlice(date.utf8))?.isoDate ?? ""
    }
    let dayFirst = ["%d", "%m", "%Y"].joined(separator: separator)
    let monthFirst = ["%m", "%d", "%Y"].joined(separator: separator)
    let time = [1: " %H:%M", 2: " %H:%M:%S"][either.text.count { $0 == ":" }]
    func option(_ format: String) -> String {
      "--date-format " + (time.map { "'\(format)\($0)'" } ?? format)
    }
    return Finding(
      .ambiguousDate,
      "\(quoted(either.text)) can be \(read(dayFirst)) or \(read(monthFirst)), "
        + "and no date in the file decides it",
      lines: either.lines, column: either.column,
      remedy: "Choose \(option(dayFirst)) or \(option(monthFirst)).")
  }

  private var contradiction: Finding {
    let (early, late) =
      onlyDayFirst.lines[0] < onlyMonthFirst.lines[0]
      ? (onlyDayFirst, onlyMonthFirst) : (onlyMonthFirst, onlyDayFirst)
    return Finding(
      .unreadableDate,
      "\(quoted(late.text)) and \(quoted(early.text)) (line \(early.lines[0])) cannot have day "
        + "and month in the same order",
      lines: [late.lines[0]], column: late.column, remedy: "Write all dates as YYYY-MM-DD.")
  }
}

extension DateCell {
  /// What the cell says of the order of day and month; `nil` if both are the same.
  fileprivate var evidence: DateOrders.Evidence? {
    if dayFirst == monthFirst { return nil }
    if monthFirst == nil { return .onlyDayFirst }
    return dayFirst == nil ? .onlyMonthFirst : .either
  }
}
