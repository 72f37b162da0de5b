/// Which columns of a table are the dates and the values.
struct ColumnFinder {
  /// The first records of the file, the header among them if there is one.
  let sample: [Record]
  let options: ReadOptions
  let dateFormat: DateFormat?
  let file: String

  /// The columns of the table.
  ///
  /// - Throws: ``SeriesError`` if an option names a column that is not there.
  func find() throws(SeriesError) -> (columns: TableColumns, findings: [Finding]) {
    guard let first = sample.first else {
      throw SeriesError(
        reason: .empty, file: file, message: "the file is empty (expected dates and values)",
        hint: "Put rows such as 2020-01,3 into it.")
    }
    let names = first.fields.map(\.text)
    let body = sample.dropFirst().isEmpty ? sample[...] : sample.dropFirst()
    var findings: [Finding] = []

    let namedDate = try index(of: options.dateColumn, among: names)
    let namedValue = try index(of: options.valueColumn, among: names)
    let date = namedDate ?? dateColumn(of: body, among: names.indices.filter { $0 != namedValue })
    let numeric = numericColumns(of: body, names: names, except: date)
    let value = namedValue ?? numeric.first ?? onlyOther(than: date, width: names.count)
    let hasHeader = isHeader(first, date: date, value: value)

    let columns = TableColumns(
      names: hasHeader ? names : names.indices.map { "column \($0 + 1)" }, hasHeader: hasHeader,
      date: date, value: value)
    if date == nil { findings.append(sample.count > 1 ? .noDateColumn(columns) : .tooShort(0)) }
    if date != nil, value == nil { findings.append(.noValueColumn(columns)) }
    if date != nil, namedValue == nil, numeric.count > 1 {
      findings.append(.severalValueColumns(numeric.map { columns.names[$0] }))
    }
    return (columns, findings)
  }

  // MARK: - Named columns

  private func index(of column: String?, among names: [String]) throws(SeriesError) -> Int? {
    guard let column else { return nil }
    if let index = names.firstIndex(of: column) { return index }
    if let number = Int(column), names.indices.contains(number - 1) { return number - 1 }
    let known = listing(names.map(quoted))
    let nearest = column.nearest(of: names)
    throw SeriesError(
      reason: .unknownColumn, file: file,
      message: "there is no column \(quoted(column)) (found \(known))",
      hint: nearest.map { "Did you mean \(quoted($0))?" } ?? "Name one of them, or its number.")
  }

  // MARK: - Found columns

  /// The first column in which most cells are dates; bare years only where no column has more.
  private func dateColumn(of body: ArraySlice<Record>, among columns: [Int]) -> Int? {
    columns.first { most(of: body, in: $0) { isDate($0) && !isBareYear($0) } }
      ?? columns.first { most(of: body, in: $0, are: isDate) }
  }

  /// The columns in which most cells are numbers.
  ///
  /// Those without a name, in which programs write row numbers, count only if there are no others.
  private func numericColumns(
    of body: ArraySlice<Record>, names: [String], except date: Int?
  ) -> [Int] {
    let numeric = names.indices.filter { column in
      column != date && most(of: body, in: column, are: isNumber)
    }
    let named = numeric.filter { !names[$0].isEmpty }
    return named.isEmpty ? numeric : named
  }

  /// In a table of two columns, what are not the dates are the values, numeric or not.
  private func onlyOther(than date: Int?, width: Int) -> Int? {
    guard let date, width == 2 else { return nil }
    return 1 - date
  }

  /// A header is a first row whose date cell is no date and whose value cell is no number.
  private func isHeader(_ first: Record, date: Int?, value: Int?) -> Bool {
    func holds(_ column: Int?, _ test: (Field) -> Bool) -> Bool {
      guard let column, column < first.count else { return false }
      return test(first[column])
    }
    return !holds(date, isDate) && !holds(value, isNumber)
  }

  /// Whether at least half of the cells that have something in them pass, and at least one.
  private func most(
    of body: ArraySlice<Record>, in column: Int, are test: (Field) -> Bool
  ) -> Bool {
    var (filled, passing) = (0, 0)
    for record in body where column < record.count {
      let field = record[column]
      if NumberCell(field.bytes) == .missing { continue }
      filled += 1
      if test(field) { passing += 1 }
    }
    return passing > 0 && 2 * passing >= filled
  }

  private func isDate(_ field: Field) -> Bool {
    if let dateFormat { return dateFormat.read(field.bytes) != nil }
    return DateCell(field.bytes) != nil
  }

  private func isBareYear(_ field: Field) -> Bool {
    dateFormat == nil && DateCell(field.bytes)?.kind == .year
  }

  private func isNumber(_ field: Field) -> Bool {
    if case .number = NumberCell(field.bytes) { true } else { false }
  }
}

extension String {
  /// The candidate with the fewest typing mistakes, if they are no more than a third of it.
  func nearest(of candidates: [String]) -> String? {
    let ranked = candidates.map { ($0, $0.lowercased().editDistance(to: lowercased())) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), 3 * best.1 <= max(best.0.count, 3) else {
      return nil
    }
    return best.0
  }

  /// The number of characters to insert, delete or change to get from one text to the other
  /// (Levenshtein, 1966).
  ///
  /// - Complexity: O(m·n).
  package func editDistance(to other: String) -> Int {
    let other = Array(other)
    var distances = Array(0...other.count)
    for (row, character) in enumerated() {
      var diagonal = distances[0]
      distances[0] = row + 1
      for (column, candidate) in other.enumerated() {
        let change = diagonal + (character == candidate ? 0 : 1)
        diagonal = distances[column + 1]
        distances[column + 1] = Swift.min(change, diagonal + 1, distances[column] + 1)
      }
    }
    return distances[other.count]
  }
}
