import RealModule
import Recurrent

/// A 90 % interval of a statistic of consecutive points by the moving-block bootstrap (Künsch, *The
/// jackknife and the bootstrap for general stationary observations*, Annals of Statistics 17, 1989):
/// blocks of neighbours are drawn, so that what neighbours have in common stays in.
///
/// - Parameters:
///   - counts: The lengths of the stretches that are resampled, each for itself.
///   - statistic: The value for blocks drawn from each stretch; nil when it is undefined.
/// - Returns: The 5 % and 95 % points of 999 resamples; nil when a stretch has fewer than 4 points
///   or more than one resample in ten is undefined. The blocks have the length ∛n, at least 2.
func blockBootstrap(counts: [Int], _ statistic: ([[Range<Int>]]) -> Double?) -> Interval? {
  resampledInterval(members: 0, counts: counts) { statistic($1) }
}

/// The same of what several members did at the same points: members are drawn with replacement, and
/// the blocks of neighbours are the same for all of them, so that both sources of variation are in.
///
/// - Parameters:
///   - members: How many members there are.
///   - counts: The lengths of the stretches.
///   - resamples: How often; fewer are rougher.
///   - statistic: The value for the members and the blocks that were drawn; nil when undefined.
/// - Returns: As ``blockBootstrap(counts:_:)``.
func memberBootstrap(
  members: Int, counts: [Int], resamples: Int = 999,
  _ statistic: ([Int], [[Range<Int>]]) -> Double?
) -> Interval? {
  members >= 1
    ? resampledInterval(members: members, counts: counts, resamples: resamples, statistic) : nil
}

private func resampledInterval(
  members: Int, counts: [Int], resamples: Int = 999,
  _ statistic: ([Int], [[Range<Int>]]) -> Double?
) -> Interval? {
  guard counts.allSatisfy({ $0 >= 4 }) else { return nil }
  var generator = SeededGenerator(seed: 0)
  var values: [Double] = []
  for _ in 0..<resamples {
    let drawn = (0..<members).map { _ in Int.random(in: 0..<members, using: &generator) }
    let blocks = counts.map { drawnBlocks(of: $0, &generator) }
    if let value = statistic(drawn, blocks), value.isFinite { values.append(value) }
  }
  guard 10 * values.count >= 9 * resamples else { return nil }
  values.sort()
  return Interval(lower: quantile(values, 0.05), upper: quantile(values, 0.95))
}

/// The length of blocks of neighbours in a stretch: ∛n, at least 2.
func blockLength(of count: Int) -> Int { max(2, Int(Double.root(Double(count), 3).rounded())) }

/// Blocks that together have as many points as the stretch.
private func drawnBlocks(of count: Int, _ generator: inout SeededGenerator) -> [Range<Int>] {
  let length = blockLength(of: count)
  return stride(from: 0, to: count, by: length).map { done in
    let start = Int.random(in: 0...(count - length), using: &generator)
    return start..<start + min(length, count - done)
  }
}

/// The quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan, 1996).
///
/// - Precondition: There is a value, and `p` lies in 0 … 1.
func quantile(_ sorted: [Double], _ p: Double) -> Double {
  let position = p * Double(sorted.count - 1)
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}

/// The median; NaN of none.
func median(_ values: [Double]) -> Double {
  values.isEmpty ? .nan : quantile(values.sorted(), 0.5)
}

/// The slope of a line through equally spaced points: the median of the slopes of all pairs (Theil,
/// 1950; Sen, 1968).
///
/// Of more than 200 points, at most 200 evenly spaced ones are used.
///
/// - Returns: The rise per point; nil for fewer than 2 points.
func theilSenSlope(_ values: [Double]) -> Double? {
  guard values.count >= 2 else { return nil }
  let stride = (values.count + 199) / 200
  let picked = Swift.stride(from: 0, to: values.count, by: stride).map { ($0, values[$0]) }
  var slopes: [Double] = []
  for (i, a) in picked.enumerated() {
    for b in picked[(i + 1)...] { slopes.append((b.1 - a.1) / Double(b.0 - a.0)) }
  }
  return slopes.isEmpty ? nil : median(slopes)
}

/// Each value replaced by the median of its neighbourhood, `reach` to either side; shorter at the ends.
func runningMedian(_ values: [Double], reach: Int) -> [Double] {
  guard reach > 0 else { return values }
  return values.indices.map { i in
    median(Array(values[max(0, i - reach)...min(values.count - 1, i + reach)]))
  }
}

/// Root of the mean of the squares at these indices; nil of none.
func rootMeanSquare(_ values: [Double], _ indices: some Collection<Int>) -> Double? {
  guard !indices.isEmpty else { return nil }
  var sum = 0.0
  for i in indices { sum += values[i] * values[i] }
  return (sum / Double(indices.count)).squareRoot()
}

/// Root of the mean of the squares; nil of none.
func rootMeanSquare(_ values: [Double]) -> Double? { rootMeanSquare(values, values.indices) }

/// The value unless it is infinite or no number: errors may be finite and their squares not.
func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
