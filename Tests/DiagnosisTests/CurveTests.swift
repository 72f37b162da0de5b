import RealModule
import Recurrent
import Testing

@testable import Diagnosis

@Suite("Cost") struct CostTests {
  /// A result whose validation errors (roots of losses) by epoch are these.
  private func cost(_ errors: [Double], used: Int? = nil, loss: Loss = .meanSquared) throws -> Check
  {
    var result = Constructed(fit: 8, validation: 4, test: 4)
    result.training.loss = loss
    result.losses = errors.map { (1, loss == .meanAbsolute ? $0 : $0 * $0) }
    result.usedEpoch = used
    return try result.evidence.cost
  }

  @Test(
    "is how many percent the error of the used weights lies above its best",
    arguments: [
      (2.0, 2.0, 0.0, Check.Status.pass), (2, 2.29, 14.5, .pass), (2, 2.31, 15.5, .warn),
      (2, 2.375, 18.75, .warn), (2, 2.41, 20.5, .fail), (1, 3, 200, .fail),
    ], [Loss.meanSquared, .meanAbsolute])
  func byHand(
    _ row: (best: Double, last: Double, percent: Double, status: Check.Status), _ loss: Loss
  ) throws {
    let check = try cost([5, row.best, row.best * 1.5, row.last], loss: loss)
    // squares and roots of such numbers are rounded
    #expect(abs(try #require(check.value) - row.percent) < 1e-9)
    #expect(check.status == row.status)
  }

  @Test("names the best epoch")
  func words() throws {
    let check = try cost([5, 2, 3])
    #expect(check.text == "50 % above epoch 1")
    #expect(
      check.why == "Training on from epoch 1 to 2 made the smoothed validation error 50 % worse.")
  }

  @Test("is nothing when the best weights were kept")
  func restored() throws {
    let check = try cost([5, 2, 3, 4], used: 1)
    #expect(check.value == 0)
    #expect(check.status == .pass)
    #expect(check.text == "none, epoch 1 kept")
  }

  @Test("is measured on a smoothed curve: a single bad last epoch costs nothing")
  func smoothed() throws {
    // 1,000 epochs are smoothed over 5 to either side
    let flat = [Double](repeating: 2, count: 1000)
    #expect(try cost(flat + [40]).value == 0)
    #expect(try cost([0.1] + flat).value == 0)
    #expect(try cost(Array(flat.prefix(100)) + [40]).status == .fail)
  }

  @Test("is absent without validation, and where the error is zero")
  func absent() throws {
    var result = Constructed(fit: 8, validation: 0, test: 4)
    #expect(try result.evidence.cost.status == .absent)
    result = Constructed(fit: 8, validation: 4, test: 4)
    result.losses = [(1, 0), (1, 0)]
    #expect(try result.evidence.cost.status == .absent)
    result.losses = [(1, .leastNonzeroMagnitude), (1, 1e300)]
    #expect(try result.evidence.cost.value == nil)
  }
}

@Suite("The end of the curve") struct EndOfCurveTests {
  /// Errors that change by `train` and `judged` over the last fifth of 100 epochs.
  private func end(_ train: Double, _ judged: Double, used: Int? = nil) throws -> Check {
    var result = Constructed(fit: 8, validation: 4, test: 4)
    // the slope of the logarithm over 20 epochs, 19 steps; a loss is the square of an error
    func loss(_ change: Double, _ epoch: Int) -> Double {
      .exp(2 * .log(1 + change) / 19 * Double(epoch))
    }
    result.losses = (0..<100).map { (loss(train, $0), loss(judged, $0)) }
    result.usedEpoch = used
    return try result.evidence.stillFalling
  }

  @Test(
    "warns when both errors still fall by more than 5 % over the last fifth",
    arguments: [
      (-0.06, -0.06, Check.Status.warn), (-0.04, -0.06, .pass), (-0.06, -0.04, .pass),
      (0.1, -0.5, .pass),
      (-0.5, 0.1, .pass), (-0.5, -0.5, .warn),
    ])
  func falling(_ train: Double, _ judged: Double, _ status: Check.Status) throws {
    let check = try end(train, judged)
    #expect(check.status == status)
    // the slope is exact but for rounding
    #expect(abs(try #require(check.value) - judged) < 1e-9)
  }

  @Test("does not warn when the weights are those of an earlier epoch")
  func restored() throws {
    #expect(try end(-0.5, -0.5, used: 98).status == .pass)
  }

  @Test("is absent without a validation curve, or with an error of zero")
  func absent() throws {
    var result = Constructed(fit: 8, validation: 0, test: 4)
    result.losses = (0..<20).map { _ in (1, nil) }
    #expect(try result.evidence.stillFalling.status == .absent)
    result = Constructed(fit: 8, validation: 4, test: 4)
    result.losses = (0..<20).map { _ in (0, 0) }
    #expect(try result.evidence.stillFalling.status == .absent)
  }
}
