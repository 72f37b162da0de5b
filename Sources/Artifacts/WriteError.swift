import SystemPackage

/// Why a file could not be written, and what to try.
public struct WriteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The two ways in which writing fails, each with its exit code (that of `sysexits.h`).
  public enum Reason: Int32, Hashable, Sendable {
    /// The file cannot be made there, or must not be replaced: another place helps.
    case cannotCreate = 73
    /// The device failed or is full: the same place works once that is put right.
    case inputOutput = 74
  }

  /// Which of the two it is.
  public let reason: Reason

  /// The file or folder, as the user named it.
  public let path: String

  /// What went wrong, with the system's words where it was the system that refused.
  public let found: String

  /// What to try.
  public let hint: String

  /// The exit code of a process that ends with this error: 73 or 74.
  public var exitCode: Int32 { reason.rawValue }

  /// The path and what went wrong, on one line.
  public var description: String { "\(path): \(found)" }

  /// Describes a failure that is not the system's.
  public init(reason: Reason, path: String, found: String, hint: String) {
    self.reason = reason
    self.path = path
    self.found = found
    self.hint = hint
  }

  /// Describes the system's refusal of an action such as `"cannot create"`.
  init(_ action: String, path: String, refusal: Errno) {
    self.init(
      reason: Self.deviceRefusals.contains(refusal.rawValue) ? .inputOutput : .cannotCreate,
      path: path,
      found: "\(action): \(refusal)",
      hint: Self.hint(for: refusal))
  }

  /// Runs an action that can be refused by the system, and says which it was if it is.
  static func explaining<Result>(
    _ action: String, _ path: String, _ body: () throws -> Result
  ) throws(WriteError) -> Result {
    do {
      return try body()
    } catch {
      throw WriteError(action, path: path, refusal: error as? Errno ?? .ioError)
    }
  }

  private static let deviceRefusals: Set<CInt> = Set(
    [
      Errno.noSpace, .diskQuotaExceeded, .ioError, .fileTooLarge, .noMemory, .tooManyOpenFiles,
      .tooManyOpenFilesInSystem, .brokenPipe, .noSuchAddressOrDevice,
    ].map(\.rawValue))

  private static func hint(for refusal: Errno) -> String {
    switch refusal {
    case .noSpace, .diskQuotaExceeded: "free some space, or choose another place with --output"
    case .noSuchFileOrDirectory: "create the folder first, or choose another with --output"
    case .isDirectory: "this is a folder: name a file in it"
    case .notDirectory: "a part of the path is a file: choose another place with --output"
    case .permissionDenied, .notPermitted, .readOnlyFileSystem:
      "you may not write there: choose another place with --output"
    case .fileNameTooLong: "choose a shorter name with --output"
    default: "choose another place with --output"
    }
  }
}
