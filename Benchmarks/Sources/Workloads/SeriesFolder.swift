import Foundation
import SeriesData

/// A series with the steps that are to be forecast.
public struct ForecastTask: Sendable {
  /// Its name.
  public let name: String
  /// A group of comparable ones, such as `monthly`.
  public let group: String
  /// All values, those to be forecast at the end.
  public let series: TimeSeries
  /// Steps to forecast.
  public let horizon: Int

  /// Joins the parts.
  public init(name: String, group: String, series: TimeSeries, horizon: Int) {
    self.name = name
    self.group = group
    self.series = series
    self.horizon = horizon
  }
}

/// The series of a folder: single files with a `manifest.csv`, or a competition with one table of
/// training values and one of test values for each frequency.
public enum SeriesFolder {
  /// Reads what is there.
  public static func tasks(in path: String) throws -> [ForecastTask] {
    let folder = URL(fileURLWithPath: path)
    let manifest = folder.appendingPathComponent("manifest.csv")
    return FileManager.default.fileExists(atPath: manifest.path)
      ? try singles(folder, manifest) : try competition(folder)
  }

  // MARK: Single series

  private static func singles(_ folder: URL, _ manifest: URL) throws -> [ForecastTask] {
    try rows(of: manifest).map { row in
      let file = folder.appendingPathComponent("\(row[0]).csv").path
      var source = try FileSource(path: file)
      let loaded = try SeriesReader.read(
        from: &source, named: file, options: ReadOptions(gaps: .previous))
      return ForecastTask(
        name: row[0], group: row[1], series: loaded.series, horizon: Int(row[3]) ?? 1)
    }
  }

  // MARK: A competition

  private static let kinds: [(name: String, frequency: Frequency)] = [
    ("yearly", .yearly), ("quarterly", .quarterly), ("monthly", .monthly),
  ]

  private static func competition(_ folder: URL) throws -> [ForecastTask] {
    try kinds.flatMap { kind -> [ForecastTask] in
      let train = try long(folder.appendingPathComponent("\(kind.name)-train.csv"))
      let test = try long(folder.appendingPathComponent("\(kind.name)-test.csv"))
      let ends = Dictionary(test.map { ($0.id, $0.values) }, uniquingKeysWith: { $1 })
      return train.compactMap { series in
        guard let end = ends[series.id], let start = Timestamp(iso: series.start) else {
          return nil
        }
        return ForecastTask(
          name: series.id, group: kind.name,
          series: TimeSeries(
            name: series.id, start: start, frequency: kind.frequency, values: series.values + end),
          horizon: end.count)
      }
    }
  }

  /// A table `unique_id,ds,y`: the values of each series, with its first date.
  private static func long(
    _ file: URL
  ) throws -> [(id: String, start: String, values: [Double])] {
    var found: [(id: String, start: String, values: [Double])] = []
    for row in try rows(of: file) {
      guard let value = Double(row[2]) else { continue }
      if found.last?.id == row[0] {
        found[found.count - 1].values.append(value)
      } else {
        // A month or a year alone begins with its first day.
        let parts = row[1].split(separator: "-").map(String.init) + ["01", "01"]
        found.append((row[0], parts.prefix(3).joined(separator: "-"), [value]))
      }
    }
    return found
  }

  /// The rows under the heading; fields without quotes are enough here.
  private static func rows(of file: URL) throws -> [[String]] {
    try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }
}
