import Reporting
import SeriesData
import Testing

@testable import ForecastCLI
@testable import Forecasting
@testable import Recurrent

@Suite("A board of trainings") struct TrainingBoardTests {
  private let wide = TerminalSize(columns: 80, rows: 24)

  private func board(auto: Double? = nil) -> TrainingBoard {
    TrainingBoard(
      [("rnn-element", 100, 4), ("gru", 100, 4)].map { (name: $0, epochs: $1, trainings: $2) },
      auto: auto, threads: 1)
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
    board.take(progress(0, 1, 10), at: 1)  // the trial stopped early, so the others will
    #expect(abs(board.entries[0].share - 40.0 / 120) < 1e-12)
    board.take(progress(0, 3, 20), at: 2)  // the third was in a checkpoint as a whole
    #expect(abs(board.entries[0].share - 60.0 / 62) < 1e-12)
    board.take(progress(0, 9, 20), at: 3)  // of a strategy that nobody expected
    #expect(board.entries[0].share <= 1)
    board.finish(0)
    #expect(board.entries[0].share == 1)
    #expect(board.share == 0.5)
  }

  @Test("learns on the way that there are more trainings")
  func more() {
    var board = board()
    for training in 0..<4 { board.take(progress(0, training, 100), at: Double(training)) }
    #expect(board.entries[0].share == 1)
    var next = progress(0, 4, 50)
    next.planned = 8
    board.take(next, at: 4)
    #expect(board.entries[0].count == 8)
    #expect(abs(board.entries[0].share - 4.5 / 8) < 1e-12)
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

  @Test("knows the time that is left of epochs that take long")
  func slowEpochs() {
    var board = board()
    #expect(lines(board, at: 0)[0].contains("begins") && lines(board, at: 0)[1].contains("waiting"))
    for epoch in 1...3 {
      board.take(progress(0, 0, epoch), at: 10 * Double(epoch))
      let shown = lines(board, at: 10 * Double(epoch) + 9)[0]
      #expect(shown.contains("epoch \(epoch)/100"), "\(shown)")
    }
    #expect(abs((board.entries[0].secondsLeft ?? 0) - 3970) < 1e-9)
    #expect(board.secondsLeft == 7960)  // the other one is as slow: 3970 + 3990
  }

  @Test("does not count what a checkpoint had, nor a pause")
  func resumed() {
    var board = board()
    board.take(progress(0, 0, 90), at: 0)
    for epoch in 91...100 { board.take(progress(0, 0, epoch), at: Double(epoch - 90)) }
    #expect(board.entries[0].secondsLeft == 300)
    board.take(progress(0, 1, 1), at: 11)
    board.take(progress(0, 1, 2), at: 1000)
    board.take(progress(0, 1, 3), at: 1001)
    let left = board.entries[0].secondsLeft ?? 0
    #expect(left > 290 && left < 330)
  }

  @Test("does not know how long it takes to choose a strategy")
  func choosing() {
    var board = board()
    for epoch in [1, 50, 100, 1, 2] { board.take(progress(0, 0, epoch), at: Double(epoch)) }
    #expect(board.entries[0].share == 0 && board.entries[0].secondsLeft == nil)
    board.take(progress(0, 1, 1), at: 101)
    #expect(board.entries[0].share > 0)
  }

  @Test("takes of all at least as long as the slowest, and shares the rest among threads")
  func together() {
    var board = TrainingBoard(
      ["a", "b", "c", "d"].map { (name: $0, epochs: 100, trainings: 1) }, auto: nil, threads: 2)
    for epoch in 1...11 {
      board.take(progress(0, 0, epoch), at: Double(epoch))
      board.take(progress(1, 0, epoch), at: Double(epoch) / 8)
    }
    #expect(board.entries.map(\.secondsLeft) == [89, 11.125, nil, nil])
    #expect(board.secondsLeft == 149.0625)  // half of 89 + 11.125 + 99 + 99
    for network in [1, 2, 3] { board.finish(network) }
    #expect(board.secondsLeft == 89)
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
