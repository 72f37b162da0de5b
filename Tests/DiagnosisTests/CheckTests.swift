import Foundation
import Testing

@testable import Diagnosis

@Suite("A check") struct CheckTests {
  @Test("comes back from JSON with its remedy and its group")
  func roundTrip() throws {
    var check = Check(
      id: "R01", title: "t", value: 1, text: "1", interval: Interval(lower: 0, upper: 2),
      threshold: "> 0", status: .warn, why: "w", remedy: Remedy(action: "a", options: "--o"))
    check.group = .residuals
    let read = try JSONDecoder().decode(Check.self, from: JSONEncoder().encode(check))
    #expect(read == check)
  }

  @Test("of a report without groups and remedies has the group of its name")
  func older() throws {
    let groups: [(String, Check.Group)] = [
      ("S02", .axis), ("G01", .axis), ("C01", .axis), ("D01", .axis), ("C02", .curve),
      ("R07", .recurrent), ("E01", .residuals), ("H01", .evaluation),
    ]
    for (id, group) in groups {
      let json = """
        {"id": "\(id)", "title": "t", "text": "x", "threshold": "t", "status": "pass", "why": "w"}
        """
      let check = try JSONDecoder().decode(Check.self, from: Data(json.utf8))
      #expect(check.group == group)
      #expect(check.remedy == nil)
      #expect(check.value == nil)
    }
  }

  @Test("is found by its group, axes first")
  func groups() {
    let axis = { (id: String) in Check(id, threshold: "", absent: "") }
    let diagnosis = Diagnosis(
      verdict: .healthy, sentence: "", confidence: "",
      axes: Diagnosis.Axes(
        skill: axis("S01"), gap: axis("G01"), cost: axis("C01"), shift: axis("D01")),
      checks: [axis("R01"), axis("S02"), axis("C02")], remedies: [])
    #expect(diagnosis.checks(of: .axis).map(\.id) == ["S01", "G01", "C01", "D01", "S02"])
    #expect(diagnosis.checks(of: .curve).map(\.id) == ["C02"])
    #expect(diagnosis.checks(of: .residuals).isEmpty)
  }
}

@Suite("The guide to checks") struct CheckGuideTests {
  @Test("explains each once, in two sentences", arguments: CheckGuide.entries)
  func sentences(entry: CheckGuide.Entry) {
    #expect(CheckGuide.entries.count { $0.id == entry.id } == 1)
    #expect(entry.id.wholeMatch(of: /[SGCDVHRE]\d\d/) != nil)
    #expect(!entry.title.isEmpty && entry.title.count <= 24)
    let ends = entry.explanation.matches(of: /[.?!](?=\s|$)/).count
    #expect(ends == 2, "\(entry.explanation)")
    #expect(entry.explanation.count <= 280)
    #expect(Check(entry.id, threshold: "", absent: "").explanation == entry.explanation)
  }

  @Test("has nothing to say of what it does not know")
  func unknown() {
    #expect(CheckGuide.explanation(of: "X01") == nil)
    #expect(Check("X01", threshold: "", absent: "no").title == "X01")
  }
}
