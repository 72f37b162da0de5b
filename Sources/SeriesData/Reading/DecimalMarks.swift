/// The decimal mark of a column: what ``ReadOptions/decimal`` settles.
public enum DecimalMark: String, CaseIterable, Codable, Sendable {
  /// `1234.5` and `1,234.5`.
  case point
  /// `1234,5` and `1.234,5`.
  case comma

  fileprivate var character: String { self == .point ? "." : "," }
  fileprivate var name: String { "a decimal \(rawValue)" }
}

/// Decides from a whole column whether the point or the comma is its decimal mark; the other one can
/// then only part thousands.
///
/// `12.5`, `1,234.5` and `1,234,567` decide for the point, their mirror images for the comma. `1,234`
/// decides nothing, nor does `1.234`, except that in a table whose fields are parted by commas a point
/// is a decimal point if nothing speaks against it. What was read before the decision is then put right.
struct DecimalMarks {
  private(set) var decision: DecimalMark?
  private let isChosen: Bool
  /// Whether a point before three digits is taken for a decimal point.
  private let trustsPoints: Bool
  private var isByDefault = false
  /// The cell that decided, and those that say the contrary.
  private var evidence = Culprits()
  private var contradictions = Culprits()
  private var openPoints = OpenCells()
  private var openCommas = OpenCells()
  /// The first cell whose thousands are parted, and its value.
  private var firstGrouped = Culprits()
  private var groupedValue = 0.0

  /// The cells that can be read in two ways, and their rows.
  private struct OpenCells {
    var cells = Culprits()
    var rows: [Int] = []
    var firstValue: Double?

    mutating func add(_ field: Field, _ row: Int?, _ value: Double) {
      cells.add(field)
      if let row { rows.append(row) }
      firstValue = firstValue ?? value
    }
  }

  init(chosen: DecimalMark? = nil, delimiter: UInt8) {
    decision = chosen
    isChosen = chosen != nil
    trustsPoints = delimiter == .comma
  }

  /// Adds the number of a row; `row` is nil if there will be none.
  ///
  /// - Returns: Its value, and the rows before it that have to be a thousand times what they are.
  mutating func add(
    _ number: NumberCell.Reading, at field: Field, row: Int?
  ) -> (value: Double, rowsToMend: [Int]) {
    var value = number.value
    var rowsToMend: [Int] = []
    switch number.mark {
    case .none: break
    case .point: rowsToMend = settle(.point, field)
    case .comma: rowsToMend = settle(.comma, field)
    case .pointBeforeThree: value = self.value(number.value, .point, field, row)
    case .commaBeforeThree: value = self.value(number.value, .comma, field, row)
    }
    if number.isGrouped { note(Culprits(field), value) }
    return (value, rowsToMend)
  }

  private mutating func note(_ cell: Culprits, _ value: Double) {
    if firstGrouped.lines.isEmpty { (firstGrouped, groupedValue) = (cell, value) }
  }

  private mutating func settle(_ mark: DecimalMark, _ field: Field) -> [Int] {
    if let decision {
      if decision != mark { contradictions.add(field) }
      return []
    }
    decision = mark
    evidence.add(field)
    let others = mark == .point ? openCommas : openPoints
    if let cell = others.cells.first, let value = others.firstValue {
      note(cell, value.timesThousand)
    }
    return others.rows
  }

  /// The value of `1.234` or `1,234`.
  private mutating func value(
    _ value: Double, _ mark: DecimalMark, _ field: Field, _ row: Int?
  ) -> Double {
    guard let decision else {
      if mark == .comma {
        openCommas.add(field, row, value)
      } else {
        openPoints.add(field, row, value)
        if trustsPoints, openPoints.cells.lines.count >= 100, openCommas.cells.lines.isEmpty {
          self.decision = .point
          isByDefault = true
          evidence.add(field)
        }
      }
      return value
    }
    if decision == mark { return value }
    if isByDefault {
      contradictions.add(field)
    } else {
      note(Culprits(field), value.timesThousand)
    }
    return value.timesThousand
  }

  // MARK: - Findings

  /// What is wrong with the marks, or what is said of them.
  func finding() -> Finding? {
    if !contradictions.lines.isEmpty { return contradiction }
    if decision == nil, !openCommas.cells.lines.isEmpty { return ambiguity(openCommas.cells) }
    if decision == nil, !openPoints.cells.lines.isEmpty, !trustsPoints {
      return ambiguity(openPoints.cells)
    }
    guard let line = firstGrouped.lines.first else { return nil }
    return Finding(
      .groupedNumbers, severity: .note,
      "marks part thousands: \(quoted(firstGrouped.text)) was read as \(shortest(groupedValue))",
      lines: [line], column: firstGrouped.column,
      remedy: isChosen ? nil : "Choose --decimal if that is wrong.")
  }

  private func ambiguity(_ cells: Culprits) -> Finding {
    let digits = cells.text.filter { $0 != "." && $0 != "," }
    let decimal = cells.text.replacing(",", with: ".")
    let isComma = cells.text.contains(",")
    return Finding(
      .notANumber,
      "\(quoted(cells.text)) can be \(decimal) or \(digits), and no value in the file decides it",
      lines: cells.lines, column: cells.column,
      remedy: "Choose --decimal \(isComma ? "comma" : "point") for \(decimal), or "
        + "--decimal \(isComma ? "point" : "comma") for \(digits).")
  }

  private var contradiction: Finding {
    let mark = decision ?? .point
    let other: DecimalMark = mark == .point ? .comma : .point
    let reason =
      isChosen
      ? "--decimal is \(mark.rawValue)"
      : "\(quoted(evidence.text)) (line \(evidence.lines[0])) \(mark.name)"
    return Finding(
      .notANumber, "\(quoted(contradictions.text)) has \(other.name), but \(reason)",
      lines: contradictions.lines, column: contradictions.column,
      remedy: "Write all numbers in the same way.")
  }
}

extension Double {
  /// A thousand times a number of three decimals, which is whole.
  var timesThousand: Double { (self * 1000).rounded() }
}

/// The signs of currency and percent beside the numbers of a column: all have the same, or none has one.
struct Affixes {
  /// The sign of the first number.
  private(set) var first: String?
  private var firstCell = Culprits()
  private var others = Culprits()

  /// Whether a number without a sign needs no remark.
  var isPlain: Bool { first?.isEmpty == true }

  /// Whether no number was seen yet.
  var isOpen: Bool { first == nil }

  mutating func add(_ affix: String, at field: Field) {
    if let first {
      if first != affix { others.add(field) }
    } else {
      first = affix
      firstCell.add(field)
    }
  }

  /// Adds the first number, which is one without a sign.
  mutating func addPlain(line: Int) {
    first = ""
    firstCell = Culprits(line: line)
  }

  func finding() -> Finding? {
    guard let first, let line = firstCell.lines.first else { return nil }
    if !others.lines.isEmpty {
      let sign = first.isEmpty ? "no such sign" : quoted(first)
      return Finding(
        .notANumber,
        "\(quoted(others.text)) is not in the unit of the number in line \(line), which has \(sign)",
        lines: others.lines, column: others.column,
        remedy: "Write all numbers with the same sign, or all without one.")
    }
    guard !first.isEmpty else { return nil }
    return Finding(
      .unitInCells, severity: .note,
      "all values carry \(quoted(first)), which was left out"
        + (first == "%" ? ": \(quoted(firstCell.text)) is a number of percent" : ""),
      lines: [line], column: firstCell.column, remedy: "Name it with --unit.")
  }
}

/// `112`, `1234.5`: a number in the fewest characters.
package func shortest(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}
