import Dispatch
import Synchronization

/// Calls `body` for every index, each on one of several threads, and waits for all of them.
///
/// Indices are taken in order, the next one by whoever is free.
///
/// - Parameters:
///   - count: Indices.
///   - workers: Threads at most; with one, everything happens on the calling thread.
///   - body: Told an index, and which worker it runs on, below `workers`; it runs on several threads
///     at once, and may write only what belongs to its index or its worker.
func forEachIndex(below count: Int, workers: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
  guard workers > 1 else {
    for index in 0..<count { body(index, 0) }
    return
  }
  // The workers share `body` as threads in any language do: it must not touch what belongs to
  // another index or worker. Everybody has returned before this function does.
  nonisolated(unsafe) let body = body
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      body(index, worker)
    }
  }
}
