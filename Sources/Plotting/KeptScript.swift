/// A picture as commands and numbers, for whoever wants to change its look by hand.
///
/// ```swift
/// let kept = KeptScript(curve, name: "loss-gru", terminal: .png)
/// // kept.script into loss-gru.gnuplot, kept.data into loss-gru.dat; then, there:
/// // gnuplot loss-gru.gnuplot        draws loss-gru.png, the same bytes
/// ```
///
/// The numbers stand in a file of their own, so that the script is short and the look is all there
/// is to see in it. A block of numbers is one line, one area or one set of markers; the script names
/// it by `index`.
public struct KeptScript: Hashable, Sendable {
  /// The commands.
  public let script: String
  /// The numbers, each block with a comment that says what it is.
  public let data: String

  /// Writes both.
  ///
  /// - Parameters:
  ///   - figure: The figure.
  ///   - name: The name of the picture and of both files, without an extension.
  ///   - terminal: What it is drawn as.
  ///   - style: How large it is, and in which letters.
  /// - Precondition: The name has letters, digits, `-` and `_` alone.
  public init(
    _ figure: Figure, name: String, terminal: Terminal, style: PictureStyle = PictureStyle()
  ) {
    precondition(
      name.wholeMatch(of: #/[A-Za-z0-9_\-]+/#) != nil, "A script is kept under a plain name")
    let picture = "\(name).\(terminal.fileExtension)"
    let writer = ScriptWriter(
      Layout(figure, on: terminal, style: style), title: figure.title, terminal: terminal,
      path: picture, dataFile: "\(name).dat")
    script = """
      # \(picture) as forecast drew it. Change what you like, and in this folder draw it again:
      #   gnuplot \(name).gnuplot
      # The numbers are in \(name).dat.

      """ + writer.text
    data = writer.data
  }

  /// The names of both files.
  public static func fileNames(_ name: String) -> [String] { ["\(name).gnuplot", "\(name).dat"] }
}
