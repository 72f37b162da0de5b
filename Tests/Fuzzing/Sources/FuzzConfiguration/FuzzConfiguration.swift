import Artifacts
import FuzzSupport

/// Any bytes as the JSON documents that commands read: each is refused, or can be read again
/// when it is written.
@main struct FuzzConfiguration {
  static func main() {
    runFuzzer { start, count in
      let bytes = Array(FuzzInput(start, count).rest)
      if let document = try? ConfigurationDocument(decoding: bytes, file: "f") {
        let again = try? ConfigurationDocument(decoding: document.encoded(), file: "f")
        mustHold(again != nil, "\(document) cannot be read again")
      }
      if let state = try? TuningState(decoding: bytes, file: "f") {
        mustHold((try? TuningState(decoding: state.encoded(), file: "f")) == state, "\(state)")
      }
      if AutoFile.looksLike(bytes), let file = try? AutoFile(decoding: bytes, file: "f") {
        mustHold((try? AutoFile(decoding: file.encoded(), file: "f")) == file, "\(file)")
      }
      if let document = try? ReplayDocument(decoding: bytes, file: "f") {
        mustHold(
          (try? ReplayDocument(decoding: document.encoded(), file: "f")) == document, "\(document)")
      }
      return 0
    }
  }
}
