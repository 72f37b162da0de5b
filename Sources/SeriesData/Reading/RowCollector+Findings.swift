extension RowCollector {
  /// What was wrong with the rows, each kind of fault once, with all its lines.
  var findings: [Finding] {
    [raggedRows, unreadableDates, notNumbers, marks.fault(), trailingNote].compactMap { $0 }
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
      remedy: dateFormat == nil ? "Try --date-format." : "Try another --date-format.")
  }

  private var notNumbers: Finding? {
    guard !badNumbers.lines.isEmpty else { return nil }
    let text = badNumbers.text
    let hasThousands =
      text.contains(where: \.isNumber) && text.contains { ",' \u{A0}".contains($0) }
    let others = badNumbers.lines.count > 1 ? " (\(phrase(lines: badNumbers.lines)))" : ""
    return Finding(
      .notANumber, "\(quoted(text)) is not a number\(others)",
      lines: badNumbers.lines, column: badNumbers.column,
      remedy: hasThousands
        ? "Write the numbers without thousands separators."
        : "Leave the cell empty if the value is missing, or choose another --value-column.")
  }

  private var trailingNote: Finding? {
    guard let first = notes.first else { return nil }
    let text = first.fields.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
    return Finding(
      .trailingNote, severity: .note, "text below the table was skipped: \(quoted(text))",
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
      }
    }
  }
}
