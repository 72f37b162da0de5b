/// Pictures that could not be drawn; none of their files remains.
public struct GnuplotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// There is no such program.
    case missing(program: String)
    /// gnuplot gave up, with this exit status.
    case failed(status: Int)
    /// Something killed gnuplot with this signal.
    case killed(signal: Int)
    /// gnuplot was still drawing after this many seconds, and was stopped.
    case timedOut(seconds: Int)
    /// Somebody asked to stop while gnuplot was drawing.
    case interrupted
    /// gnuplot was content, but the file is not whole.
    case incompleteFile(name: String)
    /// The file cannot be made.
    case cannotWrite(name: String, why: String)
    /// There was no room left for the file.
    case diskFull(name: String)
    /// There could be no process or no pipe for gnuplot.
    case noProcess(why: String)
    /// The system cannot run the program.
    case notExecutable(why: String)
    /// gnuplot was content, but had not read all that it was to draw.
    case endedEarly
    /// This gnuplot was built without what draws such pictures, of this name in its own words.
    case noTerminal(name: String)
    /// The environment says something else than a number of seconds.
    case badTimeLimit(String)
  }

  /// What went wrong.
  public let reason: Reason
  /// What gnuplot itself said; empty when it said nothing.
  public let words: String
  /// Whether the file is one of our own below `TMPDIR`, which no other output folder mends.
  public let isTemporary: Bool

  /// Creates an error.
  public init(_ reason: Reason, words: String = "", isTemporary: Bool = false) {
    self.reason = reason
    self.words = words
    self.isTemporary = isTemporary
  }

  /// What happened, and what was expected.
  public var message: String {
    switch reason {
    case .missing(let program): "cannot draw: no program \(program) found, expected gnuplot 5"
    case .failed(let status): "gnuplot ended with status \(status), expected 0"
    case .killed(let signal): "gnuplot was killed by signal \(signal) before it had drawn all"
    case .timedOut(let seconds): "gnuplot had not drawn all after \(seconds) s and was stopped"
    case .interrupted: "stopped on request before all was drawn"
    case .incompleteFile(let name): "gnuplot left \(name) incomplete, expected a whole picture"
    case .cannotWrite(let name, let why): "cannot write \(name): \(why)"
    case .diskFull(let name): "no space left on the device while drawing \(name)"
    case .endedEarly: "gnuplot ended before it had read all, expected it to draw all"
    case .noTerminal(let name):
      "this gnuplot was built without its terminal \(name), expected one that has it"
    case .badTimeLimit(let text):
      "FORECAST_GNUPLOT_SECONDS is '\(printable(text))', expected 1 to 86400"
    case .noProcess(let why), .notExecutable(let why): "cannot start gnuplot: \(why)"
    }
  }

  /// What to try.
  public var hint: String {
    switch reason {
    case .missing:
      "install it with: sudo apt-get install gnuplot-nox, or name it in FORECAST_GNUPLOT"
    case .failed, .incompleteFile, .endedEarly:
      "try another gnuplot: sudo apt-get install --reinstall gnuplot-nox, or FORECAST_GNUPLOT"
    case .noTerminal:
      "install another: sudo apt-get install gnuplot-nox, name it in FORECAST_GNUPLOT, or try "
        + "another --terminal"
    case .notExecutable:
      "name a program in FORECAST_GNUPLOT (a script begins with #!), or: "
        + "sudo apt-get install --reinstall gnuplot-nox"
    case .killed, .noProcess: "see if memory or the number of processes has run out, and try again"
    case .badTimeLimit: "give a whole number of seconds, or remove the variable"
    case .interrupted: "draw again"
    case .timedOut:
      "try again when the machine is less busy, or give it more time: FORECAST_GNUPLOT_SECONDS"
    case .cannotWrite where isTemporary, .diskFull where isTemporary:
      "set TMPDIR to a folder with room"
    case .cannotWrite: "choose another output folder"
    case .diskFull: "make room or choose another output folder"
    }
  }

  /// The message, gnuplot's words and the hint, a line each.
  public var description: String {
    let said = words.isEmpty ? [] : ["gnuplot says: \(words)"]
    return ([message] + said + ["try: \(hint)"]).joined(separator: "\n")
  }
}
