import Forecasting
import Foundation
import Recurrent
import SeriesData
import Testing

@testable import Artifacts
@testable import Diagnosis

@Suite("A report") struct ReportDocumentTests {
  private func object(_ report: ReportDocument) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(JSONDocument.encode(report)))
        as? [String: Any])
  }

  @Test("comes back from JSON as it was", arguments: [0.25, 0])
  func roundTrip(validationShare: Double) async throws {
    let report = try await sampleReport(validationShare: validationShare)
    let bytes = JSONDocument.encode(report)
    let read = try ReportDocument(decoding: bytes, file: "report.json")
    #expect(read == report)
    #expect(JSONDocument.encode(read) == bytes)
    #expect(bytes.last == 0x0A)
    // without a validation part nothing judges a deep look: the report is as those from before
    let deep = read.models.map(\.diagnosis.deep)
    #expect(
      deep.map { $0?.dataCurve.map(\.values) }
        == (validationShare > 0 ? [[15, 30], [15, 30]] : [nil, nil]))
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"deep\"") == (validationShare > 0))
  }

  @Test("has the keys that others rely on")
  func keys() async throws {
    let report = try object(try await sampleReport())
    func keys(_ path: String) throws -> Set<String> {
      var node: Any = report
      for key in path.split(separator: ".") {
        let list = node as? [Any]
        let object = node as? [String: Any]
        node = try #require(list?.first ?? object?[String(key)], "\(path) at \(key)")
      }
      return Set(try #require(node as? [String: Any], "\(path)").keys)
    }
    #expect(report["schema"] as? String == "forecast.report/1")
    #expect(
      try keys("series").isSuperset(of: [
        "name", "sha256", "n", "frequency", "season_length", "start", "end",
      ]))
    for part in ["train", "fit", "validation", "test"] {
      #expect(try keys("split.\(part)") == ["start", "end", "n"])
    }
    #expect(
      try keys("models.0").isSuperset(of: [
        "model", "parameters", "seed", "epochs", "best_epoch", "stop_reason", "metrics", "skill",
        "verdict", "diagnosis", "curve", "predictions",
      ]))
    #expect(try keys("baselines.0").isSuperset(of: ["model", "metrics"]))
    for slice in ["train", "validation", "test_one_step", "test_recursive"] {
      for owner in ["models", "baselines"] {
        #expect(
          try keys("\(owner).0.metrics.\(slice)").isSuperset(of: ["rmse", "mae", "smape", "mase"]))
      }
    }
  }

  @Test("has all keys in snake_case; only the training times are under the models' own names")
  func snakeCase() async throws {
    func names(_ node: Any) -> [String] {
      if let list = node as? [Any] { return list.flatMap(names) }
      guard let object = node as? [String: Any] else { return [] }
      return object.flatMap { [$0] + names($1) }
    }
    let all = names(try object(try await sampleReport()))
    #expect(all.count > 100)
    #expect(
      Set(all.filter { $0.wholeMatch(of: /[a-z0-9]+(_[a-z0-9]+)*/) == nil }) == ["rnn-element"])
  }

  @Test("has dropout and noise where there were any")
  func disturbance() async throws {
    #expect(try await sampleReport().settings.dropout == nil)
    let report = try await sampleReport { network in
      network.training.dropout = 0.2
      network.training.noise = 0.1
    }
    #expect(report.settings.dropout == 0.2)
    #expect(report.settings.noise == 0.1)
  }

  @Test("has null where predictions left the numbers, and never NaN or infinity")
  func nonFinite() async throws {
    let report = try await sampleReport { network in
      network.transform = .logDiff
      network.training.learningRate = 1e6
      network.training.clipNorm = nil
    }
    let element = try #require(report.models.first)
    #expect(element.forecast.contains(nil))
    #expect(element.metrics.testRecursive.rmse == nil)
    #expect(element.metrics.testRecursive.undefined?["rmse"] != nil)
    let text = String(decoding: JSONDocument.encode(report), as: UTF8.self)
    #expect(!text.lowercased().contains(/: -?(nan|inf)/))
    #expect(try ReportDocument(decoding: Array(text.utf8), file: "r") == report)
  }

  @Test("has no check whose value is not finite, but says that it was not measured")
  func nonFiniteCheck() async throws {
    var diagnosis = try #require(try await sampleReport().models.first).diagnosis
    diagnosis.axes.skill.value = -.infinity
    diagnosis.axes.skill.interval = Interval(lower: -.infinity, upper: 0)
    diagnosis.checks[0].value = .nan
    let finite = diagnosis.finite
    for check in [finite.axes.skill, finite.checks[0]] {
      #expect(check.value == nil)
      #expect(check.interval == nil)
      #expect(check.status == .absent)
    }
    #expect(finite.axes.gap == diagnosis.axes.gap)
  }

  // MARK: Refusals

  /// A change of a good report after which it does not fit together.
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout ReportDocument) -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout ReportDocument) -> Void) {
      (testDescription, self.change) = (name, change)
    }

    static let all =
      [
        Fault("another schema") { $0.schema = "forecast.report/2" },
        Fault("a value too few") { $0.series.y.removeLast() },
        Fault("a date too many") { $0.series.ds.append("2030-01-01") },
        Fault("no values") { ($0.series.n, $0.series.ds, $0.series.y) = (0, [], []) },
        Fault("a part that is too long") { $0.split.test.n += 1 },
        Fault("a part of negative length") { $0.split.fit.n = -1 },
        Fault("a training part that is not fit and validation") { $0.split.train.n -= 1 },
        Fault("a first target outside") { $0.split.firstTarget = 61 },
        Fault("a first date that is a command to the terminal") {
          $0.series.start = "1949\u{1B}[31m"
        },
        Fault("a date that is markup") { $0.series.ds[3] = "<b>" },
        Fault("a date ahead that breaks the line") { $0.future.ds[1] = "1961\n" },
        Fault("a first test date of words") { $0.split.test.start = "soon" },
        Fault("a last date that is empty") { $0.series.end = "" },
        Fault("a benchmark that was chosen elsewhere") { $0.benchmark.chosenOn = "test" },
        Fault("no season length") { $0.series.seasonLength = 0 },
        Fault("a horizon that is not that of the dates") { $0.future.horizon = 3 },
        Fault("an interval too short") { $0.models[0].intervals?.future[0].lower.removeLast() },
        Fault("an interval without its other end") {
          $0.models[0].intervals?.test[0].upper.removeLast()
        },
        Fault("an interval that holds everything") {
          $0.models[0].intervals?.future[0].coverage = 1
        },
        Fault("a forecast too few") { $0.models[0].forecast.removeLast() },
        Fault("a prediction too few") { $0.models[1].predictions.oneStep.removeLast() },
        Fault("a baseline's prediction too few") { $0.baselines[0].predictions.recursive = [] },
        Fault("an error of a step too few") {
          $0.models[0].diagnosis.steps?.benchmark.removeLast()
        },
        Fault("a loss too few") { $0.models[0].curve.train.removeLast() },
        Fault("half a validation curve") { $0.models[0].curve.validation.removeLast() },
        Fault("a best epoch that was not trained") { $0.models[0].bestEpoch = 4 },
        Fault("a used epoch before all") { $0.models[0].usedEpoch = -1 },
        Fault("lengths of history that fall") { $0.models[0].diagnosis.deep?.dataCurve.reverse() },
        Fault("more history than there is") {
          $0.models[0].diagnosis.deep?.dataCurve[1].values = 61
        },
        Fault("a share above 1") { $0.models[0].diagnosis.deep?.dataCurve[1].share = 1.5 },
        Fault("units that fall") { $0.models[0].diagnosis.deep?.capacityCurve.reverse() },
        Fault("no unit") { $0.models[0].diagnosis.deep?.capacityCurve[0].hidden = 0 },
        Fault("a curve without end") {
          $0.models[0].diagnosis.deep?.capacityCurve = (1...1001).map {
            .init(hidden: $0, train: nil, validation: nil, failed: 0)
          }
        },
        Fault("more failures than seeds") {
          $0.models[0].diagnosis.deep?.capacityCurve[0].failed = 1_000
        },
        Fault("no seed") { $0.models[0].diagnosis.deep?.seeds = 0 },
        Fault("a median outside of its range") {
          $0.models[0].diagnosis.deep?.dataCurve[0].train?.median = 1e9
        },
        Fault("two models of one name") { $0.models[1].model = $0.models[0].model },
        Fault("a share of values that is none") {
          $0.models[0].intervals?.achieved[0].coverage = 1e300
        },
      ]
      + ["", "..", "a/b", "../../etc/passwd", "gru.png", "g\u{0}u", "großu", "a b"].map { name in
        Fault("a model named '\(name)'") { $0.models[0].model = name }
      }
  }

  @Test("is refused when it does not fit together", arguments: Fault.all)
  func fault(_ fault: Fault) async throws {
    try refuses(try await sampleReport(), after: fault)
  }

  @Test(
    "of the recipe auto is refused when that does not fit together",
    arguments: [
      Fault("a forecast too few") { $0.auto?.forecast.removeLast() },
      Fault("a prediction too few") { $0.auto?.predictions.oneStep.removeLast() },
      Fault("an interval too short") { $0.auto?.future[0].upper.removeLast() },
      Fault("an interval without its other end") { $0.auto?.test[0].lower.removeLast() },
      Fault("a share of values that is none") { $0.auto?.achieved[0].upper = -1 },
      Fault("less than no forecast") { $0.auto?.achieved[0].n = -1 },
      Fault("no season") { $0.auto?.seasonLength = 0 },
      Fault("an error of a step too few") {
        $0.auto?.diagnosis?.steps = $0.models[0].diagnosis.steps
        $0.auto?.diagnosis?.steps?.oneStep.removeLast()
      },
    ])
  func autoFault(_ fault: Fault) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fuzzing/Corpus/report/report.json")
    let bytes = Array(try Data(contentsOf: file))
    try refuses(try ReportDocument(decoding: bytes, file: "report.json"), after: fault)
  }

  private func refuses(_ report: ReportDocument, after fault: Fault) throws {
    var report = report
    fault.change(&report)
    let bytes = JSONDocument.encode(report)
    let error = try #require(throws: IncompatibleFile.self) {
      try ReportDocument(decoding: bytes, file: "report.json")
    }
    #expect(error.file == "report.json")
    #expect(error.message.hasPrefix("this is not a report of forecast: "))
    #expect(error.hint == "Make a new one with forecast run.")
  }

  @Test("is refused when it is cut off, wherever that is")
  func truncated() async throws {
    let bytes = JSONDocument.encode(try await sampleReport())
    for count in stride(from: 0, to: bytes.count - 2, by: 97) {
      #expect(throws: IncompatibleFile.self) {
        try ReportDocument(decoding: Array(bytes[..<count]), file: "report.json")
      }
    }
  }

  // MARK: Tables

  @Test("becomes predictions.csv: a row a date, in the parts of the split")
  func predictions() async throws {
    let report = try await sampleReport()
    let rows = report.predictionsTable.text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows.first == [
        "ds", "y", "part", "rnn-element", "rnn-element-recursive", "gru", "gru-recursive",
      ])
    try #require(rows.count == 61 && rows.allSatisfy { $0.count == 7 })
    #expect(rows.dropFirst().map { $0[0] } == report.series.ds)
    #expect(
      rows.dropFirst().map { $0[2] }
        == Array(repeating: "train", count: 30) + Array(repeating: "validation", count: 10)
        + Array(repeating: "test", count: 20))
    #expect(rows.dropFirst().prefix { $0[3].isEmpty }.count == report.split.firstTarget)
    #expect(
      rows.dropFirst().filter { !$0[6].isEmpty }.map { $0[2] }
        == Array(repeating: "test", count: 20))
    #expect(rows[60][5] == report.models[1].predictions.oneStep[59].map { "\($0)" })
  }

  @Test("becomes forecast.csv: a row a future date, a column a model")
  func forecast() async throws {
    let report = try await sampleReport()
    let lines = report.forecastTable.text.split(separator: "\n")
    let columns = ["rnn-element", "gru"].flatMap { model in
      [model] + ["lo-80", "hi-80", "lo-95", "hi-95"].map { "\(model)-\($0)" }
    }
    #expect(lines.first == "ds,\(columns.joined(separator: ","))")
    #expect(lines.dropFirst().map { $0.prefix(11) } == ["2006-01-01,", "2006-02-01,"])
  }
}
