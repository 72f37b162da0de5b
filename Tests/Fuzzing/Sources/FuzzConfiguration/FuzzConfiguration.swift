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
        // A number such as 2.0 comes back as a whole one.
        mustHold(again.map(keys) == keys(document), "\(document) cannot be read again")
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

/// All keys of a document, with the sections that they are in.
private func keys(_ document: ConfigurationDocument) -> Set<[String]> {
  Set(
    document.options.keys.map { [$0] }
      + document.sections.flatMap { name, section in
        [[name, ""]] + section.keys.map { [name, $0] }
      }
  )
}
