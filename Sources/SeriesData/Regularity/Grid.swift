/// Observations laid on the steps of a calendar, with room for the steps that have none.
struct Grid {
  let frequency: Frequency
  private let start: Timestamp
  private let observations: [Observation]
  /// The step of each observation, counted from the first.
  private let positions: [Int]

  /// - Precondition: All observations lie on the calendar, in the order of time, one per step.
  init(_ observations: [Observation], frequency: Frequency) {
    self.observations = observations
    self.frequency = frequency
    let start = observations[0].time
    self.start = start
    positions = observations.map { frequency.steps(from: start, to: $0.time) ?? 0 }
  }

  private var stepCount: Int { (positions.last ?? 0) + 1 }

  /// The values, one per step.
  ///
  /// - Returns: The values, filled by `policy`; `nil` if something is missing that it cannot fill.
  ///   And a finding about absent rows, and one about absent values.
  func values(filledBy policy: GapPolicy?) -> (values: [Double]?, findings: [Finding]) {
    let missing = observations.filter { $0.value == nil && !$0.isFaulty }
    let gaps = gapFinding(policy)
    var findings = [gaps, missingFinding(missing, policy)].compactMap { $0 }
    guard !findings.contains(where: { $0.severity == .error }),
      !observations.contains(where: \.isFaulty)
    else { return (nil, findings) }
    var sparse = [Double?](repeating: nil, count: stepCount)
    for (position, observation) in zip(positions, observations) {
      sparse[position] = observation.value
    }
    guard let policy else { return (sparse.compactMap { $0 }, findings) }
    let values = policy.fill(sparse)
    if values == nil { findings.append(edgeFinding(missing, policy)) }
    return (values, findings)
  }

  /// The runs of steps that have no value in the file.
  var holes: [Range<Int>] {
    let known = zip(positions, observations).filter { $1.value != nil }.map(\.0)
    return zip(known, known.dropFirst()).filter { $1 > $0 + 1 }.map { $0 + 1..<$1 }
  }

  // MARK: - Findings

  private func gapFinding(_ policy: GapPolicy?) -> Finding? {
    let absent = stepCount - observations.count
    guard absent > 0 else { return nil }
    var lines: [Int] = []
    var spans: [String] = []
    for (index, position) in positions.enumerated().dropFirst()
    where position > positions[index - 1] + 1 {
      let line = observations[index].line
      lines.append(line)
      spans.append(span(positions[index - 1] + 1, position - 1) + " (before line \(line))")
    }
    let found =
      "\(counted(absent, "date")) \(absent == 1 ? "has" : "have") no row: \(listing(spans))"
    if absent > observations.count {
      return Finding(
        .gap, found + "; that is more than half of the series", lines: lines,
        remedy: "Check the dates around the gaps.")
    }
    return filled(.gap, found, lines, policy)
  }

  private func span(_ first: Int, _ last: Int) -> String {
    let labels = [first, last].map { frequency.label(frequency.advance(start, by: $0)) }
    return first == last ? labels[0] : "\(labels[0]) to \(labels[1])"
  }

  private func missingFinding(_ missing: [Observation], _ policy: GapPolicy?) -> Finding? {
    guard !missing.isEmpty else { return nil }
    let dates = listing(missing.map { "\(frequency.label($0.time)) (line \($0.line))" })
    let found =
      "\(counted(missing.count, "date")) \(missing.count == 1 ? "has" : "have") no value: \(dates)"
    return filled(.missingValue, found, missing.map(\.line).sorted(), policy)
  }

  private func filled(
    _ code: Finding.Code, _ found: String, _ lines: [Int], _ policy: GapPolicy?
  ) -> Finding {
    guard let policy else {
      return Finding(
        code, found, lines: lines, remedy: "Choose --gaps interpolate, previous or zero.")
    }
    return Finding(code, severity: .note, "\(found); filled by \(policy.rawValue)", lines: lines)
  }

  private func edgeFinding(_ missing: [Observation], _ policy: GapPolicy) -> Finding {
    Finding(
      .missingValue,
      "the \(observations.first?.value == nil ? "first" : "last") value is missing, and "
        + "\(policy.rawValue) needs a value \(policy == .previous ? "before it" : "on both sides")",
      lines: missing.map(\.line).sorted(), remedy: "Delete the line, or choose --gaps zero.")
  }
}

extension GapPolicy {
  /// `sparse` with its holes filled; `nil` if a hole at an end cannot be.
  fileprivate func fill(_ sparse: [Double?]) -> [Double]? {
    if self == .zero { return sparse.map { $0 ?? 0 } }
    guard sparse.first != .some(nil), self == .previous || sparse.last != .some(nil) else {
      return nil
    }
    var filled: [Double] = []
    filled.reserveCapacity(sparse.count)
    for (index, value) in sparse.enumerated() {
      if let value {
        if self == .interpolate { interpolate(&filled, to: index, value) }
        filled.append(value)
      } else if self == .previous, let previous = filled.last {
        filled.append(previous)
      }
    }
    return filled
  }

  /// Draws a straight line from the last value to `value` at `index`.
  private func interpolate(_ filled: inout [Double], to index: Int, _ value: Double) {
    guard let last = filled.last else { return }
    let distance = index - filled.count + 1
    for step in 1..<distance {
      let share = Double(step) / Double(distance)
      filled.append(last * (1 - share) + value * share)
    }
  }
}
