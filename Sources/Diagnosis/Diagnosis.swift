/// The verdict on one model, and all the evidence for it.
///
/// Four axes: is it worth having (*skill*), did it memorise (*gap*), what did that cost (*cost*), and
/// did the world change under it (*shift*)? The first is measured on the test part, the next two on
/// the validation part beside the training part. `Guides/overfitting.md` tells what each means.
public struct Diagnosis: Hashable, Sendable, Codable {
  /// The verdict.
  public var verdict: Verdict
  /// The verdict in one plain sentence.
  public var sentence: String
  /// How sure the verdict is, and why not surer.
  public var confidence: String
  /// The axes.
  public var axes: Axes
  /// Everything else that was looked at.
  public var checks: [Check]
  /// What to try, the first thing first; empty when there is nothing to mend.
  public var remedies: [Remedy]
  /// How errors grow with the steps ahead; absent where no step could be forecast, and in reports of
  /// versions that did not look.
  public var steps: StepErrors?
  /// The networks that it stands on, the one that is kept first; absent where that stands alone, and
  /// in reports of versions that knew no others.
  public var seeds: [Seed]?
  /// How far the verdict depends on which seeds were drawn; absent where there is one alone, and in
  /// reports of versions that did not ask.
  public var agreement: Agreement?
  /// What more history and more units would do; absent where nobody asked, and in reports of versions
  /// that could not be asked.
  public var deep: Deep?

  /// One of several networks that differ by their seed alone.
  ///
  /// Errors are RMSEs one step ahead in original units; what could not be measured is absent.
  public struct Seed: Hashable, Sendable, Codable {
    /// The seed; typed as `--seed`, it makes this network the one that is kept.
    public var seed: UInt64
    /// The error on the part that was fitted on.
    public var train: Double?
    /// The error on the validation part.
    public var validation: Double?
    /// The error on the test part.
    public var test: Double?
    /// The median gap over the origins.
    public var gap: Double?
    /// The median cost over the origins, in percent.
    public var cost: Double?
    /// The epoch whose weights are used.
    public var usedEpoch: Int?
    /// Trainings of this seed that ended in a non-finite loss.
    public var diverged: Int
  }

  /// The four axes, each a check.
  public struct Axes: Hashable, Sendable, Codable {
    /// Whether it is better than what costs nothing.
    public var skill: Check
    /// Whether it is worse on new months than on known ones, by more than the benchmark is.
    public var gap: Check
    /// Whether it is worse than it was at an earlier epoch.
    public var cost: Check
    /// Whether the test months are unlike the training months.
    public var shift: Check

    /// In the order in which they are read.
    public var all: [Check] { [skill, gap, cost, shift] }
  }

  /// Everything of one kind that was looked at, the four axes among it.
  public func checks(of group: Check.Group) -> [Check] {
    (axes.all + checks).filter { $0.group == group }
  }
}

/// The possible verdicts, in the order in which they are tried.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
  /// A prediction changed with values after it, so no error of it means anything.
  case invalid = "INVALID"
  /// A loss became non-finite.
  case diverged = "DIVERGED"
  /// No better than the benchmark on the test part, and hardly better on the training part.
  case underfit = "UNDERFIT"
  /// No better than the benchmark on the test part, and no other verdict explains it.
  case noSkill = "NO SKILL"
  /// It memorised, and pays for it.
  case overfitClear = "OVERFIT (clear)"
  /// The test months are unlike the training months; that, not memory, is the trouble.
  case shift = "SHIFT"
  /// It memorised at no price so far, or got worse without memorising much.
  case overfitMild = "OVERFIT (mild)"
  /// Networks that differ by their seed alone differ too much.
  case unstable = "UNSTABLE"
  /// The evidence does not decide.
  case inconclusive = "INCONCLUSIVE"
  /// Both losses were still falling.
  case stoppedEarly = "STOPPED EARLY"
  /// Nothing to complain about.
  case healthy = "HEALTHY"

  /// Whether it speaks of overfitting, for `--fail-on overfit`.
  public var isOverfit: Bool { self == .overfitClear || self == .overfitMild }
}
