import SeriesData

extension Backtest {
  /// Scores what the forecasters did.
  func score(_ runs: [BacktestRun]) -> [BacktestScores] {
    var scores = runs.map(score)
    rank(&scores)
    test(&scores)
    return scores
  }

  private func score(_ run: BacktestRun) -> BacktestScores {
    let windows = run.forecasts.compactMap { forecast in
      (try? forecast.outcome.get()).map { scored($0, from: forecast.origin) }
    }
    guard windows.count == origins.count else { return unscored(run) }
    let byOrigins = windows.map { Metrics(pooling: [$0], coverages: coverages) }
    let bySteps = (0..<horizon).map { step in
      Metrics(pooling: windows.map { $0.step(step) }, coverages: coverages)
    }
    return BacktestScores(
      model: run.model, overall: Metrics(averaging: byOrigins), bySteps: bySteps,
      byOrigins: byOrigins)
  }

  /// The forecasts beside what happened; scales come from all values before the origin, whatever the
  /// window of the fit, so that they are the same for everybody.
  private func scored(_ forecasts: ForecastDistribution, from origin: Int) -> ScoredForecasts {
    ScoredForecasts(
      forecasts, actual: Array(series.values[origin..<origin + horizon]),
      history: series.values[..<origin], seasonLength: series.seasonLength)
  }

  /// No scores, and why.
  private func unscored(_ run: BacktestRun) -> BacktestScores {
    let failures = run.failures
    let first = failures.first
    let place = first.map { series.label(at: $0.origin - 1) } ?? ""
    let reason =
      "no forecast at \(failures.count) of \(origins.count) origins; at the first, \(place): "
      + (first?.reason.message ?? "")
    var overall = Metrics(undefined: reason)
    overall.explain(reason, ["rank", "diebold_mariano"])
    return BacktestScores(model: run.model, overall: overall, bySteps: [], byOrigins: [])
  }

  /// Gives each complete forecaster its mean place.
  private func rank(_ scores: inout [BacktestScores]) {
    let complete = scores.indices.filter { scores[$0].isComplete }
    let places = origins.indices.map { origin in
      ranks(complete.map { scores[$0].byOrigins[origin].mae ?? .infinity })
    }
    for (place, index) in complete.enumerated() {
      scores[index].meanRank = places.mean { $0[place] }
    }
  }

  /// Tests each forecaster against the best baseline.
  private func test(_ scores: inout [BacktestScores]) {
    guard let best = scores.bestBaseline else {
      for index in scores.indices {
        scores[index].overall.explain("no baseline has a MASE", ["diebold_mariano"])
      }
      return
    }
    let others = best.byOrigins.compactMap(\.mase)
    for index in scores.indices where scores[index].model != best.model {
      let losses = scores[index].byOrigins.compactMap(\.mase)
      do throws(DieboldMariano.Undefined) {
        guard losses.count == others.count else {
          throw DieboldMariano.Undefined(reason: "not every origin has a MASE")
        }
        scores[index].dieboldMariano = try DieboldMariano(
          losses, against: others, overlap: overlap)
      } catch {
        scores[index].overall.explain(error.reason, ["diebold_mariano"])
      }
    }
  }
}

/// The place of each value among all, 1 for the smallest; equal values share the mean of theirs.
func ranks(_ values: [Double]) -> [Double] {
  values.map { value in
    let smaller = values.count { $0 < value }
    let equal = values.count { $0 == value }
    return Double(smaller) + Double(equal + 1) / 2
  }
}
