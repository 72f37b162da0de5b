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
/// They live as long as the crew, so that giving them work costs two signals each and no memory;
/// `DispatchQueue.concurrentPerform` allocates at every call.
final class Crew {
  /// Threads that work, the caller's included.
  let workers: Int
  private let state: State

  /// A crew of so many; with one, nobody is hired.
  init(workers: Int) {
    precondition(workers >= 1, "Work needs at least one thread")
    self.workers = workers
    let state = State(helpers: workers - 1)
    self.state = state
    for helper in 0..<workers - 1 {
      // A queue of its own is a thread of its own while it is busy, and it is busy to its end.
      DispatchQueue(label: "forecast.crew").async { state.serve(as: helper) }
    }
  }

  deinit { state.dismiss() }

  /// Does all pieces below `count`, and returns when all are done.
  ///
  /// Pieces are taken in order, the next one by whoever is free; worker 0 is the caller.
  func share(_ work: some SharedWork, pieces count: Int) {
    if workers == 1 || count == 1 {
      for index in 0..<count { work.doPiece(index, worker: 0) }
    } else {
      state.share(work, pieces: count)
    }
  }
}

/// What the threads of a crew share.
///
/// Unchecked, because `work` and `count` are only written while every helper waits for its signal,
/// and a semaphore's signal happens before the wait that it ends.
private final class State: @unchecked Sendable {
  private let signals: [DispatchSemaphore]
  private let done = DispatchSemaphore(value: 0)
  private let next = Atomic(0)
  private var work: (any SharedWork)?
  private var count = 0

  init(helpers: Int) {
    signals = (0..<helpers).map { _ in DispatchSemaphore(value: 0) }
  }

  func share(_ work: any SharedWork, pieces: Int) {
    self.work = work
    count = pieces
    next.store(0, ordering: .relaxed)
    for signal in signals { signal.signal() }
    doPieces(of: work, as: 0)
    for _ in signals { done.wait() }
    self.work = nil
  }

  private func doPieces(of work: any SharedWork, as worker: Int) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      work.doPiece(index, worker: worker)
    }
  }

  /// The life of a helper: until there is a signal and no work.
  func serve(as helper: Int) {
    while true {
      signals[helper].wait()
      guard let work else { return }
      doPieces(of: work, as: helper + 1)
      done.signal()
    }
  }

  func dismiss() {
    for signal in signals { signal.signal() }
  }
}
