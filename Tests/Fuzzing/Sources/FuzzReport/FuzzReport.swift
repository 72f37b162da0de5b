import Artifacts
import Foundation
import FuzzSupport
import Plotting
import Reporting

/// A report as it is, or a sound one with changes: it is refused, or everything can be made of it.
///
/// Nothing in it may reach the page as a script, or gnuplot as an escape.
@main struct FuzzReport {
  static func main() {
    runFuzzer { start, count in
      var input = FuzzInput(start, count)
      let isWhole = input.rest.first == UInt8(ascii: "{")
      let kind = isWhole ? UInt8(truncatingIfNeeded: count) : input.byte()
      let bytes = isWhole ? Array(input.rest) : edits.edited(by: &input)
      if let report = try? ReportDocument(decoding: bytes, file: "f") { use(report, kind % 16) }
      return 0
    }
  }
}

/// Makes one of the things that a report becomes; one at a time, so that more reports are seen, and
/// the page, which takes longest, least often.
private func use(_ report: ReportDocument, _ kind: UInt8) {
  switch kind {
  case 1...5:
    let text = TerminalReport(report, style: TerminalStyle(hasColour: false)).text
    mustHold(!text.contains("\u{1B}"), "an escape on the terminal")
  case 6...10:
    mustHold(!MarkdownReport(report).text.contains("\u{1B}"), "an escape in Markdown")
  case 15:
    let page = HTMLReport(report).text
    mustHold(!page.lowercased().contains("<script"), "a script in the page")
  default:
    for named in reportFigures(report) {
      let script = GnuplotScript(named.figure, terminal: .png, path: "f.png").text
      mustHold(!script.contains("\u{1B}"), "an escape in the script of \(named.name)")
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
