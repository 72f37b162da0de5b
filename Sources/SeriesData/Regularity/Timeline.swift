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

  /// Takes the observations over: what it does to their order needs no second copy of them.
  init(_ observations: consuming Observations, options: ReadOptions) {
    let disorder = observations.sortByTime()
    let duplicates = observations.merge(by: options.duplicates)
    findings += [disorder, duplicates].compactMap { $0 }
    start = observations.times.first.map(Timestamp.init(secondsSinceEpoch:))
    end = observations.times.last.map(Timestamp.init(secondsSinceEpoch:))
    guard observations.count >= Self.fewestRows else {
      findings.append(.tooShort(observations.count))
      return
    }
    guard let fit = FrequencyFit.find(in: observations.times) else {
      findings.append(.irregular(FrequencyMisfit(of: observations.times), observations))
      return
    }
    frequency = fit.frequency
    evidence = fit.evidence
    let grid = Grid(observations, fit: fit)
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
    _ misfit: FrequencyMisfit, _ observations: Observations
  ) -> Finding {
    let (from, to) = (misfit.oddIndex - 1, misfit.oddIndex)
    let best = "\(misfit.frequency.name) fits \(misfit.singleSteps) of \(misfit.steps) steps"
    return Finding(
      .irregularFrequency,
      "the dates follow no calendar: \(best); the first odd step is "
        + "\(observations.time(of: from).iso) to \(observations.time(of: to).iso)",
      lines: [observations.line(of: to)],
      remedy: "Check the dates, or sum the values by day or month first.")
  }
}
