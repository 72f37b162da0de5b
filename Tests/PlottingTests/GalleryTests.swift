import Testing

@testable import Artifacts
@testable import Plotting

/// Pictures for the eye: `FORECAST_GALLERY=folder swift test --filter Gallery`.
@Suite("The gallery", .serialized) struct GalleryTests {
  static let samples: [(String, SampleReport)] = [
    ("airline", .airlineReport), ("yearly", .yearly), ("daily", .daily), ("hourly", .hourly),
    ("single", .single),
    ("exploding", .exploding),
  ]

  @Test(
    "is drawn whole for every kind of series",
    .enabled(if: environmentVariable("FORECAST_GALLERY") != nil, "no FORECAST_GALLERY"),
    arguments: samples.indices)
  func gallery(_ index: Int) throws {
    let folder = try #require(environmentVariable("FORECAST_GALLERY"))
    let (name, sample) = Self.samples[index]
    let terminal = Terminal.png
    let start = monotonicSeconds()
    let drawings = reportFigures(sample.report).map {
      GnuplotRenderer.Drawing(
        $0.figure, terminal: terminal,
        path: "\(folder)/\(name)-\($0.name).\(terminal.fileExtension)")
    }
    let built = monotonicSeconds()
    try GnuplotRenderer().draw(drawings)
    print(
      name, drawings.count, "figures: built", built - start, "drawn", monotonicSeconds() - built)
    if name == "airline" {
      for terminal in [Terminal.svg, .pdf] {
        try GnuplotRenderer().draw(
          reportFigures(sample.report).map {
            GnuplotRenderer.Drawing(
              $0.figure, terminal: terminal, path: "\(folder)/\($0.name).\(terminal.fileExtension)")
          })
      }
      for figure in reportFigures(sample.report).prefix(4) {
        print(try GnuplotRenderer().text(figure.figure, ascii: figure.name.hasPrefix("loss")))
      }
    }
  }
}

extension SampleReport {
  static var yearly: SampleReport {
    var noise = Noise(seed: 5)
    let dates = (1990..<2023).map { "\($0)-01-01" }
    var values = (0..<30).map { 40 + 3 * Double($0) + 4 * noise.next() }
    values[10] += 9
    return SampleReport(
      name: "Electricity consumption of households in the northern and western provinces, adjusted",
      unit: "GWh a year", frequency: "yearly", season: 1, dates: Array(dates.prefix(30)),
      futureDates: Array(dates.suffix(3)), values: values, train: 20, validation: 0, lookback: 3)
  }

  static var daily: SampleReport {
    var noise = Noise(seed: 9)
    let dates = days(2007, from: 16_000)
    var level = 1500.0
    let week = [0.0, 30, 45, 60, 90, 160, -120]
    let values = (0..<2000).map { day -> Double in
      level += 4 * noise.next()
      return level + week[day % 7] + 25 * noise.next()
    }
    return SampleReport(
      name: "Orders", unit: "", frequency: "daily", season: 7, dates: Array(dates.prefix(2000)),
      futureDates: Array(dates.suffix(7)), values: values, train: 1340, validation: 201)
  }

  static var hourly: SampleReport {
    var noise = Noise(seed: 3)
    let values = (0..<240).map { index -> Double in
      let hour = Double(index % 24)
      return hour * (24 - hour) / 1e4 + 0.002 * noise.next()
    }
    let dates = days(12, from: 18_990).flatMap { day in
      (0..<24).map { "\(day)T\($0 < 10 ? "0" : "")\($0):00" }
    }
    return SampleReport(
      name: "Load", unit: "MW", frequency: "hourly", season: 24, dates: Array(dates.prefix(240)),
      futureDates: Array(dates[240..<264]), values: values, train: 160, validation: 24, lookback: 24
    )
  }

  static var single: SampleReport {
    var sample = airlineReport
    sample.models = ["gru"]
    sample.validation = 0
    sample.name = "International airline passengers, monthly totals"
    return sample
  }

  static var exploding: SampleReport {
    var sample = airlineReport
    sample.explosion = 1.4
    return sample
  }
}
