import Artifacts
import Forecasting
import SeriesData

/// A series with what a report says of where it came from.
struct LoadedInput {
  /// The series.
  let series: TimeSeries
  /// The name of the value column.
  let valueName: String
  /// What the values count; empty when nobody said.
  let unit: String
  /// What stands above pictures and reports; nil when nobody said.
  let title: String?
  /// The values of the file, of which `--from` and `--to` may have cut some off.
  let countInFile: Int
  /// The file without folders.
  let source: String
  /// The file as it was named; empty for the built-in series.
  let path: String
  /// SHA-256 of what was read.
  let sha256: String
  /// The indices that were filled from the values on both sides.
  let interpolated: [Range<Int>]
  /// Whether other columns could be the values too.
  let isAmbiguous: Bool
  /// Remarks on the data, a sentence each.
  let warnings: [String]

  /// Reads the file at `path`; nil is the built-in series.
  init(_ path: String?, _ reading: ReadingOptions) throws {
    var source = HashingSource(try Self.open(path))
    let name = path ?? AirlinePassengers.fileName
    let loaded = try SeriesReader.read(from: &source, named: name, options: reading.readOptions)
    let used = try reading.used(
      loaded.series, interpolated: loaded.interpolated,
      source: path == "-" ? "standard input" : lastComponent(name))
    series = used.series
    interpolated = used.interpolated
    countInFile = loaded.series.count
    title = reading.title
    valueName = loaded.valueColumn
    sha256 = source.sha256
    // The airline series is known by its content, wherever the file lies.
    unit = reading.unit ?? (sha256 == AirlinePassengers.sha256 ? AirlinePassengers.unit : "")
    self.source = sourceName(name)
    self.path = path ?? ""
    isAmbiguous = loaded.findings.contains { $0.code == .severalValueColumns }
    warnings =
      loaded.findings.map { finding in
        let remedy = finding.remedy.map { " \($0)" } ?? ""
        return "\(finding.code.rawValue) \(finding.message).\(remedy)"
      } + used.remarks
  }

  /// The first and the last label of an interpolated gap that lies before `border` and reaches it,
  /// so that its values know one behind it; nil if there is none.
  func interpolatedGap(over border: Int) -> String? {
    interpolated.first { $0.lowerBound < border && $0.upperBound >= border }.map(series.label(of:))
  }

  /// A value that is forecast must not come into what is known by way of a filled gap.
  ///
  /// - Parameter border: The number of values that are known.
  /// - Throws: A failure that names the gap.
  func refuseLeak(across border: Int) throws {
    guard let gap = interpolatedGap(over: border) else { return }
    throw Failure(
      65, "leak",
      "\(source): the gap \(gap) reaches the end of the training part, "
        + "and interpolating it would let a test value into training",
      hint: "Try --gaps previous, or another --test."
    ).thrown
  }

  /// What a forecaster cannot be fitted on, with the name of the file.
  func blame(_ error: CannotFit) -> any Error {
    Failure(65, "data", "\(source): \(error.message)", hint: error.hint).thrown
  }

  /// The bytes of a file, or of the built-in series.
  static func open(_ path: String?) throws -> AnySource {
    guard let path else { return AnySource(MemorySource(AirlinePassengers.csv)) }
    return AnySource(try FileSource(path: path))
  }
}

extension TimeSeries {
  /// What a stretch is called: "2020-05", "2020-05 to 2020-07".
  func label(of span: Range<Int>) -> String {
    let (first, last) = (label(at: span.lowerBound), label(at: span.upperBound - 1))
    return first == last ? first : "\(first) to \(last)"
  }
}

/// What a file is called where it is listed.
func sourceName(_ path: String) -> String { path == "-" ? "standard input" : lastComponent(path) }

/// Any source of bytes.
struct AnySource: ByteSource {
  private var source: any ByteSource

  init(_ source: any ByteSource) { self.source = source }

  var expectedByteCount: Int? { source.expectedByteCount }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try source.read(into: buffer)
  }
}

/// A source that keeps the digest of what was read.
struct HashingSource: ByteSource {
  private var source: AnySource
  private var digest = IncrementalDigest()

  init(_ source: AnySource) { self.source = source }

  /// SHA-256 of the bytes so far, in hexadecimal.
  var sha256: String { digest.hex }

  var expectedByteCount: Int? { source.expectedByteCount }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try source.read(into: buffer)
    digest.update(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
    return count
  }
}
