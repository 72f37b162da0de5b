import Recurrent
import Testing

@testable import Pretrained

@Suite("A bank of exponential smoothings") struct SmoothingBankTests {
  /// Exponential smoothing as a source of series: a level that keeps `level` of a shock, a season
  /// that keeps `season` of it, on a line.
  private func simulated(
    _ count: Int, level gain: Double, season share: Double, slope: Double, seed: UInt64
  ) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var (level, season) = (10.0, [6.0, -2, -5, 1])
    return (0..<count).map { t -> Double in
      let shock = generator.normal()
      let value = level + slope + season[t % 4] + shock
      level += slope + gain * shock
      season[t % 4] += share * shock
      return value
    }
  }

  @Test("goes on with a line and its season to the digit, and is never wrong on the way")
  func line() {
    let values = (0..<40).map { t -> Double in
      let season = [6.0, -2, -5, 1][t % 4]
      return 3 + 0.5 * Double(t) + season
    }
    let bank = SmoothingBank(values, seasonLength: 4, horizon: 9)
    for h in 0..<9 {
      let season = [6.0, -2, -5, 1][(40 + h) % 4]
      let expected: Double = 3 + 0.5 * Double(40 + h) + season
      #expect(abs(bank.forecasts[h] - expected) < 1e-6)
    }
    let worst = bank.errors.map { abs($0) }.max() ?? 1
    #expect(worst < 1e-6)
    #expect(bank.slopeBelief > 0.99)
  }

  @Test("believes in the constants that made the series", arguments: [(0.1, 0.0), (0.9, 0.3)])
  func beliefs(_ level: Double, _ season: Double) {
    let made = (0..<20).map { seed in
      SmoothingBank(
        simulated(200, level: level, season: season, slope: 0, seed: UInt64(seed)),
        seasonLength: 4, horizon: 1)
    }
    let believed = made.reduce(0) { $0 + $1.levelGain } / 20
    let seasonal = made.reduce(0) { $0 + $1.seasonGain } / 20
    let deviation = made.reduce(0) { $0 + $1.deviation } / 20
    #expect(abs(believed - level) < 0.15)
    #expect(abs(seasonal - season) < 0.12)
    #expect(abs(deviation - 1) < 0.1)
  }

  @Test("is the average of its members by likelihood")
  func twin() {
    let values = simulated(60, level: 0.4, season: 0.1, slope: 0.3, seed: 3)
    let bank = SmoothingBank(values, seasonLength: 4, horizon: 6)
    let start = SmoothingState(startOf: values, period: 4)
    var (total, sum) = (0.0, [Double](repeating: 0, count: 6))
    for smoothing in Smoothing.seasonal {
      let run = smoothing.run(values, from: start, horizon: 6)
      var squares = 0.0
      for t in 4..<60 { squares += run.errors[t] * run.errors[t] }
      let likelihood = exponential(-28 * naturalLog(squares / 56))
      total += likelihood
      for h in 0..<6 { sum[h] += likelihood * run.forecasts[h] }
    }
    for h in 0..<6 { #expect(abs(bank.forecasts[h] - sum[h] / total) < 1e-9) }
  }

  @Test("has no season where there are not two, and survives what does not move or leaps")
  func edges() {
    let short = SmoothingBank([1, 2, 4, 3, 5], seasonLength: 4, horizon: 2)
    #expect(short.seasonGain == 0)
    for values in [[1, 1, 1, 1], [0, 0, 0, 1e12], (0..<30).map { Double($0 % 3) * 1e9 }] {
      let bank = SmoothingBank(values, seasonLength: 3, horizon: 24)
      let isFinite = bank.forecasts.allSatisfy { $0.isFinite } && bank.deviation.isFinite
      #expect(isFinite)
    }
  }
}
