import Artifacts
import Forecasting
import Foundation
import FuzzSupport
import SeriesData

/// Any bytes as a model file or a checkpoint, or a sound model whose document is changed: it is
/// refused, or it can forecast, and can be written and read again.
@main struct FuzzModel {
  static func main() {
    runFuzzer { start, count in
      var input = FuzzInput(start, count)
      let isWhole = input.rest.dropFirst(8).first == UInt8(ascii: "{")
      let bytes = isWhole ? Array(input.rest) : edited(by: &input)
      if let tensors = try? Safetensors(decoding: bytes, file: "f") {
        let again = try? Safetensors(decoding: tensors.encoded(), file: "f")
        mustHold(again?.tensors.count == tensors.tensors.count, "tensors are lost in writing")
      }
      if let checkpoint = try? Checkpoint(decoding: bytes, file: "f") {
        mustHold(
          (try? Checkpoint(decoding: checkpoint.encoded(), file: "f")) != nil,
          "a checkpoint cannot be read again")
      }
      guard let file = try? ModelFile(decoding: bytes, file: "f") else { return 0 }
      let forecast = file.network.forecast(file.observations, horizon: 3)
      mustHold(forecast.count == 3, "\(forecast.count) forecasts of 3")
      _ = file.intervals?.distribution(around: forecast, probabilities: [0.1, 0.9])
      _ = file.observations.timestamp(at: file.observations.count + 3).iso
      mustHold(
        (try? ModelFile(decoding: file.encoded(), file: "f")) != nil, "it cannot be read again")
      return 0
    }
  }
}

/// The model of the corpus with changes in what it says of itself.
private func edited(by input: inout FuzzInput) -> [UInt8] {
  var file = sound
  file.metadata["forecast"] = String(decoding: edits.edited(by: &input), as: UTF8.self)
  return file.encoded()
}

private let sound: Safetensors = {
  let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/model/gru.safetensors")
  guard let bytes = try? Data(contentsOf: corpus),
    let file = try? Safetensors(decoding: Array(bytes), file: corpus.path)
  else { fatalError("\(corpus) is missing, or no safetensors file") }
  return file
}()

private let edits = JSONEdits(of: Array((sound.metadata["forecast"] ?? "{}").utf8))
