import Dispatch
import Synchronization

/// Work in numbered pieces that several threads may do at once.
protocol SharedWork: AnyObject {
  /// Does one piece.
  ///
  /// Runs on several threads at a time, and may write only what belongs to its piece or its worker.
  func doPiece(_ index: Int, worker: Int)
}

/// Threads that wait for work, do it together with the thread that has it, and wait again.
///
/// They are hired at the first work and live as long as the crew, so that giving them work costs a
/// signal each and no memory; `DispatchQueue.concurrentPerform` allocates at every call.
final class Crew {
  /// Threads that work, the caller's included.
  let workers: Int
  private let state: State
  private var isHired = false

  /// A crew of so many; with one, nobody is ever hired.
  init(workers: Int) {
    precondition(workers >= 1, "Work needs at least one thread")
    self.workers = workers
    state = State(helpers: workers - 1)
  }

  deinit { state.dismiss() }

  /// Does all pieces below `count`, and returns when all are done.
  ///
  /// Pieces are taken in order, the next one by whoever is free; worker 0 is the caller. A helper that
  /// the system has not woken yet is not waited for, so a busy machine holds nobody up.
  func share(_ work: some SharedWork, pieces count: Int) {
    guard workers > 1, count > 1 else {
      for index in 0..<count { work.doPiece(index, worker: 0) }
      return
    }
    if !isHired { hire() }
    state.share(work, pieces: count)
  }

  private func hire() {
    isHired = true
    for helper in 0..<workers - 1 {
      // A queue of its own is a thread of its own while it is busy, and it is busy to its end.
      DispatchQueue(label: "forecast.crew").async { [state] in state.serve(as: helper) }
    }
  }
}

/// What the threads of a crew share.
///
/// Unchecked, because the compiler does not see that every variable is only touched within `lock`. A
/// helper takes the work within it and counts itself in; whoever comes after the work has been taken
/// away finds nothing. The last reference to the work may be a helper's, for a moment.
private final class State: @unchecked Sendable {
  private let signals: [DispatchSemaphore]
  private let done = DispatchSemaphore(value: 0)
  private let next = Atomic(0)

  private let lock = Mutex(())
  private var work: (any SharedWork)?
  private var count = 0
  private var busyHelpers = 0
  private var isWaiting = false
  private var isDismissed = false

  init(helpers: Int) {
    signals = (0..<helpers).map { _ in DispatchSemaphore(value: 0) }
  }

  func share(_ work: any SharedWork, pieces: Int) {
    lock.withLock { _ in
      self.work = work
      count = pieces
      next.store(0, ordering: .relaxed)
    }
    for signal in signals { signal.signal() }
    doPieces(of: work, below: pieces, as: 0)
    let mustWait = lock.withLock { _ in
      self.work = nil
      isWaiting = busyHelpers > 0
      return isWaiting
    }
    if mustWait { done.wait() }
  }

  private func doPieces(of work: any SharedWork, below count: Int, as worker: Int) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      work.doPiece(index, worker: worker)
    }
  }

  /// The life of a helper.
  func serve(as helper: Int) {
    while true {
      signals[helper].wait()
      var job: ((any SharedWork), Int)?
      let isOver = lock.withLock { _ in
        if let work {
          busyHelpers += 1
          job = (work, count)
        }
        return isDismissed
      }
      if isOver { return }
      guard let (work, count) = job else { continue }
      doPieces(of: work, below: count, as: helper + 1)
      lock.withLock { _ in
        busyHelpers -= 1
        if busyHelpers == 0, isWaiting {
          isWaiting = false
          done.signal()
        }
      }
    }
  }

  func dismiss() {
    lock.withLock { _ in isDismissed = true }
    for signal in signals { signal.signal() }
  }
}
