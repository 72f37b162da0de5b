import Forecasting
import RealModule
import Recurrent
import SeriesData

// What the weights, the gradients and the hidden states of a network say of themselves.

extension Evidence {
  /// The spectral radius of the weights from state to state, the largest of all layers; of several
  /// networks, those of the first step ahead.
  ///
  /// Of an LSTM and a GRU, those of the candidate: its block alone sends the state through tanh into
  /// the next state, the other blocks make gates, which only let through more or less of it.
  var spectralRadius: Check {
    let threshold = "warn > 1.5"
    guard let value = model.model.network.spectralRadius else {
      return Check("R05", threshold: threshold, absent: "A weight is not finite.")
    }
    return Check(
      "R05", value, text: fixed(value, 2), threshold: threshold,
      status: value > 1.5 ? .warn : .pass,
      why: value > 1.5
        ? "Far above 1: from step to step a small difference in the state can grow."
        : "The state is not blown up from step to step.",
      remedy: smallWeights)
  }

  /// Weight decay, more of it where there is some.
  var smallWeights: Remedy {
    let now = model.model.specification.training.weightDecay
    return Remedy(
      action: "Keep the weights small",
      options: now == 0 ? "--weight-decay 0.001" : "--weight-decay \(10 * now)")
  }

  /// The norm of the weights that are used by that of the best validation epoch.
  var weightGrowth: Check {
    let threshold = "warn > 1.25"
    let history = model.history
    guard history.records.contains(where: { $0.validationLoss != nil }),
      history.records.indices.contains(history.bestEpoch),
      history.records.indices.contains(history.usedEpoch),
      let best = history.records[history.bestEpoch].weightNorm, best > 0,
      let used = history.records[history.usedEpoch].weightNorm,
      let value = finite(used / best)
    else {
      return Check(
        "R06", threshold: threshold,
        absent: "There is no validation part that tells the best epoch.")
    }
    return Check(
      "R06", value, text: "\(fixed(value, 2))× since epoch \(history.bestEpoch)",
      threshold: threshold, status: value > 1.25 ? .warn : .pass,
      why: history.bestEpoch == history.usedEpoch
        ? "The weights of the best validation epoch are used."
        : "Since the best validation epoch the weights have grown to \(fixed(value, 2)) times their "
          + "size.",
      remedy: smallWeights)
  }

  /// The share of epochs whose gradient had to be cut.
  var clippedSteps: Check {
    let threshold = "warn > 20 %"
    guard let limit = model.model.specification.training.clipNorm else {
      return Check(
        "R07", threshold: threshold, absent: "Gradients are not clipped (--clip-norm 0).")
    }
    let norms = model.history.records.compactMap(\.gradientNorm).sorted()
    guard !norms.isEmpty else {
      return Check("R07", threshold: threshold, absent: "No epoch was trained.")
    }
    let value = Double(norms.count { $0 > limit }) / Double(norms.count)
    return Check(
      "R07", value, text: "\(percent(value)) of epochs", threshold: threshold,
      status: value > 0.2 ? .warn : .pass,
      why:
        "In \(percent(value)) of the epochs the gradient was longer than \(limit); half of them had "
        + "one below \(fixed(quantile(norms, 0.5), 3)), nine in ten below "
        + "\(fixed(quantile(norms, 0.9), 3)).",
      remedy: Remedy(
        action: "Make smaller steps",
        options: "--learning-rate \(model.model.specification.training.learningRate / 2)"))
  }

  /// The share of hidden units at the end of their range on test targets, less that on training
  /// targets.
  var saturatedUnits: Check {
    let threshold = "warn > 15 points"
    guard let known = saturation(in: train), let test = saturation(in: split.test) else {
      return Check("R08", threshold: threshold, absent: "A part is missing.")
    }
    let value = test - known
    return Check(
      "R08", value, text: "\(percent(test)) on test, \(percent(known)) on train",
      threshold: threshold, status: value > 0.15 ? .warn : .pass,
      why: value > 0.15
        ? "On the test part more units sit at the end of their range, where they no longer move."
        : "Units do not sit at the end of their range more often on the test part.",
      remedy: againstShift)
  }

  /// The share of units beyond ±0.99 after the last element of a sequence, for 200 targets at most.
  private func saturation(in targets: Range<Int>) -> Double? {
    let targets = targets.suffix(200)
    guard !targets.isEmpty, targets.lowerBound >= model.model.builder.firstTarget else {
      return nil
    }
    let sequences = model.model.builder.sequences(of: series, targets: targets)
    return model.model.network.saturation(
      Tensor(
        shape: [sequences.time, sequences.batch, sequences.features], values: sequences.inputs))
  }
}

extension RecurrentNetwork {
  /// Where a unit no longer moves: tanh is flat there.
  private static let saturated: Float = 0.99

  /// The share of units beyond ±0.99 after the last element: of hidden states, in an LSTM of the
  /// tanh of cell states.
  ///
  /// - Parameter input: `[T, B, F]`, in scaled units.
  /// - Returns: A share, 0 to 1.
  func saturation(_ input: Tensor) -> Double {
    let state = self(input).state
    let units = state.cell.map { $0.values.map { Float.tanh($0) } } ?? state.hidden.values
    return Double(units.count { abs($0) > Self.saturated }) / Double(units.count)
  }

  /// The largest spectral radius of the weights from state to state, or to the candidate state; nil
  /// where one is not finite.
  var spectralRadius: Double? {
    let (H, gates) = (shape.hiddenSize, shape.cell.gateCount)
    // RNN: the only block; LSTM, i f g o: the third; GRU, r z n: the third
    let block = min(2, gates - 1)
    let radii = (0..<shape.layers).map { layer in
      let all = parameters["rnn.weight_hh_l\(layer)"].values
      return Diagnosis.spectralRadius(
        all[block * H * H..<(block + 1) * H * H].map { Double($0) }, H)
    }
    return radii.contains { !$0.isFinite } ? nil : radii.max()
  }
}

extension Diagnosis {
  /// The largest absolute eigenvalue of a square matrix, complex ones included.
  ///
  /// By Gelfand's formula `ρ = lim ‖Aᵏ‖^(1/k)` with k = 4,096, by squaring 12 times (Gelfand,
  /// *Normierte Ringe*, Matematicheskii Sbornik 9, 1941); about half a percent too much at most.
  ///
  /// - Parameters:
  ///   - matrix: `[size, size]`, row by row.
  ///   - size: The rows.
  /// - Returns: The radius; NaN where an element is not finite.
  /// - Complexity: O(`size`³).
  static func spectralRadius(_ matrix: [Double], _ size: Int) -> Double {
    precondition(matrix.count == size * size, "The matrix is not square")
    // ‖Aᵏ‖ = exp(logNorm) ‖power‖, so that nothing overflows
    var (power, logNorm) = (matrix, 0.0)
    func norm(_ matrix: [Double]) -> Double { matrix.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    for _ in 0..<12 {
      let length = norm(power)
      guard length.isFinite else { return .nan }
      guard length > 0 else { return 0 }
      power = squared(power.map { $0 / length }, size)
      logNorm = 2 * (logNorm + .log(length))
    }
    return .exp((logNorm + .log(norm(power))) / 4_096)
  }

  private static func squared(_ a: [Double], _ size: Int) -> [Double] {
    var product = [Double](repeating: 0, count: a.count)
    for i in 0..<size {
      for k in 0..<size where a[i * size + k] != 0 {
        let factor = a[i * size + k]
        for j in 0..<size { product[i * size + j] += factor * a[k * size + j] }
      }
    }
    return product
  }
}
