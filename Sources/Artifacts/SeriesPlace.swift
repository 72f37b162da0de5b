/// Where a series comes from, for people: "air.csv", or "shops.csv, Lyon" for one of several.
///
/// - Parameters:
///   - id: The name of the series; nil if nobody knows.
///   - source: The file without folders, or what standard input is called.
///   - valueName: The name of the value column, which a series from standard input has too.
/// - Returns: The file, and the name where it says more than the file.
public func seriesPlace(_ id: String?, in source: String, valueName: String) -> String {
  guard let id, !["", "series", valueName].contains(id),
    source != id, !source.hasPrefix(id + ".")
  else { return source }
  return source.isEmpty ? id : "\(source), \(id)"
}

extension BacktestDocument.SeriesSection {
  /// The file, and which of its series.
  public var place: String { seriesPlace(id, in: source, valueName: name) }
}
