import Forecasting
import FoundationEssentials
import ONNXModel
import SeriesData
import Testing

@testable import Artifacts

/// What `Tests/Fixtures/interop.py` wrote: networks that PyTorch made and saved, and what PyTorch and
/// onnxruntime forecast with them.
@Suite("Networks of PyTorch") struct InteropTests {
  private struct Golden: Decodable {
    struct Case: Decodable {
      let name: String
      let onnxruntime: [Double]
      /// Absent where the recipe is not the classic one.
      let torch: [Double]?
    }
    let cases: [Case]
  }

  private let cases: [Golden.Case]
  private let folder: String

  init() throws {
    folder =
      #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
      .joined(separator: "/") + "/Fixtures/interop"
    let json = try Data(contentsOf: URL(filePath: folder + ".json"))
    cases = try JSONDecoder().decode(Golden.self, from: json).cases
    try #require(cases.count == 10)
  }

  private func model(_ name: String) throws -> ModelFile {
    let file = "\(folder)/\(name).safetensors"
    return try ModelFile(decoding: [UInt8](Data(contentsOf: URL(filePath: file))), file: file)
  }

  /// The largest difference, in parts of the range of the airline series.
  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { abs($0 - $1) }.max().map { $0 / 518 } ?? .infinity
  }

  @Test("saved there forecast here what they forecast there, to 1e-6 of the range")
  func torch() throws {
    let classic = cases.filter { $0.torch != nil }
    #expect(classic.count == 7)
    for sample in classic {
      let model = try model(sample.name)
      #expect(model.hasOtherWeights)
      let expected = try #require(sample.torch)
      let forecast = model.network.forecast(model.observations, horizon: expected.count)
      #expect(distance([forecast[0]], [expected[0]]) < 1e-6, "\(sample.name)")
      // Each of the later steps adds the rounding of its own.
      #expect(distance(forecast, expected) < 1e-5, "\(sample.name)")
    }
  }

  @Test("forecast as a graph in onnxruntime what they forecast here, to 1e-5 of the range")
  func onnxruntime() throws {
    for sample in cases {
      let model = try model(sample.name)
      let horizon = sample.onnxruntime.count
      let forecast = model.network.forecast(model.observations, horizon: horizon)
      #expect(distance(forecast, sample.onnxruntime) < 1e-5, "\(sample.name)")
      // The evaluator of the tests reads the same graph as onnxruntime did.
      let graph = try ParsedGraph(model, horizon: horizon)
      let evaluated = try graph.forecasts([model.observations])[0]
      #expect(distance(evaluated, sample.onnxruntime) < 1e-5, "\(sample.name)")
    }
  }
}
