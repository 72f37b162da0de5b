import Artifacts
import Foundation
import FuzzSupport
import Plotting
import Reporting

/// A report as it is, or a sound one with changes: it is refused, or everything can be made of it.
///
/// Nothing in it may reach gnuplot or the page as a command.
@main struct FuzzReport {
  static func main() {
    runFuzzer { start, count in
      var input = FuzzInput(start, count)
      let isWhole = input.rest.first == UInt8(ascii: "{")
      let bytes = isWhole ? Array(input.rest) : edits.edited(by: &input)
      guard let report = try? ReportDocument(decoding: bytes, file: "f") else { return 0 }
      _ = TerminalReport(report, style: TerminalStyle(hasColour: false)).text
      _ = MarkdownReport(report).text
      let page = HTMLReport(report).text
      mustHold(!page.lowercased().contains("<script"), "a script in the page")
      for named in reportFigures(report) {
        let script = GnuplotScript(named.figure, terminal: .png, path: "f.png").text
        mustHold(!script.contains("\u{1B}"), "an escape in the script of \(named.name)")
      }
      return 0
    }
  }
}

/// Changes to the report of the corpus.
private let edits: JSONEdits = {
  let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/report/report.json")
  guard let bytes = try? Data(contentsOf: corpus) else { fatalError("\(corpus) is missing") }
  return JSONEdits(of: Array(bytes))
}()
