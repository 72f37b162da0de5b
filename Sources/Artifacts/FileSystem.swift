import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether two paths name the same file or folder, in whatever way they are written.
///
/// - Parameters:
///   - path: A path; links are followed as far as there is something.
///   - other: Another one. Neither has to exist.
/// - Returns: True where they lead to the same place.
public func isSamePlace(_ path: String, _ other: String) -> Bool {
  FileSystem.place(of: path) == FileSystem.place(of: other)
}

/// The calls of the operating system that `SystemPackage` does not have, with its errors.
enum FileSystem {
  /// The type of a file, links followed; nil if there is none.
  static func type(of path: String) throws(Errno) -> FileType? {
    do {
      return try FilePath(path).stat().type
    } catch .noSuchFileOrDirectory {
      return nil
    }
  }

  /// Renames a file within its file system, replacing what bears the new name.
  static func rename(_ old: String, to new: String) throws(Errno) {
    try check(renamed(old, new))
  }

  /// Removes a file; a failure changes nothing for the caller, and is not told.
  static func remove(_ path: String) {
    _ = unlink(path)
  }

  /// Creates a folder and the folders above it, with mode 0777 without the umask's bits.
  ///
  /// A folder that is already there is no error.
  static func makeFolder(_ path: FilePath) throws(Errno) {
    let isThere = try type(of: path.string) == .directory
    guard !isThere, !path.isEmpty else { return }
    try makeFolder(path.removingLastComponent())
    do {
      try check(mkdir(path.string, 0o777))
    } catch .fileExists {
      guard try type(of: path.string) == .directory else { throw .notDirectory }
    }
  }

  /// Throws if the process may not make files in a folder.
  static func checkWritable(_ folder: String) throws(Errno) {
    try check(access(folder, W_OK | X_OK))
  }

  /// The absolute path without symbolic links.
  static func realPath(of path: String) throws(Errno) -> String {
    guard let resolved = realpath(path, nil) else { throw Errno(rawValue: errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The place of a path, links followed as far as there is something: equal for all ways to write it.
  static func place(of path: String) -> FilePath {
    if let real = try? realPath(of: path.isEmpty ? "." : path) { return FilePath(real) }
    let file = FilePath(path).lexicallyNormalized()
    guard let name = file.lastComponent else { return file }
    let folder = file.removingLastComponent()
    return folder == file ? file : place(of: folder.string).appending(name)
  }

  /// Waits until a file's content is on the disk; does nothing where a file system has no such call.
  static func synchronize(_ file: FileDescriptor) throws(Errno) {
    do {
      try check(fsync(file.rawValue))
    } catch .interrupted {
      try synchronize(file)
    } catch .invalidArgument, .notSupported, .noFunction {
      return
    }
  }

  /// Asks for the entries of a file's folder to be on the disk.
  ///
  /// The file is in place already, so a refusal changes nothing for the caller, and is not told.
  static func synchronizeFolder(of path: String) {
    let folder = FilePath(path).removingLastComponent()
    let name = folder.isEmpty ? FilePath(".") : folder
    guard
      let descriptor = try? FileDescriptor.open(
        name, .readOnly, options: [.directory, .closeOnExec])
    else { return }
    try? synchronize(descriptor)
    try? descriptor.close()
  }

  /// The digest and the length in bytes of a regular file, whose content is then on the disk.
  static func digest(of path: String) throws -> (sha256: String, bytes: Int) {
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
    return try file.closeAfter {
      var digest = IncrementalDigest()
      var length = 0
      try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
        while case let count = try file.read(into: buffer), count > 0 {
          digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          length += count
        }
      }
      try synchronize(file)
      return (digest.hex, length)
    }
  }

  private static func check(_ result: CInt) throws(Errno) {
    if result != 0 { throw Errno(rawValue: errno) }
  }
}

/// The C function, which `FileSystem.rename` hides by its name.
private func renamed(_ old: String, _ new: String) -> CInt { rename(old, new) }
