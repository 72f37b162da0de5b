import Recurrent
import SeriesData
import Testing

@testable import Forecasting

@Suite("A deep look") struct DeepTests {
  private static let tiny: DeepSettings = {
    var settings = DeepSettings()
    (settings.shares, settings.sizes, settings.seeds) = ([0.5, 0.75, 1], [2, 6], 2)
    return settings
  }()

  private func experiment(
    _ network: NetworkSpecification, on series: TimeSeries = airline, _ deep: DeepSettings? = tiny
  ) throws -> Experiment {
    var made = try ForecastingTests.experiment([network], on: series)
    made.deep = deep
    return made
  }

  private func study(
    _ network: NetworkSpecification, on series: TimeSeries = airline, threads: Int = 2
  ) async throws -> DeepStudy {
    let result = try await experiment(network, on: series).run(threads: threads)
    return try #require(result.models.first?.deep)
  }

  @Test(
    "trains less history and other sizes, the network itself once", arguments: NetworkKind.allCases)
  func curves(_ kind: NetworkKind) async throws {
    let network = brief(kind)
    let study = try await study(network)
    #expect(study.data.map(\.fit) == [41..<82, 20..<82, 0..<82])
    #expect(study.data.allSatisfy { $0.hidden == 4 })
    #expect(study.capacity.map(\.hidden) == [2, 4, 6])
    #expect(study.capacity.allSatisfy { $0.fit == 0..<82 })
    #expect(study.data.last == study.capacity[1])
    let all = study.data + study.capacity
    for point in all {
      let errors = point.train + point.validation
      #expect(errors.count == 4)
      #expect(errors.allSatisfy { ($0 ?? 0) > 0 })
      #expect(point.validation[0] != point.validation[1])
    }
    #expect(Set(study.data.map { $0.validation[0] }).count == 3)
    #expect(Set(study.capacity.map { $0.validation[0] }).count == 3)
    // three sizes and two shorter histories, two seeds each
    let trainings = try experiment(network).deepTrainings(of: network)
    #expect(trainings.count == 10)
    #expect(Set(trainings).count == 10)
  }

  @Test("has the errors of the network that is trained so, at its best validation epoch")
  func errors() async throws {
    var network = brief(.gru)
    let point = try #require(try await study(network).data.first)
    network.training.patience = network.training.epochs
    let (model, _) = try FittedNetwork.fitting(
      network, series: airline, fit: 41..<82, validation: 82..<96)
    func rmse(_ targets: Range<Int>) -> Double {
      let squares = zip(airline.values[targets], model.oneStep(airline, targets: targets)).map {
        ($0 - $1) * ($0 - $1)
      }
      return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    }
    let (train, validation) = (try #require(point.train[0]), try #require(point.validation[0]))
    #expect(abs(train - rmse(53..<82)) < 1e-9)
    #expect(abs(validation - rmse(82..<96)) < 1e-9)
  }

  @Test("sees nothing of the test part", arguments: NetworkKind.allCases, [nil, 3])
  func leak(_ kind: NetworkKind, patience: Int?) async throws {
    var network = brief(kind, .logDiff)
    network.training.patience = patience
    let changed = airline.changing(96..<144) { i, y in 5 * y + Double(i * i % 301) }
    let (a, b) = (try await study(network), try await study(network, on: changed))
    #expect(a == b)
    // the validation part is seen, or this test would prove nothing
    let other = airline.changing(90..<91) { $1 + 40 }
    #expect(try await study(network, on: other) != a)
  }

  @Test("is the same whatever the number of threads is", arguments: NetworkKind.allCases)
  func threads(_ kind: NetworkKind) async throws {
    let (one, four) = (
      try await study(brief(kind), threads: 1), try await study(brief(kind), threads: 4)
    )
    #expect(one == four)
  }

  @Test("changes nothing about the network that is kept, and is there when asked for only")
  func aside() async throws {
    let network = brief(.rnn)
    let plain = try await experiment(network, nil).run(threads: 2).models[0]
    let deep = try await experiment(network).run(threads: 2).models[0]
    #expect(plain.deep == nil)
    #expect(plain.predictions == deep.predictions)
    #expect(plain.forecast == deep.forecast)
    #expect(deep.members.isEmpty)
  }

  @Test("leaves out histories that are too short, and sizes that are too slow by hand")
  func omissions() throws {
    var network = brief(.rnn)
    network.lookback = 50
    let lengths = try experiment(network).deepTrainings(of: network).map(\.fit.count)
    #expect(Set(lengths) == [62, 82])
    func sizes(_ kind: NetworkKind, hidden: Int) throws -> Set<Int> {
      var network = brief(kind)
      network.hidden = hidden
      return Set(try experiment(network, DeepSettings()).deepTrainings(of: network).map(\.hidden))
    }
    #expect(try sizes(.rnn, hidden: 5) == [2, 4, 5, 8, 16, 32, 64])
    #expect(try sizes(.rnnElement, hidden: 16) == [2, 4, 8, 16, 32])
    #expect(try sizes(.rnnElement, hidden: 64) == [2, 4, 8, 16, 32, 64])
    var blind = try ForecastingTests.experiment([network], validation: 0)
    blind.deep = Self.tiny
    #expect(blind.deepTrainings(of: network).isEmpty)
  }

  @Test("bears trainings that fail, and stops when it is told to")
  func failure() async throws {
    var network = brief(.rnn)
    network.training.learningRate = 1e30
    network.training.clipNorm = nil
    let made = try experiment(network)
    let study = try #require(
      try await made.lookDeeply(
        into: network, threads: 2, watch: FittedNetwork.Watch(), onEpoch: { _, _ in }))
    #expect(study.data.map(\.validation) == [[nil, nil], [nil, nil], [nil, nil]])
    await #expect(throws: Interrupted.self) {
      try await made.lookDeeply(
        into: brief(.rnn), threads: 2, watch: FittedNetwork.Watch(isInterrupted: { true }),
        onEpoch: { _, _ in })
    }
  }
}
