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
    let head = TableHead(of: sample, isDate: isDate, isNumber: isNumber)
    guard let first = sample.dropFirst(head.leading).first else {
      throw SeriesError(
        reason: .empty, file: file, message: "the file is empty (expected dates and values)",
        hint: "Put rows such as 2020-01,3 into it.")
    }
    let below = sample.dropFirst(head.leading + 1 + head.units)
    let body = below.isEmpty || head.hasNoHeader ? sample.dropFirst(head.leading) : below
    let names = names(first, body, head)
    var findings = leadingText(head)

    let namedDate = try index(of: options.dateColumn, among: names)
    let namedValue = try index(of: options.valueColumn, among: names)
    let namedID = try index(of: options.idColumn, among: names)
    let free = names.indices.filter { $0 != namedValue && $0 != namedID }
    let date = namedDate ?? dateColumn(of: body, among: free)
    let years = namedValue == nil && isYear(date, body) ? YearTable(header: names) : nil
    let month = years == nil && namedDate == nil ? monthColumn(of: body, date, names) : nil
    let day = month == nil ? nil : names.firstIndex { Self.dayWords.contains($0.lowercased()) }
    let taken = [date, namedID, month, day].compactMap(\.self)
    var numeric = numericColumns(of: body, names: names, except: taken)
    let id = try identity(
      of: body, names, date, namedID, namedValue, &numeric, month ?? years?.parts[0].column)
    let value =
      years?.parts[0].column ?? namedValue ?? numeric.first
      ?? onlyOther(than: date, width: names.count)
    let dates = datesInHeader(names, body)
    let hasHeader =
      !head.hasNoHeader
      && (years != nil || head.leading > 0 || head.units > 0 || dates != nil
        || isHeader(first, date: date, value: value))

    var columns = TableColumns(
      names: hasHeader ? names : names.indices.map { "column \($0 + 1)" }, hasHeader: hasHeader,
      date: date, value: value)
    columns.recordsToSkip = head.leading + (hasHeader ? 1 + head.units : 0)
    (columns.years, columns.month) = (years, month)
    (columns.id, columns.isIDTentative) = (id?.column, id?.isTentative ?? false)
    if let dates, namedDate == nil || namedValue == nil {
      return (columns, findings + [.transposed(dates)])
    }
    if date == nil {
      let hint = DateHint(for: body, columns: names.count)?.sentence
      findings.append(sample.count > 1 ? .noDateColumn(columns, hint: hint) : .tooShort(0))
    }
    if date != nil, value == nil { findings.append(.noValueColumn(columns)) }
    if let years {
      findings.append(
        .yearTable(years.parts.map { names[$0.column] }, isNumbered: years.isNumbered))
    }
    if date != nil, namedValue == nil, years == nil, numeric.count > 1 {
      findings.append(.severalValueColumns(numeric.map { columns.names[$0] }))
    }
    return (columns, findings)
  }

  // MARK: - Head

  /// The names of the columns: the header, without empty cells at its end that have nothing below them.
  private func names(_ first: Record, _ body: ArraySlice<Record>, _ head: TableHead) -> [String] {
    var names = (head.lacksFirstName ? [""] : []) + first.fields.map(\.text)
    while names.count > 1, names.last?.isEmpty == true,
      body.allSatisfy({ $0.count < names.count || $0[names.count - 1].bytes.trimmed.isEmpty })
    {
      names.removeLast()
    }
    return names
  }

  private func leadingText(_ head: TableHead) -> [Finding] {
    let units = sample.dropFirst(head.leading + 1).prefix(head.units)
    return [
      .leadingText(sample.prefix(head.leading), where: "above the table"),
      .leadingText(units, where: "between the header and the first row"),
    ].compactMap(\.self)
  }

  /// The cells of the header that are dates, if they are most of it and what is below them is none.
  private func datesInHeader(_ names: [String], _ body: ArraySlice<Record>) -> [String]? {
    let columns = names.indices.filter { DateCell(ArraySlice(names[$0].utf8)) != nil }
    guard columns.count >= 3, 2 * columns.count > names.count,
      columns.allSatisfy({ !most(of: body, in: $0, are: isDate) })
    else { return nil }
    return columns.map { names[$0] }
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

  /// The first column in which most cells are dates; bare years, and numbers that hardly count days,
  /// only where no column has more.
  private func dateColumn(of body: ArraySlice<Record>, among columns: [Int]) -> Int? {
    columns.first { column in
      most(of: body, in: column) { field in
        dateFormat.map { $0.isLikely(field.bytes) } ?? (isDate(field) && !isBareYear(field))
      }
    }
      ?? columns.first { most(of: body, in: $0, are: isDate) }
  }

  /// The column of the series' names; its numbers, if it has some, are no values then.
  private func identity(
    of body: ArraySlice<Record>, _ names: [String], _ date: Int?, _ named: Int?,
    _ namedValue: Int?, _ numeric: inout [Int], _ partOfDate: Int?
  ) throws(SeriesError) -> IdentityFinder.Found? {
    if let named { return IdentityFinder.Found(column: named, isTentative: false) }
    // Whoever sums the rows of a date wants no series of them.
    guard let date, options.duplicates == nil || options.seriesName != nil else { return nil }
    let finder = IdentityFinder(
      body: body, names: names, date: date,
      others: names.indices.filter { ![date, namedValue, partOfDate].contains($0) })
    if let found = finder.find(seriesName: options.seriesName) {
      let left = numeric.filter { $0 != found.column }
      if namedValue != nil || !left.isEmpty {
        numeric = left
        return found
      }
    }
    guard let name = options.seriesName else { return nil }
    throw SeriesError(
      reason: .invalidOption, file: file,
      message: "--series is \(quoted(name)), and no column names series "
        + "(found \(listing(names.map(quoted))))", hint: "Name it with --id-column.")
  }

  /// Whether the column of the dates has nothing but years.
  private func isYear(_ date: Int?, _ body: ArraySlice<Record>) -> Bool {
    guard let date else { return false }
    return most(of: body, in: date, are: isBareYear)
  }

  /// The column of the months, where years and months stand in two: it is called so, or holds names.
  private func monthColumn(
    of body: ArraySlice<Record>, _ date: Int?, _ names: [String]
  ) -> Int? {
    // Without a third column there would be no values.
    guard isYear(date, body), names.count > 2 else { return nil }
    return names.indices.first { column in
      guard column != date else { return false }
      let isCalledSo = Self.monthWords.contains(names[column].lowercased())
      return most(of: body, in: column) { field in
        field.bytes.month != nil && (isCalledSo || !isNumber(field))
      }
    }
  }

  private static let monthWords: Set<String> = [
    "month", "mon", "mo", "monat", "mois", "mes", "mese", "maand",
  ]

  /// Beside years and months it is a part of the date, which is not put together, and no value.
  private static let dayWords: Set<String> = [
    "day", "tag", "jour", "dia", "día", "giorno", "dag",
  ]

  /// The columns in which most cells are numbers.
  ///
  /// Those without a name, in which programs write row numbers, count only if there are no others.
  private func numericColumns(
    of body: ArraySlice<Record>, names: [String], except taken: [Int]
  ) -> [Int] {
    let numeric = names.indices.filter { column in
      !taken.contains(column) && most(of: body, in: column, are: isNumber)
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
    NumberCell(field.bytes).isNumber
  }
}

extension ArraySlice<UInt8> {
  /// The month that a cell names or numbers: `Jan`, `January`, `1`, `01`.
  var month: Int? {
    var cursor = ByteCursor(trimmed)
    let month = cursor.monthName() ?? cursor.number(digits: 1...2)
    return cursor.isAtEnd ? month.flatMap { 1...12 ~= $0 ? $0 : nil } : nil
  }
}

extension String {
  /// The candidate with the fewest typing mistakes, if they are no more than a third of it, and leave something of it.
  package func nearest(of candidates: [String]) -> String? {
    let ranked = candidates.map { ($0, $0.lowercased().editDistance(to: lowercased())) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), 3 * best.1 <= max(best.0.count, 3),
      best.1 < best.0.count
    else {
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
