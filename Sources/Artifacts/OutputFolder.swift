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
/// try folder.write(all: [("forecast.png", sheet), ("loss-gru.png", curve)])
/// folder.written.map(\.name)         // ["forecast.csv", "forecast.png", "loss-gru.png"]
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

  /// Writes files that belong together: none of them before all are known to be whole.
  ///
  /// Each is on the disk under a temporary name before the first takes its place. Then only renames
  /// are left; should the system refuse one, the files before it stay, and are ``written``.
  ///
  /// - Throws: `WriteError` as ``write(_:to:)`` does; then no temporary file remains.
  /// - Precondition: Each `name` is a plain file name.
  public mutating func write(all files: [(name: String, bytes: [UInt8])]) throws(WriteError) {
    for file in files { checkPlain(file.name) }
    if let error = foreignError(among: files.map(\.name)) { throw error }
    try makeFolder()
    do {
      for (name, bytes) in files {
        try AtomicFile.create(temporaryPath(for: name), with: bytes, for: location(of: name))
      }
      for (name, bytes) in files {
        let place = location(of: name)
        try AtomicFile.move(temporaryPath(for: name), to: place, for: place)
        record(WrittenFile(name: name, sha256: sha256Hex(of: bytes), bytes: bytes.count))
      }
    } catch {
      for (name, _) in files { FileSystem.remove(temporaryPath(for: name)) }
      throw error
    }
  }

  /// A path in the folder that nobody can have a file waiting at.
  private func temporaryPath(for name: String) -> String {
    location(of: temporaryPrefix + name)
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
