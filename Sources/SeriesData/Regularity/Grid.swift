/// Observations laid on the steps of a calendar, with room for the steps that have none.
struct Grid {
  let frequency: Frequency
  private let observations: Observations
  /// Whether every step has an observation, so that the place of each is its index.
  private let isDense: Bool

  /// - Precondition: All observations lie on the calendar that fits, in the order of time, one per
  ///   step.
  init(_ observations: Observations, fit: FrequencyFit) {
    self.observations = observations
    frequency = fit.frequency
    isDense = fit.singleSteps == fit.steps
  }

  private var start: Timestamp { observations.time(of: 0) }

  /// The step of an observation, counted from the first.
  private func position(of index: Int) -> Int {
    isDense ? index : frequency.steps(from: start, to: observations.time(of: index)) ?? 0
  }

  private var stepCount: Int { position(of: observations.count - 1) + 1 }

  /// The values, one per step.
  ///
  /// - Returns: The values, filled by `policy`; `nil` if something is missing that it cannot fill.
  ///   And a finding about absent rows, and one about absent values.
  func values(filledBy policy: GapPolicy?) -> (values: [Double]?, findings: [Finding]) {
    let missing = observations.missing
    var findings = [gapFinding(policy), missingFinding(missing, policy)].compactMap { $0 }
    guard !findings.contains(where: { $0.severity == .error }), !observations.hasUnreadable else {
      return (nil, findings)
    }
    guard let policy, !isDense || !missing.isEmpty else { return (observations.values, findings) }
    let values = filled(by: policy)
    if values == nil { findings.append(edgeFinding(missing, policy)) }
    return (values, findings)
  }

  /// The runs of steps that have no value in the file.
  var holes: [Range<Int>] {
    var holes: [Range<Int>] = []
    var last: Int?
    for (index, value) in observations.values.enumerated() where !value.isNaN {
      let position = position(of: index)
      if let last, position > last + 1 { holes.append(last + 1..<position) }
      last = position
    }
    return holes
  }

  // MARK: - Findings

  private func gapFinding(_ policy: GapPolicy?) -> Finding? {
    let absent = stepCount - observations.count
    guard absent > 0 else { return nil }
    let gaps = self.gaps
    let lines = gaps.map { observations.line(of: $0.index) }
    let spans = gaps.indices.lazy.map { index in
      span(gaps[index].steps) + " (before line \(lines[index]))"
    }
    let found =
      "\(counted(absent, "date")) \(absent == 1 ? "has" : "have") no row: \(listing(spans))"
    if absent > observations.count {
      return Finding(
        .gap, found + "; that is more than half of the series", lines: lines,
        remedy: "Check the dates around the gaps.")
    }
    let isClockChange = gaps.allSatisfy { isHourOfClockChange($0.steps) }
    return finding(.gap, found + (isClockChange ? ClockChange.leftOut : ""), lines, policy)
  }

  /// Whether steps are the one hour that a change of clocks leaves out.
  private func isHourOfClockChange(_ steps: Range<Int>) -> Bool {
    guard case .everySeconds(let seconds) = frequency, steps.count * seconds == 3600 else {
      return false
    }
    return ClockChange.mayHappen(at: frequency.advance(start, by: steps.lowerBound))
  }

  /// The runs of steps without a row, each with the observation behind it.
  private var gaps: [(steps: Range<Int>, index: Int)] {
    var gaps: [(steps: Range<Int>, index: Int)] = []
    var last = 0
    for index in 1..<observations.count {
      let position = position(of: index)
      if position > last + 1 { gaps.append((last + 1..<position, index)) }
      last = position
    }
    return gaps
  }

  private func span(_ steps: Range<Int>) -> String {
    let labels = [steps.lowerBound, steps.upperBound - 1].map { step in
      frequency.label(frequency.advance(start, by: step))
    }
    return steps.count == 1 ? labels[0] : "\(labels[0]) to \(labels[1])"
  }

  private func missingFinding(_ missing: [Int], _ policy: GapPolicy?) -> Finding? {
    guard !missing.isEmpty else { return nil }
    let dates = listing(
      missing.lazy.map { index in
        "\(frequency.label(observations.time(of: index))) (line \(observations.line(of: index)))"
      })
    let found =
      "\(counted(missing.count, "date")) \(missing.count == 1 ? "has" : "have") no value: \(dates)"
    return finding(.missingValue, found, sortedLines(of: missing), policy)
  }

  private func sortedLines(of indices: [Int]) -> [Int] {
    indices.map { observations.line(of: $0) }.sorted()
  }

  private func finding(
    _ code: Finding.Code, _ found: String, _ lines: [Int], _ policy: GapPolicy?
  ) -> Finding {
    guard let policy else {
      return Finding(
        code, found, lines: lines, remedy: "Choose --gaps interpolate, previous or zero.")
    }
    return Finding(code, severity: .note, "\(found); filled by \(policy.rawValue)", lines: lines)
  }

  private func edgeFinding(_ missing: [Int], _ policy: GapPolicy) -> Finding {
    Finding(
      .missingValue,
      "the \(observations.values[0].isNaN ? "first" : "last") value is missing, and "
        + "\(policy.rawValue) needs a value \(policy == .previous ? "before it" : "on both sides")",
      lines: sortedLines(of: missing), remedy: "Delete the line, or choose --gaps zero.")
  }
}

// MARK: - Filling

extension Grid {
  /// The values with their holes filled; `nil` if a hole at an end cannot be.
  fileprivate func filled(by policy: GapPolicy) -> [Double]? {
    if policy != .zero, observations.values.first?.isNaN == true { return nil }
    if policy == .interpolate, observations.values.last?.isNaN == true { return nil }
    var filled: [Double] = []
    filled.reserveCapacity(stepCount)
    for (index, value) in observations.values.enumerated() where !value.isNaN {
      policy.fill(&filled, to: position(of: index), next: value)
      filled.append(value)
    }
    policy.fill(&filled, to: stepCount, next: nil)
    return filled
  }
}

extension GapPolicy {
  /// Appends what stands for the steps before `index`, given the value there.
  fileprivate func fill(_ filled: inout [Double], to index: Int, next: Double?) {
    let distance = index - filled.count + 1
    guard distance > 1 else { return }
    let last = filled.last ?? 0
    for step in 1..<distance {
      switch self {
      case .zero: filled.append(0)
      case .previous: filled.append(last)
      case .interpolate:
        let share = Double(step) / Double(distance)
        filled.append(last * (1 - share) + (next ?? last) * share)
      }
    }
  }
}
