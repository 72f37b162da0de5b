import Forecasting
import Recurrent

/// How far a search for settings has come, so that it can go on after it was stopped.
///
/// The scores are kept with all their digits: a search that goes on ends as if it had never stopped.
public struct TuningState: Codable, Hashable, Sendable {
  /// The version of the format; a reader refuses another one.
  public static let currentSchema = "forecast.tune-state/1"

  /// Always ``currentSchema`` in a document that this version writes.
  public private(set) var schema = TuningState.currentSchema
  /// What is searched, and how.
  public var plan: TuningPlan
  /// SHA-256 of the file that is searched on.
  public var sha256: String
  /// The first and the last date of the training part, and its season length.
  public var span: [String]
  /// All scores so far.
  public private(set) var scores: [TuningScore] = []
  /// Whether the search came to its end.
  public var isFinished = false

  /// A search at its start.
  public init(plan: TuningPlan, sha256: String, span: [String]) {
    self.plan = plan
    self.sha256 = sha256
    self.span = span
  }

  /// Takes note of a score; the order in which scores come does not show.
  public mutating func add(_ score: TuningScore) {
    func rank(_ score: TuningScore) -> (Int, Int, Int) {
      (score.place.rung, score.place.trial, score.place.origin)
    }
    let index = scores.firstIndex { rank($0) > rank(score) } ?? scores.count
    scores.insert(score, at: index)
  }

  /// The bytes of the file.
  public func encoded() -> [UInt8] { JSONDocument.encode(self) }

  /// Reads a file.
  ///
  /// - Throws: ``IncompatibleFile``.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String) -> IncompatibleFile {
      IncompatibleFile(
        file: file, message: "this is no state of forecast tune: \(words)",
        hint: "Name another file with --state, or begin anew without --resume.")
    }
    if let fault = JSONDocument.schemaFault(of: bytes, expected: Self.currentSchema) {
      throw refusal(fault)
    }
    switch JSONDocument.decode(Self.self, from: bytes) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let state):
      guard state.plan.trials >= 1, state.plan.base.training.epochs >= 1,
        !state.plan.origins.isEmpty
      else { throw refusal("its plan has no trials or no origins, or trains for no epoch") }
      let rungs = state.plan.halving.rungs.count
      let isSound = state.scores.allSatisfy { score in
        (0..<rungs).contains(score.place.rung)
          && (0..<state.plan.trials).contains(score.place.trial)
          && state.plan.origins.indices.contains(score.place.origin)
          && (score.mase ?? 0).isFinite
      }
      guard isSound else { throw refusal("a score belongs to no trial") }
      self = state
    }
  }

  /// What differs between the search that is asked for and this one; nil if nothing does.
  public func difference(to other: TuningState) -> String? {
    if sha256 != other.sha256 { return "the data are others" }
    if span != other.span || plan.count != other.plan.count {
      return "the training part is another"
    }
    if plan.base.kind != other.plan.base.kind {
      return "it is for --model \(plan.base.kind.rawValue)"
    }
    if plan.base.seed != other.plan.base.seed { return "it has --seed \(plan.base.seed)" }
    if plan.trials != other.plan.trials { return "it has --trials \(plan.trials)" }
    if plan.origins != other.plan.origins || plan.block != other.plan.block {
      return "it has \(plan.origins.count) origins, the first after \(plan.origins[0]) values"
    }
    if plan.horizon != other.plan.horizon { return "it has --horizon \(plan.horizon)" }
    return plan == other.plan ? nil : "its training options are others"
  }
}
