extension WrongInput {
  /// Tables that can be read, and what is wrong in them.
  static let content = [
    WrongInput(
      "a date twice", csv: months() + "2020-12-01,13\n", "run a.csv", exits: 65,
      "a.csv:13: 1 date in more than one row: 2020-12-01 (lines 13, 14). Choose --duplicates "
        + "mean, sum, first or last."),
    WrongInput(
      "two dates twice", csv: months() + "2020-11-01,13\n2020-12-01,13\n", "run a.csv", exits: 65,
      "a.csv:12: 2 dates in more than one row: 2020-11-01 (lines 12, 14), 2020-12-01 (lines 13, "
        + "15). Choose --duplicates mean, sum, first or last."),
    WrongInput(
      "a gap", csv: months("", for: 5), "run a.csv", exits: 65,
      "a.csv:6: 1 date has no row: 2020-05 (before line 6). Choose --gaps interpolate, previous "
        + "or zero."),
    WrongInput(
      "a missing value", csv: months("2020-05-01,\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6: 1 date has no value: 2020-05 (line 6). Choose --gaps interpolate, previous or "
        + "zero."),
    WrongInput(
      "a first value that nothing fills", csv: months("2020-01-01,\n", for: 1),
      "run a.csv --gaps previous", exits: 65,
      "a.csv:2: the first value is missing, and previous needs a value before it. Delete the "
        + "line, or choose --gaps zero."),
    WrongInput(
      "a last value that nothing fills", csv: months("2020-12-01,\n", for: 12),
      "run a.csv --gaps interpolate", exits: 65,
      "a.csv:13: the last value is missing, and interpolate needs a value on both sides. Delete "
        + "the line, or choose --gaps zero."),
    WrongInput(
      "gaps that are most of the series",
      csv: "d,v\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n2020-03-01,4\n2020-03-02,4\n",
      "run a.csv --gaps zero", exits: 65,
      "a.csv:5: 57 dates have no row: 2020-01-04 to 2020-02-29 (before line 5); that is more "
        + "than half of the series. Check the dates around the gaps."),
    WrongInput(
      "a number with a footnote", csv: months("2020-05-01,5r\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: '5r' is not a number. Write the number alone, without unit, flag or footnote."),
    WrongInput(
      "a number in brackets", csv: months("2020-05-01,(5)\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: '(5)' is not a number. It can be negative, or in doubt: write a minus before "
        + "the number, or no brackets."),
    WrongInput(
      "a minus behind", csv: months("2020-05-01,5-\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: '5-' is not a number. Write a minus before the number."),
    WrongInput(
      "a number with two points", csv: months("2020-05-01,1.2.3\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: '1.2.3' is not a number. Write the number with a decimal point and without "
        + "thousands separators."),
    WrongInput(
      "two cells that are no numbers",
      csv: "date,value\n2020-01-01,1\n2020-02-01,2\n2020-03-01,3\n2020-04-01,4\n2020-05-01,x\n"
        + "2020-06-01,6\n2020-07-01,y\n2020-08-01,8\n2020-09-01,9\n2020-10-01,10\n"
        + "2020-11-01,11\n2020-12-01,12\n",
      "run a.csv", exits: 65,
      "a.csv:6:12: 'x' is not a number (lines 6, 8). Leave the cell empty if the value is "
        + "missing, or choose another --value-column."),
    WrongInput(
      "a date without digits", csv: months("soon,5\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:1: 'soon' is not a date (expected YYYY-MM-DD). Delete the line if it is no row "
        + "of the table. 1 other problem: see forecast inspect a.csv."),
    WrongInput(
      "a date that a format does not fit", csv: months("2020/05/01,5\n", for: 5),
      "run a.csv --date-format %Y-%m-%d", exits: 65,
      "a.csv:6:1: '2020/05/01' is not a date (expected %Y-%m-%d). Try another --date-format. 1 "
        + "other problem: see forecast inspect a.csv."),
    WrongInput(
      "a row with too many fields", csv: months("2020-05-01,5,6\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:1: the row has 3 fields (expected 2). Put quotes around text that contains the "
        + "delimiter, or delete the line. 1 other problem: see forecast inspect a.csv."),
    WrongInput(
      "dates that can be two", csv: "d,v\n01/02/2020,1\n02/02/2020,2\n03/02/2020,3\n04/02/2020,3\n",
      "run a.csv", exits: 65,
      "a.csv:2:1: '01/02/2020' can be 2020-02-01 or 2020-01-02, and no date in the file decides "
        + "it. Choose --date-format %d/%m/%Y or --date-format %m/%d/%Y."),
    WrongInput(
      "dates with times that can be two",
      csv: "d,v\n01/02/2020 10:00,1\n02/02/2020 10:00,2\n03/02/2020 10:00,3\n", "run a.csv",
      exits: 65,
      "a.csv:2:1: '01/02/2020 10:00' can be 2020-02-01 or 2020-01-02, and no date in the file "
        + "decides it. Choose --date-format '%d/%m/%Y %H:%M' or --date-format '%m/%d/%Y %H:%M'."),
    WrongInput(
      "dates in two orders", csv: "d,v\n13/02/2020,1\n14/02/2020,2\n02/15/2020,3\n", "run a.csv",
      exits: 65,
      "a.csv:4:1: '02/15/2020' and '13/02/2020' (line 2) cannot have day and month in the same "
        + "order. Write all dates as YYYY-MM-DD."),
    WrongInput(
      "dates without a calendar",
      csv: "d,v\n2020-01-01,1\n2020-01-02,2\n2020-01-05,3\n2020-02-17,4\n2020-02-18,5\n"
        + "2020-05-01,1\n2021-01-03,5\n",
      "run a.csv", exits: 65,
      "a.csv:4: the dates follow no calendar: daily fits 2 of 6 steps; the first odd step is "
        + "2020-01-02 to 2020-01-05. Check the dates, or sum the values by day or month first."),
    WrongInput(
      "a quote without an end", csv: months("2020-05-01,\"5\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: the quote is never closed. Close it, or write \"\" for a quote within quotes."),
    WrongInput(
      "text behind a quote", csv: months("2020-05-01,\"5\"x\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: there is text after the closing quote. Write \"\" for a quote within quotes. "
        + "1 other problem: see forecast inspect a.csv."),
    WrongInput(
      "no dates", csv: "a,b\nx,1\ny,2\nz,3\n", "run a.csv", exits: 65,
      "a.csv: no column reads as dates (found 'a', 'b'). Name the column with --date-column, or "
        + "its notation with --date-format."),
    WrongInput(
      "seconds for dates", csv: "t,v\n1577836800,1\n1577923200,2\n1578009600,3\n", "run a.csv",
      exits: 65,
      "a.csv: no column reads as dates (found 't', 'v'). If '1577836800' is in seconds since "
        + "1970, choose --date-format %s."),
    WrongInput(
      "days of a spreadsheet for dates", csv: "t,v\n43831,1\n43832,2\n43833,3\n", "run a.csv",
      exits: 65,
      "a.csv: no column reads as dates (found 't', 'v'). If '43831' is a day as spreadsheets "
        + "count it, choose --date-format excel."),
    WrongInput(
      "dates as one number", csv: "t,v\n20200101,1\n20200102,2\n20200103,3\n", "run a.csv",
      exits: 65,
      "a.csv: no column reads as dates (found 't', 'v'). If '20200101' is a date, choose "
        + "--date-format %Y%m%d."),
    WrongInput(
      "no numbers", csv: "date,value\n2020-01-01,x\n2020-01-02,y\n2020-01-03,z\n", "run a.csv",
      exits: 65,
      "a.csv:2:12: 'x' is not a number (lines 2, 3, 4). Leave the cell empty if the value is "
        + "missing, or choose another --value-column."),
    WrongInput(
      "a column of dates alone", csv: "date\n2020-01-01\n2020-01-02\n2020-01-03\n", "run a.csv",
      exits: 65,
      "a.csv: no column reads as numbers (found 'date'). Name the column with --value-column."),
    WrongInput(
      "several series",
      csv: "shop,date,v\na,2020-01-01,1\na,2020-01-02,2\na,2020-01-03,2\nb,2020-01-01,1\n"
        + "b,2020-01-02,2\nb,2020-01-03,4\n",
      "run a.csv", exits: 65,
      "a.csv:5: the table has 2 series in the column 'shop': 'a', 'b'. Choose one with "
        + "--series; forecast inspect --list-series lists them."),
    WrongInput(
      "a series that is not there",
      csv: "shop,date,v\nnorth,2020-01-01,1\nnorth,2020-01-02,2\nnorth,2020-01-03,2\n"
        + "south,2020-01-01,1\nsouth,2020-01-02,2\nsouth,2020-01-03,4\n",
      "run a.csv --series west", exits: 65,
      "a.csv: there is no series 'west' in the column 'shop' (found 'north', 'south'). Name one "
        + "of them, or another column with --id-column."),
    WrongInput(
      "a mistyped series",
      csv: "shop,date,v\nnorth,2020-01-01,1\nnorth,2020-01-02,2\nnorth,2020-01-03,2\n"
        + "south,2020-01-01,1\nsouth,2020-01-02,2\nsouth,2020-01-03,4\n",
      "run a.csv --series nort", exits: 65,
      "a.csv: there is no series 'nort' in the column 'shop' (found 'north', 'south'). Did you "
        + "mean 'north'?"),
    WrongInput(
      "a series of a table without names", csv: months(), "run a.csv --series west", exits: 64,
      "a.csv: --series is 'west', and no column names series (found 'date', 'value'). Name it "
        + "with --id-column."),
    WrongInput(
      "a mistyped column", csv: months(), "run a.csv --value-column valu", exits: 65,
      "a.csv: there is no column 'valu' (found 'date', 'value'). Did you mean 'value'?"),
    WrongInput(
      "a column by a number that there is not", csv: months(), "run a.csv --date-column 3",
      exits: 65,
      "a.csv: there is no column '3' (found 'date', 'value'). Name one of them, or its number."),
    WrongInput(
      "an unknown column of names", csv: months(), "run a.csv --id-column shop", exits: 65,
      "a.csv: there is no column 'shop' (found 'date', 'value'). Name one of them, or its "
        + "number."),
    WrongInput(
      "months in columns without names",
      csv: "year,1,2,3,4,5,6,7,8,9,10,11,12\n2000,5,6,7,8,9,10,11,12,13,14,15,16\n"
        + "2001,6,7,8,9,10,11,12,13,14,15,16,17\n2002,0,1,2,3,4,5,6,7,8,9,10,11\n"
        + "2003,1,2,3,4,5,6,7,8,9,10,11,12\n2004,2,3,4,5,6,7,8,9,10,11,12,13\n"
        + "2005,3,4,5,6,7,8,9,10,11,12,13,14\n",
      "run a.csv", exits: 65,
      "a.csv: the table has a row a year and 12 columns, '1' to '12', which can be its months. "
        + "Call them Jan to Dec, or choose one with --value-column."),
    WrongInput(
      "dates in the first row",
      csv: "shop,2020-01,2020-02,2020-03,2020-04\nnorth,1,2,3,4\nsouth,1,2,3,4\n", "run a.csv",
      exits: 65,
      "a.csv:1: the dates stand in the first row ('2020-01', '2020-02', '2020-03', '2020-04'), "
        + "a series a row (expected a row a date). Turn the table round, so that each row is a "
        + "date and its values."),
    WrongInput(
      "a comma that can be two things",
      csv: "d;v\n2020-01-01;1,234\n2020-01-02;2,345\n2020-01-03;3,456\n2020-01-04;4,456\n",
      "run a.csv", exits: 65,
      "a.csv:2:12: '1,234' can be 1.234 or 1234, and no value in the file decides it. Choose "
        + "--decimal comma for 1.234, or --decimal point for 1234."),
    WrongInput(
      "a point that can be two things",
      csv: "d;v\n2020-01-01;1.234\n2020-01-02;2.345\n2020-01-03;3.456\n", "run a.csv", exits: 65,
      "a.csv:2:12: '1.234' can be 1.234 or 1234, and no value in the file decides it. Choose "
        + "--decimal point for 1.234, or --decimal comma for 1234."),
    WrongInput(
      "two decimal marks", csv: "d;v\n2020-01-01;1,5\n2020-01-02;2.5\n2020-01-03;3,5\n",
      "run a.csv", exits: 65,
      "a.csv:3:12: '2.5' has a decimal point, but '1,5' (line 2) a decimal comma. Write all "
        + "numbers in the same way."),
    WrongInput(
      "a decimal mark that is not the chosen one",
      csv: "d;v\n2020-01-01;1,5\n2020-01-02;2,25\n2020-01-03;3,5\n", "run a.csv --decimal point",
      exits: 65,
      "a.csv:2:12: '1,5' has a decimal comma, but --decimal is point. Write all numbers in the "
        + "same way."),
    WrongInput(
      "two currencies", csv: "d;v\n2020-01-01;$1\n2020-01-02;€2\n2020-01-03;$3\n", "run a.csv",
      exits: 65,
      "a.csv:3:12: '€2' is not in the unit of the number in line 2, which has '$'. Write all "
        + "numbers with the same sign, or all without one."),
    WrongInput(
      "a sign on some numbers", csv: "d;v\n2020-01-01;1\n2020-01-02;2%\n2020-01-03;3\n",
      "run a.csv", exits: 65,
      "a.csv:3:12: '2%' is not in the unit of the number in line 2, which has no such sign. "
        + "Write all numbers with the same sign, or all without one."),
    WrongInput(
      "a number that is infinite", csv: months("2020-05-01,inf\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: 'inf' is not a number. Leave the cell empty if the value is missing, or "
        + "choose another --value-column."),
    WrongInput(
      "a number that is too large", csv: months("2020-05-01,1e999\n", for: 5), "run a.csv",
      exits: 65,
      "a.csv:6:12: '1e999' is not a number. It is too large to compute with: measure in larger "
        + "units."),
    WrongInput(
      "one row", csv: "date,value\n2020-01-01,1\n", "run a.csv", exits: 65,
      "a.csv: the table has 1 date (expected at least 3). Add rows such as 2020-01,3."),
    WrongInput(
      "two rows", csv: "date,value\n2020-01-01,1\n2020-02-01,1\n", "run a.csv", exits: 65,
      "a.csv: the table has 2 dates (expected at least 3). Add rows such as 2020-01,3."),
    WrongInput(
      "standard input that is empty", "run -", exits: 65,
      "-: the file is empty (expected dates and values). Put rows such as 2020-01,3 into it."),
    WrongInput(
      "years of two digits", csv: "d,v\n01-Jan-20,1\n02-Jan-20,2\n03-Jan-20,3\n", "run a.csv",
      exits: 65,
      "a.csv: no column reads as dates (found 'd', 'v'). '01-Jan-20' has a year of two digits: "
        + "write four, or choose --date-format %d-%b-%y, which reads 69 to 99 as 1969 to 1999 "
        + "and 00 to 68 as 2000 to 2068."),
    WrongInput(
      "milliseconds for dates", csv: "d,v\n1577836800000,1\n1577923200000,2\n1578009600000,3\n",
      "run a.csv", exits: 65,
      "a.csv: no column reads as dates (found 'd', 'v'). If '1577836800000' is in milliseconds "
        + "since 1970, divide by 1000 and choose --date-format %s."),
    WrongInput(
      "a clock that is set",
      csv: "d,v\n2020-03-29 00:00,0\n2020-03-29 01:00,1\n2020-03-29 03:00,3\n2020-03-29 "
        + "04:00,4\n2020-03-29 05:00,5\n2020-03-29 06:00,6\n2020-03-29 07:00,7\n",
      "run a.csv", exits: 65,
      "a.csv:4: 1 date has no row: 2020-03-29T02:00 (before line 4); the hour that is left out "
        + "when clocks are set forward. Choose --gaps interpolate, previous or zero."),
    WrongInput(
      "a clock that is set back",
      csv: "d,v\n2020-10-25 00:00,0\n2020-10-25 01:00,1\n2020-10-25 02:00,2\n2020-10-25 "
        + "02:00,2\n2020-10-25 03:00,3\n2020-10-25 04:00,4\n2020-10-25 05:00,5\n",
      "run a.csv", exits: 65,
      "a.csv:4: 1 date in more than one row: 2020-10-25T02:00 (lines 4, 5); the hour that comes "
        + "twice when clocks are set back. Choose --duplicates mean, sum, first or last."),
  ]

  /// Twelve months, with one line put in place of another.
  private static func months(_ line: String = "", for month: Int = 0) -> String {
    let rows = (1...12).map { number in
      number == month ? line : "2020-\(number < 10 ? "0" : "")\(number)-01,\(number)\n"
    }
    return "date,value\n" + rows.joined()
  }
}
