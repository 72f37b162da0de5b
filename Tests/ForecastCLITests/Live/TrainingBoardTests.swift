import Reporting
import Testing

@testable import ForecastCLI
@testable import Forecasting
@testable import Recurrent

@Suite("A board of trainings") struct TrainingBoardTests {
  private let wide = TerminalSize(columns: 80, rows: 24)

  private func board(auto: Double? = nil) -> TrainingBoard {
    TrainingBoard(
      [("rnn-element", 100, 4), ("gru", 100, 4)].map { (name: $0, epochs: $1, trainings: $2) },
      auto: auto)
  }

  private func progress(_ network: Int, _ training: Int, _ epoch: Int) -> Experiment.Progress {
    .init(
      network: network, training: training, fit: 0..<9,
      record: .init(epoch: epoch, trainingLoss: 0.25, learningRate: 0.01))
  }

  private func lines(
    _ board: TrainingBoard, at now: Double, _ size: TerminalSize? = nil,
    _ letters: Letters = .unicode
  ) -> [String] {
    board.lines(at: now, size ?? wide, letters) { _ in "RMSE 31.9 passengers" }
  }

  @Test("says of each model what it does, and of all how long it takes")
  func screen() {
    var board = board(auto: 0)
    #expect(
      lines(board, at: 1.4).first?.hasSuffix("fits and compares its members  1 s so far") == true)
    board.finishAuto(at: 3)
    for epoch in 0...50 { board.take(progress(0, 0, epoch), at: 3 + Double(epoch) / 8) }
    #expect(
      lines(board, at: 9.25) == [
        "auto        ████████  finished in 3 s",
        "rnn-element █░░░░░░░  epoch 50/100   fit 1/4  RMSE 31.9 passengers  44 s left",
        "gru         ░░░░░░░░  waiting",
        "all         ░░░░░░░░  6 %                                           2 min left",
      ])
  }

  @Test("knows that a training which is followed by another one is over")
  func following() {
    var board = board()
    board.take(progress(0, 0, 30), at: 0)
    #expect(abs(board.entries[0].share - 0.3 / 4) < 1e-12)
    board.take(progress(0, 1, 10), at: 1)
    #expect(abs(board.entries[0].share - 1.1 / 4) < 1e-12)
    board.take(progress(0, 3, 20), at: 2)
    #expect(abs(board.entries[0].share - 2.2 / 4) < 1e-12)
    board.take(progress(0, 9, 20), at: 3)  // of a strategy that nobody expected
    #expect(abs(board.entries[0].share - 2.2 / 4) < 1e-12)
    board.finish(0)
    #expect(board.entries[0].share == 1)
    #expect(board.share == 0.5)
  }

  @Test("tells who waits while others are at work, and does not count the time")
  func waiting() {
    var board = board()
    for epoch in 0...50 { board.take(progress(0, 0, epoch), at: Double(epoch) / 10) }
    for epoch in 0...50 { board.take(progress(1, 0, epoch), at: 5 + Double(epoch) / 10) }
    let shown = lines(board, at: 10)
    #expect(shown[0].contains("waiting"))
    #expect(shown[1].contains("epoch 50/100"))
    board.take(progress(0, 0, 51), at: 60)
    #expect((board.entries[0].secondsLeft ?? 0) < 40)
    board.finish(1)
    #expect(lines(board, at: 60)[1].contains("finished"))
  }

  @Test("fits any terminal", arguments: [1, 20, 40, 60, 80, 200])
  func sizes(_ columns: Int) {
    var board = board(auto: 0)
    board.take(progress(0, 0, 0), at: 0)
    board.take(progress(0, 0, 50), at: 1)
    for rows in [1, 3, 5, 6, 24] {
      let shown = lines(board, at: 1, TerminalSize(columns: columns, rows: rows))
      #expect(shown.count <= max(rows - 1, 1))
      if columns >= 80 { #expect(shown.allSatisfy { displayWidth($0) < columns }, "\(shown)") }
      let ascii = lines(board, at: 1, TerminalSize(columns: columns, rows: rows), .ascii)
      #expect(ascii.joined().utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test("writes losses with three digits")
  func digits() {
    let written = [0, 31.94, 1234.5, 0.012_345, 2e12].map(threeDigits)
    #expect(written == ["0", "31.9", "1235", "0.0123", "2e+12"])
  }
}
