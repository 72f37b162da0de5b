import Testing

@testable import Artifacts
@testable import Diagnosis
@testable import Plotting

extension Diagnosis.Deep {
  /// Five lengths of history and three sizes; of the largest size no training succeeded.
  static let sample = Diagnosis.Deep(
    seeds: 3, judged: 14,
    dataCurve: (0..<5).map { index in
      let (step, values) = (Double(index), 41 + 10 * index)
      return DataPoint(
        share: Double(values) / 82, values: values, train: spread(12 - step, 0.5),
        validation: spread(30 - 3 * step, 4), failed: 0)
    },
    dataSentence: "More helps.",
    capacityCurve: [
      CapacityPoint(hidden: 2, train: spread(14, 1), validation: spread(24, 3), failed: 0),
      CapacityPoint(hidden: 8, train: spread(8, 1), validation: spread(18, 2), failed: 0),
      CapacityPoint(hidden: 64, train: nil, validation: nil, failed: 3),
    ],
    capacitySentence: "8 units are enough.")

  private static func spread(_ median: Double, _ reach: Double) -> Spread {
    Spread(median: median, lowest: median - reach, highest: median + reach)
  }
}

@Suite("The figure of a deep look") struct DeepFigureTests {
  private func panels(_ deep: Diagnosis.Deep) throws -> [Panel] {
    var report = SampleReport.single.report
    report.models[0].diagnosis.deep = deep
    let figure = try #require(reportFigures(report).first { $0.name == "deep-gru" }).figure
    #expect(figure.title == "gru: what more history and more units would do, 3 seeds")
    return figure.rows.flatMap(\.panels)
  }

  @Test("is there after a deep look only")
  func absent() {
    #expect(!reportFigures(SampleReport.single.report).map(\.name).contains("deep-gru"))
  }

  @Test("has the errors over the history and over the units, with bands over the seeds")
  func curves() throws {
    let panels = try panels(.sample)
    #expect(
      panels.map(\.x.scale) == [
        .category(["41", "51", "61", "71", "81"]), .category(["2", "8", "64"]),
      ])
    let traces = panels[0].elements.compactMap {
      if case .trace(let trace) = $0 { trace } else { nil }
    }
    #expect(traces.map(\.name) == ["validation, median", "train, median"])
    #expect(traces[0].y == [30, 27, 24, 21, 18])
    #expect(traces[1].y == [12, 11, 10, 9, 8])
    let bands = panels[1].elements.compactMap { if case .band(let band) = $0 { band } else { nil } }
    #expect(bands.map(\.role) == [.validation, .train])
    #expect(bands[0].lower == [21, 16, nil])
    #expect(bands[0].upper == [27, 20, nil])
    // one range for both, so that they can be compared
    #expect(panels[0].y.range == panels[1].y.range)
    #expect(panels[0].y.range?.upperBound == 1.08 * 34)
  }

  @Test("is not flattened by a seed that went astray")
  func astray() throws {
    var deep = Diagnosis.Deep.sample
    deep.capacityCurve[0].validation?.highest = 1e6
    #expect(try panels(deep)[0].y.range?.upperBound == 1.08 * 120)
  }

  @Test("is drawn", arguments: [Terminal.png, .svg])
  func drawn(_ terminal: Terminal) throws {
    var model = SampleReport.single.report.models[0]
    model.diagnosis.deep = .sample
    let figure = try #require(deepFigure(model, "Passengers (thousands)"))
    let folder = try environmentVariable("FORECAST_GALLERY") ?? makeTemporaryFolder()
    let path = "\(folder)/deep.\(terminal.fileExtension)"
    try GnuplotRenderer().draw([.init(figure, terminal: terminal, path: path)])
    #expect((bytes(ofFile: path)?.count ?? 0) > 5000)
    guard environmentVariable("FORECAST_GALLERY") == nil else { return }
    removeFile(path)
    removeFolder(folder)
  }
}
