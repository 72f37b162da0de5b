import Artifacts
import Diagnosis
import Mustache

/// `report.html`: the whole report as one page that needs nothing beside it.
///
/// It opens without a network, has no script, and forbids itself to load anything. Everything comes
/// from the report; pictures are handed in, and without them the page has none.
///
/// ```swift
/// let pictures = [HTMLReport.Picture(name: "loss-gru", svg: bytes)]
/// let page = HTMLReport(report, pictures: pictures).text
/// ```
public struct HTMLReport {
  private let report: ReportDocument
  private let pictures: [Picture]

  /// Prepares a page.
  public init(_ report: ReportDocument, pictures: [Picture] = []) {
    self.report = report
    self.pictures = pictures
  }

  /// The page, with texts out of files escaped and without characters that cannot be seen.
  public var text: String {
    let page = Page(report, pictures)
    guard let text = Self.library.render(page, withTemplate: "page") else {
      preconditionFailure("The page has a template of its own")
    }
    return text
  }

  /// All templates by their names.
  private static let library: MustacheLibrary = {
    let texts = [
      "page": PageTemplate.page, "headline": PageTemplate.headline,
      "overview": PageTemplate.overview, "footer": PageTemplate.footer,
      "model": ModelTemplate.model, "axis": ModelTemplate.axis, "check": ModelTemplate.check,
      "evidence": ModelTemplate.evidence, "bar": ModelTemplate.bar, "table": ModelTemplate.table,
      "combination": ModelTemplate.combination, "picture": ModelTemplate.picture,
    ]
    do {
      return MustacheLibrary(templates: try texts.mapValues { try MustacheTemplate(string: $0) })
    } catch {
      preconditionFailure("A template of the page is malformed: \(error)")
    }
  }()
}
