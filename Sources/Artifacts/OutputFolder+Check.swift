import SystemPackage

extension OutputFolder {
  /// Throws if the run could not write these files at its end; changes nothing on the disk.
  ///
  /// To be called before the work begins. The folder may be missing if it can be created.
  ///
  /// - Throws: `WriteError` with reason `.cannotCreate` if `path` is a file, if the folder cannot be
  ///   created or written, or if `forecast` did not write files that stand there under these names;
  ///   it lists them all.
  /// - Precondition: Each of `names` is a plain file name.
  public func check(_ names: [String]) throws(WriteError) {
    for name in names { checkPlain(name) }
    try WriteError.explaining("cannot write into this folder", path) {
      guard !path.isEmpty else { throw Errno.noSuchFileOrDirectory }
      try checkFolder(FilePath(path))
    }
    if let error = foreignError(among: names) { throw error }
  }

  /// What to say of those names under which something stands that must not be replaced; nil if none.
  func foreignError(among names: [String]) -> WriteError? {
    if let long = names.first(where: { $0.utf8.count > 255 }) {
      return WriteError("cannot write", path: location(of: long), refusal: .fileNameTooLong)
    }
    let foreign = names.filter { !isFree($0) }
    guard !foreign.isEmpty else { return nil }
    let list = foreign.joined(separator: ", ")
    let hint =
      force
      ? "remove what is no regular file, or choose another folder with --output"
      : "replace with --force, or choose another folder with --output"
    return WriteError(
      reason: .cannotCreate, path: path,
      found: "\(list) \(foreign.count == 1 ? "is" : "are") there and not written by forecast",
      hint: hint)
  }

  /// Whether a name may be written: nothing stands there, or something that may be replaced.
  private func isFree(_ name: String) -> Bool {
    do throws(Errno) {
      switch try FilePath(location(of: name)).stat(followTargetSymlink: false).type {
      case .regular: return force || isOurs(name)
      case .symbolicLink: return force
      default: return false
      }
    } catch {
      return error == .noSuchFileOrDirectory || error == .notDirectory
    }
  }

  /// Throws unless files can be made in a folder, or the folder itself in the one above it.
  private func checkFolder(_ folder: FilePath) throws(Errno) {
    let here = folder.isEmpty ? FilePath(".") : folder
    do throws(Errno) {
      guard try here.stat().type == .directory else { throw .notDirectory }
      try FileSystem.checkWritable(here.string)
    } catch .noSuchFileOrDirectory {
      let isBrokenLink = (try? here.stat(followTargetSymlink: false)) != nil
      guard !isBrokenLink else { throw .noSuchFileOrDirectory }
      try checkFolder(folder.removingLastComponent())
    }
  }
}
