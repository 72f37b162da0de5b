/// Decides from a whole column whether the day or the month comes first.
struct DateOrders {
  enum Order { case dayFirst, monthFirst }

  /// The first cell that has only this reading, or both.
  private var onlyDayFirst = Culprits()
  private var onlyMonthFirst = Culprits()
  private var either = Culprits()

  mutating func add(_ cell: DateCell, at field: Field) {
    if cell.dayFirst == cell.monthFirst { return }
    if cell.monthFirst == nil {
      if onlyDayFirst.lines.isEmpty { onlyDayFirst.add(field) }
    } else if cell.dayFirst == nil {
      if onlyMonthFirst.lines.isEmpty { onlyMonthFirst.add(field) }
    } else if either.lines.isEmpty {
      either.add(field)
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
