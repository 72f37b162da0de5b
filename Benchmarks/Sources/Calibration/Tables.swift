import Diagnosis
import Forecasting
import SeriesData
import Workloads

/// What was found, as tables.
struct Tables {
  let results: [CaseResult]

  private var stopped: [CaseResult] { results.filter { $0.state == .stopped } }
  /// Trained too long, with enough units to memorise.
  private var large: [CaseResult] {
    results.filter { $0.state == .overTrained && $0.case.hidden >= 16 }
  }

  /// How often each verdict was given.
  var verdicts: Table {
    var table = Table([
      "verdict", "stopped", "too long, 4 units", "too long, 16 units", "too long, 64 units",
    ])
    let groups =
      [stopped]
      + [4, 16, 64].map { size in
        results.filter { $0.state == .overTrained && $0.case.hidden == size }
      }
    for verdict in Verdict.allCases {
      table.rows.append(
        [verdict.rawValue]
          + groups.map { group in
            "\(group.count { $0.diagnosis.verdict == verdict }) of \(group.count)"
          })
    }
    return table
  }

  /// False alarms and power for what a series, a network and a length are.
  var rates: Table {
    var table = Table([
      "", "stopped: OVERFIT (clear)", "stopped: any OVERFIT",
      "too long, ≥ 16 units: OVERFIT (clear)",
      "too long, ≥ 16 units: any OVERFIT",
    ])
    func add(_ name: String, _ belongs: (Case) -> Bool) {
      let (few, many) = (
        stopped.filter { belongs($0.case) }, large.filter { belongs($0.case) }
      )
      table.rows.append(
        [
          name, share(few, isClear), share(few, isOverfit), share(many, isClear),
          share(many, isOverfit),
        ])
    }
    var sources: [String] = []
    for result in results where !sources.contains(result.case.source) {
      sources.append(result.case.source)
    }
    for source in sources { add(source) { $0.source == source } }
    for cell in Design.cells { add(cell.rawValue) { $0.network == cell } }
    for size in Design.sizes { add("\(size) units") { $0.hidden == size } }
    for range in [0..<100, 100..<150, 150..<1_000_000] {
      add(
        range.upperBound > 1000
          ? "\(range.lowerBound) values or more"
          : "\(range.lowerBound == 0 ? "below" : "\(range.lowerBound) to below") \(range.upperBound) values"
      ) { range.contains($0.series.count) }
    }
    add("all") { _ in true }
    return table
  }

  /// What was aimed at, and what was found.
  var goals: Table {
    var table = Table(["goal", "aim", "found", "met"])
    func add(
      _ name: String, _ results: [CaseResult], atMost: Double? = nil, atLeast: Double? = nil,
      _ holds: (CaseResult) -> Bool
    ) {
      let share = Share(count: results.count(where: holds), total: results.count)
      let value = Double(share.count) / Double(max(share.total, 1))
      let isMet = value <= atMost ?? 1 && value >= atLeast ?? 0
      let aim =
        atMost.map { "≤ \(decimals(100 * $0, 0)) %" } ?? atLeast.map {
          "≥ \(decimals(100 * $0, 0)) %"
        } ?? ""
      table.rows.append([name, aim, share.text, results.isEmpty ? "–" : isMet ? "yes" : "no"])
    }
    add("stopped: OVERFIT (clear)", stopped, atMost: 0.02, isClear)
    add("10 times too long, ≥ 16 units: OVERFIT (clear)", large, atLeast: 0.9, isClear)
    let shifted = stopped.filter { $0.case.source == SimulatedKind.jump.rawValue }
    add("stopped, scaling shift: SHIFT", shifted, atLeast: 0.9) { $0.diagnosis.verdict == .shift }
    add("stopped, scaling shift: any OVERFIT", shifted, atMost: 0.1, isOverfit)
    return table
  }

  private func share(_ results: [CaseResult], _ holds: (CaseResult) -> Bool) -> String {
    Share(count: results.count(where: holds), total: results.count).text
  }

  private func isClear(_ result: CaseResult) -> Bool { result.diagnosis.verdict == .overfitClear }
  private func isOverfit(_ result: CaseResult) -> Bool { result.diagnosis.verdict.isOverfit }

  /// Where gap and cost of a state lie: what the limits are set between.
  var axes: Table {
    var table = Table(["", "gap: 50 %", "90 %", "98 %", "cost: 50 %", "90 %", "98 %"])
    for (name, group) in [("stopped", stopped), ("10 times too long, ≥ 16 units", large)] {
      let gaps = group.compactMap(\.diagnosis.axes.gap.value).sorted()
      let costs = group.compactMap(\.diagnosis.axes.cost.value).sorted()
      // Of what is too long, the low end is what may be missed.
      let shares = name == "stopped" ? [0.5, 0.9, 0.98] : [0.5, 0.1, 0.02]
      func quantiles(_ values: [Double], _ unit: String) -> [String] {
        shares.map { share in
          values.isEmpty
            ? "–" : digits(values[Int((share * Double(values.count - 1)).rounded())]) + unit
        }
      }
      table.rows.append([name] + quantiles(gaps, "") + quantiles(costs, " %"))
    }
    return table
  }

  /// A line of values separated by commas for every case.
  var lines: [String] {
    [
      "source,n,cell,units,state,epochs,verdict,skill,skill_on_train,gap,gap_lower,gap_upper,cost,shift"
    ]
      + results.map { result in
        let axes = result.diagnosis.axes
        let onTrain = result.diagnosis.checks.first { $0.id == "S02" }?.value
        let numbers = [
          axes.skill.value, onTrain, axes.gap.value, axes.gap.interval?.lower,
          axes.gap.interval?.upper, axes.cost.value, axes.shift.value,
        ].map { $0.map { decimals($0, 3) } ?? "" }
        let made = result.case
        let words = [
          made.source.replacing(",", with: ""), "\(made.series.count)", made.network.rawValue,
          "\(made.hidden)", result.state.rawValue, "\(result.epochs)",
          result.diagnosis.verdict.rawValue,
        ]
        return (words + numbers).joined(separator: ",")
      }
  }
}
