/// Seconds from 1970-01-01T00:00 to an ISO 8601 date: "1949", "1949-01", "1949-01-01",
/// "1949-01-01T13:00", "1949-01-01T13:00:30".
///
/// - Returns: nil for what is no such date.
func seconds(ofDate text: String) -> Double? {
  let halves = text.split(separator: text.contains("T") ? "T" : " ", maxSplits: 1)
  guard let day = halves.first.flatMap({ civilDay($0) }) else { return nil }
  guard halves.count == 2 else { return Double(day) * 86_400 }
  let clock = halves[1].split(separator: ":").map { Double($0) }
  guard (1...3).contains(clock.count) else { return nil }
  var total = 0.0
  for (part, unit) in zip(clock, [3600.0, 60, 1]) {
    guard let part, (0..<61).contains(part) else { return nil }
    total += part * unit
  }
  return Double(day) * 86_400 + total
}

private func civilDay(_ text: Substring) -> Int? {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  guard (1...3).contains(parts.count), let year = parts[0], (1...9999).contains(year) else {
    return nil
  }
  let month = parts.count > 1 ? parts[1] : 1
  let day = parts.count > 2 ? parts[2] : 1
  guard let month, let day, (1...12).contains(month), (1...31).contains(day) else { return nil }
  return days(year: year, month: month) + day - 1
}

/// Days from 1970-01-01 to the first of a month, in the Gregorian calendar.
///
/// H. Hinnant, *chrono-compatible low-level date algorithms*: years begin in March, so that the
/// leap day is their last.
func days(year: Int, month: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// The year, month and day of a count of days from 1970-01-01; the inverse of `days`.
func civil(fromDays count: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = count + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let march = (5 * dayOfYear + 2) / 153
  let month = march < 10 ? march + 3 : march - 9
  return (
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1
  )
}

/// The names of the months.
let monthNames = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

/// A step between ticks on a date axis.
private enum DateStep {
  case months(Int)
  case seconds(Int)

  /// From fine to coarse.
  static let all: [DateStep] =
    [60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200].map(DateStep.seconds)
    + [1, 2, 4, 7, 14].map { .seconds($0 * 86_400) }
    + [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].map(DateStep.months)

  var length: Double {
    switch self {
    case .months(let count): Double(count) * 30.44 * 86_400
    case .seconds(let count): Double(count)
    }
  }

  /// The characters of a label and the space beside it.
  var cells: Double {
    switch self {
    case .months(let count): count < 12 ? 11 : 7
    case .seconds(let count): count < 86_400 ? 14 : 13
    }
  }
}

/// Beginnings of years, months, days or hours, as close as their labels have room.
func dateTicks(_ range: ClosedRange<Double>, room: Double) -> [Tick] {
  let length = range.upperBound - range.lowerBound
  guard length > 0, abs(range.lowerBound) < 1e12, abs(range.upperBound) < 1e12 else { return [] }
  let step = DateStep.all.first { length / $0.length * $0.cells <= room } ?? .months(12_000)
  switch step {
  case .months(let count): return monthTicks(range, every: count)
  case .seconds(let count): return clockTicks(range, every: count)
  }
}

private func monthTicks(_ range: ClosedRange<Double>, every step: Int) -> [Tick] {
  func index(_ seconds: Double) -> Int {
    let date = civil(fromDays: Int((seconds / 86_400).rounded(.down)))
    return date.year * 12 + date.month - 1
  }
  let first = index(range.lowerBound) / step * step
  return stride(from: first, through: index(range.upperBound), by: step).compactMap { month in
    let (year, ofYear) = (month / 12, month % 12)
    let position = Double(days(year: year, month: ofYear + 1)) * 86_400
    guard range.contains(position) else { return nil }
    return Tick(
      position: position,
      label: step < 12 ? "\(monthNames[max(0, ofYear)]) \(year)" : "\(year)")
  }
}

private func clockTicks(_ range: ClosedRange<Double>, every step: Int) -> [Tick] {
  let first = (range.lowerBound / Double(step)).rounded(.up)
  let last = (range.upperBound / Double(step)).rounded(.down)
  return stride(from: first, through: last, by: 1).map { count in
    let position = Int(count) * step
    let day = (Double(position) / 86_400).rounded(.down)
    let date = civil(fromDays: Int(day))
    let minute = (position - Int(day) * 86_400) / 60
    let (hours, minutes) = (twoDigits(minute / 60), twoDigits(minute % 60))
    let ofYear = "\(twoDigits(date.month))-\(twoDigits(date.day))"
    return Tick(
      position: Double(position),
      label: step < 86_400 ? "\(ofYear) \(hours):\(minutes)" : "\(date.year)-\(ofYear)")
  }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
