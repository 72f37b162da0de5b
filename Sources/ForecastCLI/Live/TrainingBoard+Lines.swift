import Diagnosis
import Forecasting
import Recurrent
import Reporting
import SeriesData

extension TrainingBoard {
  /// A model as pieces of a line.
  private struct Row {
    let name: String
    let share: Double
    let words: String
    var purpose = ""
    var loss = ""
    var time = ""
    /// Whether its words reach over what other rows have behind theirs.
    var isWide = false
  }

  /// A line a model, and one for all: name, bar, epoch, loss, time left.
  ///
  /// - Parameters:
  ///   - now: In the seconds in which epochs were told.
  ///   - size: The terminal. Where columns are missing, the purpose of a training is left out first,
  ///     then the loss, then the bar; where rows are, only the line for all is shown.
  ///   - letters: What bars are made of.
  ///   - loss: The words for a loss: where a network is trained, of that training; else of the one
  ///     that it is judged by.
  /// - Returns: Lines of at most as many columns as the terminal has, less one, where that is enough
  ///   for names and times.
  func lines(
    at now: Double, _ size: TerminalSize, _ letters: Letters,
    loss: (Experiment.Progress) -> String
  ) -> [String] {
    var rows = [auto.map { row($0, at: now) }].compactMap { $0 }
    rows += entries.indices.map { row($0, at: now, loss: loss) }
    let all = Row(
      name: "all", share: share, words: "\(Int(share * 100)) %",
      time: secondsLeft.map(Self.left) ?? "")
    if rows.count >= size.rows - 1 { rows = [all] } else if entries.count > 1 { rows.append(all) }
    return Self.text(rows, like: entries.map(widest), size.columns - 1, letters)
  }

  /// As wide as a row of this network ever becomes, so that the bars keep their length.
  private func widest(_ entry: BoardEntry) -> Row {
    Row(
      name: entry.name, share: 0, words: "epoch \(entry.epochs)/\(entry.epochs)",
      purpose: "fit \(entry.count)/\(entry.count)", time: "10 min left")
  }

  private func row(_ auto: Auto, at now: Double) -> Row {
    guard let end = auto.end else {
      return Row(
        name: "auto", share: 0, words: "fits and compares its members",
        time: "\(Int(now - auto.start)) s so far", isWide: true)
    }
    return Row(
      name: "auto", share: 1, words: "finished in \(Self.time(end - auto.start))", isWide: true)
  }

  private func row(
    _ index: Int, at now: Double, loss: (Experiment.Progress) -> String
  ) -> Row {
    let entry = entries[index]
    guard let last = entry.last else {
      let words = isBeginning(index, at: now) ? "begins" : "waiting"
      return Row(name: entry.name, share: 0, words: words)
    }
    let isRunning = entry.isRunning(at: now)
    var row = Row(
      name: entry.name, share: entry.share,
      words: entry.isFinished
        ? "finished"
        : isRunning ? "epoch \(last.record.epoch)/\(entry.epochs)" : "waiting",
      loss: loss(isRunning ? last : entry.trial ?? last))
    if !entry.isFinished {
      row.purpose = "fit \(last.training + 1)/\(max(entry.count, last.training + 1))"
      row.time = entry.secondsLeft.map(Self.left) ?? ""
    }
    return row
  }

  private static func left(_ seconds: Double) -> String { "\(time(seconds)) left" }

  /// "12 s", "3 min", "2.5 h".
  private static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(Int(seconds.rounded(.up))) s"
    case ..<5400: "\(Int((seconds / 60).rounded())) min"
    default: "\(fixed(min(seconds / 3600, 99_999), 1)) h"
    }
  }

  /// The rows, their pieces below each other.
  private static func text(
    _ rows: [Row], like others: [Row], _ columns: Int, _ letters: Letters
  ) -> [String] {
    let all = rows + others
    var pieces: [KeyPath<Row, String>] = [\.words, \.purpose, \.loss]
    func width(_ piece: KeyPath<Row, String>) -> Int {
      all.filter { !$0.isWide }.map { displayWidth($0[keyPath: piece]) }.max() ?? 0
    }
    func joined(_ row: Row) -> String {
      row.isWide
        ? row.words
        : pieces.map { pad(row[keyPath: $0], width($0)) }.filter { !$0.isEmpty }
          .joined(separator: "  ")
    }
    let name = all.map { displayWidth($0.name) }.max() ?? 0
    let time = all.map { displayWidth($0.time) }.max() ?? 0
    func middle() -> Int { all.map { displayWidth(joined($0)) }.max() ?? 0 }
    func free() -> Int { columns - name - 1 - 2 - middle() - 2 - time }
    for piece in [\Row.purpose, \Row.loss] where free() < 6 { pieces.removeAll { $0 == piece } }
    let (bar, reach) = (free() < 4 ? 0 : min(free(), 24), middle())
    return rows.map { row in
      let line =
        pad(row.name, name) + (bar == 0 ? "" : " " + letters.bar(row.share, width: bar)) + "  "
        + pad(joined(row), reach) + "  " + row.time
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
