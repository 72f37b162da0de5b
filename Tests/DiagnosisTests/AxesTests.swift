import RealModule
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis

@Suite("Skill") struct SkillTests {
  /// Errors of the same size throughout, so that the bootstrap has nothing to vary.
  @Test(
    "is one minus the ratio of errors",
    arguments: [
      (1.0, 2.0, 0.5, Check.Status.pass, "+0.50 vs persistence"),
      (3, 2, -0.5, .fail, "−0.50 vs persistence"),
      (2, 2, 0, .fail, "+0.00 vs persistence"), (0, 2, 1, .pass, "+1.00 vs persistence"),
    ])
  func byHand(
    _ network: Double, _ benchmark: Double, _ skill: Double, _ status: Check.Status, _ text: String
  ) throws {
    var result = Constructed(fit: 8, validation: 0, test: 12)
    result.err(8..<20, network: [network, -network], benchmark: [-benchmark])
    let check = try result.evidence.skill
    #expect(check.value == skill)
    #expect(check.interval == Interval(lower: skill, upper: skill))
    #expect(check.status == status)
    #expect(check.text == text)
  }

  @Test("is a warning while its interval reaches 0")
  func uncertain() throws {
    var result = Constructed(fit: 8, validation: 0, test: 12)
    result.err(8..<14, network: [0.1], benchmark: [2.2])
    result.err(14..<20, network: [3], benchmark: [2.2])
    let check = try result.evidence.skill
    // 1 − √((6 · 0.01 + 6 · 9) / 12) / 2.2; a root is rounded
    #expect(abs(try #require(check.value) - (1 - 4.505.squareRoot() / 2.2)) < 1e-12)
    #expect(try #require(check.interval).lower <= 0)
    #expect(check.status == .warn)
  }

  @Test("has no interval on fewer than four points")
  func short() throws {
    var result = Constructed(fit: 8, validation: 0, test: 3)
    result.err(8..<11, network: [1], benchmark: [2])
    let check = try result.evidence.skill
    #expect(check.value == 0.5)
    #expect(check.interval == nil)
    #expect(check.status == .warn)
  }

  @Test(
    "is absent where a number is missing, or the benchmark is perfect",
    arguments: [
      nil, Double.nan, .infinity, 1e200,
    ])
  func absent(_ prediction: Double?) throws {
    var result = Constructed(fit: 8, validation: 0, test: 12)
    #expect(try result.evidence.skill.status == .absent)  // the benchmark's errors are zero
    result.err(8..<20, network: [1], benchmark: [2])
    #expect(try result.evidence.skill.status == .pass)
    result.network[13] = prediction
    let check = try result.evidence.skill
    #expect(check.status == .absent)
    #expect(check.value == nil)
    #expect(check.interval == nil)
  }

  @Test(
    "on train asks for a fifth less error than the benchmark's",
    arguments: [
      (0.75, 0.25, Check.Status.pass), (0.79, 0.21, .pass), (0.81, 0.19, .warn), (1, 0, .fail),
      (1.5, -0.5, .fail),
    ])
  func train(_ network: Double, _ skill: Double, _ status: Check.Status) throws {
    var result = Constructed(fit: 9, validation: 0, test: 4)
    // the first value has nothing before it, and no prediction
    result.err(1..<9, network: [network * 64], benchmark: [64])
    result.network[0] = nil
    result.benchmark[0] = nil
    let check = try result.evidence.skillOnTrain
    #expect(abs(try #require(check.value) - skill) < 1e-12)  // 100 − 51.2 is rounded
    #expect(check.status == status)
  }
}

@Suite("Gap") struct GapTests {
  /// Errors in original units: one value is negative and has no logarithm.
  private func gap(_ train: [Double], _ judged: [Double], benchmark: (Double, Double)) throws
    -> Check
  {
    var result = Constructed(fit: 13, validation: 12, test: 4)
    result.values[1] = -100
    result.network[1] = -100
    result.benchmark[1] = -100
    result.err(1..<13, network: train, benchmark: [benchmark.0])
    result.err(13..<25, network: judged, benchmark: [benchmark.1])
    return try result.evidence.gap
  }

  @Test(
    "is the network's ratio of errors by the benchmark's",
    arguments: [
      (1, 3, (1, 2), 1.5, .pass), (1, 1, (1, 1), 1, .pass), (1, 3.002, (1, 2), 1.501, .warn),
      (1, 5, (1, 2), 2.5, .warn), (1, 5.002, (1, 2), 2.501, .fail), (2, 1, (1, 1), 0.5, .pass),
      (1, 10, (3, 6), 5, .fail), (1, 0, (1, 1), 0, .pass),
    ] as [(Double, Double, (Double, Double), Double, Check.Status)])
  func byHand(
    _ train: Double, _ judged: Double, _ benchmark: (Double, Double), _ expected: Double,
    _ status: Check.Status
  ) throws {
    let check = try gap([train], [judged, -judged], benchmark: benchmark)
    // 100 − 5.002 is rounded, whole errors are exact
    #expect(abs(try #require(check.value) - expected) < 1e-12)
    #expect(check.status == status)
    #expect(abs(try #require(check.interval).lower - expected) < 1e-12)
    #expect(check.why.contains("original units"))
  }

  @Test(
    "is a failure only when its interval lies above 1.5, and a warning only when above 1",
    arguments: [
      (0.0, 12.0, Check.Status.pass, 0.0..<1.0), (1.2, 9.0, .warn, 1.0..<1.5),
      (1.6, 9.0, .fail, 1.5..<2),
    ])
  func uncertain(
    _ usual: Double, _ once: Double, _ status: Check.Status, _ lower: Range<Double>
  ) throws {
    let judged = [Double](repeating: usual, count: 11) + [once]
    let check = try gap([1], judged, benchmark: (1, 1))
    #expect(try #require(check.value) > 2.5)
    #expect(lower.contains(try #require(check.interval).lower))
    #expect(check.status == status)
  }

  @Test("is measured in log units on a series that grows, where all is positive")
  func logUnits() throws {
    var result = Constructed(fit: 13, validation: 12, test: 4)
    for t in 0..<29 {
      result.values[t] = .exp(Double(t) / 5)
      // always 10 % off, and the benchmark 20 %: a relative error that does not grow
      result.network[t] = result.values[t] * .exp(t.isMultiple(of: 2) ? 0.1 : -0.1)
      result.benchmark[t] = result.values[t] * .exp(-0.2)
    }
    let check = try result.evidence.gap
    #expect(abs(try #require(check.value) - 1) < 1e-12)  // logarithms are rounded
    #expect(check.why.contains("log units"))
    result.network[20] = -1
    #expect(try result.evidence.gap.why.contains("original units"))
  }

  @Test("begins where network and benchmark both have a prediction")
  func commonTargets() throws {
    var result = Constructed(fit: 13, validation: 12, test: 4)
    result.err(0..<5, network: [50], benchmark: [1])
    result.err(5..<13, network: [1], benchmark: [1])
    result.err(13..<25, network: [1], benchmark: [1])
    for t in 0..<5 { result.benchmark[t] = nil }
    #expect(abs(try #require(result.evidence.gap.value) - 1) < 1e-12)
  }

  @Test("is absent without validation, and where an error is missing or zero")
  func absent() throws {
    #expect(try Constructed(fit: 13, validation: 0, test: 4).evidence.gap.status == .absent)
    #expect(try gap([0], [1], benchmark: (1, 1)).status == .absent)
    #expect(try gap([1], [1], benchmark: (0, 1)).status == .absent)
    #expect(try gap([1], [1], benchmark: (1, 0)).status == .absent)
    #expect(try gap([1], [.nan], benchmark: (1, 1)).value == nil)
    #expect(try gap([1], [1e200], benchmark: (1, 1)).value == nil)
  }
}

@Suite("Shift") struct ShiftTests {
  @Test(
    "is the share of test values outside the range of all training values",
    arguments: [
      (0, Check.Status.pass), (1, .pass), (2, .warn), (3, .warn), (4, .fail), (10, .fail),
    ])
  func share(outside: Int, _ status: Check.Status) throws {
    var result = Constructed(fit: 10, validation: 5, test: 10)
    for t in 0..<10 { result.values[t] = 50 + Double(t) }
    result.values[12] = 70  // the validation part is known to the user too
    // inside: the limits themselves; outside: just above or below
    for t in 15..<25 { result.values[t] = t.isMultiple(of: 2) ? 50 : 70 }
    for t in 10..<15 where t != 12 { result.values[t] = 55 }
    for t in 15..<15 + outside { result.values[t] = t.isMultiple(of: 2) ? 49.9 : 70.1 }
    result.network = result.values
    result.benchmark = result.values
    let check = try result.evidence.shift
    #expect(check.value == Double(outside) / 10)
    #expect(check.status == status)
  }

  @Test(
    "is measured after the transform: 44 % of airline levels lie outside, and few changes do",
    arguments: [
      (.none, 21), (.log, 21), (.diff, 13), (.logDiff, 3), (.seasonalLogDiff, 0),
      (.doubleLogDiff, 0),
    ] as [(ValueTransform, Int)])
  func airlineShare(_ transform: ValueTransform, outside: Int) throws {
    let y = airline.values
    var result = Constructed(y, trainCount: 96, validationShare: 0.15, y, y)
    result.transform = transform
    #expect(try result.evidence.shift.value == Double(outside) / 48)
  }
}
