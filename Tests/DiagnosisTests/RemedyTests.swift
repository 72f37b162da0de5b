import FoundationEssentials
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting

/// A situation in which a remedy is chosen.
struct RemedyCase: Sendable, CustomTestStringConvertible {
  let verdict: Verdict
  var transform = ValueTransform.none
  var patience: Int?
  var cost = Check.Status.pass
  var shift = Check.Status.pass
  var logarithms = true
  var counts = (train: 96, validation: 14)

  /// Every combination.
  static let all: [RemedyCase] = Verdict.allCases.flatMap { verdict in
    ValueTransform.allCases.flatMap { transform in
      [nil, 50].flatMap { patience in
        [Check.Status.absent, .pass, .warn, .fail].flatMap { status in
          [true, false].map { logarithms in
            RemedyCase(
              verdict: verdict, transform: transform, patience: patience, cost: status,
              shift: status, logarithms: logarithms)
          }
        }
      }
    }
  }

  var testDescription: String {
    "\(verdict.rawValue), \(transform.rawValue), patience \(patience ?? 0), cost \(cost), "
      + "shift \(shift), \(counts)"
  }

  var remedies: [Remedy] {
    get throws {
      var constructed = Constructed(fit: 20, validation: 4, test: 4)
      constructed.training.patience = patience
      constructed.transform = transform
      let split = try Split(
        count: counts.train + 48, trainCount: counts.train,
        validationShare: Double(counts.validation) / Double(counts.train))
      #expect(split.validation.count == counts.validation)
      return Remedy.forVerdict(
        verdict,
        axes: Diagnosis.Axes(
          skill: check(.pass), gap: check(.pass), cost: check(cost), shift: check(shift)),
        model: try constructed.evidence.model, split: split, canTakeLogarithms: logarithms)
    }
  }

  var options: [String] { get throws { try remedies.map(\.options) } }
}

@Suite("Remedies") struct RemedyTests {
  /// The long names of all options that take a value, as the command line declares them.
  private func knownOptions() throws -> Set<String> {
    let text = try String(
      contentsOfFile: checkout("Sources/ForecastCLI/Support/TrainingFlags.swift"), encoding: .utf8)
    let flags = try #require(text.components(separatedBy: "func validate()").first)
    let names = flags.matches(of: #/\n  var ([a-zA-Z]+)/#).map { String($0.output.1) }
    #expect(names.contains("learningRate"))
    return Set(
      names.map { name in
        "--" + name.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
      })
  }

  @Test("name only options that the command line has, each with a value")
  func options() throws {
    let known = try knownOptions()
    for row in RemedyCase.all {
      for option in try row.options where !option.isEmpty {
        let words = option.split(separator: " ")
        #expect(words.count == 2, "\(option)")
        #expect(known.contains(String(words[0])), "\(option) in \(row.testDescription)")
        #expect(!words[1].hasPrefix("-"), "\(option)")
      }
    }
  }

  @Test("ask for a transform that there is and that the values allow")
  func transforms() throws {
    for row in RemedyCase.all {
      for option in try row.options where option.hasPrefix("--transform ") {
        let transform = try #require(ValueTransform(rawValue: String(option.dropFirst(12))))
        #expect(transform != row.transform)
        #expect(row.logarithms || !transform.needsPositiveValues)
      }
    }
  }

  @Test("are many for what is wrong, and none for a healthy network")
  func count() throws {
    for row in RemedyCase.all {
      let isWell = row.verdict == .healthy && row.shift <= .pass
      #expect(try row.remedies.isEmpty == (isWell || row.verdict == .shift && row.shift <= .pass))
    }
  }

  @Test(
    "begin with what helps most",
    arguments: [
      (.init(verdict: .overfitClear, cost: .fail), ["--patience 50", "--hidden 2"]),
      (.init(verdict: .overfitMild), ["--hidden 2", "--patience 50"]),
      (.init(verdict: .overfitMild, patience: 50, cost: .warn), ["--hidden 2"]),
      (
        .init(verdict: .overfitClear, cost: .fail, shift: .warn),
        ["--patience 50", "--hidden 2", "--transform log-diff"]
      ),
      (.init(verdict: .underfit), ["--epochs 2000", "--hidden 4"]),
      (.init(verdict: .stoppedEarly), ["--epochs 2000"]),
      (.init(verdict: .noSkill), [""]),
      (.init(verdict: .healthy), []),
      (.init(verdict: .healthy, shift: .warn), ["--transform log-diff"]),
      (.init(verdict: .shift, shift: .fail), ["--transform log-diff"]),
      (.init(verdict: .shift, shift: .fail, logarithms: false), ["--transform diff"]),
      (.init(verdict: .shift, transform: .diff, shift: .fail), ["--transform log-diff"]),
      (.init(verdict: .shift, transform: .diff, shift: .fail, logarithms: false), [""]),
      (.init(verdict: .shift, transform: .logDiff, shift: .fail), [""]),
      (.init(verdict: .shift, transform: .boxCox, shift: .fail), ["--transform log-diff"]),
      (
        .init(verdict: .shift, transform: .seasonalLogDiff, shift: .fail),
        ["--transform double-log-diff"]
      ),
      (
        .init(verdict: .shift, transform: .seasonalDiff, shift: .fail, logarithms: false),
        ["--transform double-diff"]
      ),
    ] as [(RemedyCase, [String])])
  func order(_ row: RemedyCase, _ expected: [String]) throws {
    #expect(try row.options == expected)
  }

  @Test(
    "of too short a validation part are a longer one that is long enough",
    arguments: [
      // 24 of 96; never below the default; half as much again; at most 40 %
      ((96, 0), "--validation 0.25"), ((96, 14), "--validation 0.25"),
      ((10_000, 0), "--validation 0.15"), ((96, 24), "--validation 0.38"),
      ((40, 4), "--validation 0.40"), ((100, 35), "--validation 0.40"), ((100, 40), ""),
    ] as [((Int, Int), String)])
  func validation(_ counts: (Int, Int), _ expected: String) throws {
    #expect(try RemedyCase(verdict: .inconclusive, counts: counts).options == [expected])
  }

  @Test("are followed as the command line would")
  func followed() throws {
    let gru = NetworkSpecification(.gru)
    let split = try Split(count: 144, trainCount: 96, validationShare: 0.15)
    let experiment = Experiment(series: airline, split: split, networks: [gru], horizon: 4)
    func following(_ options: String) throws -> Experiment? {
      try experiment.following(Remedy(action: "", options: options))
    }
    func network(_ options: String) throws -> NetworkSpecification {
      let networks = try #require(try following(options)).networks
      #expect(networks.count == 1)
      return networks[0]
    }
    #expect(try network("--hidden 8").hidden == 8)
    #expect(try network("--lookback 24").lookback == 24)
    #expect(try network("--epochs 7").training.epochs == 7)
    #expect(try network("--patience 50").training.patience == 50)
    #expect(try network("--learning-rate 0.0025").training.learningRate == 0.0025)
    #expect(try network("--clip-norm 1").training.clipNorm == 1)
    #expect(try network("--weight-decay 0.001").training.weightDecay == 0.001)
    #expect(try network("--dropout 0.2").training.dropout == 0.2)
    #expect(try network("--transform log-diff").transform == .logDiff)
    #expect(try network("--strategy direct").steps == 4)
    #expect(try network("--features prev,month-onehot").features == [.previous, .monthOneHot])
    #expect(try network("--hidden 8 --epochs 7").training.epochs == 7)
    let longer = try #require(try following("--validation 0.25"))
    #expect(longer.split.validation.count == 24)
    #expect(longer.split.train == split.train)
    for none in ["", "--hidden", "--hidden many", "--features prev,moon", "--no-such 1"] {
      #expect(try following(none) == nil, "\(none)")
    }
    #expect(throws: SplitError.self) { try following("--validation 2") }
  }
}
