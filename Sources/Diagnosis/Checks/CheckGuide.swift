/// What each check is, for somebody who has never heard of it: two plain sentences each.
///
/// A name stays, and what it stands for; one that is no longer used is never given to another check.
public enum CheckGuide {
  /// What there is to say of one check.
  public struct Entry: Hashable, Sendable {
    /// The name of the check, `S01`.
    public let id: String
    /// A word or two.
    public let title: String
    /// Two sentences.
    public let explanation: String
  }

  /// All checks, in the order of their names within each letter.
  public static let entries = axes + curve + recurrent + residuals + evaluation

  /// The title of the check with this name; nil for one that this version does not know.
  public static func title(of id: String) -> String? { entry(of: id)?.title }

  /// The two sentences on the check with this name; nil for one that this version does not know.
  public static func explanation(of id: String) -> String? { entry(of: id)?.explanation }

  private static func entry(of id: String) -> Entry? { entries.first { $0.id == id } }

  private static let axes = [
    Entry(
      id: "S01", title: "Skill",
      explanation: "How much smaller its errors are than those of the best forecaster that costs "
        + "nothing, on dates that nothing was fitted on. At 0 or below, the network is not worth having."
    ),
    Entry(
      id: "S02", title: "Skill on train",
      explanation: "The same on the dates that it was trained on. A network that does not even fit "
        + "these has learned too little, and cannot be overfitting."),
    Entry(
      id: "S03", title: "Better than chance",
      explanation:
        "Whether its test errors are smaller than the benchmark's by more than luck would "
        + "give, by the test of Diebold and Mariano. A small p value says that luck is no good "
        + "explanation."),
    Entry(
      id: "G01", title: "Gap",
      explanation:
        "By how much its errors grow from the dates it was trained on to the dates after "
        + "them, compared with a forecaster that cannot memorise. A large gap means that it knows its "
        + "training data by heart."),
    Entry(
      id: "G02", title: "Noise floor",
      explanation:
        "Every series has noise that nobody can predict, and a statistical model estimates "
        + "how much. A network whose training error lies far below that has memorised noise."),
    Entry(
      id: "C01", title: "Cost",
      explanation:
        "How much better an earlier epoch was on the validation dates than the one whose "
        + "weights are used. It is the price that was paid for training too long."),
    Entry(
      id: "D01", title: "Shift",
      explanation: "How many test values lie outside the range that the network saw in training. "
        + "There it must extrapolate, and that is not the same as overfitting."),
    Entry(
      id: "D02", title: "Spread",
      explanation: "How much more or less the test values vary than the training values do, as the "
        + "network sees them. If the world became calmer or wilder, errors change without any fault "
        + "of the network."),
    Entry(
      id: "V01", title: "Seeds",
      explanation: "The same network is trained from other random numbers, and its test errors are "
        + "compared. If they differ much, what one of them scores is luck."),
  ]

  private static let curve = [
    Entry(
      id: "C02", title: "End of curve",
      explanation:
        "Whether the errors were still falling when training ended. If both were, it was "
        + "stopped too early.")
  ]

  private static let recurrent = [
    Entry(
      id: "R01", title: "Copies the past",
      explanation:
        "Whether the changes that it predicts go with the changes that happen. A network "
        + "that only repeats the last value draws a fine curve, one step late, and knows nothing."),
    Entry(
      id: "R02", title: "Fed its own outputs",
      explanation: "How much larger its error is a season ahead, when it must go on from its own "
        + "forecasts, than when it is told every value before. A large ratio says that its small "
        + "errors feed on each other."),
    Entry(
      id: "R03", title: "Goes flat",
      explanation:
        "How much its long forecast moves from step to step, compared with what the series "
        + "does. A network that has lost the thread settles on a constant."),
    Entry(
      id: "R04", title: "Warm-up",
      explanation: "Whether the first dates that it predicts are predicted worse than those after "
        + "them. If so, it depends on more history than one sequence gives it."),
    Entry(
      id: "R05", title: "Spectral radius",
      explanation:
        "By how much the recurrent weights can stretch the hidden state from one step to "
        + "the next. Far above 1, small differences in the input grow from step to step."),
    Entry(
      id: "R06", title: "Weight growth",
      explanation:
        "How much the weights have grown since the epoch that was best on the validation "
        + "dates. Weights that keep growing while validation does not improve are what memorising "
        + "looks like from inside."),
    Entry(
      id: "R07", title: "Clipped steps",
      explanation:
        "In how many epochs the gradient was so large that it had to be cut. If that is the "
        + "rule and not the exception, the steps are too large."),
    Entry(
      id: "R08", title: "Saturated units",
      explanation:
        "How many more hidden units sit at the end of their range on the test dates than on "
        + "the training dates. A unit that is stuck there cannot follow where the values go."),
    Entry(
      id: "R09", title: "Label shuffle",
      explanation:
        "The same network is trained once more on targets in a wrong order, where there is "
        + "nothing to learn. If it fits these too, it is large enough to memorise whatever it is "
        + "given."),
  ]

  private static let residuals = [
    Entry(
      id: "E01", title: "Bias",
      explanation:
        "Whether it forecasts too high or too low on average on the test dates. An error "
        + "that is always on the same side can be mended cheaply."),
    Entry(
      id: "E02", title: "Autocorrelation",
      explanation:
        "Whether one error tells something of the next, by the test of Ljung and Box. If "
        + "so, there is a pattern left that a better network would have used."),
    Entry(
      id: "E03", title: "Season in errors",
      explanation:
        "Whether errors depend on the place in the season, the month for example. If so, "
        + "it has not learned the season."),
    Entry(
      id: "E04", title: "Errors change size",
      explanation: "How much larger the errors are in the last third of the test part than in the "
        + "first. If they grow, the network ages, or everything grows with the level of the series."
    ),
    Entry(
      id: "E05", title: "Errors follow the level",
      explanation:
        "Whether errors are larger where the values are larger. If so, the series multiplies "
        + "rather than adds, and a logarithm helps."),
    Entry(
      id: "E06", title: "Coverage",
      explanation:
        "How often the intervals held what happened, compared with how often they promised "
        + "to. Intervals that hold too little are too narrow, and their forecasts look surer than they "
        + "are."),
  ]

  private static let evaluation = [
    Entry(
      id: "H01", title: "Weights per target",
      explanation: "How many weights it has for every value that it learns from. More weights than "
        + "targets can memorise; whether they did, the gap says."),
    Entry(
      id: "H02", title: "Scaling",
      explanation:
        "Which values the scaling of the data was computed from. If test values were among "
        + "them, the network was told something of the future."),
    Entry(
      id: "H03", title: "Repeated stretches",
      explanation:
        "How many test sequences, target included, also stand in the training part, value by "
        + "value. What it has seen before proves nothing when it knows it."),
    Entry(
      id: "H04", title: "Choice of epoch",
      explanation: "Which dates decided when training stops. The test dates must never decide "
        + "it, else their error is too good to be true."),
    Entry(
      id: "H05", title: "Looks ahead",
      explanation:
        "Values from a date on are changed, and the forecast for that date is made again. "
        + "If it changes too, the forecast had seen what it was to forecast."),
  ]
}
