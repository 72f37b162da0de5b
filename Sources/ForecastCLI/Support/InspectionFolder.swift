import Artifacts
import Plotting

/// The folder into which `inspect --plots` draws.
///
/// Beside the pictures lies `inspection.json`, which lists them: so a later inspection knows them
/// as its own, whatever a run has written there.
struct InspectionFolder {
  private var folder: OutputFolder
  private let earlier: [WrittenFile]
  private static let manifestName = "inspection.json"

  /// What an inspection wrote.
  private struct Manifest: Codable {
    static let currentSchema = "forecast.inspection/1"
    var schema = currentSchema
    var source: String
    var sha256: String
    var files: [WrittenFile]
    /// What other inspections wrote there.
    var earlierFiles: [WrittenFile]?
  }

  /// A folder that need not exist.
  init(path: String, force: Bool) {
    let bytes = readFile("\(path)/\(Self.manifestName)")
    let manifest = bytes.flatMap { JSONDocument.read(Manifest.self, from: $0) }
      .flatMap { $0.schema == Manifest.currentSchema ? $0 : nil }
    // A manifest cannot list itself: one that was understood is known.
    let own = manifest.flatMap { _ in bytes }.map {
      WrittenFile(name: Self.manifestName, sha256: sha256Hex(of: $0), bytes: $0.count)
    }
    earlier = (manifest?.files ?? []) + (manifest?.earlierFiles ?? [])
    folder = OutputFolder(
      path: path, known: earlier + (own.map { [$0] } ?? []), force: force)
  }

  /// Draws the figures: all of them, or none.
  ///
  /// - Returns: The files that were written.
  mutating func draw(
    _ figures: [NamedFigure], _ plan: PicturePlan, source: String, sha256: String
  ) throws -> [WrittenFile] {
    try folder.check([Self.manifestName] + figures.flatMap { plan.fileNames($0.name) })
    try folder.write(plan.scripts(of: figures)) {
      try plan.drawn(figures)
    } manifest: { written in
      let files = written.map {
        WrittenFile(name: $0.name, sha256: sha256Hex(of: $0.bytes), bytes: $0.bytes.count)
      }
      let names = Set(files.map(\.name))
      let manifest = Manifest(
        source: source, sha256: sha256, files: files,
        earlierFiles: earlier.filter { !names.contains($0.name) })
      return [(Self.manifestName, JSONDocument.encode(manifest))]
    }
    return folder.written.filter { $0.name != Self.manifestName }
  }
}
