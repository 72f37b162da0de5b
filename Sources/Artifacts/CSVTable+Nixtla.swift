import Forecasting
import SeriesData

/// The long form of Nixtla's libraries, which utilsforecast and pandas read as it is: a row for each
/// series and date, a column for each model, and behind it the ends of its intervals.
extension CSVTable {
  /// Forecasts of what is to come: `unique_id,ds,MODEL,MODEL-lo-95,MODEL-lo-80,MODEL-hi-80,…`.
  ///
  /// - Parameters:
  ///   - id: The name of the series.
  ///   - ds: The dates.
  ///   - model: The name of the forecaster.
  ///   - values: Its forecasts, one a date.
  ///   - intervals: Their intervals.
  public init(
    nixtla id: String, ds: [String], model: String, values: [Double?],
    intervals: [ReportDocument.Band]
  ) {
    self.init("unique_id", texts: ds.map { _ in id })
    append("ds", texts: ds)
    append(model, numbers: values)
    append(model, nixtlaIntervals: intervals)
  }

  /// What all models of a run forecast beyond the end: `unique_id,ds,auto,auto-lo-95,…,gru,…`.
  ///
  /// - Parameter report: What the run wrote. One of an older version does not know which series it is
  ///   of, and names the file.
  public init(nixtla report: ReportDocument) {
    let id = report.series.id ?? report.series.source
    self.init("unique_id", texts: report.future.ds.map { _ in id })
    append("ds", texts: report.future.ds)
    for forecast in report.forecasts {
      append(forecast.model, numbers: forecast.values)
      append(forecast.model, nixtlaIntervals: forecast.intervals)
    }
  }

  /// Every forecast of a backtest, as their cross-validation gives it:
  /// `unique_id,ds,cutoff,y,MODEL,MODEL-lo-95,…`.
  ///
  /// `cutoff` is the last date that was known. An origin without a forecast has empty fields.
  ///
  /// - Parameter result: What the backtest found.
  public init(nixtla result: BacktestResult) {
    let (backtest, series) = (result.backtest, result.backtest.series)
    let rows = backtest.origins.enumerated().flatMap { place, origin in
      (0..<backtest.horizon).map { (place: place, origin: origin, step: $0) }
    }
    self.init("unique_id", texts: rows.map { _ in series.name })
    append("ds", texts: rows.map { series.timestamp(at: $0.origin + $0.step).iso })
    append("cutoff", texts: rows.map { series.timestamp(at: $0.origin - 1).iso })
    append("y", numbers: rows.map { series.values[$0.origin + $0.step] })
    for run in result.runs {
      let forecasts = run.forecasts.map { try? $0.outcome.get() }
      append(run.model, numbers: rows.map { forecasts[$0.place]?.point[$0.step] })
      let bands = forecasts.map { forecast in
        forecast.map { [ReportDocument.Band]($0, coverages: backtest.coverages) } ?? []
      }
      let coverages = backtest.coverages.filter { coverage in
        bands.contains { $0.contains { $0.coverage == coverage } }
      }
      let ends = coverages.map { coverage in
        let band = bands.map { $0.first { $0.coverage == coverage } }
        return ReportDocument.Band(
          coverage: coverage, lower: rows.map { band[$0.place]?.lower[$0.step] ?? nil },
          upper: rows.map { band[$0.place]?.upper[$0.step] ?? nil })
      }
      append(run.model, nixtlaIntervals: ends)
    }
  }

  /// The ends in the order of statsforecast, from the lowest to the highest.
  private mutating func append(_ model: String, nixtlaIntervals bands: [ReportDocument.Band]) {
    let rising = bands.sorted { $0.coverage < $1.coverage }
    for band in rising.reversed() {
      append("\(model)-lo-\(coverageName(band.coverage))", numbers: band.lower)
    }
    for band in rising {
      append("\(model)-hi-\(coverageName(band.coverage))", numbers: band.upper)
    }
  }
}
