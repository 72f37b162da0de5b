import Forecasting
import ONNXModel
import Recurrent
import SeriesData
import SwiftProtobuf
import Testing

@testable import Artifacts

@Suite("An ONNX file") struct ONNXFileTests {
  /// A network that can be exported.
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: NetworkKind
    var layers = 1
    var transform = ValueTransform.none
    var features = [Feature.previous, .month]
    var strategy = HorizonStrategy.recursive
    var scaler = Scaler.Kind.minMax
    var scalesWindows = false

    var testDescription: String {
      "\(kind.rawValue), \(layers) layers, \(transform.rawValue), "
        + "\(features.map(\.rawValue).joined(separator: "+")), \(strategy.rawValue)"
        + (scalesWindows ? ", windows" : "")
    }

    /// Every cell, with one layer and with two where it can have them.
    static let cells = NetworkKind.allCases.flatMap { kind in
      (kind == .rnnElement ? [1] : [1, 2]).map { Case(kind: kind, layers: $0) }
    }
    static let transforms = ValueTransform.allCases.flatMap { transform in
      HorizonStrategy.allCases.map { Case(kind: .gru, transform: transform, strategy: $0) }
    }
    static let features = [Feature.monthOneHot, .monthCyclic, .seasonalLag, .trend].flatMap {
      [
        Case(kind: .rnn, features: [.previous, $0], scaler: .standard),
        Case(
          kind: .lstm, transform: .doubleLogDiff, features: [$0, .month, .previous],
          scalesWindows: true),
      ]
    }

    func model() throws -> ModelFile {
      try sampleModel(kind, layers: layers, transform: transform) {
        $0.features = features
        $0.scaler = scaler
        $0.scalesWindows = scalesWindows
        $0 = $0.forecasting(strategy, horizon: 3)
      }
    }
  }

  @Test(
    "forecasts what the network forecasts, beyond a season and by every operator as specified",
    arguments: Case.cells + Case.transforms + Case.features)
  func forecasts(_ sample: Case) throws {
    let model = try sample.model()
    let expected = model.network.forecast(model.observations, horizon: 14)
    let graph = try ParsedGraph(model, horizon: 14)
    let forecast = try graph.forecasts([model.observations])
    // The values span 150; what is left is the rounding of Float within the network.
    let difference = zip(forecast[0], expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(forecast[0].count == 14 && difference < 150 * 1e-5, "\(difference)")
    #expect(Set(expected).count > 1)
  }

  @Test("forecasts many series at once, each as if it were alone")
  func batch() throws {
    let model = try Case(
      kind: .lstm, layers: 2, transform: .logDiff, features: [.previous, .trend, .month]
    )
    .model()
    let series = try sampleSeries()
    let histories = [60, 47, 31].map { series.prefix($0).suffix(model.network.reach) }
    let together = try ParsedGraph(model, horizon: 5).forecasts(histories)
    for (forecast, history) in zip(together, histories) {
      let expected = model.network.forecast(history, horizon: 5)
      #expect(zip(forecast, expected).allSatisfy { abs($0 - $1) < 150 * 1e-5 })
    }
    #expect(Set(together.map { $0[0] }).count == 3)
  }

  @Test("has PyTorch's gates in the order of ONNX")
  func gateOrder() throws {
    for (kind, order) in [(NetworkKind.lstm, [0, 3, 1, 2]), (.gru, [1, 0, 2]), (.rnn, [0])] {
      let model = try Case(kind: kind).model()
      let own = model.network.network.parameters["rnn.weight_hh_l0"].values
      let size = own.count / order.count
      let expected = order.flatMap { own[$0 * size..<($0 + 1) * size] }
      let tensor = try #require(
        try ParsedGraph(model).message.graph.initializer.first { $0.name == "R_l0" })
      let bytes = expected.withUnsafeBytes { [UInt8]($0) }
      #expect([UInt8](tensor.rawData) == bytes, "\(kind)")
      #expect(tensor.dims == [1, Int64(4 * order.count), 4])
    }
  }

  @Test("says its versions, and for a GRU that the reset gate comes after the product")
  func versions() throws {
    let message = try ParsedGraph(Case(kind: .gru).model()).message
    #expect(message.irVersion == 8 && message.opsetImport.map(\.version) == [17])
    #expect(message.producerName == "forecast" && message.producerVersion == "1.2.3")
    let gru = try #require(message.graph.node.first { $0.opType == "GRU" })
    let attributes = Dictionary(uniqueKeysWithValues: gru.attribute.map { ($0.name, $0.i) })
    #expect(attributes == ["hidden_size": 4, "linear_before_reset": 1])
  }

  @Test("names its inputs and outputs, of any batch, and gives every value one name")
  func ports() throws {
    let model = try Case(kind: .rnn, transform: .diff, features: [.previous, .month, .trend])
      .model()
    let graph = try ParsedGraph(model, horizon: 2).message.graph
    func shape(_ port: Onnx_ValueInfoProto) -> [String] {
      port.type.tensorType.shape.dim.map { $0.dimParam.isEmpty ? "\($0.dimValue)" : $0.dimParam }
    }
    #expect(graph.input.map(\.name) == ["history", "position", "trend"])
    #expect(graph.input.map(shape) == [["batch", "4"], ["batch"], ["batch", "4"]])
    #expect(graph.output.map(\.name) == ["forecast"])
    #expect(graph.output.map(shape) == [["batch", "2"]])
    let names =
      graph.node.flatMap(\.output).filter { !$0.isEmpty } + graph.initializer.map(\.name)
      + graph.input.map(\.name)
    #expect(Set(names).count == names.count)
    // Without a feature of the calendar nobody is asked for a month.
    let bare = try ParsedGraph(Case(kind: .rnn, features: [.previous]).model()).message.graph
    #expect(bare.input.map(\.name) == ["history"])
  }

  @Test("keeps its weights once, however many steps are unrolled")
  func size() throws {
    let model = try Case(kind: .lstm).model()
    let weights = try [1, 24].map { horizon in
      try ParsedGraph(model, horizon: horizon).message.graph.initializer.filter {
        $0.dataType == .float
      }
    }
    #expect(weights[0] == weights[1] && weights[0].count == 5)
  }

  @Test("has the document of the model in its metadata, and the facts one by one")
  func metadata() throws {
    let model = try Case(kind: .gru, transform: .logDiff, features: [.previous, .month, .trend])
      .model()
    let entries = try ParsedGraph(model, horizon: 2).message.metadataProps
    let properties = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
    let document = try Safetensors(decoding: model.encoded(), file: "m").metadata["forecast"]
    #expect(properties["forecast"] == document && document != nil)
    let facts = properties.filter { $0.key != "forecast" }
    #expect(
      facts == [
        "model": "gru", "horizon": "2", "lookback": "3", "history": "4",
        "features": "prev,month,trend", "transform": "log-diff", "scaling": "minmax",
        "frequency": "monthly", "season_length": "12", "value_name": "sales", "unit": "pieces",
        "source": "sales.csv", "sha256": "00", "trained_from": "2001-01-01",
        "trained_to": "2005-12-01", "position": "0", "trend_start": "2001-01-01",
        "trend_end": "2005-12-01",
      ])
  }

  @Test("has the same bytes whenever it is written, which are known as ours")
  func bytes() throws {
    let model = try Case(kind: .gru).model()
    let files = try (0..<2).map { _ in
      try ONNXFile(model, version: "1.2.3", file: "m").encoded()
    }
    #expect(files[0] == files[1] && ONNXFile.isOurs(files[0]))
    #expect(!ONNXFile.isOurs([]) && !ONNXFile.isOurs(Array("no graph".utf8)))
    var other = try ParsedGraph(model).message
    other.producerName = "pytorch"
    let theirs: [UInt8] = try other.serializedBytes()
    #expect(!ONNXFile.isOurs(theirs))
  }

  @Test("is refused for learned quantiles, with what to do")
  func quantiles() throws {
    let model = try sampleModel(.gru) { $0 = $0.withQuantiles().forecasting(.direct, horizon: 2) }
    let error = #expect(throws: IncompatibleFile.self) {
      try ONNXFile(model, version: "", file: "m.safetensors")
    }
    #expect(error?.file == "m.safetensors" && error?.message.contains("quantiles") == true)
  }
}
