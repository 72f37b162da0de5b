import SeriesData

extension Shape {
  private static func dated(
    _ name: String, from origin: String, with options: ReadOptions = ReadOptions(),
    _ outcome: Outcome, _ date: (AirlineMonth) -> String
  ) -> Shape {
    Shape(
      name, from: origin, table("Date,Passengers") { "\(date($0)),\($0.value)" }, with: options,
      outcome)
  }

  private static func valued(
    _ name: String, from origin: String, with options: ReadOptions = ReadOptions(),
    _ outcome: Outcome, _ value: (AirlineMonth) -> String
  ) -> Shape {
    Shape(
      name, from: origin, table("Month;Passengers") { "\($0.iso);\(value($0))" }, with: options,
      outcome)
  }

  private static func seconds(_ month: AirlineMonth) -> Int {
    Timestamp(year: month.year, month: month.month, day: 1)?.secondsSinceEpoch ?? 0
  }

  private static func format(_ format: String) -> ReadOptions { ReadOptions(dateFormat: format) }

  private static func local(_ names: String) -> (AirlineMonth) -> String {
    { month in
      let name = names.split(separator: " ")[month.month - 1]
      return "\(name) \(month.year)"
    }
  }

  /// Dates.
  static let calendars: [Shape] = [
    dated("FRED", from: "FRED, observation_date", .reads()) { "\($0.iso)-01" },
    dated("month ends", from: "pandas, resample(\"M\")", .reads(dates: .lastDays)) {
      "\($0.iso)-\($0.lastDay)"
    },
    dated("with midnight", from: "SQL, pandas", .reads()) { "\($0.iso)-01 00:00:00" },
    dated("ISO 8601 in UTC", from: "JavaScript, APIs", .reads()) { "\($0.iso)-01T00:00:00.000Z" },
    dated("with an offset", from: "Postgres, timestamptz", .reads()) { "\($0.iso)-01 00:00:00+01" },
    dated("SDMX", from: "Eurostat's 1949-M01", .reads()) { "\($0.year)-M\($0.mm)" },
    dated("IMF", from: "the IMF's 1949M1", .reads()) { "\($0.year)M\($0.month)" },
    dated("slashes", from: "forms", .reads()) { "\($0.mm)/\($0.year)" },
    dated("English", from: "reports", .reads()) { "\($0.name) \($0.year)" },
    dated("year first, named month", from: "SAS", .reads()) { "\($0.year)-\($0.name)" },
    dated("Oracle, four digits", from: "Oracle", .reads()) {
      "01-\($0.name.uppercased())-\($0.year)"
    },
    dated(
      "Oracle, two digits", from: "Oracle's default",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). '01-JAN-49' has a "
          + "year of two digits: write four, or choose --date-format %d-%b-%y, which reads 69 "
          + "to 99 as 1969 to 1999 and 00 to 68 as 2000 to 2068.")
    ) {
      "01-\($0.name.uppercased())-\($0.yy)"
    },
    dated(
      "two digits", from: "Excel's mmm-yy",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). 'Jan-49' has a "
          + "year of two digits: write four, or choose --date-format %b-%y, which reads 69 to "
          + "99 as 1969 to 1999 and 00 to 68 as 2000 to 2068.")
    ) { "\($0.name)-\($0.yy)" },
    dated("points", from: "SAP, German forms", .reads()) { "01.\($0.mm).\($0.year)" },
    dated(
      "American or not", from: "Google Sheets, M/D/YYYY",
      .refused(
        "t.csv:3:1: '2/1/1949' can be 1949-01-02 or 1949-02-01, and no date in the file "
          + "decides it. Choose --date-format %d/%m/%Y or --date-format %m/%d/%Y.")
    ) {
      "\($0.month)/1/\($0.year)"
    },
    dated("American", from: "the same", with: format("%m/%d/%Y"), .reads()) {
      "\($0.month)/1/\($0.year)"
    },
    dated(
      "eight digits", from: "SAP, mainframes",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). If '19490101' is a "
          + "date, choose --date-format %Y%m%d.")
    ) { "\($0.year)\($0.mm)01" },
    dated("eight digits, named", from: "the same", with: format("%Y%m%d"), .reads()) {
      "\($0.year)\($0.mm)01"
    },
    dated(
      "six digits", from: "banks",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). If '194901' is a "
          + "date, choose --date-format %Y%m.")
    ) { "\($0.year)\($0.mm)" },
    dated(
      "Unix seconds", from: "monitoring",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). If '-662688000' is "
          + "in seconds since 1970, choose --date-format %s.")
    ) { "\(seconds($0))" },
    dated("Unix seconds, named", from: "the same", with: format("%s"), .reads()) {
      "\(seconds($0))"
    },
    dated(
      "Unix milliseconds", from: "JavaScript",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). If '-662688000000' "
          + "is in milliseconds since 1970, divide by 1000 and choose --date-format %s.")
    ) { "\(seconds($0))000" },
    dated(
      "Excel days", from: "a sheet saved with its dates as numbers",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). If '17899' is a "
          + "day as spreadsheets count it, choose --date-format excel.")
    ) {
      "\(seconds($0) / 86400 + 25569)"
    },
    dated("Excel days, named", from: "the same", with: format("excel"), .reads()) {
      "\(seconds($0) / 86400 + 25569)"
    },
    dated(
      "German", from: "Excel in German", .reads(),
      local("Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez")),
    dated(
      "French", from: "Excel in French", .reads(),
      local("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.")),
    dated(
      "Spanish", from: "Excel in Spanish", .reads(),
      local("ene feb mar abr may jun jul ago sep oct nov dic")),
    dated(
      "Japanese era", from: "Japanese offices",
      .refused(
        "t.csv: no column reads as dates (found 'Date', 'Passengers'). Name the column "
          + "with --date-column, or its notation with --date-format.")
    ) {
      "昭和\($0.year - 1925)年\($0.month)月"
    },
    dated(
      "13th month", from: "SAP's periods",
      .refused(
        "t.csv:13:1: '1949-13' is not a month (expected YYYY-MM; lines 13, 25, 37, 49, 61 "
          + "…and 7 more). Try --date-format. 1 other problem: see forecast inspect t.csv.")
    ) {
      $0.month == 12 ? "\($0.year)-13" : $0.iso
    },
    Shape(
      "flights", from: "seaborn's flights.csv",
      table("year,month,passengers") { "\($0.year),\($0.name),\($0.value)" }, .reads()),
    Shape(
      "year and number of month", from: "databases, NASA",
      table("Year,Month,Passengers") { "\($0.year),\($0.month),\($0.value)" }, .reads()),
  ]

  /// Numbers.
  static let numbers: [Shape] = [
    valued("decimal comma", from: "Excel in German", .reads()) { "\($0.value),0" },
    valued("decimal point", from: "pandas, floats", .reads()) { "\($0.value).0" },
    valued("exponents", from: "numpy.savetxt", .reads()) {
      "\($0.value / 100).\($0.value / 10 % 10)\($0.value % 10)000e+02"
    },
    valued(
      "thousands, or decimals?", from: "Excel",
      .refused(
        "t.csv:2:9: '112,000' can be 112.000 or 112000, and no value in the file decides "
          + "it. Choose --decimal comma for 112.000, or --decimal point for 112000.")
    ) { "\($0.value),000" },
    valued(
      "thousands by choice", from: "Excel", with: ReadOptions(decimal: .point),
      .reads([.groupedNumbers], times: 1000)
    ) {
      "\($0.value),000"
    },
    valued(
      "German thousands, or decimals?", from: "Excel in German",
      .refused(
        "t.csv:2:9: '112.000' can be 112.000 or 112000, and no value in the file decides "
          + "it. Choose --decimal point for 112.000, or --decimal comma for 112000.")
    ) {
      "\($0.value).000"
    },
    valued(
      "German thousands by choice", from: "the same", with: ReadOptions(decimal: .comma),
      .reads([.groupedNumbers], times: 1000)
    ) {
      "\($0.value).000"
    },
    valued("English millions", from: "Excel", .reads([.groupedNumbers], times: 1_000_000)) {
      "\($0.value),000,000"
    },
    valued(
      "German thousands and cents", from: "Excel in German", .reads([.groupedNumbers], times: 1000)
    ) {
      "\($0.value).000,00"
    },
    valued("Swiss", from: "Swiss offices", .reads([.groupedNumbers], times: 1000)) {
      "\($0.value)'000"
    },
    valued("Swiss, printed", from: "Swiss offices", .reads([.groupedNumbers], times: 1000)) {
      "\($0.value)’000.00"
    },
    valued("French numbers", from: "Excel in French", .reads([.groupedNumbers], times: 1000)) {
      "\($0.value)\u{202F}000,0"
    },
    valued("no-break spaces", from: "INSEE", .reads([.groupedNumbers], times: 1000)) {
      "\($0.value)\u{A0}000"
    },
    valued("spaces in numbers", from: "the ISO", .reads([.groupedNumbers], times: 1000)) {
      "\($0.value) 000"
    },
    valued("dollars", from: "Excel's currency format", .reads([.unitInCells])) { "$\($0.value)" },
    valued("euros", from: "Excel in German", .reads([.unitInCells])) { "\($0.value),00 €" },
    valued("percent", from: "Excel", .reads([.unitInCells])) { "\($0.value)%" },
    valued(
      "percent, some", from: "people",
      .refused(
        "t.csv:8:9: '148%' is not in the unit of the number in line 2, which has no such "
          + "sign. Write all numbers with the same sign, or all without one.")
    ) {
      $0.month == 7 ? "\($0.value)%" : "\($0.value)"
    },
    valued("typographic minus", from: "Wikipedia", .reads(times: -1)) { "−\($0.value)" },
    valued(
      "brackets", from: "accountants, or doubt",
      .refused(
        "t.csv:2:9: '(112)' is not a number (lines 2, 3, 4, 5, 6 …and 139 more). It can "
          + "be negative, or in doubt: write a minus before the number, or no brackets.")
    ) { "(\($0.value))" },
    valued(
      "minus behind", from: "SAP",
      .refused(
        "t.csv:2:9: '112-' is not a number (lines 2, 3, 4, 5, 6 …and 139 more). Write a "
          + "minus before the number.")
    ) { "\($0.value)-" },
    valued(
      "units in cells", from: "people",
      .refused(
        "t.csv:2:9: '112 kg' is not a number (lines 2, 3, 4, 5, 6 …and 139 more). Write "
          + "the number alone, without unit, flag or footnote.")
    ) { "\($0.value) kg" },
    valued(
      "flags", from: "Eurostat's flags",
      .refused(
        "t.csv:134:9: '417 p' is not a number (lines 134, 135, 136, 137, 138 …and 7 "
          + "more). Write the number alone, without unit, flag or footnote.")
    ) {
      $0.year == 1960 ? "\($0.value) p" : "\($0.value)"
    },
    valued(
      "a gap in a colon", from: "Eurostat",
      .refused(
        "t.csv:16: 1 date has no value: 1950-03 (line 16). Choose --gaps interpolate, "
          + "previous or zero.")
    ) {
      $0.year == 1950 && $0.month == 3 ? ":" : "\($0.value)"
    },
  ]
}
