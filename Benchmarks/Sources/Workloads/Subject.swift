/// One thing that is measured, under its name: what to do and how much work it is.
///
/// The benchmarks run them; the table looks them up again by name to say how fast that was.
public struct Subject: Sendable {
  /// What the amount counts.
  public enum Unit: Sendable {
    /// Floating-point operations.
    case operations
    /// Results of a function.
    case results
    /// Bytes read.
    case bytes
    /// Nothing: only the time is of interest.
    case none
  }

  /// `LSTM/training step T=12 B=84 H=64`.
  public let name: String
  /// How much one repetition does.
  public let amount: Double
  /// What the amount counts.
  public let unit: Unit
  /// How often an iteration does it, so that it is long beside the clock's ticks.
  public let repetitions: Int
  /// Makes the memory and returns what to measure: so many repetitions.
  public let prepare: @Sendable () -> (_ times: Int) -> Void

  init(
    _ name: String, _ amount: Double, _ unit: Unit, repetitions: Int = 1,
    prepare: @escaping @Sendable () -> (_ times: Int) -> Void
  ) {
    self.name = name
    self.amount = amount
    self.unit = unit
    self.repetitions = repetitions
    self.prepare = prepare
  }

  /// Everything that is measured, in the order of the table.
  public static let all = recurrent + kernels + reading + programs
}

// MARK: - Networks

extension Subject {
  /// Training steps and forward passes of each cell, and an epoch of the hand-unrolled network.
  public static let recurrent: [Subject] =
    StepShape.Cell.batched.flatMap { StepShape.compared($0) }.flatMap { [step($0), forward($0)] }
    + [step(StepShape(.rnnElement, hidden: 16, batch: 84, time: 12))]

  private static func step(_ shape: StepShape) -> Subject {
    Subject(
      "\(shape.cell.title)/\(shape.cell == .rnnElement ? "epoch" : "training step") \(shape.sizes)",
      shape.trainingOperations, .operations,
      repetitions: repetitions(for: shape.trainingOperations)
    ) {
      let training = TrainingStep(shape)
      return { times in for _ in 0..<times { _ = training.step() } }
    }
  }

  private static func forward(_ shape: StepShape) -> Subject {
    Subject(
      "\(shape.cell.title)/forward \(shape.sizes)", shape.forwardOperations, .operations,
      repetitions: repetitions(for: shape.forwardOperations)
    ) {
      let training = TrainingStep(shape)
      return { times in for _ in 0..<times { _ = training.forward() } }
    }
  }

  /// So many that an iteration takes a millisecond or so.
  private static func repetitions(for operations: Double) -> Int {
    max(1, Int(5e7 / operations))
  }
}

// MARK: - Kernels

extension Subject {
  /// The loop of multiply-adds whose best time is the peak that the others are held to.
  public static let peaks: [Subject] = FusedMultiplyAdd.Width.allCases.map { width in
    let rounds = 200_000
    return Subject(
      "multiply-add/loop lanes=\(width.rawValue)",
      FusedMultiplyAdd.operations(rounds: rounds, width: width), .operations
    ) {
      { times in for _ in 0..<times { _ = FusedMultiplyAdd.run(rounds: rounds, width: width) } }
    }
  }

  /// The three products of a layer and the two functions of the gates.
  public static let kernels: [Subject] = peaks + products + functions

  /// `M` rows, `B` sequences, `K` columns: LSTM of 16 units, of 64, and of 256; each for a year of
  /// months, as in training.
  private static let sizes = [(64, 128, 18), (256, 64, 64), (1024, 256, 258)]

  private static let steps = 12

  private static let products: [Subject] = [
    (KernelWork.Kind.product, "forward"), (.inputGradient, "input gradient"),
    (.weightGradient, "weight gradient"),
  ].flatMap { (kind, title) in
    sizes.map { (rows, batch, columns) in
      let operations = 2 * Double(rows * batch * columns * steps)
      return Subject(
        "product/\(title) \(rows)x\(batch)x\(columns)", operations, .operations,
        repetitions: repetitions(for: operations)
      ) {
        let work = KernelWork(kind, rows: rows, batch: batch, columns: columns, steps: steps)
        return { times in _ = work.run(times: times) }
      }
    }
  }

  private static let functions: [Subject] = [KernelWork.Kind.sigmoid, .tanh].map { kind in
    let (rows, batch) = (64, 128)
    return Subject(
      "function/\(kind.rawValue) \(rows)x\(batch)", Double(rows * batch), .results,
      repetitions: 500
    ) {
      let work = KernelWork(kind, rows: rows, batch: batch, columns: rows)
      return { times in _ = work.run(times: times) }
    }
  }
}

// MARK: - Reading, and the program

extension Subject {
  /// Reading a long table of two columns from memory.
  public static let reading: [Subject] = [
    Subject(
      "reading/CSV hourly, 20 MB", Double(MadeUpSeries.size(rows: MadeUpSeries.manyRows)), .bytes
    ) {
      let table = MadeUpSeries.table(rows: MadeUpSeries.manyRows)
      return { times in for _ in 0..<times { _ = MadeUpSeries.read(table) } }
    }
  ]

  /// The program as a process, from its start to its end.
  public static let programs: [Subject] = [
    Subject("program/forecast --help", 1, .none) {
      { times in for _ in 0..<times { Program.forecast.call(["--help"]) } }
    },
    Subject("program/forecast run", 1, .none) {
      { times in
        for _ in 0..<times {
          let folder = TemporaryFolder()
          Program.forecast.call(["run", "--quiet", "-o", folder.path])
        }
      }
    },
  ]
}
