import Foundation
import Testing

@Suite("Dates ahead") struct DatesAheadTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Dates as they are in a file, and those that must follow.
  struct Calendar: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let known: [String]
    let next: [String]

    /// The first days from some date on that belong.
    private static func days(_ start: String, _ count: Int, _ belongs: (Date) -> Bool) -> [String] {
      let format = Date.ISO8601FormatStyle().year().month().day()
      guard var day = try? format.parse(start) else { return [] }
      var days: [String] = []
      while days.count < count {
        if belongs(day) { days.append(day.formatted(format)) }
        day += 86_400
      }
      return days
    }

    private static var gregorian: Foundation.Calendar {
      var calendar = Foundation.Calendar(identifier: .gregorian)
      calendar.timeZone = .gmt
      return calendar
    }

    static let all = [
      // the last days of months run into a leap year
      made(
        "month ends", days("1999-01-31", 24) { gregorian.component(.day, from: $0 + 86_400) == 1 }),
      made("days before a leap day", days("2024-01-30", 35) { _ in true }),
      made("days before the end of a common February", days("2023-01-30", 35) { _ in true }),
      made(
        "business days over weekends",
        days("2024-02-01", 35) {
          !gregorian.isDateInWeekend($0)
        }),
      made(
        "weeks over the end of a year",
        days("2020-05-03", 40) {
          gregorian.component(.weekday, from: $0) == 1
        }),
      made("years", (1990...2016).map { "\($0)-02-28" }),
      // a series on the 30th falls on the last day of February, and returns
      Calendar(
        testDescription: "the 30th of each month",
        known: (0..<22).map { month in
          let (year, number) = (2022 + month / 12, month % 12 + 1)
          let day = number == 2 ? 28 : 30
          return "\(year)-\(number < 10 ? "0" : "")\(number)-\(day)"
        },
        next: [
          "2023-11-30", "2023-12-30", "2024-01-30", "2024-02-29", "2024-03-30", "2024-04-30",
        ]),
      Calendar(
        testDescription: "quarters",
        known: (0..<22).map { "\(2000 + $0 / 4)Q\($0 % 4 + 1)" },
        next: ["2005-07-01", "2005-10-01", "2006-01-01", "2006-04-01", "2006-07-01", "2006-10-01"]
      ),
    ]

    private static func made(_ name: String, _ dates: [String]) -> Calendar {
      Calendar(
        testDescription: name, known: Array(dates.dropLast(6)), next: Array(dates.suffix(6)))
    }
  }

  @Test("continue by the calendar", arguments: Calendar.all)
  func calendar(_ calendar: Calendar) throws {
    try #require(calendar.next.count == 6 && calendar.known.count >= 16)
    let rows = calendar.known.enumerated().map { "\($1),\(10 + $0 % 3)\n" }
    try scratch.put("date,value\n" + rows.joined(), in: "a.csv")
    for strategy in ["recursive", "direct"] {
      try scratch.succeed(
        "train", "a.csv", "--model", "gru", "--epochs", "1", "--lookback", "3", "--strategy",
        strategy, "--season", "1", "-o", strategy)
      let csv = try scratch.succeed("predict", strategy, "-H", "6", "--csv").text
      let dates = csv.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
      #expect(dates.map(String.init) == calendar.next)
    }
  }
}
