/// Files that are no CSV, whatever they are called: what they are, and what to do instead.
enum ForeignContent {
  private struct Kind {
    let start: [UInt8]
    let name: String
    let hint: String
  }

  private static let unpack = "Unpack it first, or pack it by gzip, which is understood."
  private static let export = "Export the table as CSV."

  /// What begins with bytes that no text begins with.
  private static let kinds = [
    Kind(
      start: [0x50, 0x4B, 0x03, 0x04], name: "a zip archive, as Excel's .xlsx is",
      hint: "Save the sheet as CSV, or unpack the archive."),
    Kind(
      start: [0xD0, 0xCF, 0x11, 0xE0], name: "an old Excel workbook, .xls",
      hint: "Save the sheet as CSV."),
    Kind(start: Array("PAR1".utf8), name: "a Parquet file", hint: export),
    Kind(start: Array("SQLite format 3\0".utf8), name: "an SQLite database", hint: export),
    Kind(start: Array("%PDF-".utf8), name: "a PDF document", hint: export),
    Kind(start: [0x28, 0xB5, 0x2F, 0xFD], name: "packed by zstd", hint: unpack),
    Kind(start: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], name: "packed by xz", hint: unpack),
    Kind(start: Array("BZh".utf8), name: "packed by bzip2", hint: unpack),
    Kind(
      start: [0xFF, 0xFE, 0x00, 0x00], name: "text in UTF-32", hint: "Save the file as UTF-8."),
    Kind(
      start: [0x00, 0x00, 0xFE, 0xFF], name: "text in UTF-32", hint: "Save the file as UTF-8."),
  ]

  /// The error for bytes that are no text.
  static func binary(in sample: ArraySlice<UInt8>, file: String) -> SeriesError? {
    let kind = kinds.first { kind in
      sample.starts(with: kind.start)
        // "BZh" could begin a word; a digit and a number of 48 bits follow it in an archive.
        && (kind.start != Array("BZh".utf8) || sample.dropFirst(4).starts(with: [0x31, 0x41]))
    }
    return kind.map { error($0.name, $0.hint, file) }
  }

  /// The error for text that is no table.
  static func text(in sample: ArraySlice<UInt8>, file: String) -> SeriesError? {
    let text = sample.drop { $0.isBlank || $0 == .lineFeed || $0 == .carriageReturn }
    if text.starts(with: "version https://git-lfs.github.com/spec/".utf8) {
      return error(
        "a pointer of Git LFS, not the file itself", "Fetch the file: git lfs pull.", file)
    }
    let next = text.dropFirst().first { !$0.isBlank && $0 != .lineFeed && $0 != .carriageReturn }
    switch (text.first, next) {
    case (0x3C, .some(let byte))
    where (byte.isLetter || byte == 0x21 || byte == 0x3F) && !isHeader(text):
      return error("a web page or XML", "Save the table in it as CSV.", file)
    case (0x7B, .quote), (0x7B, 0x7D), (0x5B, 0x7B), (0x5B, 0x5B), (0x5B, .quote):
      return error("JSON", "Write it as CSV: a row a date, such as 2020-01,3.", file)
    default: return nil
    }
  }

  /// Whether the first line has names in angle brackets, as programs of stock exchanges write them:
  /// `<TICKER>,<DATE>,<CLOSE>`.
  private static func isHeader(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.prefix { $0 != .lineFeed && $0 != .carriageReturn }
    return Delimiter.candidates.contains { mark in
      let names = line.split(separator: mark)
      return names.count > 1 && names.allSatisfy { $0.first == 0x3C && $0.last == 0x3E }
    }
  }

  private static func error(_ name: String, _ hint: String, _ file: String) -> SeriesError {
    SeriesError(
      reason: .notATable, file: file, message: "this is \(name) (expected CSV text)", hint: hint)
  }
}
