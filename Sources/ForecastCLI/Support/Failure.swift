import ArgumentParser
import Artifacts
import Forecasting
import FoundationEssentials
import Plotting
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
  /// An error of the argument parser, which prints itself; help and version are such "errors" too.
  private let parserError: (any Error)?

  init(_ exitCode: Int32, _ code: String, _ message: String, hint: String = "") {
    (self.exitCode, self.code, self.message, self.hint) = (exitCode, code, message, hint)
    parserError = nil
  }

  init(_ error: any Error) {
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
      self.init(64, "split", "\(error)")
    case let error as WriteError:
      self.init(error.exitCode, "output", "\(error.path): \(error.found)", hint: error.hint)
    case let error as IncompatibleFile:
      self.init(78, "incompatible", "\(error.file): \(error.message)", hint: error.hint)
    case let error as GnuplotError:
      self.init(69, "gnuplot", error.message, hint: error.hint)
    case let error as FitError:
      self.init(70, "non-finite", error.message, hint: error.hint)
    case is Interrupted:
      self.init(Interruption.exitCode, "interrupted", "stopped on request; nothing was written")
    case let error as Failure.Thrown:
      self = error.failure
    default:
      self.init(parserError: error)
    }
  }

  private init(parserError error: any Error) {
    exitCode = Forecast.exitCode(for: error).rawValue
    code = "usage"
    message = Forecast.message(for: error)
    hint = "See forecast --help."
    parserError = error
  }

  /// A failure that can be thrown.
  struct Thrown: Error { let failure: Failure }

  /// The failure as an error.
  var thrown: Thrown { Thrown(failure: self) }

  /// Prints it to standard error, as text or as JSON, and ends the program.
  func exit(asJSON: Bool) -> Never {
    if let parserError, exitCode == 0 || !asJSON { Forecast.exit(withError: parserError) }
    report(asJSON: asJSON)
    Forecast.exit(withError: ExitCode(exitCode))
  }

  /// Prints it to standard error.
  func report(asJSON: Bool) {
    if asJSON {
      let document = Document(code: code, exitCode: exitCode, message: message, hint: hint)
      standardError(
        String(decoding: JSONDocument.encode(document, isIndented: false), as: UTF8.self))
    } else {
      standardError(
        "forecast: "
          + ([sentence(message)] + (hint.isEmpty ? [] : [sentence(hint)]))
          .joined(separator: " "))
    }
  }

  private struct Document: Encodable {
    let code: String
    let exitCode: Int32
    let message: String
    let hint: String
  }
}

/// The text with a full stop, if it has no other end, and a capital where a hint begins.
private func sentence(_ text: String) -> String {
  let trimmed = text.hasSuffix(".") || text.hasSuffix("?") || text.hasSuffix("!")
  return trimmed ? text : text + "."
}
