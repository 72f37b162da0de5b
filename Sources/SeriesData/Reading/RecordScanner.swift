/// Cuts bytes into records and fields after RFC 4180, one byte at a time.
///
/// It is fed blocks of any size and calls back for each record, so it never holds more than one
/// record of a file. Beyond the RFC it takes LF, CRLF and CR as line ends, skips blank lines and
/// lines that begin with `#`, and allows spaces around quotes.
struct RecordScanner {
  /// A fault of the quoting, and the field where it stands.
  enum Fault: Hashable {
    /// The file ends within quotes that were opened here.
    case unterminatedQuote(line: Int, column: Int)
    /// There is text between the closing quote of this field and the next delimiter.
    case textAfterQuote(line: Int, column: Int)
    /// The row that begins here is longer than any row of a table, and was cut.
    case endlessRow(line: Int, column: Int)
  }

  /// No row of a table has more bytes or fields: what is longer would fill the memory.
  static let mostBytes = 1 << 24
  static let mostFields = 1 << 18
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// One fault is enough to refuse a file.
  private static let mostFaults = 100

  private enum State {
    case recordStart, fieldStart, unquoted, quoted, quoteInQuotes, afterQuotes, comment
  }

  let delimiter: UInt8
  private(set) var faults: [Fault] = []
  private var record = Record()
  private var state = State.recordStart
  private var isAfterReturn = false
  private var sawBlankLine = false
  /// Whether a row was too long, so that nothing behind it is worth reading.
  private(set) var isHopeless = false
  /// Where the next byte stands.
  private(set) var line = 1
  private(set) var column = 1

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Reads a block and calls `emit` for each record that ends in it.
  mutating func scan(_ block: RawSpan, emit: (Record) -> Void) {
    for place in 0..<block.byteCount {
      let byte = block.byte(at: place)
      if byte == .lineFeed, isAfterReturn, state != .quoted {
        isAfterReturn = false
        continue
      }
      take(byte, emit: emit)
      move(past: byte)
    }
  }

  /// Whether the next byte begins a line that nothing before it reaches into.
  var isAtLineStart: Bool { state == .recordStart && !isAfterReturn }

  /// Goes on behind lines of one record each that were read otherwise.
  ///
  /// - Precondition: ``isAtLineStart``.
  mutating func skip(lines: Int) {
    guard lines > 0 else { return }
    line += lines
    sawBlankLine = false
  }

  /// Ends the file: the last record may lack its line end.
  mutating func finish(emit: (Record) -> Void) {
    if state == .quoted, let span = record.spans.last {
      faults.append(.unterminatedQuote(line: span.line, column: span.column))
    } else if state != .recordStart, state != .comment {
      endRecord(emit: emit)
    }
  }

  private mutating func take(_ byte: UInt8, emit: (Record) -> Void) {
    switch state {
    case .recordStart where byte == .hash:
      state = .comment
    case .comment where !byte.isLineEnd:
      break
    case .comment:
      state = .recordStart
    case .recordStart, .fieldStart:
      beginField()
      state = .unquoted
      takeUnquoted(byte, emit: emit)
    case .unquoted:
      takeUnquoted(byte, emit: emit)
    case .quoted where byte == .quote:
      state = .quoteInQuotes
    case .quoted:
      append(byte)
    case .quoteInQuotes where byte == .quote:
      append(byte)
      state = .quoted
    case .quoteInQuotes, .afterQuotes:
      takeAfterQuotes(byte, emit: emit)
    }
  }

  private mutating func takeUnquoted(_ byte: UInt8, emit: (Record) -> Void) {
    if byte == delimiter {
      endField()
    } else if byte.isLineEnd {
      endRecord(emit: emit)
    } else if byte == .quote, fieldIsBlank {
      record.bytes.removeLast(record.bytes.count - fieldStart)
      state = .quoted
    } else {
      append(byte)
    }
  }

  private mutating func append(_ byte: UInt8) {
    if record.bytes.count < Self.mostBytes {
      record.bytes.append(byte)
    } else {
      noteFault(.endlessRow(line: record.line, column: 1))
    }
  }

  private mutating func noteFault(_ fault: Fault) {
    if case .endlessRow = fault { isHopeless = true }
    if faults.count < Self.mostFaults, faults.last != fault { faults.append(fault) }
  }

  private mutating func takeAfterQuotes(_ byte: UInt8, emit: (Record) -> Void) {
    if byte == delimiter {
      endField()
    } else if byte.isLineEnd {
      endRecord(emit: emit)
    } else if byte.isBlank {
      state = .afterQuotes
    } else {
      if let span = record.spans.last {
        noteFault(.textAfterQuote(line: span.line, column: span.column))
      }
      append(byte)
      state = .unquoted
    }
  }

  /// Where the field that is being read begins in the record's buffer.
  private var fieldStart: Int { record.count > 1 ? record.spans[record.count - 2].end : 0 }

  private var fieldIsBlank: Bool {
    let field = record.bytes[fieldStart...]
    return field.allSatisfy(\.isBlank)
      || record.count == 1 && field.elementsEqual(Self.byteOrderMark)
  }

  private mutating func beginField() {
    guard record.count < Self.mostFields else {
      noteFault(.endlessRow(line: record.line, column: 1))
      return
    }
    record.spans.append(Record.Span(end: record.bytes.count, line: line, column: column))
  }

  private mutating func closeField() {
    // A byte order mark in the middle comes from files that were joined.
    if record.count == 1, record.bytes.starts(with: Self.byteOrderMark) {
      record.bytes.removeFirst(Self.byteOrderMark.count)
    }
    record.spans[record.count - 1].end = record.bytes.count
  }

  private mutating func endField() {
    closeField()
    state = .fieldStart
  }

  private mutating func endRecord(emit: (Record) -> Void) {
    if state == .fieldStart { beginField() }
    closeField()
    if record.count == 1, record.isEmpty {
      sawBlankLine = true
    } else {
      record.followsBlankLine = sawBlankLine
      sawBlankLine = false
      emit(record)
    }
    record.removeAll()
    state = .recordStart
  }

  private mutating func move(past byte: UInt8) {
    let endsLine = byte == .carriageReturn || (byte == .lineFeed && !isAfterReturn)
    isAfterReturn = byte == .carriageReturn
    if endsLine {
      line += 1
      column = 1
    } else if !byte.isContinuation, byte != .lineFeed {
      column += 1
    }
  }
}

extension UInt8 {
  fileprivate var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
