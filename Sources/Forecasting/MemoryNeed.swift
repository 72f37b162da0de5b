import Recurrent
import SeriesData

/// The memory that a training will need, known before any of it is asked for.
///
/// A Swift program ends when an allocation fails, so what cannot fit is refused first. The number is
/// what grows with the work: sequences, states over time, weights with their moments. The peak of
/// whole trainings, of 30,000 values with lookbacks of 24 and 168, lay within a factor of two of it.
struct MemoryNeed {
  /// Bytes, as a number that cannot overflow.
  let bytes: Double

  /// What a specification needs on so many values.
  ///
  /// - Parameters:
  ///   - specification: The network and how it is trained.
  ///   - values: The values to fit on: a sequence each, at most.
  ///   - features: Features of an element.
  ///   - threads: How many work on one batch, each with states of its own.
  init(_ specification: NetworkSpecification, values: Int, features: Int, threads: Int) {
    let outputs = specification.outputSizes.max() ?? 1
    let isElement = specification.kind == .rnnElement
    // The tensors as they are built, and their copy in the order of the kernels (or in Double).
    let sequences =
      Double(values) * Double(specification.lookback) * Double(features + outputs)
      * (isElement ? 12 : 8)
    let shape = NetworkShape(
      cell: specification.kind.cell, inputSize: features, hiddenSize: specification.hidden,
      layers: specification.layers, outputSize: outputs, quantiles: specification.quantiles)
    bytes =
      sequences
      + shape.trainingBytes(
        time: specification.lookback, batch: isElement ? 1 : values, threads: threads)
  }

  /// Throws if it is more than a training may have.
  ///
  /// - Parameters:
  ///   - specification: What needs it, for the message.
  ///   - available: The bytes of the machine. One training may have half of it, for others may be
  ///     trained at the same time.
  /// - Throws: ``CannotFit``.
  func check(_ specification: NetworkSpecification, available: Double) throws(CannotFit) {
    guard bytes > available / 2 else { return }
    throw CannotFit(
      specification.kind.rawValue,
      "training \(specification.kind.rawValue) with --lookback \(specification.lookback), --hidden "
        + "\(specification.hidden) and --layers \(specification.layers) needs about "
        + "\(gigabytes(bytes)) of memory (expected at most \(gigabytes(available / 2)), half of "
        + "what there is)",
      hint: "Try a smaller --lookback or --hidden, or a part of the data with --from.")
  }
}

/// A size in words: `3.7 GB`.
private func gigabytes(_ bytes: Double) -> String {
  let tenths = (bytes / 1e8).rounded(.up)
  guard tenths < 1e12 else { return "more than 100,000,000 TB" }
  return "\(Int(tenths) / 10).\(Int(tenths) % 10) GB"
}
