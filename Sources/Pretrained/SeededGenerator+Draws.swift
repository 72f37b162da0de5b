import Recurrent

extension SeededGenerator {
  /// A number drawn evenly from `low` to below `high`.
  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// A number whose logarithm is drawn evenly; both bounds are positive.
  mutating func logUniform(_ low: Double, _ high: Double) -> Double {
    exponential(uniform(naturalLog(low), naturalLog(high)))
  }

  /// A whole number from `low` to `high`, both included.
  mutating func integer(_ low: Int, _ high: Int) -> Int {
    low + Int(uniform(0, 1) * Double(high - low + 1))
  }

  /// True with this probability.
  mutating func chance(_ probability: Double) -> Bool { uniform(0, 1) < probability }

  /// From 0 to 1, small numbers more often: the square of an even one.
  mutating func small() -> Double {
    let number = uniform(0, 1)
    return number * number
  }
}
