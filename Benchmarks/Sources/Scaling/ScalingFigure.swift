import Plotting
import Workloads

/// Four panels: speed over batch and over units, and time and memory of the program over the length
/// of the series.
func scalingFigure(
  batches: [StepPoint], sizes: [StepPoint], programs: [ProgramPoint], peak: Double
) -> Figure {
  let lengths = programs.map { Double($0.values) }
  let work = "\(ProgramPoint.epochs) epochs on \(ProgramPoint.cores) cores"
  return Figure(
    title: "Training speed, and time and memory of a whole run, as the work grows",
    size: Figure.Size(width: 1500, height: 1100),
    rows: [
      Figure.Row(panels: [
        speedPanel(
          "Training step on one core, 64 units, 12 elements", "Sequences in a batch, B", batches,
          peak
        ) { $0.batch },
        speedPanel(
          "Training step on one core, 256 sequences, 12 elements", "Units of the hidden state, H",
          sizes, peak
        ) { $0.hidden },
      ]),
      Figure.Row(
        weight: 0.85,
        panels: [
          programPanel(
            "Time of a run, four networks, \(work)", "Wall time (s)", lengths,
            programs.map(\.seconds)),
          programPanel(
            "Memory of a run, four networks, \(work)", "Peak memory (MB)", lengths,
            programs.map { $0.peakMemory / 1e6 }),
        ]),
    ])
}

private func speedPanel(
  _ title: String, _ label: String, _ points: [StepPoint], _ peak: Double,
  _ size: (StepShape) -> Int
) -> Panel {
  let slowest = points.map(\.operationsPerSecond).min() ?? peak
  var elements: [Element] = [
    .horizontalLine(
      y: peak / 1e9, label: "peak of one core: \(decimals(peak / 1e9, 0)) GFLOP/s")
  ]
  for (index, cell) in StepShape.Cell.batched.enumerated() {
    let own = points.filter { $0.shape.cell == cell }
    elements.append(
      .trace(
        Trace(
          name: cell.title, role: .model(index), x: own.map { Double(size($0.shape)) },
          y: own.map { $0.operationsPerSecond / 1e9 }, mark: .markedLine(.solid))))
  }
  return Panel(
    title: title, x: Axis(label: label, scale: .log),
    y: Axis(label: "Speed (GFLOP/s)", scale: .log, range: (slowest / 1.5e9)...(peak / 0.5e9)),
    legend: .below,
    elements: elements)
}

private func programPanel(
  _ title: String, _ label: String, _ lengths: [Double], _ values: [Double]
) -> Panel {
  Panel(
    title: title, x: Axis(label: "Values in the hourly series", scale: .log),
    y: Axis(label: label, scale: .log),
    elements: [
      .trace(Trace(role: .actual, x: lengths, y: values, mark: .markedLine(.solid)))
    ])
}
