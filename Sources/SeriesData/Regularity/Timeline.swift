/// Turns the rows of a file into a regular series, or says why that cannot be.
///
/// Order, then duplicates, then the calendar, then what is missing on it.
struct Timeline {
  private(set) var findings: [Finding] = []
  private(set) var frequency: Frequency?
  private(set) var evidence: String?
  private(set) var start: Timestamp?
  private(set) var end: Timestamp?
  /// One value per step, if nothing is missing.
  private(set) var values: [Double]?
  /// The steps whose values come from both sides.
  private(set) var interpolated: [Range<Int>] = []

  static let fewestRows = 3

  init(_ observations: [Observation], options: ReadOptions) {
    let (sorted, disorder) = observations.inTimeOrder()
    let (merged, duplicates) = sorted.merged(by: options.duplicates)
    findings += [disorder, duplicates].compactMap { $0 }
    start = merged.first?.time
    end = merged.last?.time
    guard merged.count >= Self.fewestRows else {
      findings.append(.tooShort(merged.count))
      return
    }
    let times = merged.map(\.time)
    guard let fit = FrequencyFit.find(in: times) else {
      findings.append(.irregular(FrequencyMisfit(of: times), merged))
      return
    }
    frequency = fit.frequency
    evidence = fit.evidence
    let grid = Grid(merged, frequency: fit.frequency)
    let (values, missing) = grid.values(filledBy: options.gaps)
    interpolated = options.gaps == .interpolate ? grid.holes : []
    findings += missing
    self.values = values
  }
}

extension Finding {
  static func tooShort(_ count: Int) -> Finding {
    Finding(
      .tooShort,
      "the table has \(count == 0 ? "no rows" : counted(count, "date")) "
        + "(expected at least \(Timeline.fewestRows))",
      remedy: "Add rows such as 2020-01,3.")
  }

  fileprivate static func irregular(
    _ misfit: FrequencyMisfit, _ observations: [Observation]
  ) -> Finding {
    let (from, to) = (observations[misfit.oddIndex - 1], observations[misfit.oddIndex])
    let best = "\(misfit.frequency.name) fits \(misfit.singleSteps) of \(misfit.steps) steps"
    return Finding(
      .irregularFrequency,
      "the dates follow no calendar: \(best); the first odd step is \(from.time.iso) to "
        + "\(to.time.iso)",
      lines: [to.line], remedy: "Check the dates, or sum the values by day or month first.")
  }
}
