import Recurrent
import Testing

@testable import Pretrained

@Suite("A context") struct ContextTests {
  static let wave = (0..<60).map { t -> Double in Double(t) + [0.0, 5, -3, 1][t % 4] }

  @Test("gives back what it scaled, monotonically")
  func roundTrip() throws {
    let context = try #require(Context(Self.wave, seasonLength: 4, horizon: 6))
    for step in 0..<6 {
      for value in [-40.0, 0, 59, 61.5, 300] {
        let back = context.value(context.scaled(value, step: step), step: step)
        #expect(abs(back - value) < 1e-3 * max(1, abs(value)))
      }
      #expect(context.value(0.1, step: step) < context.value(0.2, step: step))
    }
  }

  @Test("is the same for a series in other units and on another level")
  func equivariance() throws {
    let other = Self.wave.map { 1e6 * $0 - 3e7 }
    let a = try #require(Context(Self.wave, seasonLength: 4, horizon: 3))
    let b = try #require(Context(other, seasonLength: 4, horizon: 3))
    #expect(zip(a.features, b.features).allSatisfy { abs($0 - $1) < 1e-4 })
    let network = PretrainedNetwork.builtIn
    let (one, two) = (network.quantiles([a])[0], network.quantiles([b])[0])
    for (x, y) in zip(one.joined(), two.joined()) {
      let expected: Double = 1e6 * x - 3e7
      #expect(abs(expected - y) < 1e3)
    }
  }

  @Test("knows only what is shown: nothing older than its reach")
  func reach() throws {
    let old = [1e9, -1e9] + Self.wave
    let a = try #require(Context(old, seasonLength: 1, horizon: 3))
    let b = try #require(Context([5, 7] + Self.wave, seasonLength: 1, horizon: 3))
    #expect(a.features == b.features)
  }

  @Test("does not exist for one or two values, or for values that do not move")
  func refusals() {
    #expect(Context([1, 2], seasonLength: 1, horizon: 1) == nil)
    #expect(Context([3, 3, 3, 3], seasonLength: 1, horizon: 1) == nil)
    #expect(Context([1e300, 1e300, 1e300], seasonLength: 12, horizon: 1) == nil)
  }
}
