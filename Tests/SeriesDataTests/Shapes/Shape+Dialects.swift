import SeriesData

extension Shape {
  private static let iso = table("Month,Passengers") { "\($0.iso),\($0.value)" }

  /// Delimiters, quotes, line ends, and what stands around the rows.
  static let dialects: [Shape] = [
    Shape("plain", from: "the data set of this project", iso, .reads()),
    Shape(
      "classic download", from: "DataMarket's export, copied by most tutorials",
      table(
        "\"Month\",\"International airline passengers: monthly totals in thousands. Jan 49 ? Dec 60\""
      ) { "\"\($0.iso)\",\($0.value)" }
        + "\nInternational airline passengers: monthly totals in thousands. Jan 49 ? Dec 60\n",
      .reads([.trailingNote])),
    Shape(
      "CRLF", from: "anything on Windows",
      table("Month,Passengers", end: "\r\n") { "\($0.iso),\($0.value)" }, .reads()),
    Shape(
      "CR alone", from: "Excel, \"CSV (Macintosh)\"",
      table("Month,Passengers", end: "\r") { "\($0.iso),\($0.value)" }, .reads()),
    Shape(
      "mixed line ends", from: "a file that was edited on two systems",
      iso.replacing("1950-", with: "\r1950-").replacing("\n\r", with: "\r\n"), .reads()),
    Shape("no last line end", from: "scripts that join lines", String(iso.dropLast()), .reads()),
    Shape(
      "semicolons", from: "Excel in German or French, \"CSV\"",
      iso.replacing(",", with: ";"), .reads()),
    Shape("tabs", from: "a sheet that was copied", iso.replacing(",", with: "\t"), .reads()),
    Shape("bars", from: "exports of mainframes", iso.replacing(",", with: "|"), .reads()),
    Shape(
      "carets", from: "exports of hospitals", iso.replacing(",", with: "^"),
      with: ReadOptions(delimiter: "^"), .reads()),
    Shape(
      "quotes everywhere", from: "Python's csv.QUOTE_ALL, phpMyAdmin",
      table("\"Month\",\"Passengers\"") { "\"\($0.iso)\",\"\($0.value)\"" }, .reads()),
    Shape(
      "spaces", from: "people who align by hand",
      table("Month ,  Passengers") { " \($0.iso) ,   \($0.value) " }, .reads()),
    Shape(
      "double spaced", from: "CRLF that was translated twice", iso.replacing("\n", with: "\n\n"),
      .reads()),
    Shape("leading blank lines", from: "templates of reports", "\n\n\r\n" + iso, .reads()),
    Shape(
      "comments", from: "NOAA, scripts that note what they did",
      "# monthly totals, thousands\n#\n" + iso + "# end\n", .reads()),
    Shape(
      "trailing commas", from: "a sheet with an emptied column",
      table("Month,Passengers") { "\($0.iso),\($0.value),," }, .reads()),
    Shape(
      "trailing commas in the header too", from: "programs that end each field",
      table("Month,Passengers,") { "\($0.iso),\($0.value)," }, .reads()),
    Shape(
      "empty rows below", from: "a sheet whose used range is longer",
      iso + String(repeating: ",\r\n", count: 20), .reads()),
    Shape(
      "line end in the header", from: "a sheet with wrapped titles",
      table("Month,\"Passengers\n(thousands)\"") { "\($0.iso),\($0.value)" }, .reads()),
    Shape("no header", from: "SQL's COPY", table(nil) { "\($0.iso),\($0.value)" }, .reads()),
    Shape(
      "sep=;", from: "files that tell Excel their delimiter",
      "sep=;\r\n" + iso.replacing(",", with: ";"), .reads()),
    Shape("SEP=^", from: "the same", "SEP=^\n" + iso.replacing(",", with: "^"), .reads()),
    Shape(
      "psql", from: "psql, aligned output",
      table("  Month  | Passengers \n---------+------------") { " \($0.iso) |        \($0.value)" }
        + "(144 rows)\n\n", .reads([.trailingNote])),
    Shape(
      "mysql", from: "mysql, boxed output",
      table("+---------+------------+\n| Month   | Passengers |\n+---------+------------+") {
        "| \($0.iso) |        \($0.value) |"
      } + "+---------+------------+\n", .reads()),
    Shape(
      "Markdown", from: "a README",
      table("| Month | Passengers |\n|---|---:|") { "| \($0.iso) | \($0.value) |" }, .reads()),
  ]

  private static let yearTable: String = {
    let rows = (1949...1960).map { year in
      let values = AirlineMonth.all.filter { $0.year == year }.map { "\($0.value)" }
      return "\(year),\(values.joined(separator: ","))\n"
    }
    return "Year,\(AirlineMonth.names.joined(separator: ","))\n" + rows.joined()
  }()

  private static let oneRow: String = {
    let dates = AirlineMonth.all.map(\.iso).joined(separator: ",")
    let values = AirlineMonth.all.map { "\($0.value)" }.joined(separator: ",")
    return "Series,\(dates)\nPassengers,\(values)\n"
  }()

  private static let newestFirst: String = {
    let rows = AirlineMonth.all.reversed().map { "\($0.iso),\($0.value)\n" }
    return "Month,Passengers\n" + rows.joined()
  }()

  private static let twoShops: String = {
    let first = table("unique_id,ds,y") { "a,\($0.iso),\($0.value)" }
    return first + table(nil) { "b,\($0.iso),\($0.value * 2)" }
  }()

  private static let airlines = table("month,airline,passengers") { month in
    let other = month.value * 3
    return "\(month.iso),PA,\(month.value)\n\(month.iso),TWA,\(other)"
  }

  /// Rows that are not data.
  static let tables: [Shape] = [
    Shape(
      "title above", from: "statistical offices",
      "International airline passengers\n\n" + iso, .reads([.leadingText])),
    Shape(
      "padded preamble", from: "the World Bank, with a sheet's commas",
      "Data Source,World Development Indicators\n\nLast Updated Date,2024-03-28\n\n" + iso,
      .reads([.leadingText])),
    Shape(
      "units row", from: "measuring devices, the Bank of England",
      table("Month,Passengers\n,thousands") { "\($0.iso),\($0.value)" }, .reads([.leadingText])),
    Shape(
      "title above, no header", from: "old teletype listings",
      "Airline passengers\n" + table(nil) { "\($0.iso),\($0.value)" }, .reads()),
    Shape(
      "footnotes", from: "statistical offices",
      iso + "\n* thousands\nSource: Box, Jenkins, Reinsel (1976), Series G\n",
      .reads([.trailingNote])),
    Shape(
      "total row", from: "reports", iso + "Total,40363\n",
      .refused(
        "t.csv:146:1: 'Total' is not a month (expected YYYY-MM). Delete the line if it is "
          + "no row of the table.")),
    Shape(
      "header again", from: "cat a.csv b.csv",
      iso.replacing("1955-01", with: "Month,Passengers\n1955-01"), .reads([.repeatedHeader])),
    Shape("newest first", from: "banks, FX portals", newestFirst, .reads([.unsorted])),
    Shape(
      "file twice", from: "a paste too many", iso + iso,
      .refused(
        "t.csv:2: 144 dates in more than one row: 1949-01-01 (lines 2, 147), 1949-02-01 "
          + "(lines 3, 148), 1949-03-01 (lines 4, 149), 1949-04-01 (lines 5, 150), 1949-05-01 "
          + "(lines 6, 151) …and 139 more. Choose --duplicates mean, sum, first or last.")),
    Shape(
      "more columns", from: "reports",
      table("Month,Passengers,Flights") { "\($0.iso),\($0.value),\($0.value % 7)" },
      .reads([.severalValueColumns])),
    Shape(
      "pandas, index without a name", from: "Series.to_csv",
      table(",Passengers") { "\($0.iso),\($0.value)" }, .reads()),
    Shape(
      "pandas, row numbers", from: "DataFrame.to_csv with its index",
      table(",Month,Passengers") {
        "\($0.number),\($0.iso),\($0.value)"
      },
      .reads()),
    Shape(
      "R, row names", from: "write.csv",
      table("\"\",\"Month\",\"Passengers\"") {
        "\"\($0.number)\",\"\($0.iso)\",\($0.value)"
      }, .reads()),
    Shape(
      "R, row names without a title", from: "write.table with sep = \",\"",
      table("\"Month\",\"Passengers\"") {
        "\"\($0.number)\",\"\($0.iso)\",\($0.value)"
      }, .reads()),
    Shape(
      "Kaggle", from: "Kaggle's AirPassengers.csv",
      table("Month,#Passengers") { "\($0.iso),\($0.value)" },
      .reads()),
    Shape(
      "Nixtla", from: "statsforecast, neuralforecast",
      table("unique_id,ds,y") { "AirPassengers,\($0.iso)-\($0.lastDay),\($0.value).0" },
      .reads(dates: .lastDays)),
    Shape(
      "long, grouped", from: "statsforecast's M4 files", twoShops,
      .refused(
        "t.csv:146: the table has 2 series in the column 'unique_id': 'a', 'b'. Choose "
          + "one with --series; forecast inspect --list-series lists them.")),
    Shape(
      "long, grouped, chosen", from: "the same", twoShops, with: ReadOptions(seriesName: "b"),
      .reads(times: 2)),
    Shape(
      "long, by date", from: "a database, GROUP BY month, airline", airlines,
      with: ReadOptions(seriesName: "TWA"), .reads(times: 3)),
    Shape(
      "long, not chosen", from: "the same", airlines,
      .refused(
        "t.csv:3: the table has 2 series in the column 'airline': 'PA', 'TWA'. Choose one "
          + "with --series; forecast inspect --list-series lists them.")),
    Shape(
      "long, summed", from: "the same", airlines, with: ReadOptions(duplicates: .sum),
      .reads([.duplicateTimestamp], times: 4)),
    Shape(
      "SDMX-CSV", from: "Eurostat, OECD",
      table("DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG") {
        "ESTAT:AVIA_PAOC(1.0),28/02/24 23:00:00,M,US,\($0.iso),\($0.value),"
      }, .reads()),
    Shape(
      "years and months", from: "Box and Jenkins' table, R's print(AirPassengers)", yearTable,
      .reads([.wideTable])),
    Shape(
      "years and numbered months", from: "meteorologists, or somebody's twelve shops",
      "Year,1,2,3,4,5,6,7,8,9,10,11,12\n"
        + yearTable.split(separator: "\n").dropFirst().joined(separator: "\n"),
      .refused(
        "t.csv: the table has a row a year and 12 columns, '1' to '12', which can be its months. "
          + "Call them Jan to Dec, or choose one with --value-column.")),
    Shape(
      "one row", from: "the World Bank, a sheet that was transposed", oneRow,
      .refused(
        "t.csv:1: the dates stand in the first row ('1949-01', '1949-02', '1949-03', "
          + "'1949-04', '1949-05' …and 139 more), a series a row (expected a row a date). "
          + "Turn the table round, so that each row is a date and its values.")),
  ]
}
