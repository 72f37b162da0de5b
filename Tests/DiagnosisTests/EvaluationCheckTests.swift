import Forecasting
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis

@Suite("A check of the evaluation") struct EvaluationCheckTests {
  private func made() -> Constructed {
    var result = Constructed(fit: 48, validation: 12, test: 24)
    result.values = noise(84).map { 100 + 10 * $0 }
    result.network = result.values
    result.benchmark = [nil] + result.values.dropLast()
    return result
  }

  @Test("sees a scaler that was fitted on more than the part to fit on")
  func scaling() throws {
    var result = made()
    #expect(try result.evidence.scaling.status == .pass)
    result.scaledOn = 0..<84
    let leak = try result.evidence.scaling
    #expect(leak.status == .fail)
    #expect(leak.value == 1)
  }

  @Test("sees stretches of the test part that stand in the training part")
  func repeats() throws {
    var result = made()
    #expect(try result.evidence.repeatedStretches.value == 0)
    // the test part once more is the start of the training part
    result.values.replaceSubrange(60..<84, with: result.values[0..<24])
    let copied = try result.evidence.repeatedStretches
    // stretches of 5: the first four test targets still follow validation values
    #expect(copied.value == 20.0 / 24)
    #expect(copied.status == .warn)
    result.lookback = 21
    #expect(try result.evidence.repeatedStretches.value == 3.0 / 24)
    result.lookback = 23
    #expect(try result.evidence.repeatedStretches.status == .pass)
  }

  @Test("sees that few values chose the epoch")
  func epoch() throws {
    var result = made()
    #expect(try result.evidence.choiceOfEpoch.status == .pass)
    #expect(try result.evidence.choiceOfEpoch.value == 0)
    result.training.patience = 5
    let chosen = try result.evidence.choiceOfEpoch
    #expect(chosen.status == .pass)
    #expect(chosen.value == 12)
    result.validationShare = 6.0 / 60
    let rash = try result.evidence.choiceOfEpoch
    #expect(rash.status == .warn)
    #expect(rash.value == 6)
    #expect(try #require(rash.remedy).options.hasPrefix("--validation 0."))
  }

  @Test("sees a forecast that has seen its target")
  func ahead() throws {
    let values = noise(20)
    #expect(!isMoved(by: 9, values) { values, target in values[target - 1] })
    #expect(isMoved(by: 9, values) { values, target in values[target] })
    #expect(isMoved(by: 9, values) { values, _ in values.reduce(0, +) })
    #expect(!isMoved(by: 9, values) { _, _ in .nan })
    let evidence = try made().evidence
    #expect(evidence.looksAhead.status == .pass)
    #expect(evidence.looksAhead.text == "0 of 2 forecasts changed")
    let leak = Evidence.looksAhead(1, of: 2, threshold: "")
    #expect(leak.status == .fail)
    #expect(leak.value == 1)
  }
}

@Suite("What lies beside the axes") struct BesideTheAxesTests {
  private func made() -> Constructed {
    var result = Constructed(fit: 72, validation: 12, test: 36)
    let (trend, wobble) = (noise(120), noise(120, seed: 3))
    var level = 100.0
    result.values = (0..<120).map { t in
      level += trend[t]
      return level + Double((t * 5) % 12) + 0.5 * wobble[t]
    }
    result.network = result.values
    result.benchmark = [nil] + result.values.dropLast()
    return result
  }

  @Test("tells skill from luck, and from a lack of it")
  func chance() throws {
    var result = made()
    let (own, free) = (noise(36, seed: 4), noise(36, seed: 5))
    result.err(84..<120, network: own, benchmark: free.map { 3 * $0 })
    let better = try result.evidence.betterThanChance
    #expect(better.status == .pass)
    #expect(better.text.hasPrefix("better"))
    result.err(84..<120, network: own.map { 3 * $0 }, benchmark: free)
    #expect(try result.evidence.betterThanChance.status == .fail)
    result.err(84..<120, network: own, benchmark: free)
    #expect(try result.evidence.betterThanChance.status == .warn)
    result.err(84..<120, network: own, benchmark: own)
    let same = try result.evidence.betterThanChance
    #expect(same.status == .absent)
    #expect(same.why.contains("not at all"))
  }

  @Test("sees a training error that is far below the noise")
  func floor() throws {
    var result = made()
    let wobble = noise(120, seed: 6)
    result.err(0..<72, network: wobble.map { 0.2 * $0 }, benchmark: wobble)
    let memory = try result.evidence.noiseFloor
    #expect(memory.status == .warn)
    #expect(memory.remedy?.options == "--dropout 0.2")
    result.err(0..<72, network: wobble.map { 2 * $0 }, benchmark: wobble)
    #expect(try result.evidence.noiseFloor.status == .pass)
    result.network[40] = nil
    #expect(try result.evidence.noiseFloor.status == .absent)
  }

  @Test("estimates the noise of a walk with a season about right")
  func deviation() throws {
    // the first difference of noise is smoothed away by no model: at least that of the steps, evenly in ±1
    let found = try #require(try made().evidence.innovationDeviation(.original))
    #expect(found > 0.5 && found < 1.2, "\(found)")
  }

  @Test("sees that test values vary more, or less, than training values")
  func spread() throws {
    var result = made()
    result.transform = .diff
    #expect(try result.evidence.spread.status == .pass)
    for t in 84..<120 { result.values[t] = t.isMultiple(of: 2) ? 200 : 100 }
    let wild = try result.evidence.spread
    #expect(wild.status == .warn)
    #expect(wild.remedy?.options == "--transform log-diff")
    for t in 84..<120 { result.values[t] = 100 }
    #expect(try result.evidence.spread.status == .warn)
  }
}
