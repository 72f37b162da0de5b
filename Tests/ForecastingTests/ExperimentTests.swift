import SeriesData
import Synchronization
import Testing

@testable import Forecasting
@testable import Recurrent

@Suite("An experiment") struct ExperimentTests {
  @Test(
    "refits on all data for as many epochs as were used",
    arguments: NetworkKind.allCases, [nil, 3])
  func refit(_ kind: NetworkKind, _ patience: Int?) async throws {
    var network = brief(kind)
    network.training.epochs = 40
    network.training.learningRate = 0.05
    network.training.patience = patience
    network.training.schedule = .cosine
    let seen = Mutex<[Int]>([])
    let result = try await experiment([network], validation: 0.15).run(
      threads: 1,
      onProgress: { progress in
        if progress.isRefit { seen.withLock { $0.append(progress.record.epoch) } }
      })
    let model = result.models[0]
    // at least one: even where the untrained network was the best on validation
    let epochs = max(model.history.usedEpoch, 1)
    #expect(seen.withLock { $0 } == Array(0...epochs))
    #expect(patience == nil ? model.history.usedEpoch == 40 : model.history.usedEpoch < 40)

    network.training.patience = nil
    network.training.lastEpoch = epochs
    let (again, _) = try FittedNetwork.fitting(
      network, series: airline, fit: 0..<144, validation: 0..<0)
    #expect(again == model.refit)
    #expect(bits(model.forecast) == bits(again.forecast(airline, horizon: 12)))
  }

  @Test("scores the predictions that it gives", arguments: NetworkKind.allCases)
  func scores(_ kind: NetworkKind) async throws {
    let result = try await experiment([brief(kind, .logDiff)]).run(threads: 1)
    let model = result.models[0]
    let scale = MetricScale.naive(airline.values[..<96], seasonLength: 12)
    func metrics(_ predictions: [Double?], _ range: Range<Int>) throws -> Metrics {
      Metrics(
        try range.map { try #require(predictions[$0]) }, actual: airline.values[range], scale: scale
      )
    }
    #expect(model.firstTarget == 13)
    #expect(model.predictions.oneStep.map { $0 == nil } == (0..<144).map { $0 < 13 })
    #expect(model.predictions.recursive.map { $0 == nil } == (0..<144).map { $0 < 96 })
    #expect(model.predictions.recursive[96] == model.predictions.oneStep[96])
    #expect(model.scores.train == (try metrics(model.predictions.oneStep, 13..<82)))
    #expect(model.scores.validation == (try metrics(model.predictions.oneStep, 82..<96)))
    #expect(model.scores.testOneStep == (try metrics(model.predictions.oneStep, 96..<144)))
    #expect(model.scores.testRecursive == (try metrics(model.predictions.recursive, 96..<144)))
    #expect(model.forecast.count == 12)
    #expect(model.seconds > 0)
  }

  @Test("tells about every epoch of every network")
  func progress() async throws {
    let seen = Mutex<[Int: Int]>([:])
    _ = try await experiment(NetworkKind.allCases.map { brief($0) }).run(
      threads: 2,
      onProgress: { progress in
        seen.withLock { $0[progress.network, default: 0] += 1 }
      })
    // epochs 0 … 8, twice: the fit and the refit
    #expect(seen.withLock { $0 } == [0: 18, 1: 18, 2: 18, 3: 18])
  }

  @Test("hands over each network as soon as it is done, in whatever order, and keeps theirs")
  func finishing() async throws {
    let experiment = try experiment([brief(.rnn, .logDiff), brief(.gru), brief(.lstm)])
    let seen = Mutex<[String]>([])
    let kinds = try await experiment.trainNetworks(
      threads: 1,
      onProgress: { progress in
        let isFirst = progress.record.epoch == 0 && !progress.isRefit
        if isFirst { seen.withLock { $0.append("\(progress.network) begins") } }
      }
    ) { index, model in
      seen.withLock { $0.append("\(index) is done") }
      return model.model.specification.kind
    }
    #expect(kinds == [.rnn, .gru, .lstm])
    #expect(
      seen.withLock { $0 } == [
        "0 begins", "0 is done", "1 begins", "1 is done", "2 begins", "2 is done",
      ])
  }

  @Test("knows before it runs what the first predicted index will be")
  func firstTarget() async throws {
    let experiment = try experiment([brief(.rnn, .logDiff), brief(.gru)])
    let result = try await experiment.run(threads: 1)
    #expect(result.models.map(\.firstTarget) == [13, 12])
    #expect(experiment.firstTarget == 13)
  }

  @Test("can be interrupted")
  func interrupted() async throws {
    let experiment = try experiment([brief(.gru), brief(.rnn)])
    await #expect(throws: Interrupted()) {
      try await experiment.run(threads: 2, isInterrupted: { true })
    }
  }

  @Test("runs on data without a season")
  func yearly() async throws {
    let values = (0..<144).map { 100 + Double($0 * 7 % 11) }
    var network = brief(.gru)
    network.features = [.previous]
    let result = try await experiment([network], on: series(values, .yearly)).run(threads: 1)
    #expect(result.baselines.map(\.baseline) == [.persistence, .drift, .trainingMean])
    #expect(result.models[0].scores.testOneStep.mase != nil)
  }

  @Test("counts one bias where the hand-unrolled network has one")
  func parameters() throws {
    let counts = try NetworkKind.allCases.map { kind in
      try FittedNetwork.fitting(
        NetworkSpecification(kind).lasting(1), series: airline, fit: 0..<96, validation: 0..<0
      ).model.parameterCount
    }
    // gates · (16 · 2 + 16 · 16 + biases · 16) + 17 for the head
    #expect(counts == [304 + 17, 320 + 17, 4 * 320 + 17, 3 * 320 + 17])
  }

  @Test("with patience and no validation part is a mistake of the programmer")
  func patienceWithoutValidation() async {
    await #expect(processExitsWith: .failure) {
      var network = brief(.rnn)
      network.training.patience = 3
      _ = try FittedNetwork.fitting(network, series: airline, fit: 0..<96, validation: 0..<0)
    }
  }
}

extension NetworkSpecification {
  fileprivate func lasting(_ epochs: Int) -> NetworkSpecification {
    var copy = self
    copy.training.epochs = epochs
    return copy
  }
}

@Suite("Work side by side") struct ConcurrentMapTests {
  struct Failure: Error, Equatable { let element: Int }

  @Test("keeps the order of the elements", arguments: [1, 2, 7, 100])
  func order(limit: Int) async throws {
    // the first elements take longest
    let squares = try await concurrentMap(Array(0..<40), limit: limit) { element in
      var sum = 0.0
      for i in 0..<(40 - element) * 2000 { sum += Double(i).squareRoot() }
      return sum < 0 ? -1 : element * element
    }
    #expect(squares == (0..<40).map { $0 * $0 })
    #expect(try await concurrentMap([Int](), limit: limit) { $0 }.isEmpty)
  }

  @Test("never does more at a time than it may", arguments: [1, 2, 3])
  func limit(_ limit: Int) async throws {
    let running = Atomic(0)
    let most = Atomic(0)
    _ = try await concurrentMap(Array(0..<20), limit: limit) { _ in
      let now = running.add(1, ordering: .sequentiallyConsistent).newValue
      most.max(now, ordering: .sequentiallyConsistent)
      var sum = 0.0
      for i in 0..<2_000_000 { sum += Double(i).squareRoot() }  // some ms: long enough to meet
      running.subtract(1, ordering: .sequentiallyConsistent)
      return sum
    }
    #expect(most.load(ordering: .sequentiallyConsistent) <= limit)
  }

  @Test("throws what an element throws", arguments: [1, 2, 5], [0, 3, 19])
  func failure(limit: Int, element bad: Int) async {
    await #expect(throws: Failure(element: bad)) {
      try await concurrentMap(Array(0..<20), limit: limit) { element in
        if element == bad { throw Failure(element: element) }
        return element
      }
    }
  }
}
