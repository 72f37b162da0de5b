/// Finds the column that names the series of a table of several.
///
/// In this order: the one that the user names; one with a name that tools give it; without any other,
/// the one that holds the name of the series that the user wants, or that tells rows of one date
/// apart, both in the sample, text before numbers, and numbers only if no other column of numbers could
/// be meant; at last text that comes in runs, of which only the whole file can tell whether it names
/// series.
struct IdentityFinder {
  let body: ArraySlice<Record>
  let names: [String]
  let date: Int
  /// The columns that may name series.
  let others: [Int]

  struct Found {
    let column: Int
    let isTentative: Bool
  }

  /// What tools call it: Nixtla, GluonTS and AutoGluon, sktime.
  private static let usualNames: Set<String> = [
    "unique_id", "item_id", "series_id", "timeseries_id", "ts_id", "time_series_id",
  ]

  func find(seriesName: String?) -> Found? {
    if let column = others.first(where: { Self.usualNames.contains(names[$0].lowercased()) }) {
      return Found(column: column, isTentative: false)
    }
    if let seriesName {
      let holding = others.filter { holds(seriesName, in: $0) }
      if let column = holding.first(where: isText) ?? onlyOne(of: holding.filter(isKey)) {
        return Found(column: column, isTentative: false)
      }
    }
    let texts = others.filter(isText)
    let dates = body.compactMap { $0.count > date ? $0[date].text : nil }
    if Set(dates).count < dates.count {
      let column =
        texts.first(where: tellsApart) ?? onlyOne(of: others.filter(isKey).filter(tellsApart))
      return column.map { Found(column: $0, isTentative: false) }
    }
    return texts.first(where: isInRuns).map {
      Found(column: $0, isTentative: seriesName == nil)
    }
  }

  private func onlyOne(of columns: [Int]) -> Int? { columns.count == 1 ? columns[0] : nil }

  /// Whether the rows of each cell follow each other, and hardly any cell stands alone.
  private func isInRuns(_ column: Int) -> Bool {
    let texts = body.compactMap { $0.count > column ? $0[column].text : nil }
    let runs = 1 + zip(texts, texts.dropFirst()).count { $0 != $1 }
    return runs == Set(texts).count && (runs == 1 || 3 * runs <= texts.count)
  }

  private func holds(_ name: String, in column: Int) -> Bool {
    body.contains { $0.count > column && $0[column].text == name }
  }

  private func cells(of column: Int) -> Set<String> {
    Set(body.compactMap { $0.count > column ? $0[column].text : nil })
  }

  /// Whether a column holds text and nothing else.
  private func isText(_ column: Int) -> Bool {
    let cells = cells(of: column)
    return !cells.isEmpty
      && cells.allSatisfy { text in
        NumberCell(ArraySlice(text.utf8)) == .unreadable && DateCell(ArraySlice(text.utf8)) == nil
      }
  }

  /// Whether a column holds whole numbers that come again and again, such as those of shops.
  private func isKey(_ column: Int) -> Bool {
    let cells = cells(of: column)
    return 2 * cells.count <= body.count
      && cells.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
  }

  /// Whether no two rows have the same date and the same cell here, and several have this cell.
  private func tellsApart(_ column: Int) -> Bool {
    let rows = body.filter { $0.count > max(column, date) }
    let keys = Set(rows.map { [$0[date].text, $0[column].text] })
    return keys.count == rows.count && cells(of: column).count < rows.count
  }
}
