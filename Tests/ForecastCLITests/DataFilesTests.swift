import Foundation
import Testing

@Suite("Files as people have them") struct DataFilesTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func putShops() throws {
    let rows = (0..<40).map { month in
      let date = monthText(month, after: 2001)
      return "\(date),Lyon,\(month % 5 + 10)\n\(date),Paris,\(month % 5 + 100)\n"
    }
    try scratch.put("ds,shop,y\n" + rows.joined(), in: "shops.csv")
  }

  @Test("a table of several series lists them, as text and as JSON")
  func list() throws {
    try putShops()
    #expect(
      try scratch.succeed("inspect", "shops.csv", "--list-series").text == "Lyon\t40\nParis\t40\n")
    let json = try scratch.succeed("inspect", "shops.csv", "--list-series", "--json").json()
    let result = try #require(json["result"] as? [String: Any])
    #expect(result["id_column"] as? String == "shop")
    let series = try #require(result["series"] as? [[String: Any]])
    #expect(series.map { $0["name"] as? String } == ["Lyon", "Paris"])
    #expect(series.map { $0["rows"] as? Int } == [40, 40])
    try scratch.put("ds,y\n2001,1\n2002,2\n2003,3\n", in: "one.csv")
    let none = try scratch.forecast("inspect", "one.csv", "--list-series")
    #expect(none.exitCode == 65)
    #expect(
      none.errors == "forecast: one.csv: no column names series. "
        + "Name it with --id-column, or read the file without --list-series.\n")
  }

  @Test("no choice is an error of the data, a wrong one too, each with what to do")
  func choice() throws {
    try putShops()
    let none = try scratch.forecast("train", "shops.csv", "--model", "gru", "-o", "m")
    #expect(none.exitCode == 65)
    #expect(
      none.errors == "forecast: shops.csv:3: the table has 2 series in the column 'shop': "
        + "'Lyon', 'Paris'. Choose one with --series; forecast inspect --list-series lists them.\n")
    let wrong = try scratch.forecast("inspect", "shops.csv", "--series", "Pari", "--json")
    #expect(wrong.exitCode == 65)
    #expect(try wrong.jsonError()["hint"] as? String == "Did you mean 'Paris'?")
  }

  @Test("a chosen series is trained on, and newer values of it are taken from the same table")
  func trained() throws {
    try putShops()
    try scratch.succeed(
      "train", "shops.csv", "--series", "Paris", "--model", "gru", "--epochs", "2", "-o", "m")
    let text = try scratch.succeed(
      "predict", "m", "--data", "shops.csv", "--series", "Paris", "-H", "2", "--csv"
    ).text
    #expect(text.contains("\n2004-05-01,"))
    #expect(try scratch.forecast("predict", "m", "--data", "shops.csv").exitCode == 65)
    let inspected = try scratch.succeed("inspect", "shops.csv", "--series", "Paris").text
    #expect(inspected.contains("Series:     Paris, one of 2 in shop\n"))
    #expect(inspected.contains("Range:      100 to 104, mean"))
  }

  @Test("the command of a report holds the options of reading")
  func command() throws {
    try putShops()
    try scratch.succeed(
      "run", "shops.csv", "--series", "Paris", "--id-column", "shop", "--decimal", "point",
      "--encoding", "utf-8", "--model", "gru", "--epochs", "2", "--recipe", "classic", "-o", "a")
    let command = try #require(try scratch.json(of: "a/report.json")["command"] as? String)
    #expect(
      command.hasPrefix(
        "forecast run shops.csv --id-column shop --series Paris --decimal point --encoding utf-8"))
    let series = try #require(try scratch.json(of: "a/report.json")["series"] as? [String: Any])
    #expect(series["n"] as? Int == 40)
  }

  @Test("a packed file is read, and one that is cut off is an error of the data")
  func packed() throws {
    // gzip of "ds,y\n2001-01,1\n2001-02,2\n2001-03,3\n"
    let packed = try #require(
      Data(base64Encoded: "H4sIAAAAAAACA0sp1qnkMjIwMNQ1MNQxhLKMdIygLGMdYy4AKE9m/yMAAAA="))
    try packed.write(to: scratch.url.appending(path: "small.csv.gz"))
    let text = try scratch.succeed("inspect", "small.csv.gz").text
    #expect(text.hasPrefix("File:       small.csv.gz, packed\n"))
    #expect(text.contains("Usable: a series of 3 values.\n"))
    try packed.dropLast(4).write(to: scratch.url.appending(path: "cut.csv.gz"))
    let cut = try scratch.forecast("inspect", "cut.csv.gz")
    #expect(cut.exitCode == 65)
    #expect(
      cut.errors == "forecast: cut.csv.gz: the file is cut off: the packed data end in the middle. "
        + "Fetch it again.\n")
  }

  @Test("an encoding that was assumed is a remark, and said by inspect")
  func encoding() throws {
    let rows = "Monat;Umsätze\n2001-01;1\n2001-02;2\n2001-03;3\n"
    let bytes = Data(rows.unicodeScalars.map { UInt8($0.value) })
    try bytes.write(to: scratch.url.appending(path: "german.csv"))
    let text = try scratch.succeed("inspect", "german.csv").text
    #expect(text.contains("parted by semicolons, a header, Windows-1252\n"))
    #expect(text.contains("Values:     Umsätze\n"))
    #expect(text.contains("  D017 note   line 1, column 10: the text is not UTF-8"))
    let chosen = try scratch.succeed("inspect", "german.csv", "--encoding", "latin-1").text
    #expect(chosen.contains("No findings.\n"))
    #expect(try scratch.forecast("inspect", "german.csv", "--encoding", "utf-8").exitCode == 65)
    #expect(try scratch.forecast("inspect", "german.csv", "--encoding", "ebcdic").exitCode == 64)
  }
}
