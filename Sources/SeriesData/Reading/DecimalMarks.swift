/// Decides from a whole column what its points and commas mean.
///
/// A comma is a decimal comma as soon as one of them cannot part thousands. A column in which all
/// of them could, or which has points too, is refused: thousands separators are not understood.
struct DecimalMarks {
  private var points = Culprits()
  private var commas = Culprits()
  private var commasBeforeThree = Culprits()

  /// Whether one more cell with this mark could change what is said of the column.
  func needs(_ mark: NumberCell.Mark) -> Bool {
    switch mark {
    case .none: false
    case .point: points.lines.count < 100
    case .comma, .commaBeforeThree: commas.lines.isEmpty
    }
  }

  mutating func add(_ mark: NumberCell.Mark, at field: Field) {
    guard needs(mark) else { return }
    switch mark {
    case .none: break
    case .point: points.add(field)
    case .comma: commas.add(field)
    case .commaBeforeThree: commasBeforeThree.add(field)
    }
  }

  /// What is wrong with the marks, if anything.
  func fault() -> Finding? {
    if commas.lines.isEmpty, !commasBeforeThree.lines.isEmpty {
      let text = commasBeforeThree.text
      let asDecimal = String(text.map { $0 == "," ? "." : $0 })
      return fault(
        commasBeforeThree,
        "\(quoted(text)) can be \(asDecimal) or \(text.filter { $0 != "," }); "
          + "thousands separators are not understood")
    }
    if !commas.lines.isEmpty, !points.lines.isEmpty {
      return fault(
        points,
        "\(quoted(points.text)) has a point, but \(quoted(commas.text)) "
          + "(line \(commas.lines[0])) a comma; only one can be the decimal mark")
    }
    return nil
  }

  private func fault(_ culprits: Culprits, _ message: String) -> Finding {
    Finding(
      .notANumber, message, lines: culprits.lines, column: culprits.column,
      remedy: "Write the numbers without thousands separators.")
  }
}
