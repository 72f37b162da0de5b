import Diagnosis

/// What more history and more units would do, in words and as tables.
struct DeepReport {
  private let deep: Diagnosis.Deep

  /// Prepares the words.
  init(_ deep: Diagnosis.Deep) { self.deep = deep }

  /// Both conclusions.
  var sentences: [String] { [deep.dataSentence, deep.capacitySentence] }

  /// How the tables came about.
  var note: String {
    let seeds =
      deep.seeds == 1 ? "one seed" : "\(deep.seeds) seeds, the lowest to the highest in brackets"
    return "RMSE one step ahead, in original units: the median of \(seeds). The weights are those "
      + "of the best validation epoch, so the errors on the \(deep.judged) validation values are a "
      + "little too good; what counts is how they differ. Train is the same targets everywhere. The test part has no say."
  }

  /// A row of either table.
  struct Row {
    let head: String
    let train: String
    let validation: String
  }

  /// The error over the history.
  var dataRows: [Row] {
    deep.dataCurve.map {
      Row(
        head: "\($0.values) (\(percent($0.share)))", train: Self.text($0.train),
        validation: Self.text($0.validation))
    }
  }

  /// The error over the units.
  var capacityRows: [Row] {
    deep.capacityCurve.map {
      Row(
        head: "\($0.hidden)", train: Self.text($0.train), validation: Self.text($0.validation))
    }
  }

  /// "12.3 [11.0, 14.1]".
  private static func text(_ spread: Diagnosis.Deep.Spread?) -> String {
    guard let spread else { return missing }
    guard spread.lowest < spread.highest else { return number(spread.median) }
    return "\(number(spread.median)) [\(number(spread.lowest)), \(number(spread.highest))]"
  }

  /// For Markdown.
  var markdown: [String] {
    func table(_ head: String, _ rows: [Row]) -> [String] {
      ["", "| \(head) | train | validation |", "|---|---:|---:|"]
        + rows.map { "| \($0.head) | \($0.train) | \($0.validation) |" }
    }
    return ["### Over history and size", ""] + sentences.map { "- \(escaped($0))" }
      + table("values of history", dataRows) + table("units", capacityRows) + ["", escaped(note)]
  }
}
