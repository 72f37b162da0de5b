import ArgumentParser
import Plotting
import Workloads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Measures how time and memory grow with the work, prints it, and draws it.
@main struct Scaling: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling",
    abstract: "Measure how time and memory grow with the work; print tables and draw a figure.")

  @Option(name: .shortAndLong, help: "The picture to write.") var output = "scaling.png"
  @Option(help: "The longest series, in values.") var longest = 100_000
  @Option(help: "Seconds for each training step to be measured, about.") var most = 0.3
  @Flag(help: "Draw tables for Markdown.") var markdown = false

  func run() throws {
    let programs = programPoints()
    let peak = FusedMultiplyAdd.peak(bestOf: 20)
    let batches = stepPoints(along: batchShapes)
    let sizes = stepPoints(along: hiddenShapes)
    for table in [
      stepTable("batch B", batches, peak) { $0.batch },
      stepTable("units H", sizes, peak) { $0.hidden }, programTable(programs),
    ] {
      print(table.text(isMarkdown: markdown))
    }
    let figure = scalingFigure(batches: batches, sizes: sizes, programs: programs, peak: peak)
    try draw(figure)
  }

  /// Draws beside the final name, and renames.
  private func draw(_ figure: Figure) throws {
    let part = output + ".part"
    try GnuplotRenderer().draw([
      GnuplotRenderer.Drawing(figure, terminal: .png, path: part)
    ])
    guard rename(part, output) == 0 else {
      throw ValidationError("\(output) cannot be written: \(String(cString: strerror(errno)))")
    }
    print("Written: \(output)")
  }
}

// MARK: - What is measured

/// The time of a training step.
struct StepPoint {
  let shape: StepShape
  let seconds: Double

  var operationsPerSecond: Double { shape.trainingOperations / seconds }
}

/// How `forecast run` went on a series of so many values.
struct ProgramPoint {
  /// Of each of the four networks.
  static let epochs = 5
  /// All processors, as is the program's default.
  static let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  let values: Int
  let seconds: Double
  let peakMemory: Double
}

extension Scaling {
  private var batchShapes: [StepShape] {
    StepShape.Cell.batched.flatMap { cell in
      [1, 4, 16, 64, 256, 1024, 4096].map { StepShape(cell, hidden: 64, batch: $0, time: 12) }
    }
  }

  private var hiddenShapes: [StepShape] {
    StepShape.Cell.batched.flatMap { cell in
      [4, 8, 16, 32, 64, 128, 256, 512].map { StepShape(cell, hidden: $0, batch: 256, time: 12) }
    }
  }

  private func stepPoints(along shapes: [StepShape]) -> [StepPoint] {
    shapes.map { shape in
      let training = TrainingStep(shape)
      return StepPoint(
        shape: shape, seconds: medianSeconds(most: most) { _ = training.step() })
    }
  }

  /// Each length once when it takes long, up to five times when it is short.
  private func programPoints() -> [ProgramPoint] {
    [144, 1000, 10_000, 100_000].filter { $0 <= longest }.map { values in
      let folder = TemporaryFolder()
      let path = folder.path + "/hourly.csv"
      write(MadeUpSeries.table(rows: values), to: path)
      var runs: [Program.Measurement] = []
      repeat {
        runs.append(
          Program.forecast.measure([
            "run", path, "--epochs", "\(ProgramPoint.epochs)", "--quiet", "-o",
            folder.path + "/plots",
          ]))
      } while runs.count < 5 && runs.reduce(0) { $0 + $1.seconds } < 5
      return ProgramPoint(
        values: values, seconds: median(runs.map(\.seconds)),
        peakMemory: median(runs.map(\.peakMemory)))
    }
  }
}

/// Writes a file in a folder of our own.
private func write(_ bytes: [UInt8], to path: String) {
  let file = fopen(path, "w")
  let written = file.map { fwrite(bytes, 1, bytes.count, $0) }
  precondition(
    written == bytes.count && file.map { fclose($0) } == 0, "\(path) cannot be written")
}

// MARK: - Tables

private func stepTable(
  _ heading: String, _ points: [StepPoint], _ peak: Double, _ size: (StepShape) -> Int
) -> Table {
  var table = Table(["Training step by \(heading)", "H", "B", "T", "ms", "GFLOP/s", "of peak"])
  for point in points {
    table.rows.append([
      "\(point.shape.cell.title) \(size(point.shape))", "\(point.shape.hidden)",
      "\(point.shape.batch)", "\(point.shape.time)", digits(1000 * point.seconds),
      digits(point.operationsPerSecond / 1e9),
      decimals(100 * point.operationsPerSecond / peak, 0) + " %",
    ])
  }
  return table
}

private func programTable(_ points: [ProgramPoint]) -> Table {
  var table = Table([
    "forecast run, four networks, \(ProgramPoint.epochs) epochs", "values", "seconds", "peak MB",
  ])
  for point in points {
    table.rows.append([
      "hourly series", "\(point.values)", digits(point.seconds),
      decimals(point.peakMemory / 1e6, 0),
    ])
  }
  return table
}
