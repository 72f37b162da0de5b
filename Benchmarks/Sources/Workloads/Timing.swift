/// The seconds that `body` takes.
public func seconds(_ body: () -> Void) -> Double {
  let time = ContinuousClock().measure(body)
  return Double(time.components.seconds) + 1e-18 * Double(time.components.attoseconds)
}

/// The middle one of the numbers, or the mean of the two in the middle.
public func median(_ numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}

/// Times a body again and again.
///
/// - Parameters:
///   - most: How long to go on, in seconds; at least five times all the same.
///   - body: What is measured; run twice before.
/// - Returns: The median time of a repetition, in seconds.
public func medianSeconds(most: Double, _ body: () -> Void) -> Double {
  for _ in 0..<2 { body() }
  var times: [Double] = []
  var sum = 0.0
  while times.count < 5 || (sum < most && times.count < 10_000) {
    times.append(seconds(body))
    sum += times[times.count - 1]
  }
  return median(times)
}
