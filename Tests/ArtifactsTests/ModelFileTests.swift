import Forecasting
import Recurrent
import SeriesData
import Testing

@testable import Artifacts

@Suite("A model file") struct ModelFileTests {
  /// A network that can be saved.
  struct Kind: Sendable, CustomTestStringConvertible {
    let kind: NetworkKind
    let layers: Int
    let transform: ValueTransform

    var testDescription: String { "\(kind.rawValue), \(layers) layers, \(transform.rawValue)" }

    static let all = NetworkKind.allCases.flatMap { kind in
      (kind == .rnnElement ? [1] : [1, 2]).flatMap { layers in
        [ValueTransform.none, .logDiff].map { Kind(kind: kind, layers: layers, transform: $0) }
      }
    }
  }

  @Test("gives back the network, and its forecasts to the bit", arguments: Kind.all)
  func roundTrip(_ kind: Kind) throws {
    let saved = try sampleModel(kind.kind, layers: kind.layers, transform: kind.transform)
    let loaded = try ModelFile(decoding: saved.encoded(), file: "m.safetensors")
    #expect(loaded == saved)
    let forecasts = [saved, loaded].map {
      $0.network.forecast($0.observations, horizon: 24).map(\.bitPattern)
    }
    #expect(forecasts[0] == forecasts[1])
    #expect(Set(forecasts[0]).count > 1)
  }

  @Test("gives back the intervals: the same ends to the bit")
  func intervals() throws {
    let saved = try sampleModel(.gru)
    let loaded = try ModelFile(decoding: saved.encoded(), file: "m.safetensors")
    let ends = try [saved, loaded].map { file in
      try #require(file.intervals).distribution(
        around: [100, 200, 300, 400], probabilities: [0.01, 0.1, 0.9, 0.99]
      ).quantiles.map { $0.map(\.bitPattern) }
    }
    #expect(ends[0] == ends[1])
    #expect(Set(ends[0].joined()).count == 16)
  }

  @Test(
    "gives back learned quantiles: the same forecasts and ends to the bit",
    arguments: [HorizonStrategy.multiOutput, .direct])
  func quantiles(_ strategy: HorizonStrategy) throws {
    var saved = try sampleModel(.gru, transform: .diff) {
      $0 = $0.withQuantiles().forecasting(strategy, horizon: 3)
    }
    saved.intervals = nil
    let loaded = try ModelFile(decoding: saved.encoded(), file: "m.safetensors")
    #expect(loaded == saved && loaded.network.isNonNegative)
    let forecasts = [saved, loaded].map {
      $0.forecast($0.observations, horizon: 5, probabilities: [0.01, 0.1, 0.9, 0.99])
    }
    #expect(forecasts[0] == forecasts[1])
    #expect(Set(forecasts[0].quantiles.joined()).count == 20)
    #expect(loaded.basis(horizon: 5)?.method == .quantile)
    // one that was written before there was a choice is conformal
    let conformal = try sampleModel(.gru)
    #expect(conformal.basis(horizon: 5)?.method == .conformal)
    #expect(
      conformal.forecast(conformal.observations, horizon: 2, probabilities: [0.1]).quantiles
        != [[], []])
  }

  @Test("of a version without intervals can still be read")
  func withoutIntervals() throws {
    var old = try sampleModel(.gru)
    old.intervals = nil
    let bytes = old.encoded()
    #expect(!String(decoding: bytes, as: UTF8.self).contains("\"intervals\""))
    #expect(try ModelFile(decoding: bytes, file: "m") == old)
  }

  @Test("keeps as much of the series as a forecast looks at: it goes on as from the whole series")
  func history() throws {
    let series = try sampleSeries()
    let file = try sampleModel(.lstm, transform: .logDiff)
    #expect(file.observations.count == 4)
    #expect(file.observations.timestamp(at: 4).iso == "2006-01-01")
    #expect(
      file.network.forecast(file.observations, horizon: 5)
        == file.network.forecast(series, horizon: 5))
  }

  @Test(
    "gives back every strategy, and its forecasts to the bit", arguments: HorizonStrategy.allCases,
    [ValueTransform.boxCox, .doubleLogDiff])
  func strategies(_ strategy: HorizonStrategy, _ transform: ValueTransform) throws {
    let saved = try sampleModel(.lstm, layers: 2, transform: transform) {
      $0 = $0.forecasting(strategy, horizon: 5)
      $0.features = [.previous, .seasonalLag, .trend]
      $0.scalesWindows = true
    }
    let bytes = saved.encoded()
    let loaded = try ModelFile(decoding: bytes, file: "m.safetensors")
    #expect(loaded == saved && loaded.encoded() == bytes)
    #expect(
      loaded.network.forecast(loaded.observations, horizon: 24).map(\.bitPattern)
        == saved.network.forecast(try sampleSeries(), horizon: 24).map(\.bitPattern))
    let tensors = try Safetensors(decoding: bytes, file: "m").tensors
    let heads = tensors.filter { $0.key.hasSuffix("head.weight") }.mapValues(\.shape)
    switch strategy {
    case .recursive: #expect(heads == ["head.weight": [1, 4]])
    case .multiOutput: #expect(heads == ["head.weight": [5, 4]])
    case .direct:
      #expect(heads.count == 5 && heads["step1.head.weight"] == [1, 4])
      #expect(tensors["step5.rnn.weight_ih_l1"]?.shape == [16, 4])
    }
  }

  @Test("from before there were strategies is recursive")
  func old() throws {
    let saved = try sampleModel(.gru)
    var tensors = try Safetensors(decoding: saved.encoded(), file: "m")
    var json = try #require(tensors.metadata["forecast"])
    for new in [
      ",\"strategy\":\"recursive\"", ",\"steps\":1", ",\"scales_windows\":false",
      "\"scales_windows\":false,",
    ] {
      json = json.replacing(new, with: "")
    }
    #expect(!json.contains("strategy") && !json.contains("steps") && !json.contains("scales"))
    tensors.metadata["forecast"] = json
    #expect(try ModelFile(decoding: tensors.encoded(), file: "m") == saved)
  }

  @Test("has the same bytes whenever it is written", arguments: NetworkKind.allCases)
  func determinism(_ kind: NetworkKind) throws {
    let bytes = try sampleModel(kind).encoded()
    #expect(try sampleModel(kind).encoded() == bytes)
    #expect(try ModelFile(decoding: bytes, file: "m").encoded() == bytes)
  }

  @Test("has PyTorch's names and shapes", arguments: NetworkKind.allCases)
  func names(_ kind: NetworkKind) throws {
    let layers = kind == .rnnElement ? 1 : 2
    let rows = [NetworkKind.lstm: 16, .gru: 12][kind] ?? 4
    let file = try Safetensors(
      decoding: try sampleModel(kind, layers: layers).encoded(), file: "m")
    var expected = ["head.weight": [1, 4], "head.bias": [1]]
    for layer in 0..<layers {
      expected["rnn.weight_ih_l\(layer)"] = [rows, layer == 0 ? 2 : 4]
      expected["rnn.weight_hh_l\(layer)"] = [rows, 4]
      expected["rnn.bias_ih_l\(layer)"] = [rows]
      expected["rnn.bias_hh_l\(layer)"] = [rows]
    }
    #expect(file.tensors.mapValues(\.shape) == expected)
  }

  @Test("has the one bias of rnn-element in bias_ih, and zeros in bias_hh")
  func bias() throws {
    let file = try Safetensors(decoding: try sampleModel(.rnnElement).encoded(), file: "m")
    #expect(file.tensors["rnn.bias_hh_l0"]?.values == [0, 0, 0, 0])
    #expect(file.tensors["rnn.bias_ih_l0"]?.values.allSatisfy { $0 != 0 } == true)
  }

  @Test("of a constant series, whose scaler has no width, is a model like another")
  func constantSeries() throws {
    var series = try sampleSeries()
    series = TimeSeries(
      name: "flat", start: series.start, frequency: .monthly,
      values: [Double](repeating: 7, count: 20))
    var specification = NetworkSpecification(.gru)
    specification.training.epochs = 1
    let (network, _) = try FittedNetwork.fitting(
      specification, series: series, fit: 0..<20, validation: 0..<0)
    let saved = ModelFile(
      network, series: series, provenance: try sampleModel(.gru).provenance)
    let loaded = try ModelFile(decoding: saved.encoded(), file: "m")
    #expect(loaded.network.forecast(loaded.observations, horizon: 3).allSatisfy { $0.isFinite })
  }

  @Test(
    "with weights trained elsewhere has them, and nothing that was found out about the old ones")
  func otherWeights() throws {
    let saved = try sampleModel(.gru)
    #expect(!saved.hasOtherWeights)
    var file = try Safetensors(decoding: saved.encoded(), file: "m")
    let bias = Safetensors.NamedTensor(shape: [1], values: [0.25])
    file.tensors["head.bias"] = bias
    let loaded = try ModelFile(decoding: file.encoded(), file: "m")
    #expect(loaded.hasOtherWeights && loaded.intervals == nil)
    #expect(loaded.provenance.verdict == "" && loaded.provenance.testMetrics.rmse == nil)
    #expect(loaded.network.network.parameters["head.bias"].values == [0.25])
    // A file of a version that did not say whose weights they are is believed.
    let json = try #require(file.metadata["forecast"])
    let old = json.replacing(#/,"weights":"[0-9a-f]{64}"/#, with: "")
    #expect(old.count < json.count)
    file.metadata["forecast"] = old
    #expect(try ModelFile(decoding: file.encoded(), file: "m").intervals == saved.intervals)
  }

  @Test("without its document says what is missing, and to PyTorch's weights how to bring it")
  func withoutDocument() throws {
    var file = try Safetensors(decoding: try sampleModel(.gru).encoded(), file: "m")
    file.metadata = ["format": "pt"]
    let error = #expect(throws: IncompatibleFile.self) {
      try ModelFile(decoding: file.encoded(), file: "m")
    }
    #expect(error?.message.contains("no entry 'forecast', which says") == true)
    #expect(error?.hint.contains("save_file(weights, name, metadata=metadata)") == true)
    file.tensors = ["other": .init(shape: [1], values: [1])]
    let other = #expect(throws: IncompatibleFile.self) {
      try ModelFile(decoding: file.encoded(), file: "m")
    }
    #expect(other?.hint.contains("forecast train CSV") == true)
  }
}
