/// The non-descending sequence that is nearest to `values` in squares, each value counting the same.
///
/// By pooling adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman, *An empirical distribution
/// function for sampling with incomplete information*, Annals of Mathematical Statistics 26, 1955).
/// Where one sequence is nowhere above another, neither is what comes of it.
///
/// ```swift
/// isotonic([1, 3, 2, 4])   // [1, 2.5, 2.5, 4]
/// ```
///
/// - Complexity: O(n).
func isotonic(_ values: [Double]) -> [Double] {
  var blocks: [(mean: Double, count: Int)] = []
  for value in values {
    var block = (mean: value, count: 1)
    while let last = blocks.last, last.mean > block.mean {
      let count = last.count + block.count
      let share = Double(block.count) / Double(count)
      block = (last.mean + (block.mean - last.mean) * share, count)
      blocks.removeLast()
    }
    blocks.append(block)
  }
  return blocks.flatMap { [Double](repeating: $0.mean, count: $0.count) }
}
