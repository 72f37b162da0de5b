import Testing

@testable import SeriesData

@Suite("Faults") struct FaultTests {
  /// The text of a file, and all that the user is told.
  @Test(
    "each fault names place, finding, expectation and a remedy",
    arguments: [
      (
        "",
        """
        t.csv: the file is empty (expected dates and values). Put rows such as 2020-01,3 into it.
        """
      ),
      (
        "\n# nothing\n\n",
        """
        t.csv: the file is empty (expected dates and values). Put rows such as 2020-01,3 into it.
        """
      ),
      (
        "ds,y\n",
        """
        t.csv: the table has no rows (expected at least 3). Add rows such as 2020-01,3.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,2\n",
        """
        t.csv: the table has 2 dates (expected at least 3). Add rows such as 2020-01,3.
        """
      ),
      (
        "1949-01,1\n",
        """
        t.csv: the table has 1 date (expected at least 3). Add rows such as 2020-01,3.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-13,2\n1949-03,3\n",
        """
        t.csv:3:1: '1949-13' is not a month (expected YYYY-MM). Try --date-format. 1 other \
        problem: see forecast inspect t.csv.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,2\n1949-03,3\nTotal,6\n",
        """
        t.csv:5:1: 'Total' is not a month (expected YYYY-MM). Delete the line if it is no row of \
        the table.
        """
      ),
      (
        "ds,y\n1949-01,1\nmärz,2\n1949,3\n1949-04,4\n",
        """
        t.csv:3:1: 'märz' is not a month (expected YYYY-MM; lines 3, 4). Delete the line if it \
        is no row of the table. 1 other problem: see forecast inspect t.csv.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,abc\n1949-03,3\n1949-04,x\n",
        """
        t.csv:3:9: 'abc' is not a number (lines 3, 5). Leave the cell empty if the value is \
        missing, or choose another --value-column.
        """
      ),
      (
        "ds;ü;y\n1949-01;ä;1\n1949-02;öö;2\n1949-03;;zwei\n",
        """
        t.csv:4:10: 'zwei' is not a number. Leave the cell empty if the value is missing, or \
        choose another --value-column.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,inf\n1949-03,3\n",
        """
        t.csv:3:9: 'inf' is not a number. Leave the cell empty if the value is missing, or \
        choose another --value-column.
        """
      ),
      (
        "ds;y\n1949-01;1,234\n1949-02;2,345\n1949-03;3,456\n",
        """
        t.csv:2:9: '1,234' can be 1.234 or 1234, and no value in the file decides it. Choose \
        --decimal comma for 1.234, or --decimal point for 1234.
        """
      ),
      (
        "ds;y\n1949-01;1.25\n1949-02;999,5\n1949-03;3,25\n",
        """
        t.csv:3:9: '999,5' has a decimal comma, but '1.25' (line 2) a decimal point. Write all \
        numbers in the same way.
        """
      ),
      (
        "ds,y\n1949-01,\"1,23,567\"\n1949-02,2\n1949-03,3\n",
        """
        t.csv:2:9: '1,23,567' is not a number. Write the number with a decimal point and \
        without thousands separators.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02\n1949-03,3,4\n1949-04,4\n",
        """
        t.csv:3:1: the row has 1 field (expected 2; lines 3, 4). Put quotes around text that \
        contains the delimiter, or delete the line. 1 other problem: see forecast inspect \
        t.csv.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,2\n1949-03,3\n1949-04\n",
        """
        t.csv:5:1: the row has 1 field (expected 2). Put quotes around text that contains \
        the delimiter, or delete the line.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,2\n\"1949-03,3\n1949-04,4\n",
        """
        t.csv:4:1: the quote is never closed. Close it, or write "" for a quote within \
        quotes. 1 other problem: see forecast inspect t.csv.
        """
      ),
      (
        "ds,y\n1949-01,1\n\"1949-02\"x,2\n1949-03,3\n1949-04,4\n",
        """
        t.csv:3:1: there is text after the closing quote. Write "" for a quote within \
        quotes. 2 other problems: see forecast inspect t.csv.
        """
      ),
      (
        "ds,y\n01/02/1949,1\n02/02/1949,2\n03/02/1949,3\n",
        """
        t.csv:2:1: '01/02/1949' can be 1949-02-01 or 1949-01-02, and no date in the file \
        decides it. Choose --date-format %d/%m/%Y or --date-format %m/%d/%Y.
        """
      ),
      (
        "ds,y\n13/01/1949,1\n02/02/1949,2\n01/14/1949,3\n",
        """
        t.csv:4:1: '01/14/1949' and '13/01/1949' (line 2) cannot have day and month in the \
        same order. Write all dates as YYYY-MM-DD.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,2\n1949-02,3\n1949-03,4\n",
        """
        t.csv:3: 1 date in more than one row: 1949-02-01 (lines 3, 4). Choose --duplicates \
        mean, sum, first or last.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,2\n1949-03,3\n1949-05,5\n1949-09,9\n",
        """
        t.csv:5: 4 dates have no row: 1949-04 (before line 5), 1949-06 to 1949-08 (before \
        line 6). Choose --gaps interpolate, previous or zero.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,NA\n1949-03,\n1949-04,4\n",
        """
        t.csv:3: 2 dates have no value: 1949-02 (line 3), 1949-03 (line 4). Choose --gaps \
        interpolate, previous or zero.
        """
      ),
      (
        "ds,y\n1949-01-01,1\n1949-02-01,2\n1949-03-01,3\n1949-04-02,4\n",
        """
        t.csv:5: the dates follow no calendar: monthly fits 2 of 3 steps; the first odd step \
        is 1949-03-01 to 1949-04-02. Check the dates, or sum the values by day or month \
        first.
        """
      ),
      (
        "ds,y\n2001,1\n2002,2\n2003,3\n2004,4\n2090,5\n",
        """
        t.csv:6: 85 dates have no row: 2005 to 2089 (before line 6); that is more than half \
        of the series. Check the dates around the gaps.
        """
      ),
      (
        "a,b\nx,1\ny,2\nz,3\n",
        """
        t.csv: no column reads as dates (found 'a', 'b'). Name the column with \
        --date-column, or its notation with --date-format.
        """
      ),
      (
        "ds,a,b\n2001,x,y\n2002,x,y\n2003,x,y\n",
        """
        t.csv: no column reads as numbers (found 'ds', 'a', 'b'). Name the column with \
        --value-column.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-13,x\n1949-03,3\n",
        """
        t.csv:3:1: '1949-13' is not a month (expected YYYY-MM). Try --date-format. 2 other \
        problems: see forecast inspect t.csv.
        """
      ),
      (
        "ds,y\n1949-01,1\n1949-02,2\u{1B}[2J\n1949-03,3\n",
        """
        t.csv:3:9: '2\u{FFFD}[2J' is not a number. Write the number alone, without unit, flag \
        or footnote.
        """
      ),
      (
        "01/02/1949 13:00;1\n02/02/1949 13:00;2\n03/02/1949 13:00;3\n",
        """
        t.csv:1:1: '01/02/1949 13:00' can be 1949-02-01 or 1949-01-02, and no date in the file \
        decides it. Choose --date-format '%d/%m/%Y %H:%M' or --date-format '%m/%d/%Y %H:%M'.
        """
      ),
    ])
  func messages(text: String, expected: String) {
    #expect(complaint(text) == expected)
  }
}
