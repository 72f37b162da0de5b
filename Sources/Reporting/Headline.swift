import Artifacts
import Diagnosis
import Forecasting

/// What a reader must know in ten seconds: the verdict, why, and what to do.
///
/// The networks are represented by the one that is best on the validation part, because the test part
/// must not choose; the recipe `auto` stands before it where it was followed.
struct Headline {
  /// What is said of one forecaster.
  struct Finding {
    /// Whom it is about: "auto", "gru".
    let model: String
    /// The verdict in a word or two.
    let word: String
    let tone: TerminalStyle.Tone
    /// Why, in plain sentences.
    let why: String
    /// Whom it stands for: "the best of 4 networks on the validation part"; empty for nobody else.
    let role: String
  }

  /// One thing to do.
  struct Action {
    let words: String
    /// The command that does it; nil where none does.
    let command: String?
  }

  let findings: [Finding]
  let actions: [Action]

  init(_ report: ReportDocument) {
    let best = report.bestNetwork
    findings =
      [report.auto.map { Self.finding($0, report) }].compactMap { $0 }
      + [best.map { Self.finding($0, report) }].compactMap { $0 }
    actions = Self.actions(report, best)
  }

  private static func finding(
    _ auto: ReportDocument.AutoSection, _ report: ReportDocument
  ) -> Finding {
    let benchmark = printable(report.benchmark.model)
    let role = "the combined forecast"
    if let diagnosis = auto.diagnosis {
      return Finding(
        model: "auto", word: diagnosis.verdict.rawValue, tone: diagnosis.verdict.tone,
        why: printable(diagnosis.reason), role: role)
    }
    guard let skill = auto.skill, abs(skill) < 1e6 else {
      return Finding(
        model: "auto", word: "NOT MEASURED", tone: .plain,
        why: "Its error on the test part could not be compared.", role: role)
    }
    let difference = percent(abs(skill))
    return skill > 0
      ? Finding(
        model: "auto", word: "WORTH HAVING", tone: .good,
        why:
          "One step ahead on the test part its RMSE is \(difference) below that of \(benchmark), "
          + "the best free forecaster.", role: role)
      : Finding(
        model: "auto", word: "NO SKILL", tone: .bad,
        why:
          "One step ahead on the test part its RMSE is \(difference) above that of \(benchmark), "
          + "which costs nothing.", role: role)
  }

  private static func finding(
    _ model: ReportDocument.ModelSection, _ report: ReportDocument
  ) -> Finding {
    let diagnosis = model.diagnosis
    let part = model.metrics.validation?.rmse == nil ? "training" : "validation"
    let count = report.models.count
    return Finding(
      model: printable(model.model), word: printable(model.verdict), tone: diagnosis.verdict.tone,
      why: printable(diagnosis.reason),
      role: count == 1 ? "" : "the best of \(count) networks on the \(part) part")
  }

  private static func actions(
    _ report: ReportDocument, _ best: ReportDocument.ModelSection?
  ) -> [Action] {
    var actions: [Action] = []
    let autoIsGood = report.auto.map { ($0.skill ?? 0) > 0 } ?? false
    if autoIsGood {
      actions.append(
        Action(words: "Use the forecasts of auto: they stand in forecast.csv.", command: nil))
    }
    guard let best else { return actions }
    let name = printable(best.model)
    if let remedy = best.diagnosis.remedies.first {
      let change = remedy.action.prefix(1).lowercased() + remedy.action.dropFirst()
      let command = report.command(with: remedy)
      actions.append(
        Action(
          words: "To mend \(name): \(printable(change))\(command == nil ? "." : ":")",
          command: command.map(printable)))
    } else if !autoIsGood, best.diagnosis.verdict == .healthy {
      actions.append(
        Action(
          words: "Nothing to mend. Use the forecasts of \(name): they stand in forecast.csv.",
          command: nil))
    }
    if actions.isEmpty {
      actions.append(
        Action(
          words: "Use \(printable(report.benchmark.model)), which costs nothing, until more data "
            + "or another idea comes.", command: nil))
    }
    return actions
  }
}

extension ReportDocument {
  /// The network with the smallest error on the validation part; on the training part without one.
  package var bestNetwork: ModelSection? {
    let judged = models.filter { $0.metrics.validation?.rmse != nil }
    if judged.isEmpty {
      return models.min {
        ($0.metrics.train.rmse ?? .infinity) < ($1.metrics.train.rmse ?? .infinity)
      }
    }
    return judged.min {
      ($0.metrics.validation?.rmse ?? .infinity) < ($1.metrics.validation?.rmse ?? .infinity)
    }
  }
}

extension Diagnosis {
  /// Its sentence, and what the check says that it rests on most.
  fileprivate var reason: String {
    guard let decisive, !decisive.why.isEmpty else { return Reporting.sentence(sentence) }
    return Reporting.sentence(sentence) + " " + Reporting.sentence(decisive.why)
  }

  /// The check that the verdict rests on most; nil where it is said already, or is not there.
  fileprivate var decisive: Check? {
    switch verdict {
    case .overfitClear: axes.cost
    case .overfitMild: axes.gap.status >= axes.cost.status ? axes.gap : axes.cost
    case .shift: axes.shift
    case .noSkill, .healthy: axes.skill
    case .underfit: axes.skill
    case .invalid: checks.first { $0.id == "H05" }
    case .unstable: checks.first { $0.id == "V01" }
    case .diverged, .inconclusive: nil
    case .stoppedEarly: checks.first { $0.id == "C02" }
    }
  }
}

/// The text with a full stop, if it has no other end.
func sentence(_ text: String) -> String {
  text.isEmpty || [".", "?", "!"].contains(text.last) ? text : text + "."
}
