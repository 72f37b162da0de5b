import SeriesData

/// Tables of hourly values as long as one likes, the same on every call.
public enum MadeUpSeries {
  /// Rows of a table of 20 MB.
  public static let manyRows = 850_000

  /// The bytes of a table of so many rows.
  public static func size(rows: Int) -> Int { header.utf8.count + 25 * rows }

  private static let header = "Time,Load\n"

  /// A header and `rows` rows like `1930-01-01T00:00,5120.35`.
  public static func table(rows: Int) -> [UInt8] {
    guard let start = Timestamp(iso: "1930-01-01T00:00") else { preconditionFailure("1930 is") }
    var text = Array(header.utf8)
    text.reserveCapacity(size(rows: rows))
    var noise: UInt64 = 1
    for row in 0..<rows {
      // A day that rises and falls, a year that does the same more slowly, and noise.
      noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let hundredths =
        500_000 + 12_000 * parabola(row, 24) + 300 * parabola(row / 24, 365) / 100
        + Int(noise >> 50)
      let time = Frequency.everySeconds(3600).advance(start, by: row).iso
      text += time.utf8
      if !time.contains("T") { text += "T00:00".utf8 }  // midnight is left out
      text.append(UInt8(ascii: ","))
      text += "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)\n".utf8
    }
    precondition(text.count == size(rows: rows), "\(rows) rows take \(text.count) bytes")
    return text
  }

  /// Reads a table as `forecast` does.
  ///
  /// - Returns: The number of its values.
  public static func read(_ table: [UInt8]) -> Int {
    values { () throws(SeriesError) in
      var source = MemorySource(table)
      return try SeriesReader.read(from: &source, named: "made-up.csv", options: ReadOptions())
    }
  }

  /// Reads a file as `forecast` does.
  ///
  /// - Returns: The number of its values.
  public static func read(file path: String) -> Int {
    values { () throws(SeriesError) in
      var source = try FileSource(path: path)
      return try SeriesReader.read(from: &source, named: path, options: ReadOptions())
    }
  }

  private static func values(_ load: () throws(SeriesError) -> LoadedSeries) -> Int {
    do {
      return try load().series.count
    } catch {
      preconditionFailure("A series is refused: \(error)")
    }
  }

  /// Rises and falls between 0 and a quarter of the period, once in every period.
  private static func parabola(_ position: Int, _ period: Int) -> Int {
    let x = position % period
    return x * (period - x) / period
  }
}
