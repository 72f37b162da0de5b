import SeriesData

extension Shape {
  private static let iso = table("Month,Passengers") { "\($0.iso),\($0.value)" }
  private static let german = table("Monat;Passagiere über den Atlantik") {
    "\($0.iso);\($0.value)"
  }

  /// What spreadsheets make of it.
  static let spreadsheets: [Shape] = [
    Shape("CSV UTF-8", from: "Excel, \"CSV UTF-8\"", "\u{FEFF}" + iso, .reads()),
    Shape(
      "mark and quotes", from: "Power BI",
      "\u{FEFF}" + table("\"Month\",\"Passengers\"") { "\"\($0.iso)\",\"\($0.value)\"" }, .reads()),
    Shape(
      "Unicode text", from: "Excel, \"Unicode Text\"",
      utf16(table("Month\tPassengers", end: "\r\n") { "\($0.iso)\t\($0.value)" }), .reads()),
    Shape(
      "German Excel", from: "Excel in German, \"CSV\"", latin1(german), .reads([.assumedEncoding])),
    Shape(
      "French Excel", from: "Excel in French, \"CSV\"",
      latin1(
        table("Mois;Passagers") {
          let names = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
          return "\(names.split(separator: " ")[$0.month - 1]) \($0.year);\($0.value),0"
        }), .reads([.assumedEncoding])),
    Shape(
      "euros of Windows", from: "Excel in German, \"CSV\"",
      Array("Monat;Umsatz\n".utf8)
        + AirlineMonth.all.flatMap { Array("\($0.iso);\($0.value),00 ".utf8) + [0x80, 0x0A] },
      .reads([.unitInCells, .assumedEncoding])),
  ]

  /// Encodings and packing.
  static let encodings: [Shape] = [
    Shape("UTF-16, big end first", from: "Java", utf16(iso, isBigEndian: true), .reads()),
    Shape(
      "UTF-16 without a mark", from: "SQL Server's bcp -w", utf16(iso, hasMark: false), .reads()),
    Shape(
      "UTF-16 without a mark, big end first", from: "Java",
      utf16(iso, isBigEndian: true, hasMark: false), .reads()),
    Shape(
      "UTF-16, odd", from: "a cut download", utf16(iso) + [0x31],
      .refused(
        "t.csv:146:1: byte 3493 of the text is 31, which is half a character of UTF-16. "
          + "Save the file as UTF-8, or choose another --encoding.")),
    Shape(
      "UTF-32", from: "Python's utf-32", [0xFF, 0xFE, 0, 0, 0x4D, 0, 0, 0],
      .refused("t.csv: this is text in UTF-32 (expected CSV text). Save the file as UTF-8.")),
    Shape(
      "Latin-1, chosen", from: "old Unix", latin1(german), with: ReadOptions(encoding: .latin1),
      .reads()),
    Shape(
      "UTF-8, chosen in vain", from: "the same", latin1(german), with: ReadOptions(encoding: .utf8),
      .refused(
        "t.csv:1:18: byte 18 of the text is FC, which is not UTF-8 (expected UTF-8, as "
          + "the text before it). Choose --encoding latin-1, or save the file as UTF-8.")),
    Shape(
      "two encodings", from: "cat of files from two systems",
      Array(german.utf8) + latin1("\nQuelle: Büro\n"),
      .refused(
        "t.csv:147:10: byte 1775 of the text is FC, which is not UTF-8 (expected UTF-8, "
          + "as the text before it). Choose --encoding latin-1, or save the file as UTF-8.")),
    Shape(
      "neither", from: "a damaged disk", Array(iso.utf8) + [0xC3, 0x28, 0x8D],
      .refused(
        "t.csv:146:3: byte 1748 of the text is 8D, which is a character neither in UTF-8 "
          + "nor in Windows-1252. Save the file as UTF-8, and check that it is text.")),
    Shape(
      "zero bytes", from: "a crash while writing", Array(iso.utf8) + [0, 0, 0],
      .refused(
        "t.csv:146:1: byte 1746 of the text is 00, which is no character (expected text). "
          + "Check that this is text; if it is UTF-16, choose --encoding utf-16.")),
    Shape("gzip", from: "gzip, pandas", gzip(iso), .reads()),
    Shape(
      "gzip in parts", from: "cat a.gz b.gz, pigz",
      gzip(String(iso.prefix(900))) + gzip(String(iso.dropFirst(900))), .reads()),
    Shape("gzip, padded", from: "tapes", gzip(iso) + [UInt8](repeating: 0, count: 512), .reads()),
    Shape("gzip of UTF-16", from: "archives of exports", gzip(utf16(iso)), .reads()),
    Shape(
      "gzip, cut off", from: "a cut download", Array(gzip(iso).dropLast(12)),
      .refused("t.csv: the file is cut off: the packed data end in the middle. Fetch it again.")),
    Shape(
      "gzip, damaged", from: "a damaged disk", damaged(gzip(iso)),
      .refused(
        "t.csv: the file is damaged: the data cannot be unpacked (incorrect data check). "
          + "Fetch it again.")),
    Shape(
      "gzip and more", from: "a paste", gzip(iso) + Array("Month".utf8),
      .refused(
        "t.csv: the file is damaged: the data cannot be unpacked (incorrect header "
          + "check). Fetch it again.")),
  ]

  private static func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[bytes.count / 2] ^= 0x55
    return bytes
  }

  /// Files that are no CSV.
  static let strangers: [Shape] = [
    Shape(
      "empty", from: "a failed export", "",
      .refused(
        "t.csv: the file is empty (expected dates and values). Put rows such as 2020-01,3 "
          + "into it.")),
    Shape(
      "blank", from: "a failed export", "\n\n \n",
      .refused(
        "t.csv: the file is empty (expected dates and values). Put rows such as 2020-01,3 "
          + "into it.")),
    Shape(
      "a mark alone", from: "a failed export", "\u{FEFF}",
      .refused(
        "t.csv: the file is empty (expected dates and values). Put rows such as 2020-01,3 "
          + "into it.")),
    Shape(
      "header alone", from: "a query without rows", "Month,Passengers\n",
      .refused("t.csv: the table has no rows (expected at least 3). Add rows such as 2020-01,3.")),
    Shape(
      "JSON lines", from: "logs, BigQuery", "{\"month\": \"1949-01\", \"y\": 112}\n",
      .refused(
        "t.csv: this is JSON (expected CSV text). Write it as CSV: a row a date, such as "
          + "2020-01,3.")),
    Shape(
      "JSON", from: "APIs", "[{\"month\": \"1949-01\", \"y\": 112}]",
      .refused(
        "t.csv: this is JSON (expected CSV text). Write it as CSV: a row a date, such as "
          + "2020-01,3.")),
    Shape(
      "web page", from: "a download behind a login",
      "\r\n<!DOCTYPE html>\n<html><body></body></html>",
      .refused(
        "t.csv: this is a web page or XML (expected CSV text). Save the table in it as " + "CSV.")),
    Shape(
      "table of HTML", from: "programs that call HTML .xls",
      "<table><tr><td>1949-01</td></tr></table>",
      .refused(
        "t.csv: this is a web page or XML (expected CSV text). Save the table in it as " + "CSV.")),
    Shape(
      "XML", from: "Excel 2003", "<?xml version=\"1.0\"?>\n<Workbook/>",
      .refused(
        "t.csv: this is a web page or XML (expected CSV text). Save the table in it as " + "CSV.")),
    Shape(
      "xlsx", from: "a workbook that was renamed", [0x50, 0x4B, 3, 4, 0x14, 0, 6, 0],
      .refused(
        "t.csv: this is a zip archive, as Excel's .xlsx is (expected CSV text). Save the "
          + "sheet as CSV, or unpack the archive.")),
    Shape(
      "xls", from: "an old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
      .refused(
        "t.csv: this is an old Excel workbook, .xls (expected CSV text). Save the sheet as "
          + "CSV.")
    ),
    Shape(
      "Parquet", from: "Spark", Array("PAR1".utf8) + [0x15, 0, 0x15],
      .refused("t.csv: this is a Parquet file (expected CSV text). Export the table as CSV.")),
    Shape(
      "SQLite", from: "a database", Array("SQLite format 3\0".utf8),
      .refused("t.csv: this is an SQLite database (expected CSV text). Export the table as CSV.")),
    Shape(
      "PDF", from: "a report", "%PDF-1.7\n",
      .refused("t.csv: this is a PDF document (expected CSV text). Export the table as CSV.")),
    Shape(
      "zstd", from: "zstd", [0x28, 0xB5, 0x2F, 0xFD, 4, 0],
      .refused(
        "t.csv: this is packed by zstd (expected CSV text). Unpack it first, or pack it "
          + "by gzip, which is understood.")),
    Shape(
      "pointer of Git LFS", from: "a clone without git lfs",
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 2079\n",
      .refused(
        "t.csv: this is a pointer of Git LFS, not the file itself (expected CSV text). "
          + "Fetch the file: git lfs pull.")),
    Shape(
      "prose", from: "a README", "These are the airline passengers.\nThey fly.\n",
      .refused(
        "t.csv: no column reads as dates (found 'These are the airline passengers.'). "
          + "Name the column with --date-column, or its notation with --date-format.")),
  ]
}
