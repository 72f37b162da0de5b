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
