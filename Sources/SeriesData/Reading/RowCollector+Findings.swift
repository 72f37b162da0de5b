extension RowCollector {
  /// What was wrong with the rows, each kind of fault once, with all its lines.
  var findings: [Finding] {
    [
      series?.finding(columns: columns), raggedRows, unreadableDates, notNumbers, marks.finding(),
      affixes.finding(), shortYears, repeatedHeader, trailingNote,
    ].compactMap { $0 }
  }

  private var raggedRows: Finding? {
    guard !ragged.lines.isEmpty else { return nil }
    return Finding(
      .raggedRow,
      "the row has \(counted(raggedWidth, "field")) (expected \(columns.names.count)"
        + also(ragged.lines) + ")",
      lines: ragged.lines, column: ragged.column,
      remedy: "Put quotes around text that contains the delimiter, or delete the line.")
  }

  private var unreadableDates: Finding? {
    guard !badDates.lines.isEmpty else { return nil }
    let noun = shape?.kind.rawValue ?? "date"
    let pattern = dateFormat?.text ?? shape?.pattern
    let expected = pattern.map { "expected \($0)" } ?? "expected a date such as 1949-01-31"
    return Finding(
      .unreadableDate,
      "\(quoted(badDates.text)) is not a \(noun) (\(expected)" + also(badDates.lines) + ")",
      lines: badDates.lines, column: badDates.column,
      remedy: badDates.text.contains(where: \.isNumber)
        ? "Try \(dateFormat == nil ? "" : "another ")--date-format."
        : "Delete the line if it is no row of the table.")
  }

  private var notNumbers: Finding? {
    guard !badNumbers.lines.isEmpty else { return nil }
    let others = badNumbers.lines.count > 1 ? " (\(phrase(lines: badNumbers.lines)))" : ""
    return Finding(
      .notANumber, "\(quoted(badNumbers.text)) is not a number\(others)",
      lines: badNumbers.lines, column: badNumbers.column, remedy: remedy(for: badNumbers.text))
  }

  /// What to do about a cell that has digits in it, or none.
  private func remedy(for text: String) -> String {
    guard text.contains(where: \.isNumber) else {
      return "Leave the cell empty if the value is missing, or choose another --value-column."
    }
    if let number = Double(text), !number.isFinite {
      return "It is too large to compute with: measure in larger units."
    }
    if text.hasPrefix("("), text.hasSuffix(")") || text.hasSuffix("-") {
      return "It can be negative, or in doubt: write a minus before the number, or no brackets."
    }
    if text.last == "-" { return "Write a minus before the number." }
    if text.contains(where: \.isLetter) {
      return "Write the number alone, without unit, flag or footnote."
    }
    return "Write the number with a decimal point and without thousands separators."
  }

  private var shortYears: Finding? {
    guard let dateFormat, dateFormat.hasShortYear, rows.count > 0, badDates.lines.isEmpty else {
      return nil
    }
    return Finding(
      .shortYears, severity: .note,
      "years of two digits were read as 1969 to 2068", remedy: "Write four digits to mean others.")
  }

  private var repeatedHeader: Finding? {
    guard !headersAgain.isEmpty else { return nil }
    return Finding(
      .repeatedHeader, severity: .note, "the header stands in the table again, and was skipped",
      lines: headersAgain)
  }

  private var trailingNote: Finding? {
    guard let first = notes.first else { return nil }
    return Finding(
      .trailingNote, severity: .note,
      "text below the table was skipped: \(quoted(first.summary))",
      lines: notes.map(\.line), column: first[0].column)
  }

  /// The lines, if there are more than the one that the error begins with.
  private func also(_ lines: [Int]) -> String {
    lines.count > 1 ? "; \(phrase(lines: lines))" : ""
  }
}

extension RecordScanner {
  /// What was wrong with the quotes.
  var findings: [Finding] {
    faults.prefix(1).map { fault in
      switch fault {
      case .unterminatedQuote(let line, let column):
        Finding(
          .brokenQuoting, "the quote is never closed", lines: [line], column: column,
          remedy: "Close it, or write \"\" for a quote within quotes.")
      case .textAfterQuote(let line, let column):
        Finding(
          .brokenQuoting, "there is text after the closing quote", lines: [line], column: column,
          remedy: "Write \"\" for a quote within quotes.")
      case .endlessRow(let line, let column):
        Finding(
          .brokenQuoting,
          "the row has more than \(RecordScanner.mostBytes >> 20) MiB or "
            + "\(RecordScanner.mostFields) fields", lines: [line], column: column,
          remedy: "Check that this is a table, and that each quote is closed.")
      }
    }
  }
}
