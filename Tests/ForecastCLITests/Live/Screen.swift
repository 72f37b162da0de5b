/// What a terminal shows after what was written to it: letters, line ends, and the five sequences that
/// the program may use; any other is taken down as a stranger.
struct Screen {
  private var cells: [[Unicode.Scalar]] = [[]]
  private var row = 0
  private var column = 0
  /// Every screen at the moment at which what lies below the cursor was wiped.
  private(set) var frames: [[String]] = []
  /// Sequences that were not expected.
  private(set) var strangers: [String] = []
  /// The columns that were ever written to.
  private(set) var widest = 0

  init(_ text: String) {
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": column = 0
      case "\n": down()
      case "\u{1B}": takeSequence(&rest)
      case _ where scalar.value < 0x20: strangers.append("\(scalar.value)")
      default: put(scalar)
      }
    }
  }

  /// The lines, without spaces at their ends and empty lines at the end.
  var lines: [String] {
    let lines = cells.map { cells in
      var text = String.UnicodeScalarView()
      text.append(contentsOf: cells)
      return String(String(text).reversed().drop { $0 == " " }.reversed())
    }
    return Array(lines.reversed().drop { $0.isEmpty }.reversed())
  }

  private mutating func down() {
    row += 1
    if row == cells.count { cells.append([]) }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    while cells[row].count <= column { cells[row].append(" ") }
    cells[row][column] = scalar
    column += 1
    widest = max(widest, column)
  }

  private mutating func takeSequence(_ rest: inout Substring.UnicodeScalarView) {
    var sequence = ""
    while let scalar = rest.popFirst() {
      sequence.unicodeScalars.append(scalar)
      if scalar.properties.isAlphabetic { break }
    }
    let count = Int(sequence.dropFirst().dropLast()) ?? 1
    switch sequence.last {
    case "A": row = max(0, row - count)
    case "K" where sequence == "[2K": cells[row] = []
    case "K" where sequence == "[K": cells[row].removeLast(max(0, cells[row].count - column))
    case "J" where sequence == "[J":
      frames.append(lines)
      cells[row].removeLast(max(0, cells[row].count - column))
      cells.removeLast(cells.count - row - 1)
    case "m": break
    default: strangers.append(sequence)
    }
  }
}
