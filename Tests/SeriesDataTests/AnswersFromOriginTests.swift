import Testing

@testable import SeriesData

@Suite("Answers that tell of their step from the origin") struct AnswersFromOriginTests {
  @Test("are sums of differences, by hand")
  func byHand() {
    let steps = [1.0, 10, 100, 1000, 10000]
    func summed(_ transform: ValueTransform) -> [Double] {
      transform.summedFromOrigin(steps, seasonLength: 4)
    }
    #expect(summed(.log) == steps)
    #expect(summed(.diff) == [1, 11, 111, 1111, 11111])
    #expect(summed(.seasonalDiff) == [1, 10, 100, 1000, 10001])
    #expect(summed(.doubleLogDiff) == [1, 11, 111, 1111, 11112])
  }

  @Test("without differences are the answers of every step, to the bit")
  func plain() throws {
    let series = try SequenceTests.quarters()
    let builder = try SequenceTests.builder(.boxCox, of: series, on: 0..<12)
    let targets = builder.firstTarget..<9
    #expect(
      builder.sequences(of: series, targets: targets, ahead: 0..<3, answers: .fromOrigin)
        == builder.sequences(of: series, targets: targets, ahead: 0..<3))
  }

  @Test(
    "lead back to the values, each step without the others", arguments: ValueTransform.allCases,
    [false, true])
  func roundTrip(_ transform: ValueTransform, _ scalesWindows: Bool) throws {
    let values = (0..<40).map { (t: Int) -> Double in Double(50 + 3 * t + t * t % 23) }
    let series = try SequenceTests.quarters(values)
    let builder = try SequenceTests.builder(
      transform, features: [.previous], scaler: .standard, lookback: 3, of: series, on: 0..<30,
      scalesWindows: scalesWindows)
    let targets = builder.firstTarget..<35
    for ahead in [0..<6, 4..<5] {
      let sequences = builder.sequences(
        of: series, targets: targets, ahead: ahead, answers: .fromOrigin)
      for (b, target) in targets.enumerated() {
        let answers = sequences.finalTargets.dropFirst(b * ahead.count).prefix(ahead.count)
        let history = values[..<target].suffix(builder.firstTarget)
        let known = builder.unscaled(answers.map { Double($0) }, history: history)
        // the steps before the first one that was asked for can be anything
        let steps = Array(repeating: [7.0], count: ahead.lowerBound) + known.map { [$0] }
        let back = builder.invertFromOrigin(steps, history: history).map { $0[0] }
        for step in ahead {
          #expect(abs(back[step] - values[target + step]) < 1e-3 * values[target + step])
        }
      }
    }
  }

  @Test("beyond the end of the series do not exist")
  func beyond() throws {
    let series = try SequenceTests.quarters()
    let builder = try SequenceTests.builder(.diff, of: series, on: 0..<12)
    let sequences = builder.sequences(
      of: series, targets: 10..<13, ahead: 0..<3, answers: .fromOrigin)
    #expect(sequences.finalTargets.map(\.isNaN) == [0, 0, 1, 0, 1, 1, 1, 1, 1].map { $0 == 1 })
  }
}
