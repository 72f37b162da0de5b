import Testing

@testable import Artifacts

@Suite("Where a series comes from") struct SeriesPlaceTests {
  static let cases: [(id: String?, source: String, valueName: String, place: String)] = [
    (nil, "air.csv", "Passengers", "air.csv"),
    ("air", "air.csv", "Passengers", "air.csv"),
    ("air", "air.csv.gz", "Passengers", "air.csv.gz"),
    ("air", "air", "Passengers", "air"),
    ("Passengers", "standard input", "Passengers", "standard input"),
    ("series", "standard input", "", "standard input"),
    ("", "air.csv", "Passengers", "air.csv"),
    ("Lyon", "shops.csv", "sales", "shops.csv, Lyon"),
    ("shop", "shops.csv", "sales", "shops.csv, shop"),
    ("Lyon", "standard input", "sales", "standard input, Lyon"),
    ("Lyon", "", "sales", "Lyon"),
  ]

  @Test("is the file, and the name where the file has several", arguments: cases)
  func place(_ id: String?, _ source: String, _ valueName: String, _ place: String) {
    #expect(seriesPlace(id, in: source, valueName: valueName) == place)
  }
}
