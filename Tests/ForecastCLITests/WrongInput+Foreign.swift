extension WrongInput {
  /// Files that are no table, or whose characters are unclear.
  static let foreign = [
    WrongInput(
      "a workbook", given: "printf 'PK\\003\\004aaaa' > a.csv", "run a.csv", exits: 65,
      "a.csv: this is a zip archive, as Excel's .xlsx is (expected CSV text). Save the sheet as "
        + "CSV, or unpack the archive."),
    WrongInput(
      "an old workbook", given: "printf '\\320\\317\\021\\340aaaa' > a.csv", "run a.csv", exits: 65,
      "a.csv: this is an old Excel workbook, .xls (expected CSV text). Save the sheet as CSV."),
    WrongInput(
      "a Parquet file", csv: "PAR1aaaa", "run a.csv", exits: 65,
      "a.csv: this is a Parquet file (expected CSV text). Export the table as CSV."),
    WrongInput(
      "a database", csv: "SQLite format 3\0", "run a.csv", exits: 65,
      "a.csv: this is an SQLite database (expected CSV text). Export the table as CSV."),
    WrongInput(
      "a PDF document", csv: "%PDF-1.7\n", "run a.csv", exits: 65,
      "a.csv: this is a PDF document (expected CSV text). Export the table as CSV."),
    WrongInput(
      "text packed by zstd", given: "printf '\\050\\265\\057\\375aaa' > a.csv", "run a.csv",
      exits: 65,
      "a.csv: this is packed by zstd (expected CSV text). Unpack it first, or pack it by gzip, "
        + "which is understood."),
    WrongInput(
      "text packed by xz", given: "printf '\\3757zXZ\\000aaa' > a.csv", "run a.csv", exits: 65,
      "a.csv: this is packed by xz (expected CSV text). Unpack it first, or pack it by gzip, "
        + "which is understood."),
    WrongInput(
      "text packed by bzip2", csv: "BZh91AY&SY", "run a.csv", exits: 65,
      "a.csv: this is packed by bzip2 (expected CSV text). Unpack it first, or pack it by gzip, "
        + "which is understood."),
    WrongInput(
      "text in UTF-32", given: "printf '\\377\\376\\000\\000a\\000\\000\\000' > a.csv", "run a.csv",
      exits: 65,
      "a.csv: this is text in UTF-32 (expected CSV text). Save the file as UTF-8."),
    WrongInput(
      "a pointer of Git LFS", csv: "version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
      "run a.csv", exits: 65,
      "a.csv: this is a pointer of Git LFS, not the file itself (expected CSV text). Fetch the "
        + "file: git lfs pull."),
    WrongInput(
      "a web page", csv: "<!DOCTYPE html>\n<html></html>\n", "run a.csv", exits: 65,
      "a.csv: this is a web page or XML (expected CSV text). Save the table in it as CSV."),
    WrongInput(
      "JSON for CSV", csv: "[{\"ds\": \"2020-01\", \"y\": 3}]\n", "run a.csv", exits: 65,
      "a.csv: this is JSON (expected CSV text). Write it as CSV: a row a date, such as "
        + "2020-01,3."),
    WrongInput(
      "a packed file that is cut off", given: "printf '\\037\\213\\010\\000\\000\\000' > a.csv",
      "run a.csv", exits: 65,
      "a.csv: the file is cut off: the packed data end in the middle. Fetch it again."),
    WrongInput(
      "a zero character", csv: "ds,y\n2020-01,1\n2020-02,\0\n", "run a.csv", exits: 65,
      "a.csv:3:9: byte 24 of the text is 00, which is no character (expected text). Check that "
        + "this is text; if it is UTF-16, choose --encoding utf-16."),
    WrongInput(
      "bytes that are not UTF-8", given: "printf 'ds,y\\n2020-01,1\\n2020-02,\\344\\n' > a.csv",
      "run a.csv --encoding utf-8", exits: 65,
      "a.csv:3:9: byte 24 of the text is E4, which is not UTF-8 (expected UTF-8, as the text "
        + "before it). Choose --encoding latin-1, or save the file as UTF-8."),
    WrongInput(
      "UTF-8 that ends in Latin-1",
      given: "printf 'ds,y\\303\\274\\n2020-01,1\\n2020-02,\\344\\n' > a.csv", "run a.csv",
      exits: 65,
      "a.csv:3:9: byte 26 of the text is E4, which is not UTF-8 (expected UTF-8, as the text "
        + "before it). Choose --encoding latin-1, or save the file as UTF-8."),
    WrongInput(
      "a byte that Windows-1252 has not",
      given: "printf 'ds,y\\344\\n2020-01,1\\n2020-02,\\201\\n' > a.csv", "run a.csv", exits: 65,
      "a.csv:3:9: byte 25 of the text is 81, which is a character neither in UTF-8 nor in "
        + "Windows-1252. Save the file as UTF-8, and check that it is text."),
    WrongInput(
      "ASCII read as UTF-16", csv: "ds,y\n2020-01,1\n2020-02,2\n2020-03,2\n",
      "run a.csv --encoding utf-16", exits: 65,
      "a.csv:1:18: byte 35 of the text is 0A, which is half a character of UTF-16. Save the "
        + "file as UTF-8, or choose another --encoding."),
    WrongInput(
      "an endless row", given: "head -c 9000000 /dev/zero | tr \"\\0\" , > a.csv", "run a.csv",
      exits: 65,
      "a.csv:1:1: the row has more than 16 MiB or 262144 fields. Check that this is a table, "
        + "and that each quote is closed. 1 other problem: see forecast inspect a.csv."),
  ]

  /// Options that say how a file is read.
  static let readingOptions = [
    WrongInput(
      "a delimiter of two characters", "run --delimiter ab", exits: 64,
      "--delimiter is 'ab' (expected one character, or \\t for a tab). See forecast run --help."),
    WrongInput(
      "no delimiter", "run --delimiter=", exits: 64,
      "Missing value for '--delimiter <character>'. See forecast run --help."),
    WrongInput(
      "a delimiter that is no ASCII", "run --delimiter é", exits: 64,
      "airline-passengers.csv: the delimiter 'é' is not an ASCII character that can part "
        + "fields. Try --delimiter ';'."),
    WrongInput(
      "a quote for a delimiter", "inspect --delimiter \"", exits: 64,
      "airline-passengers.csv: the delimiter '\"' is not an ASCII character that can part "
        + "fields. Try --delimiter ';'."),
    WrongInput(
      "a letter for a delimiter", csv: months(), "run a.csv --delimiter x", exits: 65,
      "a.csv: no column reads as dates (found 'date,value'). Name the column with "
        + "--date-column, or its notation with --date-format."),
    WrongInput(
      "a date format of nothing known", "run --date-format %q", exits: 64,
      "airline-passengers.csv: --date-format '%q' has an unknown directive (expected %Y %y %m "
        + "%b %B %d %H %M %S %s or %%). Try one such as --date-format '%d/%m/%Y'."),
    WrongInput(
      "a date format without a year", "run --date-format %m/%d", exits: 64,
      "airline-passengers.csv: --date-format '%m/%d' has no year (expected %Y or %y). Try one "
        + "such as --date-format '%d/%m/%Y'."),
    WrongInput(
      "an unknown encoding", "run --encoding ebcdic", exits: 64,
      "The value 'ebcdic' is invalid for '--encoding <encoding>'. Please provide one of "
        + "'utf-8', 'utf-16' or 'latin-1'. See forecast run --help."),
    WrongInput(
      "an unknown decimal mark", "run --decimal dot", exits: 64,
      "The value 'dot' is invalid for '--decimal <decimal>'. Please provide one of 'point' and "
        + "'comma'. See forecast run --help."),
    WrongInput(
      "an unknown policy for duplicates", "run --duplicates drop", exits: 64,
      "The value 'drop' is invalid for '--duplicates <duplicates>'. Please provide one of "
        + "'mean', 'sum', 'first' or 'last'. See forecast run --help."),
    WrongInput(
      "an unknown policy for gaps", "run --gaps linear", exits: 64,
      "The value 'linear' is invalid for '--gaps <gaps>'. Please provide one of 'interpolate', "
        + "'previous' or 'zero'. See forecast run --help."),
    WrongInput(
      "a season that is no number", "run --season year", exits: 64,
      "The value 'year' is invalid for '--season <n>': expected a number. See forecast run "
        + "--help."),
    WrongInput(
      "a negative season", "run --season=-3", exits: 64,
      "--season is -3 (expected at least 1, which is no season). See forecast run --help."),
    WrongInput(
      "a gap that reaches the end of what is used", csv: months("", for: 5),
      "run a.csv --gaps interpolate --to 2020-05", exits: 65,
      "a.csv: the gap 2020-05 reaches the end at --to 2020-05, and interpolating it would let a "
        + "later value in. Try --gaps previous, or another --to."),
    WrongInput(
      "a gap that reaches the test part", csv: months("", for: 5),
      "run a.csv --gaps interpolate --test 7 --lookback 2", exits: 65,
      "a.csv: the gap 2020-05 reaches the end of the training part, and interpolating it would "
        + "let a test value into training. Try --gaps previous, or another --test."),
    WrongInput(
      "an option without its value", "run --from", exits: 64,
      "Missing value for '--from <date>'. See forecast run --help."),
    WrongInput(
      "two files", csv: months(), "run a.csv b.csv", exits: 64,
      "Unexpected argument 'b.csv'. See forecast run --help."),
    WrongInput(
      "a mistyped flag", "inspect --plot", exits: 64,
      "Unknown option '--plot'. Did you mean '--plots'? See forecast inspect --help."),
    WrongInput(
      "a list of series of which there is one", "inspect --list-series", exits: 65,
      "airline-passengers.csv: no column names series. Name it with --id-column, or read the "
        + "file without --list-series."),
    WrongInput(
      "a list of series and pictures", "inspect --list-series --plots", exits: 64,
      "--list-series and --plots exclude each other; give one. See forecast inspect --help."),
    WrongInput(
      "a picture size without pictures", "inspect --size 3x3", exits: 64,
      "--size is 3x3 (expected at least 300x200 pixels, at most 16000 on a side and 40 million "
        + "in all; these are 3x3). See forecast inspect --help."),
    WrongInput(
      "a season for three values", csv: "d,v\n2001,1\n2002,2\n2003,4\n", "run a.csv --season 2",
      exits: 64,
      "--season is 2 (expected at most 1: two whole seasons must lie in the 3 values). See "
        + "forecast run --help."),
  ]

  /// Twelve months, with one line put in place of another.
  private static func months(_ line: String = "", for month: Int = 0) -> String {
    let rows = (1...12).map { number in
      number == month ? line : "2020-\(number < 10 ? "0" : "")\(number)-01,\(number)\n"
    }
    return "date,value\n" + rows.joined()
  }
}
