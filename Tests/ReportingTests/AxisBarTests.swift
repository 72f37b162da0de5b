import Testing

@testable import Diagnosis
@testable import Reporting

@Suite("The bar of an axis") struct AxisBarTests {
  private func check(
    _ id: String, _ value: Double?, _ threshold: String, interval: Interval? = nil
  ) -> Check {
    Check(
      id: id, title: "Axis", value: value, text: "", interval: interval, threshold: threshold,
      status: .warn, why: "")
  }

  @Test("has the limits that the check states, as the diagnosis writes them")
  func limits() throws {
    let gap = try #require(
      AxisBar(check("G01", 2, "warn > 1.5 · fail > 2.5, interval above 1.5")))
    #expect(gap.zones.map(\.tone) == ["good", "caution", "bad"])
    #expect(gap.ticks.map(\.label) == ["0", "1.5", "2.5", "5"])
    let cost = try #require(AxisBar(check("C01", 12, "warn > 10 % · fail > 25 %")))
    #expect(cost.ticks.map(\.label) == ["0 %", "10 %", "25 %", "50 %"])
    let shift = try #require(AxisBar(check("D01", 0.44, "warn > 10 % · fail > 30 %")))
    #expect(shift.ticks.map(\.label) == ["0 %", "10 %", "30 %", "60 %"])
    let skill = try #require(AxisBar(check("S01", 0.2, "warn: interval reaches 0 · fail: ≤ 0")))
    #expect(skill.zones.map(\.tone) == ["bad", "good"])
    #expect(skill.ticks.map(\.label) == ["−1.00", "0", "+1.00"])
  }

  @Test("marks the value where it is, and beyond its end by an arrow")
  func mark() throws {
    let threshold = "warn > 1.5 · fail > 2.5"
    let within = try #require(
      AxisBar(check("G01", 2.5, threshold, interval: Interval(lower: 0, upper: 9))))
    #expect(within.mark == "M150.0 9L155.0 16L150.0 23L145.0 16Z")
    #expect(within.whisker == "M2.0 11V21M2.0 16H298.0M298.0 11V21")
    #expect(within.words == "Axis: 2.5, 90 % interval 0 to 9. Limits: \(threshold). Result: WARN.")
    // no minus sign but that of ASCII, or a browser does not draw it
    #expect(
      try #require(AxisBar(check("G01", 0, threshold))).mark == "M2.0 9L7.0 16L2.0 23L-3.0 16Z")
    #expect(try #require(AxisBar(check("G01", 62, threshold))).mark == "M290 9L298 16L290 23Z")
    #expect(try #require(AxisBar(check("S01", -7, "fail: ≤ 0"))).mark == "M10 9L2 16L10 23Z")
  }

  @Test("is not drawn of nothing, and has no limits where none can be read")
  func absent() throws {
    #expect(AxisBar(check("G01", nil, "warn > 1.5")) == nil)
    #expect(AxisBar(check("G01", .infinity, "warn > 1.5")) == nil)
    #expect(AxisBar(check("X99", 1, "warn > 1.5")) == nil)
    let bare = try #require(AxisBar(check("G01", 1, "<b>·warn > ·fail > 1e999")))
    #expect(bare.zones.map(\.tone) == ["plain"])
  }
}
