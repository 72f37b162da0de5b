import SeriesData
import Testing

@testable import Forecasting

@Suite("The memory that a training needs") struct MemoryNeedTests {
  private func need(
    _ kind: NetworkKind = .gru, hidden: Int = 16, lookback: Int = 12, values: Int = 100,
    threads: Int = 1
  ) -> MemoryNeed {
    var specification = NetworkSpecification(kind)
    (specification.hidden, specification.lookback) = (hidden, lookback)
    return MemoryNeed(specification, values: values, features: 2, threads: threads)
  }

  @Test("grows with everything that it is for, and never overflows")
  func grows() {
    let usual = need().bytes
    #expect(usual > 10_000)
    for larger in [need(hidden: 64), need(lookback: 24), need(values: 200), need(threads: 2)] {
      #expect(larger.bytes > usual)
    }
    let largest = need(hidden: 65_536, lookback: 65_536, values: .max, threads: 1000).bytes
    #expect(largest.isFinite && largest > 1e20)
  }

  @Test("is refused from half of what there is, in words")
  func refusal() throws {
    let specification = NetworkSpecification(.lstm)
    let need = MemoryNeed(specification, values: 1000, features: 2, threads: 1)
    try need.check(specification, available: need.bytes * 2)
    let error = #expect(throws: CannotFit.self) {
      try need.check(specification, available: need.bytes * 1.9)
    }
    let words = error?.message ?? ""
    #expect(
      words.contains("--lookback 12, --hidden 16 and --layers 1 needs about 0.1 GB"), "\(words)")
    #expect(error?.hint.contains("smaller --lookback") == true)
  }

  @Test("is asked for before anything is allocated")
  func asked() throws {
    // 300,000 sequences of 65,536 elements: 160 GB of tensors at least.
    let values = (0..<300_000).map { 2 + Double($0 % 7) }
    let start = try #require(Timestamp(year: 2000, month: 1, day: 1))
    let series = TimeSeries(
      name: "s", start: start, frequency: .everySeconds(60), values: values)
    var specification = NetworkSpecification(.gru)
    (specification.lookback, specification.features) = (65_536, [.previous])
    let error = #expect(throws: CannotFit.self) {
      try FittedNetwork.fitting(
        specification, series: series, fit: 0..<values.count, validation: 300_000..<300_000)
    }
    #expect(error?.message.contains("--lookback 65536") == true)
  }

  @Test("is held against a machine that has some")
  func machine() {
    #expect((1e8...1e15).contains(availableMemory()))
  }
}
