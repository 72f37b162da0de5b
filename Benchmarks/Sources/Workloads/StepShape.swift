/// What is trained in a training step, and on how much.
public struct StepShape: Hashable, Sendable {
  /// What is trained.
  public enum Cell: String, Sendable, CaseIterable {
    case rnn, lstm, gru
    case rnnElement = "rnn-element"

    /// The three that go through whole batches.
    public static let batched: [Cell] = [.rnn, .lstm, .gru]

    /// As people write it: `LSTM`.
    public var title: String { self == .rnnElement ? rawValue : rawValue.uppercased() }

    /// Blocks of `H` rows in the weight matrices.
    public var gates: Int {
      switch self {
      case .rnn, .rnnElement: 1
      case .lstm: 4
      case .gru: 3
      }
    }
  }

  /// Features of an element.
  public static let features = 2

  /// What is trained.
  public var cell: Cell
  /// Units, `H`.
  public var hidden: Int
  /// Sequences, `B`.
  public var batch: Int
  /// Elements of a sequence, `T`.
  public var time: Int
  /// Threads that share the work of a step.
  public var threads: Int

  /// Describes a step.
  public init(_ cell: Cell, hidden: Int, batch: Int, time: Int, threads: Int = 1) {
    self.cell = cell
    self.hidden = hidden
    self.batch = batch
    self.time = time
    self.threads = threads
  }

  /// `T=12 B=84 H=64`, with the threads when there are several.
  public var sizes: String {
    "T=\(time) B=\(batch) H=\(hidden)" + (threads == 1 ? "" : " threads=\(threads)")
  }

  /// Floating-point operations of the products in a forward pass: a multiplication and an addition
  /// for each weight of the layer, each element and each sequence.
  public var forwardOperations: Double {
    2 * Double(cell.gates * hidden * (hidden + Self.features)) * Double(batch * time)
  }

  /// Those of a training step: forward, and twice as many backward, for the gradients of the
  /// inputs and of the weights.
  public var trainingOperations: Double { 3 * forwardOperations }

  /// The sizes that are compared with PyTorch, from a small network to a large one.
  public static func compared(_ cell: Cell) -> [StepShape] {
    [
      StepShape(cell, hidden: 16, batch: 84, time: 12),
      StepShape(cell, hidden: 64, batch: 84, time: 12),
      StepShape(cell, hidden: 64, batch: 1024, time: 24),
      StepShape(cell, hidden: 256, batch: 256, time: 24),
    ]
  }
}
