import Reporting
import Synchronization
import Testing

@testable import ForecastCLI

@Suite("A live block") struct LiveBlockTests {
  private final class Terminal: Sendable {
    let text = Mutex("")
    let size = Mutex(TerminalSize(columns: 40, rows: 10))
    let lines = Mutex([String]())
    let isOurs = Mutex(true)
    let pauses = Mutex(0)
    /// As a terminal takes it, whose driver puts a carriage return before each line feed.
    var screen: Screen { Screen(text.withLock { $0.replacing("\n", with: "\r\n") }) }

    func block() -> LiveBlock {
      LiveBlock(
        size: { self.size.withLock { $0 } },
        isInForeground: { self.isOurs.withLock { $0 } }, pauses: { self.pauses.withLock { $0 } },
        write: { part in self.text.withLock { $0 += part } },
        lines: { _ in self.lines.withLock { $0 } })
    }

    func show(_ shown: String..., on block: LiveBlock) {
      lines.withLock { $0 = shown }
      block.draw()
    }
  }

  private let terminal = Terminal()

  @Test("is written over by the next one, whether that is longer or shorter")
  func redraw() {
    let block = terminal.block()
    terminal.show("one", "two", on: block)
    #expect(terminal.screen.lines == ["one", "two"])
    terminal.show("1", "2", "3", on: block)
    #expect(terminal.screen.lines == ["1", "2", "3"])
    terminal.show("only", on: block)
    #expect(terminal.screen.lines == ["only"])
    #expect(terminal.screen.strangers == [])
  }

  @Test("leaves nothing behind, and does not come back")
  func finish() {
    terminal.text.withLock { $0 = "before\n" }
    let block = terminal.block()
    terminal.show("one", "two", on: block)
    block.finish()
    block.finish()
    terminal.show("three", on: block)
    #expect(terminal.screen.lines == ["before"])
    terminal.text.withLock { $0 = "" }
    terminal.block().finish()
    #expect(terminal.text.withLock { $0 } == "")
  }

  @Test("stays within the terminal, and shows no control characters")
  func bounds() {
    let block = terminal.block()
    terminal.size.withLock { $0 = TerminalSize(columns: 10, rows: 3) }
    terminal.show("a long line of words", "b\u{1B}[2J\nc", "d", "e", on: block)
    #expect(terminal.screen.lines.count == 2)
    #expect(terminal.screen.widest < 10)
    #expect(terminal.screen.strangers == [])
  }

  @Test("finds its beginning again in a terminal that broke its lines")
  func narrower() {
    let block = terminal.block()
    terminal.show(String(repeating: "x", count: 30), on: block)
    terminal.size.withLock { $0.columns = 20 }
    terminal.show("y", on: block)
    #expect(terminal.text.withLock { $0 }.contains("\u{1B}[2Ay"))
  }

  @Test("lets a line of others stay above it")
  func remarks() {
    let block = terminal.block()
    terminal.show("one", "two", on: block)
    block.start()
    LiveBlock.makingRoom { terminal.text.withLock { $0 += "a note\n" } }
    terminal.show("1", "2", on: block)
    #expect(terminal.screen.lines == ["a note", "1", "2"])
    block.finish()
    LiveBlock.makingRoom { terminal.text.withLock { $0 += "another\n" } }
    #expect(terminal.screen.lines == ["a note", "another"])
  }

  @Test("draws nothing in the background, and wipes nothing that was written meanwhile")
  func background() {
    let block = terminal.block()
    terminal.show("one", "two", on: block)
    terminal.isOurs.withLock { $0 = false }
    terminal.text.withLock { $0 += "$ ls\n" }
    terminal.show("three", on: block)
    #expect(terminal.screen.lines == ["one", "two", "$ ls"])
    terminal.isOurs.withLock { $0 = true }
    terminal.show("four", on: block)
    #expect(terminal.screen.lines == ["one", "two", "$ ls", "four"])
    terminal.isOurs.withLock { $0 = false }
    block.finish()
    #expect(terminal.screen.lines == ["one", "two", "$ ls", "four"])
  }

  @Test("begins anew where the program was halted")
  func halted() {
    let block = terminal.block()
    terminal.show("one", "two", on: block)
    terminal.text.withLock { $0 += "$ fg\n" }
    terminal.pauses.withLock { $0 += 1 }
    terminal.show("three", on: block)
    #expect(terminal.screen.lines == ["one", "two", "$ fg", "three"])
    block.finish()
    #expect(terminal.screen.lines == ["one", "two", "$ fg"])
  }
}
