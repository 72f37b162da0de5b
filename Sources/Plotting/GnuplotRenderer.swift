/// Draws figures with gnuplot: all of them whole, or none.
///
/// ```swift
/// let drawing = GnuplotRenderer.Drawing(figure, terminal: .png, path: "plots/.curve.part")
/// try GnuplotRenderer().draw([drawing])   // then rename it into place
/// ```
///
/// gnuplot believes that it has drawn when the disk is full, so each file is read again and
/// checked before a call returns. Whoever has other work to do meanwhile opens a ``GnuplotStudio``.
public struct GnuplotRenderer: Sendable {
  /// A figure, and the file that it becomes.
  public struct Drawing: Hashable, Sendable {
    /// The figure.
    public var figure: Figure
    /// What it is drawn as.
    public var terminal: Terminal
    /// A file that may be replaced, and that is removed on failure: not yet the final name.
    public var path: String
    /// How large it is, and in which letters.
    public var style: PictureStyle

    /// Creates a drawing.
    public init(
      _ figure: Figure, terminal: Terminal, path: String, style: PictureStyle = PictureStyle()
    ) {
      self.figure = figure
      self.terminal = terminal
      self.path = path
      self.style = style
    }
  }

  private let program: String
  private let searchPath: String
  private let seconds: Int?
  private let processes: Int
  private let isInterrupted: @Sendable () -> Bool

  /// Creates a renderer; nothing is started yet.
  ///
  /// - Parameters:
  ///   - program: gnuplot's name or path; nil for `FORECAST_GNUPLOT` in the environment, or else
  ///     `gnuplot`.
  ///   - searchPath: The folders to find a name in, joined by colons; nil for `PATH`.
  ///   - seconds: How long gnuplot may take from the moment when all figures are known; nil for
  ///     `FORECAST_GNUPLOT_SECONDS` in the environment, or else 120.
  ///   - processes: How many gnuplots may draw at once; nil for one on each processor.
  ///   - isInterrupted: Whether to stop; asked ten times a second by whoever waits for pictures.
  public init(
    program: String? = nil, searchPath: String? = nil, seconds: Int? = nil, processes: Int? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    precondition(seconds ?? 1 > 0, "gnuplot needs some time to draw")
    self.program = program ?? environmentVariable("FORECAST_GNUPLOT") ?? "gnuplot"
    self.searchPath = searchPath ?? environmentVariable("PATH") ?? ""
    self.seconds = seconds
    self.processes = max(1, processes ?? processorCount())
    self.isInterrupted = isInterrupted
  }

  /// Starts gnuplots that wait for figures.
  ///
  /// - Parameter count: How many figures there will be: more gnuplots than that are not started.
  /// - Returns: The studio, to be finished or abandoned.
  /// - Throws: `missing`, `badTimeLimit`, or why none can be started.
  public func open(for count: Int = .max) throws(GnuplotError) -> GnuplotStudio {
    try GnuplotStudio(
      try locate(), processes: max(1, min(processes, count)), seconds: try timeLimit(),
      isInterrupted: isInterrupted)
  }

  private func timeLimit() throws(GnuplotError) -> Int {
    guard seconds == nil, let text = environmentVariable("FORECAST_GNUPLOT_SECONDS") else {
      return seconds ?? 120
    }
    guard let number = Int(text), (1...86_400).contains(number) else {
      throw GnuplotError(.badTimeLimit(text))
    }
    return number
  }

  /// Draws each figure into its file.
  ///
  /// - Throws: The first failure; then every file of the call is gone.
  public func draw(_ drawings: [Drawing]) throws(GnuplotError) {
    guard !drawings.isEmpty else { return }
    let studio = try open(for: drawings.count)
    for drawing in drawings { studio.draw(drawing) }
    _ = try studio.finish()
  }

  /// Draws a figure in letters, 79 to a line unless the style says otherwise, ended by a line feed;
  /// panels stand one below the other.
  ///
  /// - Throws: What ``draw(_:)`` throws.
  public func text(
    _ figure: Figure, ascii: Bool = false, style: PictureStyle = PictureStyle()
  ) throws(GnuplotError) -> String {
    let lines = String(decoding: try drawn(figure, .text(ascii: ascii), style), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.reversed().drop { $0 == " " || $0 == "\u{C}" }.reversed() }
      .map { String($0) }
    return lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
      .joined(separator: "\n") + "\n"
  }

  /// Draws a figure as sixels: what a terminal window that knows them shows as a picture.
  ///
  /// - Returns: The sequence in ASCII, from `ESC P` to `ESC \`.
  /// - Throws: What ``draw(_:)`` throws; `noTerminal` for a gnuplot that was built without.
  public func sixels(
    _ figure: Figure, style: PictureStyle = PictureStyle()
  ) throws(GnuplotError) -> String {
    String(decoding: try drawn(figure, .sixel, style), as: UTF8.self)
  }

  /// The bytes of a picture that nobody wants as a file.
  private func drawn(
    _ figure: Figure, _ terminal: Terminal, _ style: PictureStyle
  ) throws(GnuplotError) -> [UInt8] {
    let studio = try open(for: 1)
    let path = studio.folder + "/figure"
    studio.draw(Drawing(figure, terminal: terminal, path: path, style: style))
    return try studio.finish()[path] ?? []
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
}
