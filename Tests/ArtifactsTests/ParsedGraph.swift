import Forecasting
import ONNXModel
import SeriesData
import SwiftProtobuf
import Testing

@testable import Artifacts

/// A file that was written and read again.
struct ParsedGraph {
  let message: Onnx_ModelProto
  let model: ModelFile
  let horizon: Int

  init(_ model: ModelFile, horizon: Int = 1) throws {
    let file = try ONNXFile(model, horizon: horizon, version: "1.2.3", file: "m")
    message = try Onnx_ModelProto(serializedBytes: file.encoded())
    (self.model, self.horizon) = (model, horizon)
  }

  /// The outputs for some histories of the same length.
  func forecasts(_ histories: [TimeSeries]) throws -> [[Double]] {
    let builder = model.network.builder
    var inputs: [String: ONNXEvaluator.Value] = [:]
    for name in message.graph.input.map(\.name) {
      let rows = histories.map { history -> [Double] in
        switch name {
        case "history": return history.values
        case "position": return [Double(history.positionInSeason(at: history.count) ?? -1)]
        default:
          // As Guides/onnx.md says it: by the seconds between dates.
          let steps = history.count - builder.lookback + 1..<history.count + horizon
          guard let span = builder.trend else { return [] }
          let (start, end) = (span.start.secondsSinceEpoch, span.end.secondsSinceEpoch)
          return steps.map { step in
            let seconds = history.timestamp(at: step).secondsSinceEpoch - start
            return Double(seconds) / Double(end - start)
          }
        }
      }
      inputs[name] = ONNXEvaluator.Value(
        shape: name == "position" ? [histories.count] : [histories.count, rows[0].count],
        values: rows.flatMap { $0 })
    }
    let output = try #require(try ONNXEvaluator(graph: message.graph)(inputs)["forecast"])
    #expect(output.shape == [histories.count, horizon])
    return histories.indices.map { Array(output.values[$0 * horizon..<($0 + 1) * horizon]) }
  }
}
