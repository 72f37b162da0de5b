import SystemPackage

/// A file that `forecast` wrote, as a manifest such as `report.json` lists it.
public struct WrittenFile: Codable, Hashable, Sendable {
  /// The name within the folder.
  public let name: String
  /// The SHA-256 of the content, 64 lower-case hexadecimal digits.
  public let sha256: String
  /// The length of the content in bytes.
  public let bytes: Int

  /// Lists a file.
  public init(name: String, sha256: String, bytes: Int) {
    self.name = name
    self.sha256 = sha256
    self.bytes = bytes
  }
}

/// The folder into which one run writes, and in which it spares what `forecast` did not write.
///
/// ```swift
/// var folder = OutputFolder(path: "plots", known: oldManifest, force: false)
/// try folder.check(["forecast.csv", "forecast.png"])         // before the work begins
/// try folder.write(table.encoded(), to: "forecast.csv")
/// try draw(to: folder.temporaryPath(for: "forecast.png"))    // by another program
/// try folder.adopt("forecast.png")
/// folder.written.map(\.name)                                 // ["forecast.csv", "forecast.png"]
/// ```
///
/// A file may be replaced if it is one of those `known` and its digest still is the one listed
/// there, if this run wrote it, or with `force`. A manifest cannot list itself: whoever has read
/// and understood one adds it to `known`, with the digest of what was read.
public struct OutputFolder: Sendable {
  /// The folder, as the user named it.
  public let path: String

  /// What this run has written, in the order of the first writing; a name stands here once.
  public private(set) var written: [WrittenFile] = []

  let force: Bool
  private let known: [String: Set<WrittenFile>]
  private let temporaryPrefix = AtomicFile.temporaryName(for: "")

  /// Describes a folder; nothing is read or created yet.
  ///
  /// - Parameters:
  ///   - path: The folder, which need not exist.
  ///   - known: The files that earlier runs wrote there.
  ///   - force: Whether files of others may be replaced too. Folders and devices never are.
  public init(path: String, known: [WrittenFile], force: Bool) {
    self.path = path
    self.force = force
    self.known = Dictionary(grouping: known, by: \.name).mapValues(Set.init)
  }

  /// Writes a file atomically, creating the folder and those above it when they are missing.
  ///
  /// - Throws: `WriteError` if the folder or the file cannot be written, or if a file of that name
  ///   has come there that `forecast` did not write.
  /// - Precondition: `name` is a plain file name.
  public mutating func write(_ bytes: [UInt8], to name: String) throws(WriteError) {
    try prepare(for: name)
    try AtomicFile.write(bytes, to: location(of: name))
    record(WrittenFile(name: name, sha256: sha256Hex(of: bytes), bytes: bytes.count))
  }

  /// Creates the folder, and says where another program shall write a file that is to be adopted.
  ///
  /// The path is in this folder, ends in `name`, and stays the same for this value and its copies.
  ///
  /// - Throws: `WriteError` if the folder cannot be created.
  /// - Precondition: `name` is a plain file name.
  public func makeTemporaryPath(for name: String) throws(WriteError) -> String {
    try makeFolder()
    return temporaryPath(for: name)
  }

  /// Where another program shall write a file that is to be adopted; creates nothing.
  ///
  /// The path is in this folder, ends in `name`, and stays the same for this value and its copies.
  ///
  /// - Precondition: `name` is a plain file name.
  public func temporaryPath(for name: String) -> String {
    checkPlain(name)
    return location(of: temporaryPrefix + name)
  }

  /// Renames the file at `temporaryPath(for:)` into its place, as whole as the other program made it.
  ///
  /// If it throws, the old file is untouched and the temporary file is gone.
  ///
  /// - Throws: `WriteError` if there is no such file, if it is not a regular file, or if it cannot
  ///   take its place.
  /// - Precondition: `name` is a plain file name.
  public mutating func adopt(_ name: String) throws(WriteError) {
    let temporary = temporaryPath(for: name)
    let place = location(of: name)
    do {
      let (sha256, bytes) = try WriteError.explaining("cannot adopt", place) {
        guard try FilePath(temporary).stat(followTargetSymlink: false).type == .regular else {
          throw Errno.invalidArgument
        }
        return try FileSystem.digest(of: temporary)
      }
      try prepare(for: name)
      try AtomicFile.move(temporary, to: place, for: place)
      record(WrittenFile(name: name, sha256: sha256, bytes: bytes))
    } catch {
      FileSystem.remove(temporary)
      throw error
    }
  }

  /// Removes the file at `temporaryPath(for:)`, if there is one: the other program failed.
  ///
  /// - Precondition: `name` is a plain file name.
  public func discardTemporary(for name: String) {
    FileSystem.remove(temporaryPath(for: name))
  }

  /// The path of a file in the folder.
  func location(of name: String) -> String { FilePath(path).appending(name).string }

  /// Whether the file of that name is one that `forecast` wrote and nobody has changed since.
  func isOurs(_ name: String) -> Bool {
    guard let (sha256, bytes) = try? FileSystem.digest(of: location(of: name)) else { return false }
    let found = WrittenFile(name: name, sha256: sha256, bytes: bytes)
    return written.contains(found) || known[name, default: []].contains(found)
  }

  private func prepare(for name: String) throws(WriteError) {
    checkPlain(name)
    if let error = foreignError(among: [name]) { throw error }
    try makeFolder()
  }

  private func makeFolder() throws(WriteError) {
    try WriteError.explaining("cannot create the folder", path) {
      guard !path.isEmpty else { throw Errno.noSuchFileOrDirectory }
      try FileSystem.makeFolder(FilePath(path))
    }
  }

  private mutating func record(_ file: WrittenFile) {
    if let index = written.firstIndex(where: { $0.name == file.name }) {
      written[index] = file
    } else {
      written.append(file)
    }
  }
}

/// Stops the program at a name that is not one of a file in the folder itself.
func checkPlain(_ name: String) {
  precondition(
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == 0 || $0 == 0x2F },
    "\(quoted(name)) is not a plain file name")
}
