import ArgumentParser
import Artifacts
import Reporting

/// A report that was read, with those of its models that are asked for.
struct ReadReport {
  /// The path as it was typed.
  let name: String
  /// The path of the file.
  let file: String
  let document: ReportDocument
  let input: InputFile

  /// Reads a report.
  ///
  /// - Throws: What ``reportBytes(_:)`` does, `IncompatibleFile`, or a `ValidationError` for a model
  ///   that is not in it.
  init(_ path: String, models: [String]) throws {
    let (bytes, file) = try reportBytes(path)
    var report = try ReportDocument(decoding: bytes, file: file)
    let known = report.models.map(\.model)
    if let stranger = models.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "The report has no model '\(stranger)' (it has \(known.joined(separator: ", "))).")
    }
    if !models.isEmpty { report.models.removeAll { !models.contains($0.model) } }
    (name, self.file, document) = (path, file, report)
    input = .init(name: lastComponent(file), sha256: sha256Hex(of: bytes))
  }
}

/// The page of a report as a file, or on standard output.
struct PageFile {
  let path: String
  let force: Bool

  init(_ path: String, force: Bool) { (self.path, self.force) = (path, force) }

  /// Draws the pictures and writes the page; without gnuplot a page without pictures.
  ///
  /// - Returns: What hindered the pictures.
  /// - Throws: What hindered the page.
  func write(_ report: ReadReport) throws -> (any Error)? {
    let isStandardOutput = path == "-"
    var folder = ResultFolder(path: parentFolder(path), force: force)
    let name = lastComponent(path)
    if !isStandardOutput { try folder.check(page: name) }
    Interruption.listen()  // from here on there is something to clean up
    var pictures: [HTMLReport.Picture] = []
    var failure: (any Error)?
    do {
      pictures = try Pictures(report.document, PicturePlan(terminal: .svg)).forPage {
        image($0, beside: report)
      }
    } catch {
      if Interruption.isRequested { throw error }
      failure = error
    }
    let page = HTMLReport(report.document, pictures: pictures).text
    if isStandardOutput {
      try standardOutput(page)
    } else {
      let home = parentFolder(report.file)
      try folder.write(
        page: page, to: name,
        isHome: parentFolder(path) == home && lastComponent(report.file) == "report.json")
    }
    return failure
  }

  /// The bytes of a picture that the run drew, if nobody has changed it since.
  private func image(_ name: String, beside report: ReadReport) -> [UInt8]? {
    guard let known = report.document.files.first(where: { $0.name == name }),
      let bytes = readFile("\(parentFolder(report.file))/\(name)"),
      sha256Hex(of: bytes) == known.sha256
    else { return nil }
    return bytes
  }
}
