import Forecasting
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis

/// Numbers without pattern in −1 … 1, the same in every run.
func noise(_ count: Int, seed: UInt64 = 1) -> [Double] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in Double(generator.uniform(bound: 1)) }
}

@Suite("A check of a recurrent network") struct RecurrentCheckTests {
  /// 60 values without pattern around 100, 24 of them for the test.
  private func made(_ values: [Double]? = nil) -> Constructed {
    let values = values ?? noise(60).map { 100 + 10 * $0 }
    var result = Constructed(fit: 24, validation: 12, test: 24)
    result.values = values
    result.network = values
    result.benchmark = [nil] + values.dropLast()
    return result
  }

  @Test("sees that predictions copy the value before")
  func copies() throws {
    var result = made()
    let wobble = noise(60, seed: 2)
    for t in 1..<60 { result.network[t] = result.values[t - 1] + 0.1 * wobble[t] }
    let copy = try result.evidence.copiesThePast
    #expect(copy.status == .warn)
    #expect(copy.text.contains("lag 1"))
    #expect(copy.remedy?.options == "--transform log-diff")
    #expect(copy.interval != nil)
    // the value before itself: nothing is predicted, and nothing is no correlation
    for t in 1..<60 { result.network[t] = result.values[t - 1] }
    let exact = try result.evidence.copiesThePast
    #expect(exact.value == 0)
    #expect(exact.status == .warn)
    for t in 1..<60 { result.network[t] = result.values[t] + 3 * wobble[t] }
    let own = try result.evidence.copiesThePast
    #expect(own.status == .pass)
    #expect(try #require(own.value) > 0.9)
    #expect(own.remedy == nil)
    // a network that sees changes already needs another past
    result.transform = .diff
    for t in 1..<60 { result.network[t] = result.values[t - 1] + 0.1 * wobble[t] }
    let season = try result.evidence.copiesThePast.remedy
    #expect(season?.options == "--features prev,month-onehot,seasonal-lag")
    result.network[50] = nil
    #expect(try result.evidence.copiesThePast.status == .absent)
  }

  private func steps(_ recursive: [Double?], _ benchmark: [Double?]) -> StepErrors {
    StepErrors(
      counts: recursive.map { _ in 9 }, recursive: recursive, oneStep: recursive.map { _ in 2 },
      benchmark: benchmark)
  }

  @Test("sees that errors feed on each other, more than the benchmark's grow")
  func feedsItself() throws {
    var result = made()
    let flat = [Double?](repeating: 2, count: 12)
    let rising = (0..<12).map { Optional(2 + Double($0)) }
    let fed = try result.evidence.fedItsOwnOutputs(steps(rising, flat))
    #expect(fed.value == 6.5)  // 13 / 2
    #expect(fed.status == .warn)
    #expect(fed.remedy?.options == "--strategy direct")
    // as a random walk does: whoever forecasts it, errors grow
    #expect(try result.evidence.fedItsOwnOutputs(steps(rising, rising)).status == .pass)
    #expect(try result.evidence.fedItsOwnOutputs(steps(flat, flat)).status == .pass)
    let missing: [Double?] = flat.dropLast() + [nil]
    #expect(try result.evidence.fedItsOwnOutputs(steps(missing, flat)).status == .absent)
    #expect(try result.evidence.fedItsOwnOutputs(nil).status == .absent)
    result.strategy = .direct
    #expect(try result.evidence.fedItsOwnOutputs(steps(rising, flat)).status == .absent)
  }

  @Test("sees a long forecast go flat where the benchmark does not")
  func flat() throws {
    let season = (0..<60).map { 100 + Double(($0 * 5) % 12) }
    var result = made(season)
    result.recursive = season.map { _ in 103 }
    result.benchmarkRecursive = season.map { $0 + 1 }
    let flat = try result.evidence.goesFlat
    #expect(flat.status == .warn)
    #expect(flat.value == 0)
    // a benchmark that is flat too, or worse, says that nothing better is known
    result.benchmarkRecursive = season.map { _ in 105 }
    #expect(try result.evidence.goesFlat.status == .pass)
    result.benchmarkRecursive = season.map { $0 + 50 }
    #expect(try result.evidence.goesFlat.status == .pass)
    result.benchmarkRecursive = season.map { $0 + 1 }
    result.recursive = season.map { $0 + 2 }
    #expect(try result.evidence.goesFlat.status == .pass)
    result.recursive = season.map { _ in .nan }
    #expect(try result.evidence.goesFlat.status == .absent)
  }

  @Test("sees that first targets are worse than later ones, by more than the benchmark's are")
  func warmUp() throws {
    var result = made([Double](repeating: 100, count: 60))
    result.lookback = 5
    result.err(0..<10, network: [4, -4, 3], benchmark: [2, -1])
    result.err(10..<60, network: [1, -1, 0.8], benchmark: [2, -1])
    let cold = try result.evidence.warmUp
    #expect(cold.status == .warn)
    // 24 values to fit on hold no sequences of 10 after a season
    #expect(cold.remedy?.options == "")
    result.err(0..<10, network: [4, -4, 3], benchmark: [8, -4])
    #expect(try result.evidence.warmUp.status == .pass)
    result.lookback = 13
    #expect(try result.evidence.warmUp.status == .absent)
  }

  @Test("has no such check without validation, clipping or a part to look at")
  func absent() throws {
    var result = made()
    result.training.clipNorm = nil
    result.losses = [(1, nil), (1, nil)]
    let evidence = try result.evidence
    #expect(evidence.weightGrowth.status == .absent)
    #expect(evidence.clippedSteps.status == .absent)
  }
}

@Suite("A check of weights") struct WeightCheckTests {
  @Test("sees weights that stretch the state")
  func radius() throws {
    var result = Constructed(fit: 24, validation: 12, test: 24)
    func state(_ candidate: [Float], _ gates: Float) -> (inout RecurrentNetwork) -> Void {
      {
        $0.parameters["rnn.weight_hh_l0"] = Tensor(
          shape: [6, 2], values: [Float](repeating: gates, count: 8) + candidate)
      }
    }
    // a rotation by 90° and a stretch by 2: both eigenvalues are imaginary
    result.change = state([0, -2, 2, 0], 0)
    let wide = try result.evidence.spectralRadius
    #expect(abs(try #require(wide.value) - 2) < 0.01)
    #expect(wide.status == .warn)
    #expect(wide.remedy?.options == "--weight-decay 0.001")
    // gates do not count
    result.change = state([0.5, 0, 0, 0.25], 100)
    let narrow = try result.evidence.spectralRadius
    #expect(abs(try #require(narrow.value) - 0.5) < 0.01)
    #expect(narrow.status == .pass)
    result.change = state([.infinity, 0, 0, 0], 0)
    #expect(try result.evidence.spectralRadius.status == .absent)
  }

  @Test(
    "has the radius of numpy's eigenvalues",
    arguments: [
      // numpy.abs(numpy.linalg.eigvals(a)).max()
      ([1.0, 2, 3, 4, 5, 6, 7, 8, 10], 3, 16.707493),
      ([0, 1, 0, 0, 0, 1, 0.5, -0.2, 0.3], 3, 0.812009),
      ([0, 1, 0, 0], 2, 0), ([0, 0, 0, 0], 2, 0), ([-3], 1, 3),
      ([1, 1, 0, 1], 2, 1),
    ])
  func eigenvalues(matrix: [Double], size: Int, expected: Double) {
    let found = Diagnosis.spectralRadius(matrix, size)
    #expect(abs(found - expected) <= 0.005 * expected, "\(found)")
  }

  @Test("sees weights that grow after the best epoch")
  func growth() throws {
    var result = Constructed(fit: 24, validation: 12, test: 24)
    result.losses = [(3, 3), (2, 1), (1, 2), (0, 4)]
    result.weightNorms = [1, 2, 3, 4]
    let grown = try result.evidence.weightGrowth
    #expect(grown.value == 2)
    #expect(grown.status == .warn)
    result.usedEpoch = 1
    #expect(try result.evidence.weightGrowth.value == 1)
    result.weightNorms = [1, 2, 2.5, 4]
    result.usedEpoch = 2
    let little = try result.evidence.weightGrowth
    #expect(little.value == 1.25)
    #expect(little.status == .pass)
  }

  @Test("counts the epochs whose gradients were cut")
  func clipped() throws {
    var result = Constructed(fit: 24, validation: 12, test: 24)
    result.training.clipNorm = 2
    result.training.learningRate = 0.03
    result.losses = [(Double, Double?)](repeating: (1, 1), count: 10)
    result.gradientNorms = [9, 8, 7, 2, 1, 1, 1, 1, 1, 1]
    let often = try result.evidence.clippedSteps
    #expect(often.value == 0.3)
    #expect(often.status == .warn)
    #expect(often.remedy?.options == "--learning-rate 0.015")
    result.gradientNorms = [9, 8, 1, 2, 1, 1, 1, 1, 1, 1]
    #expect(try result.evidence.clippedSteps.status == .pass)
  }

  @Test("sees units at the end of their range on test alone")
  func saturated() throws {
    var result = Constructed(fit: 24, validation: 12, test: 24)
    result.values = noise(36).map { 100 + $0 } + [Double](repeating: 100_000, count: 24)
    result.network = result.values
    result.benchmark = result.values
    // the candidate takes the value in, and the update gate lets all of it through
    result.change = { network in
      network.parameters["rnn.weight_ih_l0"] = Tensor(
        shape: [6, 1], values: [0, 0, 0, 0, 0.5, 0.5])
      network.parameters["rnn.weight_hh_l0"] = Tensor(zeros: [6, 2])
      network.parameters["rnn.bias_ih_l0"] = Tensor(shape: [6], values: [0, 0, -20, -20, 0, 0])
    }
    let stuck = try result.evidence.saturatedUnits
    // the first test target is predicted from the last training value
    #expect(abs(try #require(stuck.value) - 23.0 / 24) < 1e-12)
    #expect(stuck.status == .warn)
    result.values = noise(60).map { 100 + $0 }
    let free = try result.evidence.saturatedUnits
    #expect(free.value == 0)
    #expect(free.status == .pass)
  }

  @Test("looks at the cells of an LSTM, whose outputs may be small")
  func cells() {
    var generator = SeededGenerator(seed: 0)
    var network = RecurrentNetwork(
      NetworkShape(cell: .lstm, inputSize: 1, hiddenSize: 1), using: &generator)
    network.parameters["rnn.weight_hh_l0"] = Tensor(zeros: [4, 1])
    network.parameters["rnn.weight_ih_l0"] = Tensor(shape: [4, 1], values: [0, 0, 9, 0])
    // the output gate is shut; the cell counts up to 6
    network.parameters["rnn.bias_ih_l0"] = Tensor(shape: [4], values: [20, 20, 0, -20])
    let input = Tensor(shape: [6, 2, 1], values: [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
    #expect(network.saturation(input) == 0.5)
  }
}
