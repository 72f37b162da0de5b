/// One column of a table, value by value at its dates, which need follow no calendar.
///
/// That is enough to look values up by date, such as those of a forecast of a single step.
///
/// ```swift
/// var source = MemorySource("ds,gru\n1961-01,450\n1961-02,\n")
/// let column = try DatedValues(from: &source, named: "f.csv", options: ReadOptions())
/// column.dates    // 1961-01-01, 1961-02-01
/// column.values   // 450, nil
/// ```
public struct DatedValues: Hashable, Sendable {
  /// The names of all columns of the table; `column 1` and so on without a header.
  public let columns: [String]
  /// The column of the dates.
  public let dateColumn: String
  /// The column of the values.
  public let valueColumn: String
  /// The dates, ascending, each once.
  public let dates: [Timestamp]
  /// A finite value for each date; nil where the cell is empty or says that there is none.
  public let values: [Double?]

  /// Reads a column.
  ///
  /// - Parameters:
  ///   - source: The bytes, read to the end.
  ///   - file: The name of the file, for errors.
  ///   - options: What not to find out, and what to do about rows of one date; gaps are none here.
  /// - Throws: ``SeriesError`` when the file cannot be read, has no such column or no row, or when a
  ///   cell is neither empty nor what it should be.
  public init(
    from source: inout some ByteSource, named file: String, options: ReadOptions
  ) throws(SeriesError) {
    let reading = try SeriesReader.readTable(
      from: &source, named: file, options: options, isCareful: false)
    let table = reading.table
    let (order, orderFinding) = table.collector.orders.decide()
    let findings = reading.allFindings + [orderFinding].compactMap { $0 }
    if let error = SeriesError(findings: findings, file: file) { throw error }
    guard let order, let date = table.collector.columns.dateName,
      let value = table.collector.columns.valueName, table.collector.rows.count > 0
    else {
      throw SeriesError(reason: .empty, file: file, message: "there is no row in the table")
    }
    var observations = table.collector.observations(in: order)
    _ = observations.sortByTime()
    if let duplicates = observations.merge(by: options.duplicates),
      let error = SeriesError(findings: [duplicates], file: file)
    {
      throw error
    }
    columns = table.collector.columns.names
    dateColumn = date
    valueColumn = value
    dates = (0..<observations.count).map { observations.time(of: $0) }
    values = observations.values.map { $0.isNaN ? nil : $0 }
  }
}
