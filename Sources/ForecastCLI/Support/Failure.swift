import ArgumentParser
import Artifacts
import Forecasting
import FoundationEssentials
import Plotting
import Reporting
import SeriesData

/// An error as a user sees it: an exit code, what happened, what to try.
struct Failure {
  /// The exit code, after sysexits.
  let exitCode: Int32
  /// A stable word for programs.
  let code: String
  /// What was found and what was expected, with the place.
  let message: String
  /// What to try; empty when there is nothing to say.
  let hint: String

  init(_ exitCode: Int32, _ code: String, _ message: String, hint: String = "") {
    (self.exitCode, self.code, self.message) = (exitCode, code, message)
    self.hint = hint.prefix(1).uppercased() + hint.dropFirst()
  }

  /// What a command that was called with these arguments threw.
  init(_ error: any Error, _ arguments: [String]) {
    switch error {
    case let error as SeriesError:
      let place = ([error.file] + [error.line, error.column].compactMap { $0.map(String.init) })
        .joined(separator: ":")
      self.init(
        error.isMissingInput ? 66 : error.reason == .invalidOption ? 64 : 65,
        error.code?.rawValue ?? (error.isMissingInput ? "input" : "data"),
        "\(place): \(error.message)", hint: error.hint ?? "")
    case let error as PreparationError:
      self.init(65, "data", error.message, hint: error.hint)
    case let error as SplitError:
      let (message, hint) = "\(error)".sentences
      self.init(64, "split", message, hint: hint)
    case let error as WriteError:
      self.init(error.exitCode, "output", "\(error.path): \(error.found)", hint: error.hint)
    case let error as IncompatibleFile:
      self.init(78, "incompatible", "\(error.file): \(error.message)", hint: error.hint)
    case let error as GnuplotError where error.reason != .interrupted:
      let words = error.words.isEmpty ? "" : "; gnuplot says: \(error.words)"
      self.init(error.exitCode, "gnuplot", error.message + words, hint: error.hint)
    case let error as CannotFit:
      self.init(65, "data", error.message, hint: error.hint)
    case let error as FitError:
      self.init(70, "non-finite", error.message, hint: error.hint)
    case is Interrupted, is GnuplotError:
      self.init(Interruption.exitCode, "interrupted", "stopped on request; nothing was written")
    case let error as Failure.Thrown:
      self = error.failure
    default:
      self.init(parserError: error, arguments)
    }
  }

  /// What hindered the pictures of a run, all of whose numbers are written.
  ///
  /// - Parameters:
  ///   - error: What hindered them.
  ///   - drawing: The command that draws them.
  init(pictures error: any Error, drawing: String) {
    let failure = Failure(error, [])
    self.init(
      failure.exitCode, failure.code, failure.message,
      hint: "\(failure.hint). All numbers are written; then: \(drawing)")
  }

  /// An error of the argument parser; anything else should not have come so far.
  private init(parserError error: any Error, _ arguments: [String]) {
    let exit = Forecast.exitCode(for: error)
    guard exit == .validationFailure || error is ExitCode else {
      self.init(70, "internal", "\(error)", hint: "This is a fault of forecast: please report it.")
      return
    }
    let command = arguments.first { Forecast.commandNames.contains($0) }.map { " \($0)" } ?? ""
    self.init(
      exit.rawValue, "usage", Forecast.words(for: error), hint: "See forecast\(command) --help.")
  }

  /// A failure that can be thrown.
  struct Thrown: Error { let failure: Failure }

  /// The failure as an error.
  var thrown: Thrown { Thrown(failure: self) }

  /// Prints it to standard error, as text or as JSON, and ends the program.
  ///
  /// A command that has said everything already throws a bare exit code, which has no message.
  func exit(asJSON: Bool) -> Never {
    if !message.isEmpty { report(asJSON: asJSON) }
    Forecast.exit(withError: ExitCode(exitCode))
  }

  /// Prints it to standard error.
  func report(asJSON: Bool) {
    if asJSON {
      let document = Document(code: code, exitCode: exitCode, message: message, hint: hint)
      standardError(
        String(decoding: JSONDocument.encode(document, isIndented: false), as: UTF8.self))
    } else {
      let sentences = [sentence(message)] + (hint.isEmpty ? [] : [sentence(hint)])
      // Line by line, for the argument parser's messages have several.
      let lines = sentences.joined(separator: " ").split(
        separator: "\n", omittingEmptySubsequences: false)
      remark(lines.map { printable(String($0)) }.joined(separator: "\n"))
    }
  }

  private struct Document: Encodable {
    let code: String
    let exitCode: Int32
    let message: String
    let hint: String
  }
}

extension GnuplotError {
  /// 73 and 74 where the folder or the disk is to blame, else 69.
  fileprivate var exitCode: Int32 {
    switch reason {
    case .cannotWrite: 73
    case .diskFull: 74
    case .missing, .failed, .killed, .timedOut, .interrupted, .incompleteFile, .noProcess,
      .notExecutable, .endedEarly, .badTimeLimit, .noTerminal:
      69
    }
  }
}

/// The text with a full stop, if it has no other end.
private func sentence(_ text: String) -> String {
  let isEnded = text.hasSuffix(".") || text.hasSuffix("?") || text.hasSuffix("!")
  return isEnded ? text : text + "."
}
