import Artifacts
import Testing

@Suite("A CSV table") struct CSVTableTests {
  @Test("is the text of its type's example")
  func example() {
    var table = CSVTable(ds: ["1960-11", "1960-12"])
    table.append("y", numbers: [390, nil])
    table.append("part", texts: ["test", "test"])
    #expect(table.text == "ds,y,part\n1960-11,390,test\n1960-12,,test\n")
    #expect(table.encoded() == Array(table.text.utf8))
    #expect(table.rowCount == 2)
  }

  @Test("without rows is the line of names")
  func empty() {
    var table = CSVTable(ds: [])
    table.append("gru-lo-80", numbers: [])
    #expect(table.text == "ds,gru-lo-80\n")
  }

  @Test(
    "prints the shortest number that reads back the same",
    arguments: [
      (112, "112"), (0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
      (-2.5e-7, "-2.5e-07"), (1e16, "1e+16"), (9_007_199_254_740_992, "9007199254740992"),
      (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    ] as [(Double, String)])
  func number(value: Double, text: String) throws {
    var table = CSVTable(ds: ["d"])
    table.append("y", numbers: [value])
    #expect(table.text == "ds,y\nd,\(text)\n")
    #expect(try #require(Double(text)).bitPattern == value.bitPattern)
  }

  @Test(
    "leaves empty what is absent, undefined or infinite", arguments: [nil, Double.nan, .infinity])
  func absent(value: Double?) {
    var table = CSVTable(ds: ["d"])
    table.append("y", numbers: [value])
    #expect(table.text == "ds,y\nd,\n")
  }

  @Test(
    "quotes the fields that RFC 4180 says must be",
    arguments: [
      ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""),
      ("a\r\nb", "\"a\r\nb\""), ("a\rb", "\"a\rb\""), ("a;b 'c'", "a;b 'c'"),
      ("\u{301}", "\u{301}"),
      ("\"\u{301}", "\"\"\"\u{301}\""),
    ])
  func quoting(text: String, field: String) {
    var table = CSVTable(ds: [text])
    table.append(text, texts: [text])
    let expected = "ds,\(field)\n\(field),\(field)\n"
    #expect(Array(table.text.utf8) == Array(expected.utf8))
  }

  @Test("refuses a column of another length")
  func ragged() async {
    await #expect(processExitsWith: .failure) {
      var table = CSVTable(ds: ["a", "b"])
      table.append("y", numbers: [1])
    }
  }
}

@Suite("A CSV table as JSON") struct CSVRowsTests {
  @Test("has a row an object, with the columns in their order")
  func rows() {
    var table = CSVTable("unique_id", texts: ["a\"b", "1"])
    table.append("gru-lo-80", numbers: [390, nil])
    table.append("ds", texts: ["1960-11", ""])
    table.append("x", numbers: [1e-7, .infinity])
    #expect(
      table.json == """
        [{"unique_id":"a\\"b","gru-lo-80":390,"ds":"1960-11","x":1e-07},
        {"unique_id":"1","gru-lo-80":null,"ds":"","x":null}]

        """)
    #expect(CSVTable(ds: []).json == "[]\n")
  }

  @Test("of forecasts has Nixtla's columns from the lowest end to the highest")
  func nixtla() {
    let bands = [0.95, 0.8].map {
      ReportDocument.Band(coverage: $0, lower: [1 - $0], upper: [1 + $0])
    }
    let table = CSVTable(
      nixtla: "air", ds: ["1961-01-01"], model: "m", values: [1], intervals: bands)
    #expect(
      table.text == "unique_id,ds,m,m-lo-95,m-lo-80,m-hi-80,m-hi-95\n"
        + "air,1961-01-01,1,0.050000000000000044,0.19999999999999996,1.8,1.95\n")
  }
}
