import RealModule
import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting
@testable import Recurrent

/// A kind of monthly series.
enum MadeKind: CaseIterable {
  case noise, autoregression, walk, trend, season, growth

  /// 144 values.
  func values(seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    // Near enough to normal: twelve even numbers summed up.
    let noise = (0..<144).map { _ in
      (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
    var (level, last) = (0.0, 0.0)
    return noise.enumerated().map { t, e in
      level += e
      last = 0.6 * last + e
      let season = 3 * Double.cos(2 * .pi * Double(t) / 12)
      return switch self {
      case .noise: 100 + e
      case .autoregression: 100 + last
      case .walk: 100 + level
      case .trend: 100 + 0.3 * Double(t) + last
      case .season: 100 + season + last
      case .growth: 100 * .exp(0.01 * Double(t) + 0.05 * season + 0.02 * e)
      }
    }
  }
}

@Suite("Persistence in the place of a network") struct PersistenceTests {
  /// Persistence judged at three origins, as if by three seeds, beside the best of what is free.
  private func diagnosis(_ values: [Double]) throws -> Diagnosis {
    let persistence: [Double?] = [nil] + values.dropLast()
    var result = Constructed(
      values, trainCount: 96, validationShare: 0.15, persistence, persistence)
    let split = try result.split
    let candidates = Baseline.benchmarks.map { baseline in
      let fitted = FittedBaseline(baseline, values: values, fit: split.fit, seasonLength: 12)
      return (baseline, predictions: values.indices.map { fitted.oneStep(values, at: $0) })
    }
    func error(_ predictions: [Double?]) -> Double {
      split.validation.reduce(0) { sum, t in
        let miss = values[t] - (predictions[t] ?? .infinity)
        return sum + miss * miss
      }
    }
    let best = try #require(candidates.min { error($0.predictions) < error($1.predictions) })
    (result.baseline, result.benchmark) = best
    let history = TrainingHistory(
      records: [
        EpochRecord(epoch: 0, trainingLoss: 1, validationLoss: 1, learningRate: 1, gradientNorm: 1)
      ], stopReason: .epochs, bestEpoch: 0, usedEpoch: 0)
    let nothing = Metrics([], actual: [], scale: .undefined("not looked at"))
    let trial = Member.Trial(
      oneStep: persistence,
      scores: Scores(train: nothing, testOneStep: nothing, testRecursive: nothing), usedEpoch: 0,
      stopReason: .epochs)
    let judgements = JudgedOrigin.all(of: split, firstTarget: 12, isStopped: false).map {
      Judgement(fit: $0.fit, judged: $0.judged, oneStep: persistence, history: history)
    }
    result.members = (0..<3).map {
      Member(seed: $0, trial: trial, judgements: judgements, diverged: 0)
    }
    return try result.diagnosis
  }

  @Test("is never called overfit, whatever the series is", arguments: MadeKind.allCases)
  func never(kind: MadeKind) throws {
    for seed in 0..<20 as Range<UInt64> {
      let diagnosis = try diagnosis(kind.values(seed: seed))
      #expect(!diagnosis.verdict.isOverfit, "\(seed): \(diagnosis.axes)")
      #expect(diagnosis.seeds?.count == 3)
    }
  }

  @Test("is not called overfit on the airline series either")
  func airlineSeries() throws {
    #expect(try !diagnosis(airline.values).verdict.isOverfit)
  }
}
