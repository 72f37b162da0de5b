import Diagnosis
import Forecasting
import Recurrent
import Reporting
import SeriesData
import Synchronization

/// Shows how training goes: a ``TrainingBoard`` in a ``LiveBlock``.
///
/// Whoever trains only takes notes here, so that a run is as fast with it as without, and its bits are
/// the same.
final class TrainingDisplay: Sendable {
  private let notes: Notes
  private let block: LiveBlock?

  /// A display of what an experiment trains.
  ///
  /// - Parameters:
  ///   - experiment: The networks, and the series that gives their errors a unit.
  ///   - hasAuto: Whether the recipe `auto` comes before them.
  ///   - unit: What the values count; may be empty.
  ///   - threads: How many train at once.
  ///   - isEnabled: Whether anybody wants it; it is for a terminal alone.
  init(
    _ experiment: Experiment, hasAuto: Bool, unit: String, threads: Int, isEnabled: Bool
  ) {
    let notes = Notes(experiment, hasAuto: hasAuto, unit: unit, threads: threads)
    self.notes = notes
    block = isEnabled && Console.canRedraw ? LiveBlock { notes.lines($0) } : nil
    block?.start()
  }

  /// Takes note of an epoch, from any thread.
  func advance(_ progress: Experiment.Progress) {
    if block != nil { notes.change { $0.take(progress, at: $1) } }
  }

  /// Takes note that a network is judged, from any thread.
  func finish(_ network: Int) { notes.change { board, _ in board.finish(network) } }

  /// Takes note that the recipe `auto` is judged.
  func finishAuto() { notes.change { $0.finishAuto(at: $1) } }

  /// Takes the block away.
  func close() { block?.finish() }
}

/// What was told so far.
private final class Notes: Sendable {
  private struct Part: Hashable {
    let network: Int
    let fit: Range<Int>
  }

  private let board: Mutex<TrainingBoard>
  private let units = Mutex<[Part: Double?]>([:])
  /// The columns of the widest loss so far, so that the bars keep their length.
  private let widestLoss = Mutex(0)
  private let start = ContinuousClock.now
  private let experiment: Experiment
  private let unit: String

  init(_ experiment: Experiment, hasAuto: Bool, unit: String, threads: Int) {
    self.experiment = experiment
    self.unit = unit.isEmpty ? "" : " " + fitted(printable(unit), 12, Console.letters)
    let networks = experiment.networks.map { network in
      (
        name: network.kind.rawValue, epochs: network.training.epochs,
        trainings: 2 + experiment.trainingsForJudgement
          + experiment.deepTrainings(of: network).count
      )
    }
    board = Mutex(TrainingBoard(networks, auto: hasAuto ? 0 : nil, threads: threads))
  }

  private var now: Double { (ContinuousClock.now - start).inSeconds }

  func change(_ body: (inout TrainingBoard, Double) -> Void) {
    board.withLock { body(&$0, now) }
  }

  func lines(_ size: TerminalSize) -> [String] {
    board.withLock { $0 }.lines(at: now, size, Console.letters) { progress in
      let loss = loss(progress)
      let width = widestLoss.withLock {
        $0 = max($0, displayWidth(loss))
        return $0
      }
      return pad(loss, width)
    }
  }

  /// The loss in the unit of the data, where it is one; else in scaled units, and it says so.
  private func loss(_ last: Experiment.Progress) -> String {
    let kind = experiment.networks[last.network].training.loss
    let value = last.record.trainingLoss
    let error = kind == .meanSquared ? value.squareRoot() : value
    let name =
      switch kind {
      case .meanSquared: "RMSE"
      case .meanAbsolute: "MAE"
      case .huber: "Huber"
      case .pinball: "pinball"
      }
    // Huber's loss is bent where an error is 1 in scaled units.
    guard kind != .huber, let factor = factor(Part(network: last.network, fit: last.fit)) else {
      return "\(name) \(threeDigits(error)) scaled"
    }
    return "\(name) \(threeDigits(error * factor))\(unit)"
  }

  private func factor(_ part: Part) -> Double? {
    if let known = units.withLock({ $0[part] }) { return known }
    let factor = experiment.errorUnit(of: part.network, fit: part.fit)
    units.withLock { $0[part] = .some(factor) }
    return factor
  }
}

/// At least three digits of a number that is not negative: "1234", "31.9", "0.0123".
func threeDigits(_ value: Double) -> String {
  guard value.isFinite, value < 1e9, value >= 1e-6 else {
    return value == 0 ? "0" : "\(Float(value))"
  }
  var (decimals, scaled) = (0, value)
  while scaled < 100 { (decimals, scaled) = (decimals + 1, scaled * 10) }
  return fixed(value, decimals)
}
