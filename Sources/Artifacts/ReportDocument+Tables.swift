extension ReportDocument {
  /// `predictions.csv`: `ds,y,part,MODEL,MODEL-recursive,…`, a row a date.
  public var predictionsTable: CSVTable {
    var table = CSVTable(ds: series.ds)
    table.append("y", numbers: series.y)
    table.append("part", texts: parts)
    if let auto {
      table.append("auto", numbers: auto.predictions.oneStep)
      table.append("auto-recursive", numbers: auto.predictions.recursive)
    }
    for model in models {
      table.append(model.model, numbers: model.predictions.oneStep)
      table.append("\(model.model)-recursive", numbers: model.predictions.recursive)
    }
    return table
  }

  /// `forecast.csv`: `ds,MODEL,MODEL-lo-80,MODEL-hi-80,…` for the dates ahead.
  public var forecastTable: CSVTable {
    var table = CSVTable(ds: future.ds)
    if let auto {
      table.append("auto", numbers: auto.forecast)
      table.append("auto", intervals: auto.future)
    }
    for model in models {
      table.append(model.model, numbers: model.forecast)
      table.append(model.model, intervals: model.intervals?.future ?? [])
    }
    return table
  }

  /// The part of each date: `train`, `validation` or `test`.
  private var parts: [String] {
    [("train", split.fit.n), ("validation", split.validation.n), ("test", split.test.n)]
      .flatMap { Array(repeating: $0, count: $1) }
  }
}
