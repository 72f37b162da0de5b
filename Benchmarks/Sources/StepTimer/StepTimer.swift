import Workloads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Answers requests on standard input, a line each, with a line each: the median seconds of N
/// repetitions.
///
///     step CELL H B T THREADS N    training steps without clipping
///     product KIND M B K TIMES N   products of a matrix with a batch, TIMES of them a repetition
///     read FILE N                  reading a CSV file
///     peak N                       the loop of multiply-adds: not seconds, but operations a second
///
/// It stays alive between requests, so that memory and caches are as warm as those of the program
/// that it is compared with.
@main struct StepTimer {
  private var steps: [StepShape: TrainingStep] = [:]

  static func main() {
    var timer = StepTimer()
    while let line = readLine() {
      guard let answer = timer.answer(to: line.split(separator: " ").map(String.init)) else {
        print("not understood: \(line)")
        exit(64)
      }
      print(answer)
      fflush(nil)
    }
  }

  private mutating func answer(to words: [String]) -> Double? {
    let numbers = words.compactMap { Int($0) }
    guard let count = numbers.last, numbers.allSatisfy({ $0 >= 1 }) else { return nil }
    switch (words[0], words.count, numbers.count) {
    case ("step", 7, 5):
      guard let cell = StepShape.Cell(rawValue: words[1]) else { return nil }
      let training = step(
        StepShape(
          cell, hidden: numbers[0], batch: numbers[1], time: numbers[2], threads: numbers[3]))
      return times(count) { _ = training.step() }
    case ("product", 7, 5):
      guard let kind = KernelWork.Kind(rawValue: words[1]) else { return nil }
      let work = KernelWork(kind, rows: numbers[0], batch: numbers[1], columns: numbers[2])
      return times(count) { _ = work.run(times: numbers[3]) }
    case ("read", 3, _): return times(count) { _ = MadeUpSeries.read(file: words[1]) }
    case ("peak", 2, 1): return FusedMultiplyAdd.peak(bestOf: count)
    default: return nil
    }
  }

  /// The median of so many, after two to warm up.
  private func times(_ count: Int, _ body: () -> Void) -> Double {
    for _ in 0..<2 { body() }
    return median((0..<count).map { _ in seconds(body) })
  }

  /// A network, the same one whenever it is asked for.
  private mutating func step(_ shape: StepShape) -> TrainingStep {
    if let known = steps[shape] { return known }
    let made = TrainingStep(shape, clips: false)
    steps[shape] = made
    return made
  }
}
