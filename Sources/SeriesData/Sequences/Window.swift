/// The scale of one sequence: its values are centred on the last one and divided by their spread, and
/// what is predicted is taken back by the same.
///
/// ```text
/// scaled = (z − z[t−1]) / √(variance + 10⁻⁵)
/// ```
///
/// The reversible instance normalisation of Kim et al., *Reversible instance normalization for
/// accurate time-series forecasting against distribution shift* (ICLR 2022), with the last value for
/// the mean and without weights that are learned. The variance is that of the `lookback` values
/// before the target; what is added to it keeps a flat window finite.
struct Window: Hashable, Sendable {
  /// The last value, in scaled units.
  let centre: Double
  /// Never 0.
  let spread: Double

  /// The window over these values, in scaled units.
  ///
  /// - Precondition: There are some.
  init(_ values: some Collection<Double>) {
    precondition(!values.isEmpty, "a window needs values")
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    centre = values.suffix(1).first ?? 0
    spread = (variance + 1e-5).squareRoot()
  }

  func apply(_ value: Double) -> Double { (value - centre) / spread }

  func invert(_ value: Double) -> Double { value * spread + centre }
}
