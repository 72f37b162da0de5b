import ArgumentParser

/// Reads coverages: fractions joined by commas, such as `0.8,0.95`; ascending, each once.
///
/// They have four decimals at most, for columns are named after their percents: `gru-lo-97.5`.
func parsedCoverages(_ argument: String) throws -> [Double] {
  let fields = argument.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = fields.compactMap { Double(String($0)) }
  guard numbers.count == fields.count, numbers.allSatisfy({ $0 >= 0.01 && $0 <= 0.9999 }) else {
    throw ValidationError("expected fractions from 0.01 to 0.9999 such as 0.8,0.95.")
  }
  guard numbers.allSatisfy({ abs($0 * 10_000 - ($0 * 10_000).rounded()) < 1e-6 }) else {
    throw ValidationError("expected fractions with at most four decimals such as 0.8,0.975.")
  }
  return Set(numbers).sorted()
}

extension [Double] {
  /// The same as a person types it.
  var asTyped: String { map { "\($0)" }.joined(separator: ",") }
}
