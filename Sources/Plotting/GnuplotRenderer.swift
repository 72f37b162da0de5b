/// Draws figures with gnuplot: all of them whole, or none.
///
/// ```swift
/// let drawing = GnuplotRenderer.Drawing(figure, terminal: .png, path: "plots/.curve.part")
/// try GnuplotRenderer().draw([drawing])   // then rename it into place
/// ```
///
/// gnuplot believes that it has drawn when the disk is full, so each file is read again and
/// checked before a call returns.
public struct GnuplotRenderer: Sendable {
  /// A figure, and the file that it becomes.
  public struct Drawing: Hashable, Sendable {
    /// The figure.
    public var figure: Figure
    /// What it is drawn as.
    public var terminal: Terminal
    /// A file that may be replaced, and that is removed on failure: not yet the final name.
    public var path: String

    /// Creates a drawing.
    public init(_ figure: Figure, terminal: Terminal, path: String) {
      self.figure = figure
      self.terminal = terminal
      self.path = path
    }
  }

  private let program: String
  private let searchPath: String
  private let seconds: Int
  private let processes: Int

  /// Creates a renderer; nothing is started yet.
  ///
  /// - Parameters:
  ///   - program: gnuplot's name or path; nil for `FORECAST_GNUPLOT` in the environment, or else
  ///     `gnuplot`.
  ///   - searchPath: The folders to find a name in, joined by colons; nil for `PATH`.
  ///   - seconds: How long one call may take.
  ///   - processes: How many gnuplots may draw at once; nil for one on each processor.
  public init(
    program: String? = nil, searchPath: String? = nil, seconds: Int = 120, processes: Int? = nil
  ) {
    precondition(seconds > 0, "gnuplot needs some time to draw")
    self.program = program ?? environmentVariable("FORECAST_GNUPLOT") ?? "gnuplot"
    self.searchPath = searchPath ?? environmentVariable("PATH") ?? ""
    self.seconds = seconds
    self.processes = max(1, processes ?? processorCount())
  }

  /// Draws each figure into its file.
  ///
  /// - Throws: The first failure; then every file of the call is gone.
  public func draw(_ drawings: [Drawing]) throws(GnuplotError) {
    guard !drawings.isEmpty else { return }
    let found = try locate()
    do throws(GnuplotError) {
      for drawing in drawings { try reserve(drawing.path) }
      let words = try run(found, drawings)
      for drawing in drawings { try check(drawing, words: words) }
    } catch {
      for drawing in drawings { removeFile(drawing.path) }
      throw error
    }
  }

  /// Draws a figure in letters, 79 to a line, ended by a line feed; panels stand one below the
  /// other.
  ///
  /// - Throws: What ``draw(_:)`` throws.
  public func text(_ figure: Figure, ascii: Bool = false) throws(GnuplotError) -> String {
    try withTemporaryFolder { folder throws(GnuplotError) in
      let path = folder + "/figure"
      defer { removeFile(path) }
      try draw([Drawing(figure, terminal: .text(ascii: ascii), path: path)])
      let lines = String(decoding: bytes(ofFile: path) ?? [], as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.reversed().drop { $0 == " " || $0 == "\u{C}" }.reversed() }
        .map { String($0) }
      return lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
        .joined(separator: "\n") + "\n"
    }
  }

  /// Where gnuplot is.
  ///
  /// - Throws: `missing`.
  public func locate() throws(GnuplotError) -> String {
    let candidates =
      program.contains("/")
      ? [program] : searchPath.split(separator: ":").map { "\($0)/\(program)" }
    guard let found = candidates.first(where: isProgram) else {
      throw GnuplotError(.missing(program: program))
    }
    return found
  }

  // MARK: - One call

  /// Makes sure that a file can be made, while the reason why not is still known.
  private func reserve(_ path: String) throws(GnuplotError) {
    if hasControlCharacters(path) {
      throw GnuplotError(.cannotWrite(name: path, why: "the name has a control character"))
    }
    let code = makeEmptyFile(path)
    if code != 0 { throw GnuplotError(.cannotWrite(name: path, why: systemWords(code))) }
  }

  private func check(_ drawing: Drawing, words: String) throws(GnuplotError) {
    if let bytes = bytes(ofFile: drawing.path), drawing.terminal.isWhole(bytes) { return }
    let isFull = isDiskFull(at: drawing.path)
    throw GnuplotError(
      isFull ? .diskFull(name: drawing.path) : .incompleteFile(name: drawing.path), words: words)
  }

  /// Deals the figures out to several gnuplots, which draw while the next figure is written.
  ///
  /// - Returns: What they said, although nothing failed.
  private func run(_ gnuplot: String, _ drawings: [Drawing]) throws(GnuplotError) -> String {
    try withTemporaryFolder { folder throws(GnuplotError) in
      let sessions = try start(gnuplot, count: min(processes, drawings.count), in: folder)
      for (index, drawing) in drawings.enumerated() {
        let script = GnuplotScript(
          drawing.figure, terminal: drawing.terminal, path: drawing.path)
        sessions[index % sessions.count].send(script.text)
      }
      let ends = sessions.map { $0.close() }
      if let failure = ends.compactMap({ $0.failure(after: seconds) }).first { throw failure }
      return ends.map(\.words).filter { !$0.isEmpty }.joined(separator: "\n")
    }
  }

  private func start(
    _ gnuplot: String, count: Int, in folder: String
  ) throws(GnuplotError) -> [GnuplotSession] {
    var sessions: [GnuplotSession] = []
    for index in 0..<count {
      do throws(GnuplotError) {
        sessions.append(
          try GnuplotSession(gnuplot, seconds: seconds, wordsPath: "\(folder)/words\(index)"))
      } catch {
        for session in sessions { _ = session.close() }
        throw error
      }
    }
    return sessions
  }
}
