import FoundationEssentials
import SystemPackage

/// The file that a checkpoint is kept in.
///
/// It is replaced as a whole (``AtomicFile``), so that whenever the program or the machine stops, the
/// last checkpoint that was written is there and whole.
public struct CheckpointStore: Sendable {
  /// The file, as the user named it.
  public let path: String

  /// A file that need not exist.
  public init(path: String) { self.path = path }

  /// Removes what programs left that were killed while they wrote this checkpoint.
  ///
  /// Should another program be writing it just now, that one is told that it could not, and its next
  /// one is written.
  public func removeLeftovers() {
    let (folder, name) = place
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    where AtomicFile.isTemporaryName(entry, for: name) {
      FileSystem.remove(folder.appending(entry).string)
    }
  }

  /// Replaces the file, making its folder if it is missing.
  ///
  /// - Throws: `WriteError`; then the file is as it was.
  public func write(_ checkpoint: Checkpoint) throws(WriteError) {
    let folder = FilePath(path).removingLastComponent()
    try WriteError.explaining("cannot create the folder", folder.string) {
      try FileSystem.makeFolder(folder)
    }
    try AtomicFile.write(checkpoint.encoded(), to: path)
  }

  /// Removes the file, and what it is a link to.
  public func remove() {
    if let file = try? FileSystem.realPath(of: path) { FileSystem.remove(file) }
    FileSystem.synchronizeFolder(of: path)
  }

  /// The folder and the name of the file behind links.
  private var place: (folder: FilePath, name: String) {
    let file = FilePath((try? FileSystem.realPath(of: path)) ?? path)
    let folder = file.removingLastComponent()
    return (folder.isEmpty ? FilePath(".") : folder, file.lastComponent?.string ?? "")
  }
}
