#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a failed system call means, in the system's words.
func systemWords(_ code: Int32) -> String { String(cString: strerror(code)) }

/// The value of an environment variable; nil when it is not set or empty.
func environmentVariable(_ name: String) -> String? {
  guard let value = getenv(name), value[0] != 0 else { return nil }
  return String(cString: value)
}

/// Makes an empty file, or empties the one that is there.
///
/// - Returns: 0, or the errno.
func makeEmptyFile(_ path: String) -> Int32 {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { return errno }
  close(descriptor)
  return 0
}

/// Removes a file if it is an ordinary one or a link; devices stay.
func removeFile(_ path: String) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  let kind = status.st_mode & S_IFMT
  if kind == S_IFREG || kind == S_IFLNK { unlink(path) }
}

/// All bytes of an ordinary file, or nil if it is none or cannot be read.
func bytes(ofFile path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count == 0 { return result }
    if count < 0 && errno != EINTR { return nil }
    result += buffer.prefix(max(0, count))
  }
}

/// True if nothing more can be written where the file is, because there is no room.
///
/// It tries: gnuplot does not tell, and the free blocks of a file system do not tell all.
func isDiskFull(at path: String) -> Bool {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o666)
  guard descriptor >= 0 else { return errno == ENOSPC || errno == EDQUOT }
  defer { close(descriptor) }
  let block = [UInt8](repeating: 0, count: 1 << 14)
  let count = write(descriptor, block, block.count)
  return count < 0 ? errno == ENOSPC || errno == EDQUOT : count < block.count
}

/// True if the path is a program that we may run.
func isProgram(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
}

/// Makes a folder of our own.
///
/// - Throws: `cannotWrite` if there can be no such folder.
func makeTemporaryFolder() throws(GnuplotError) -> String {
  let parent = environmentVariable("TMPDIR") ?? P_tmpdir
  var template = Array("\(parent)/forecast-plot-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else {
    throw GnuplotError(.cannotWrite(name: parent, why: systemWords(errno)), isTemporary: true)
  }
  return template.withUnsafeBufferPointer { characters in
    String(decoding: characters.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// Removes a folder if it is empty.
func removeFolder(_ path: String) { rmdir(path) }

/// Seconds since some moment in the past, never set back.
func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

/// The number of processors that are running.
func processorCount() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
