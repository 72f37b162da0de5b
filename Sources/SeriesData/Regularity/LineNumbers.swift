/// The lines on which rows stand: one entry for each run of neighbours, not one for each row.
///
/// The rows of a plain table stand on consecutive lines, so a file of millions has one run.
struct LineNumbers: Hashable {
  private struct Run: Hashable {
    let row: Int
    let line: Int
  }

  private var runs: [Run] = []
  /// The number of rows.
  private(set) var count = 0

  /// Adds `rows` rows that stand on the lines from `line` on.
  mutating func append(_ line: Int, rows: Int = 1) {
    guard rows > 0 else { return }
    if let last = runs.last, last.line + (count - last.row) == line {
      count += rows
      return
    }
    runs.append(Run(row: count, line: line))
    count += rows
  }

  /// The line of `row`.
  ///
  /// - Complexity: O(log *r*) for *r* runs.
  subscript(row: Int) -> Int {
    precondition(row >= 0 && row < count, "there is no row \(row)")
    var (low, high) = (0, runs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].row <= row { low = middle } else { high = middle }
    }
    return runs[low].line + row - runs[low].row
  }
}
