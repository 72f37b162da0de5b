#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of memory that this process could have at most: those of the machine, or fewer where
/// the process (`ulimit -v`) or its container (`memory.max` of cgroup 2) is limited.
///
/// It is not what is free at the moment, which the next moment would make wrong.
func availableMemory() -> Double {
  let pages = sysconf(Int32(_SC_PHYS_PAGES))
  let machine = pages > 0 ? Double(pages) * Double(sysconf(Int32(_SC_PAGESIZE))) : .infinity
  return [machine, addressSpaceLimit(), containerLimit()].compactMap(\.self).min() ?? machine
}

/// The limit of the process; nil if there is none.
private func addressSpaceLimit() -> Double? {
  var limit = rlimit()
  #if canImport(Glibc)
    let result = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  #else
    let result = getrlimit(RLIMIT_AS, &limit)
  #endif
  return result == 0 && limit.rlim_cur < rlim_t.max / 2 ? Double(limit.rlim_cur) : nil
}

/// The limit of the container; nil if there is none.
private func containerLimit() -> Double? {
  guard let file = fopen("/sys/fs/cgroup/memory.max", "r") else { return nil }
  defer { fclose(file) }
  var text = [CChar](repeating: 0, count: 32)
  guard fgets(&text, CInt(text.count), file) != nil else { return nil }
  let bytes = strtoull(text, nil, 10)
  return bytes > 0 ? Double(bytes) : nil  // "max", no limit, reads as 0
}
