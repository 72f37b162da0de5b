import Artifacts
import Forecasting
import SeriesData

/// Forecasts that were made earlier, as `forecast.csv` and `predict --csv` have them:
/// `ds,MODEL,MODEL-lo-80,MODEL-hi-80,…`, a row a date.
struct ForecastFile {
  /// One forecaster.
  struct Model {
    /// The name of its column.
    let name: String
    /// A forecast for each date, where there is one.
    let points: [Double?]
    /// Its intervals, by rising coverage.
    let intervals: [Interval]
  }

  /// The ends of one interval, for each date.
  struct Interval {
    let coverage: Double
    let low: [Double?]
    let high: [Double?]
  }

  /// The file as it was named.
  let path: String
  /// The dates, ascending.
  let dates: [Timestamp]
  /// The forecasters, in the order of their columns.
  let models: [Model]
  /// SHA-256 of the file.
  let sha256: String
  /// Columns that were left out, a sentence each.
  let warnings: [String]

  /// Reads a file.
  ///
  /// - Throws: `SeriesError` where a cell is wrong, and a failure where no column is a forecast.
  init(_ path: String) throws {
    let bytes = try readInput(path)
    let first = try Self.column(nil, of: bytes, path)
    var found: [(name: String, values: [Double?])] = []
    var warnings: [String] = []
    for name in first.columns where name != first.dateColumn {
      do {
        found.append((name, try Self.column(name, of: bytes, path).values))
      } catch let error as SeriesError where error.code == .notANumber && !Self.isEnd(name) {
        warnings.append("\(path): the column '\(name)' holds no numbers and is left out.")
      }
    }
    (self.path, dates, sha256, self.warnings) = (path, first.dates, sha256Hex(of: bytes), warnings)
    models = try Self.models(found, path)
  }

  private static func column(
    _ name: String?, of bytes: [UInt8], _ path: String
  ) throws -> DatedValues {
    var source = MemorySource(bytes)
    let options = ReadOptions(valueColumn: name)
    let column = Result { () throws(SeriesError) in
      try DatedValues(from: &source, named: path, options: options)
    }
    if case .failure(let error) = column, error.code == .duplicateTimestamp {
      throw Failure(
        65, "data",
        "\(path): there are dates in more than one row (expected a row a date, as in "
          + "ds,MODEL,MODEL-lo-80,MODEL-hi-80)",
        hint: "Give the forecasts from one origin, each forecaster in a column of its own."
      ).thrown
    }
    return try column.get()
  }

  private static func models(
    _ columns: [(name: String, values: [Double?])], _ path: String
  ) throws -> [Model] {
    let values = Dictionary(
      columns.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
    let models = try columns.filter { !isEnd($0.name) }.map { name, points in
      let ends = columns.compactMap { column in end(of: column.name).map { (column.name, $0) } }
      let lows = ends.filter { $0.1.model == name && $0.1.isLow }
      let intervals = try lows.map { lowName, end in
        let highName = "\(name)-hi-\(end.level)"
        guard let low = values[lowName], let high = values[highName] else {
          throw Failure(
            65, "data", "\(path): there is a column '\(lowName)' and no '\(highName)'",
            hint: "Give both ends of the interval."
          ).thrown
        }
        if let row = zip(low, high).enumerated().first(where: { isCrossed($0.element) })?.offset {
          throw Failure(
            65, "data", "\(path): '\(lowName)' is above '\(highName)' in row \(row + 1)",
            hint: "Check which end is which."
          ).thrown
        }
        return Interval(coverage: end.coverage, low: low, high: high)
      }
      return Model(
        name: name, points: points, intervals: intervals.sorted { $0.coverage < $1.coverage })
    }
    guard !models.isEmpty else {
      throw Failure(
        65, "data", "\(path): no column is a forecast (expected ds,MODEL,MODEL-lo-80,MODEL-hi-80)",
        hint: "Make one with forecast predict --csv."
      ).thrown
    }
    return models
  }

  private static func isCrossed(_ ends: (Double?, Double?)) -> Bool {
    if let low = ends.0, let high = ends.1 { low > high } else { false }
  }

  private static func isEnd(_ name: String) -> Bool { end(of: name) != nil }

  /// What `gru-lo-80` is an end of; nil for a name that is none.
  private static func end(
    of name: String
  ) -> (model: String, isLow: Bool, level: Substring, coverage: Double)? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, let level = parts.last, let percent = Double(String(level)),
      percent > 0, percent < 100, ["lo", "hi"].contains(parts[parts.count - 2])
    else { return nil }
    return (
      parts.dropLast(2).joined(separator: "-"), parts[parts.count - 2] == "lo", level,
      percent / 100
    )
  }
}

extension ForecastFile.Model {
  /// The forecasts of some dates with their quantiles; the point forecast is the median.
  ///
  /// - Returns: nil when one is missing; without quantiles when an end is.
  func distribution(at rows: [Int]) -> ForecastDistribution? {
    let point = rows.compactMap { points[$0] }
    guard point.count == rows.count else { return nil }
    let columns =
      intervals.reversed().map { ((1 - $0.coverage) / 2, $0.low) } + [(0.5, points)]
      + intervals.map { ((1 + $0.coverage) / 2, $0.high) }
    let quantiles = rows.map { row in columns.compactMap { $0.1[row] } }
    guard !intervals.isEmpty, quantiles.allSatisfy({ $0.count == columns.count }) else {
      return ForecastDistribution(point: point)
    }
    return ForecastDistribution(
      point: point, probabilities: columns.map { ($0.0 * 1e12).rounded() / 1e12 },
      quantiles: quantiles)
  }
}
