import Recurrent
import SeriesData

/// The four networks.
public enum NetworkKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// The hand-unrolled RNN, one element at a time: there to be read.
  case rnnElement = "rnn-element"
  /// Elman's RNN on whole batches of sequences.
  case rnn
  /// Long short-term memory.
  case lstm
  /// Gated recurrent unit.
  case gru

  /// The cell of the batched form.
  public var cell: CellKind {
    switch self {
    case .rnnElement, .rnn: .rnn
    case .lstm: .lstm
    case .gru: .gru
    }
  }
}

/// Everything that a network is told before it sees a series.
public struct NetworkSpecification: Hashable, Sendable, Codable {
  /// Which network.
  public var kind: NetworkKind
  /// Elements in a sequence.
  public var lookback = 12
  /// What an element carries.
  public var features: [Feature] = [.previous, .month]
  /// What is done to the values before scaling.
  public var transform = ValueTransform.none
  /// How the transformed values are scaled.
  public var scaler = Scaler.Kind.minMax
  /// Units in a hidden state.
  public var hidden = 16
  /// Recurrent layers; `rnn-element` has one.
  public var layers = 1
  /// How it is trained.
  public var training = TrainingOptions()
  /// The seed of its weights and of the order of its mini-batches.
  public var seed: UInt64 = 0

  /// The classic recipe.
  public init(_ kind: NetworkKind) { self.kind = kind }

  /// The generator that belongs to this network, whatever else is trained beside it.
  var generator: SeededGenerator { SeededGenerator(seed: seed, model: kind.rawValue, member: 0) }
}
