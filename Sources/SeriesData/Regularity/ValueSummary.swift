/// The range of the numbers of a column, cells without one apart.
struct ValueSummary: Hashable {
  private(set) var minimum: Double?
  private(set) var maximum: Double?
  private(set) var mean: Double?
  /// Whether every cell has a number.
  let isComplete: Bool

  /// - Parameter cells: Finite numbers, and ``CellValue``s that are none.
  init(of cells: [Double]) {
    let count = cells.count { !$0.isNaN }
    isComplete = count == cells.count
    guard count > 0 else { return }
    var (low, high, sum) = (Double.infinity, -Double.infinity, 0.0)
    for cell in cells where !cell.isNaN {
      low = cell < low ? cell : low
      high = cell > high ? cell : high
      // Each is divided by itself, so that no sum of finite numbers overflows.
      sum += cell / Double(count)
    }
    (minimum, maximum, mean) = (low, high, sum)
  }
}
