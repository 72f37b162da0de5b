import Foundation
import Testing

@testable import Artifacts

@Suite("report.html") struct PageTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(_ more: String...) throws {
    let outcome = try scratch.start(["run", "--model", "gru", "--epochs", "2"] + more).outcome()
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
  }

  /// The file as the report in the folder lists it; nil where it does not.
  private func listed(_ name: String, in folder: String) throws -> WrittenFile? {
    let bytes = Array(try scratch.bytes(of: "\(folder)/report.json"))
    let report = try ReportDocument(decoding: bytes, file: folder)
    return (report.files + report.earlierFiles).first { $0.name == name }
  }

  @Test(
    "has all pictures as shapes, whatever the files are drawn as",
    arguments: ["png", "svg", "pdf", "dumb"])
  func pictures(_ terminal: String) throws {
    try run("--terminal", terminal)
    let page = try scratch.text(of: "plots/report.html")
    #expect(page.matches(of: /<figure>/).count == 6)
    #expect(page.matches(of: /<svg viewBox="0 0 1\d\d\d \d+" role="img"/).count == 6)
    #expect(!page.contains("<img"))
    #expect(page.utf8.count < 400_000)
    let file = try #require(try listed("report.html", in: "plots"))
    #expect(file.sha256 == sha256Hex(of: Array(page.utf8)))
  }

  @Test("is made again from the report alone, to the byte")
  func again() throws {
    try run()
    let page = try scratch.text(of: "plots/report.html")
    #expect(try scratch.succeed("report", "plots", "--html", "-").text == page)
    #expect(try scratch.succeed("report", "--html", "page.html").text == "page.html\n")
    #expect(try scratch.text(of: "page.html") == page)
    #expect(
      try scratch.files()
        == (try scratch.files(in: "plots").map { "plots/\($0)" } + ["page.html"]).sorted())
    // In its own folder the report knows of it, so that a later run may replace it.
    let json = try scratch.succeed("report", "plots", "--html", "plots/report.html", "--json")
      .json()
    #expect(json["schema"] as? String == "forecast.report/1")
    try scratch.succeed("report", "plots", "--html", "plots/other.html")
    #expect(try listed("other.html", in: "plots") != nil)
    try run()
    #expect(try scratch.text(of: "plots/report.html") == page)
  }

  @Test("spares the files of others")
  func foreign() throws {
    try run()
    try scratch.put("mine", in: "page.html")
    let outcome = try scratch.forecast("report", "--html", "page.html")
    #expect(outcome.exitCode == 73)
    #expect(outcome.errors.contains("page.html is there and not written by forecast"))
    #expect(try scratch.text(of: "page.html") == "mine")
    try scratch.succeed("report", "--html", "page.html", "--force")
    #expect(try scratch.text(of: "page.html").hasPrefix("<!doctype html>"))
  }

  @Test("has no pictures without gnuplot, and everything else")
  func withoutGnuplot() throws {
    let outcome = try scratch.forecast(
      "run", "--model", "gru", "--epochs", "2", environment: ["FORECAST_GNUPLOT": "/nowhere"])
    #expect(outcome.exitCode == 69)
    let page = try scratch.text(of: "plots/report.html")
    #expect(!page.contains("<figure>") && page.contains("The four axes"))
    #expect(try listed("report.html", in: "plots") != nil)
    let again = try scratch.forecast(
      "report", "--html", "page.html", environment: ["FORECAST_GNUPLOT": "/nowhere"])
    #expect(again.exitCode == 69)
    #expect(try scratch.text(of: "page.html") == page)
    try scratch.succeed("report", "--html", "plots/report.html")
    #expect(try scratch.text(of: "plots/report.html").contains("<figure>"))
  }

  @Test("shows names and titles as letters, in its text and in its pictures")
  func names() throws {
    let name = "<script>alert(1)</script>"
    let csv = try airlineFile().replacing("Passengers", with: name)
    try scratch.put(csv, in: "air.csv")
    try scratch.succeed(
      "run", "air.csv", "--model", "gru", "--epochs", "2", "--title", "\"It's\" <b>&",
      "--value-column",
      "2")
    let page = try scratch.text(of: "plots/report.html")
    #expect(!page.contains("<script") && !page.contains("<b>"))
    #expect(page.contains("<h1>&quot;It&#39;s&quot; &lt;b&gt;&amp;</h1>"))
    #expect(page.matches(of: /<text>[^<]*&lt;script&gt;alert\(1\)&lt;\/script&gt;/).count >= 2)
    #expect(page.matches(of: /<figure>/).count == 6)
  }

  @Test("is one thing at a time")
  func usage() throws {
    try run()
    for arguments in [["--html", "-", "--json"], ["--html", "a", "--compare", "plots"]] {
      let outcome = try scratch.start(["report"] + arguments).outcome()
      #expect(outcome.exitCode == 64)
      #expect(outcome.text.isEmpty)
    }
  }
}
