import SystemPackage

/// Writing a file so that it is always whole: the old content or the new, never a part of it.
///
/// ```swift
/// try AtomicFile.write(Array("ds,y\n".utf8), to: "plots/forecast.csv")
/// ```
///
/// The bytes go to a temporary file of an unpredictable name in the same folder, are forced to the
/// disk, and take the old file's place by one `rename`. So a crash, a full disk or a reader at the
/// wrong moment never meets half a file. A symbolic link stays, and what it points to is replaced.
/// A file that is no regular file (`/dev/stdout`, a pipe) cannot be replaced and is written to.
public enum AtomicFile {
  /// Replaces or creates a file; its mode is 0644 without the bits of the umask.
  ///
  /// If it throws, the old file is untouched and the temporary file is gone.
  ///
  /// - Throws: `WriteError`: `.cannotCreate` if no file can be made there, `.inputOutput` if the
  ///   device is full or fails.
  public static func write(_ bytes: [UInt8], to path: String) throws(WriteError) {
    switch try target(of: path) {
    case .replaceable(let file):
      let place = FilePath(file)
      let name = temporaryName(for: shortened(place.lastComponent?.string ?? "tmp"))
      let temporary = place.removingLastComponent().appending(name)
      try create(temporary.string, with: bytes, for: path)
      try move(temporary.string, to: file, for: path)
    case .device:
      let device = try WriteError.explaining("cannot open", path) {
        try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec])
      }
      defer { try? device.close() }
      try WriteError.explaining("cannot write", path) { _ = try device.writeAll(bytes) }
    }
  }

  /// A name for a temporary file that nobody can have waiting there.
  static func temporaryName(for name: String) -> String {
    "\(temporaryPrefix)\(String(UInt64.random(in: .min ... .max), radix: 36)).\(name)"
  }

  /// Whether an entry of a folder is a temporary file that was to become the file `name` there.
  static func isTemporaryName(_ entry: String, for name: String) -> Bool {
    guard entry.hasPrefix(temporaryPrefix) else { return false }
    let rest = entry.dropFirst(temporaryPrefix.count)
    guard let dot = rest.firstIndex(of: ".") else { return false }
    return rest[rest.index(after: dot)...] == shortened(name)
  }

  private static let temporaryPrefix = ".forecast-"

  /// As much of a name as leaves room for what stands before it: a name has 255 bytes.
  private static func shortened(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.prefix(50)))
  }

  /// Renames a finished temporary file to its place; if that fails, the temporary file is removed.
  static func move(_ temporary: String, to file: String, for path: String) throws(WriteError) {
    do {
      try WriteError.explaining("cannot replace", path) {
        try FileSystem.rename(temporary, to: file)
      }
    } catch {
      FileSystem.remove(temporary)
      throw error
    }
    FileSystem.synchronizeFolder(of: file)
  }

  private enum Target {
    case replaceable(String)
    case device
  }

  /// Where bytes for a path have to go: to the file behind links, or into a device.
  private static func target(of path: String) throws(WriteError) -> Target {
    try WriteError.explaining("cannot create", path) {
      guard !path.isEmpty else { throw Errno.noSuchFileOrDirectory }
      guard !path.hasSuffix("/") else { throw Errno.isDirectory }
      switch try FileSystem.type(of: path) {
      case nil: return .replaceable(path)
      case .regular?: return .replaceable(try FileSystem.realPath(of: path))
      case .directory?: throw Errno.isDirectory
      default: return .device
      }
    }
  }

  /// Makes a temporary file whose content is then on the disk; if that fails, there is none.
  static func create(
    _ temporary: String, with bytes: [UInt8], for path: String
  ) throws(WriteError) {
    let file = try WriteError.explaining("cannot create", path) {
      try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }
    do {
      try WriteError.explaining("cannot write", path) {
        try file.closeAfter {
          _ = try file.writeAll(bytes)
          try FileSystem.synchronize(file)
        }
      }
    } catch {
      FileSystem.remove(temporary)
      throw error
    }
  }
}
