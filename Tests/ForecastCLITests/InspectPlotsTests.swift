import Foundation
import Testing

@Suite("forecast inspect --plots") struct InspectPlotsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("draws three pictures, lists them, and replaces its own")
  func pictures() throws {
    let outcome = try scratch.succeed("inspect", "--plots")
    let names = ["acf.png", "inspection.json", "season.png", "series.png"]
    #expect(try scratch.files() == names.map { "plots/\($0)" })
    #expect(
      outcome.text.hasSuffix(
        "Drawn: plots/series.png\nDrawn: plots/season.png\nDrawn: plots/acf.png\n"))
    let before = try scratch.contents()
    let json = try scratch.succeed("inspect", "--plots", "--json").json()
    let files = try #require((json["result"] as? [String: Any])?["files"] as? [[String: Any]])
    #expect(files.map { $0["name"] as? String } == ["series.png", "season.png", "acf.png"])
    #expect(try scratch.contents() == before)
  }

  @Test("spares the files of others, also beside those of a run")
  func foreign() throws {
    try scratch.succeed("run", "--model", "gru", "--epochs", "2", "-o", "plots")
    let run = try scratch.contents()
    try scratch.put("mine", in: "plots/season.png")
    let outcome = try scratch.forecast("inspect", "--plots")
    #expect(outcome.exitCode == 73)
    #expect(
      outcome.errors == "forecast: plots: season.png is there and not written by forecast. "
        + "Replace with --force, or choose another folder with --output.\n")
    #expect(try scratch.text(of: "plots/season.png") == "mine")
    try scratch.succeed("inspect", "--plots", "--force")
    #expect(try scratch.contents().filter { run.keys.contains($0.key) } == run)
    try scratch.succeed("run", "--model", "gru", "--epochs", "2", "-o", "plots")
    try scratch.succeed("inspect", "--plots", "--title", "other")
  }

  @Test("says why there is no picture of a season")
  func yearly() throws {
    try scratch.put(
      "ds,y\n" + (0..<30).map { "\(1950 + $0),\($0 * $0 % 7)\n" }.joined(), in: "y.csv")
    let text = try scratch.succeed("inspect", "y.csv", "--plots", "-o", "p").text
    #expect(
      text.hasSuffix(
        "Drawn: p/series.png\nDrawn: p/acf.png\nNo picture of the season: yearly data have no season "
          + "(--season gives them one).\n"))
    try scratch.succeed("inspect", "y.csv", "--plots", "-o", "p", "--season", "7")
    #expect(
      try scratch.files(in: "p") == ["acf.png", "inspection.json", "season.png", "series.png"])
  }

  @Test("draws nothing of a file that is not usable")
  func unusable() throws {
    try scratch.put("ds,y\n2020-01,1\n2020-02,x\n2020-03,3\n", in: "a.csv")
    let outcome = try scratch.forecast("inspect", "a.csv", "--plots")
    #expect(outcome.exitCode == 65)
    #expect(try scratch.files() == ["a.csv"])
  }
}
