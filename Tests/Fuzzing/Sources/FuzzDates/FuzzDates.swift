import FuzzSupport

@testable import SeriesData

/// A format in the first line, a date in the second: what is read is a date of the calendar, and
/// its ISO form is read as the same date.
@main struct FuzzDates {
  static func main() {
    runFuzzer { start, count in
      var input = FuzzInput(start, count)
      let format = input.line()
      let text = input.line()
      for named in [try? NamedDate(text), try? NamedDate(text, format: format)].compactMap(\.self) {
        check(named.first)
        check(named.last)
        mustHold(named.first <= named.last, "\(named) ends before it begins")
      }
      if let date = Timestamp(iso: text) { check(date) }
      if let frequency = Frequency(name: format), let first = try? NamedDate(text).first {
        steps(frequency, from: first, Int(input.byte()))
      }
      return 0
    }
  }
}

private func check(_ date: Timestamp) {
  mustHold((1...9999).contains(date.year), "the year \(date.year)")
  mustHold(Timestamp(iso: date.iso) == date, "\(date.iso) reads as another date")
}

/// Going some steps on and looking back must give as many steps, where the start is on the calendar.
private func steps(_ frequency: Frequency, from first: Timestamp, _ count: Int) {
  guard frequency.steps(from: first, to: first) == 0, first.year < 9000 else { return }
  let later = frequency.advance(first, by: count)
  let found = frequency.steps(from: first, to: later)
  mustHold(found == count, "\(frequency) from \(first): \(count) steps, counted \(found ?? -1)")
}
