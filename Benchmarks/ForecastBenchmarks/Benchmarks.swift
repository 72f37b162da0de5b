import Benchmark
import Workloads

/// What `swift package benchmark` runs: a file for each subject.
let benchmarks: @Sendable () -> Void = {
  recurrentBenchmarks()
  kernelBenchmarks()
  readingBenchmarks()
  programBenchmarks()
}

/// Registers benchmarks: one iteration is so many repetitions as the subject says.
func register(_ subjects: [Subject], most: Duration, warmups: Int = 2) {
  for subject in subjects {
    Benchmark(
      subject.name,
      configuration: .init(
        metrics: [.wallClock, .throughput], warmupIterations: warmups, maxDuration: most,
        maxIterations: 2000)
    ) { (_, measured: (Int) -> Void) in
      measured(subject.repetitions)
    } setup: {
      subject.prepare()
    }
  }
}
