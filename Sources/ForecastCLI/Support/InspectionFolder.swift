import Artifacts
import Plotting

/// The folder into which `inspect --plots` draws.
///
/// Beside the pictures lies `inspection.json`, which lists them: so a later inspection knows them
/// as its own, whatever a run has written there.
struct InspectionFolder {
  private var folder: OutputFolder
  private static let manifestName = "inspection.json"

  /// What an inspection wrote.
  private struct Manifest: Codable {
    static let currentSchema = "forecast.inspection/1"
    var schema = currentSchema
    var source: String
    var sha256: String
    var files: [WrittenFile]
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
    folder = OutputFolder(
      path: path, known: (manifest?.files ?? []) + (own.map { [$0] } ?? []), force: force)
  }

  /// Draws the figures: all of them, or none.
  ///
  /// - Returns: The pictures that were written.
  mutating func draw(
    _ figures: [NamedFigure], source: String, sha256: String
  ) throws -> [WrittenFile] {
    let names = figures.map { "\($0.name).png" }
    try folder.check(names + [Self.manifestName])
    let studio = try GnuplotRenderer.interruptible.open(for: figures.count)
    for figure in figures { studio.draw(figure, as: .png) }
    let pictures = try studio.finish(names)
    let files = pictures.map {
      WrittenFile(name: $0.name, sha256: sha256Hex(of: $0.bytes), bytes: $0.bytes.count)
    }
    let manifest = Manifest(source: source, sha256: sha256, files: files)
    try folder.write(all: [(Self.manifestName, JSONDocument.encode(manifest))] + pictures)
    return files
  }
}
