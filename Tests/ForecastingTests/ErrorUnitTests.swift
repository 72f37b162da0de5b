import SeriesData
import Synchronization
import Testing

@testable import Forecasting

@Suite("The unit of an error") struct ErrorUnitTests {
  @Test(
    "is that of the scaler of a network that is fitted on the same part",
    arguments: ValueTransform.allCases, Scaler.Kind.allCases)
  func scaler(_ transform: ValueTransform, _ kind: Scaler.Kind) throws {
    var network = brief(.rnn, transform)
    network.scaler = kind
    let experiment = try ForecastingTests.experiment([network])
    for fit in [experiment.split.fit, 0..<144] {
      let (model, _) = try FittedNetwork.fitting(
        network, series: airline, fit: fit, validation: 0..<0)
      let expected = transform.keepsUnits ? model.builder.scaler.unit : nil
      #expect(experiment.errorUnit(of: 0, fit: fit) == expected)
    }
  }

  @Test("is none of windows that are scaled by themselves, nor of a part without a value")
  func none() throws {
    var network = brief(.rnn)
    #expect(try experiment([network]).errorUnit(of: 0, fit: 7..<7) == nil)
    network.scalesWindows = true
    #expect(try experiment([network]).errorUnit(of: 0, fit: 0..<96) == nil)
  }

  @Test("belongs to the part that each training is fitted on")
  func parts() async throws {
    let seen = Mutex<[Int: Set<Range<Int>>]>([:])
    let experiment = try ForecastingTests.experiment([brief(.rnn)], validation: 0.15)
    _ = try await experiment.run(
      threads: 1,
      onProgress: { progress in
        _ = seen.withLock { $0[progress.training, default: []].insert(progress.fit) }
      })
    #expect(seen.withLock { $0 } == [0: [experiment.split.fit], 1: [0..<144]])
  }
}
