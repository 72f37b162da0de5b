import Testing

@testable import Diagnosis

@Suite("A number for people") struct FormattingTests {
  @Test(
    "has the decimals that were asked for",
    arguments: [
      (0, 2, "0.00"), (1.5, 0, "2"), (2.5, 0, "3"), (0.125, 2, "0.13"), (-0.125, 2, "−0.13"),
      (0.04, 1, "0.0"), (0.05, 1, "0.1"), (9.996, 2, "10.00"), (12.3456, 3, "12.346"),
      (-7, 1, "−7.0"), (100, 0, "100"), (0.001, 3, "0.001"),
    ] as [(Double, Int, String)])
  func rounding(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(fixed(value, decimals) == expected)
  }

  @Test("has no minus when it is rounded to zero", arguments: [-0.0, -0.001, -0.004, -1e-300])
  func negativeZero(_ value: Double) {
    #expect(fixed(value, 2) == "0.00")
  }

  @Test(
    "is written as Swift writes it when a Double has no such decimals, or is no number",
    arguments: [
      (80_000_000_000_000, 2, "80000000000000.00"), (999_999_999_999_999, 0, "999999999999999"),
      (999_999_999_999_999, 2, "999999999999999.0"), (-1e300, 0, "-1e+300"), (1e17, 9, "1e+17"),
      (.infinity, 2, "inf"), (-.infinity, 2, "-inf"), (.nan, 2, "nan"),
    ] as [(Double, Int, String)])
  func large(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(fixed(value, decimals) == expected)
  }

  @Test(
    "says its sign",
    arguments: [
      (0.314, "+0.31"), (0, "+0.00"), (-0.0, "+0.00"), (-0.05, "−0.05"), (-0.001, "0.00"),
    ])
  func sign(_ value: Double, _ expected: String) {
    #expect(signed(value) == expected)
  }

  @Test(
    "is whole percent as a share",
    arguments: [(0.4375, "44 %", "+44 %"), (0, "0 %", "+0 %"), (-0.126, "−13 %", "−13 %")])
  func share(_ value: Double, _ expected: String, _ expectedChange: String) {
    #expect(percent(value) == expected)
    #expect(signedPercent(value) == expectedChange)
  }

  @Test("is a p value of three decimals, or less than that")
  func pValue() {
    #expect(probability(0.04321) == "p 0.043")
    #expect(probability(0.0004) == "p < 0.001")
    #expect(probability(1) == "p 1.000")
  }
}
