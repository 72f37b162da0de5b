import Testing

@testable import Diagnosis

@Suite("The limits of a check as numbers") struct CheckLimitsTests {
  private func limits(_ threshold: String) -> [Check.Limit] {
    Check(id: "X01", title: "", text: "", threshold: threshold, status: .pass, why: "").limits
  }

  @Test("are read from its words, one for each status")
  func both() {
    #expect(
      limits("warn > 1.5, interval above 1 · fail > 2.5, interval above 1.5") == [
        .init(value: 1.5, status: .warn, isBelow: false, isPercent: false),
        .init(value: 2.5, status: .fail, isBelow: false, isPercent: false),
      ])
    #expect(
      limits("warn > 15 % · fail ≤ 20 %") == [
        .init(value: 15, status: .warn, isBelow: false, isPercent: true),
        .init(value: 20, status: .fail, isBelow: true, isPercent: true),
      ])
  }

  @Test(
    "are none where there is no number",
    arguments: [
      "", "fail: fitted on anything else", "note > 0.5", "warn >", "warn > nan", "fail > x",
    ])
  func none(threshold: String) {
    #expect(limits(threshold).isEmpty)
  }
}
