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
    for forecast in forecasts {
      table.append(forecast.model, numbers: forecast.values)
      table.append(forecast.model, intervals: forecast.intervals)
    }
    return table
  }

  /// What is forecast for the dates ahead, in the order in which people see the models.
  var forecasts: [(model: String, values: [Double?], intervals: [Band])] {
    let combined = auto.map { [("auto", $0.forecast, $0.future)] } ?? []
    return combined + models.map { ($0.model, $0.forecast, $0.intervals?.future ?? []) }
  }

  /// The part of each date: `train`, `validation` or `test`.
  private var parts: [String] {
    [("train", split.fit.n), ("validation", split.validation.n), ("test", split.test.n)]
      .flatMap { Array(repeating: $0, count: $1) }
  }
}
