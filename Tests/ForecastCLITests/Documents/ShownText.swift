import Foundation

/// What a page shows of an output, held against the output itself.
///
/// The two are the same if their lines have the same words. Three things may differ:
///
/// - a line that is `…` stands for any lines, none too;
/// - a number before `s` or `threads`, which the machine decides, may be any other one;
/// - on another kind of processor, where every step of training is rounded otherwise, so may all
///   numbers: see ``Processor``.
struct ShownText {
  let lines: [String]
  /// Whether numbers count.
  var comparesNumbers = true

  init(_ text: String) { lines = Self.lines(of: text) }

  /// The lines without those at the end that are blank.
  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines
  }

  /// The first line that is not as it is shown; nil if all are.
  func difference(from output: String) -> String? {
    var rest = Self.lines(of: output)[...]
    var isSkipping = false
    for line in lines {
      if line == "…" {
        isSkipping = true
        continue
      }
      let found = isSkipping ? rest.firstIndex { same(line, $0) } : rest.indices.first
      guard let found, same(line, rest[found]) else {
        return "shown:   \(line)\nprinted: \(rest.first ?? "(nothing more)")"
      }
      rest = rest[(found + 1)...]
      isSkipping = false
    }
    return isSkipping ? nil : rest.first.map { "not shown: \($0)" }
  }

  private func same(_ shown: String, _ printed: String) -> Bool {
    let (first, second) = (words(of: shown), words(of: printed))
    return first == second
  }

  /// The words of a line, with what may differ in one form.
  ///
  /// Lines under headings are as wide as the numbers below.
  private func words(of line: String) -> [String] {
    let measured = line.replacing(/[\d.]+ (s\b|threads)/) { "# \($0.1)" }
    let text = comparesNumbers ? measured : measured.replacing(/[+−-]?\d[\d.]*/, with: "#")
    return text.split(separator: " ").map { $0.allSatisfy { $0 == "-" } ? "-" : String($0) }
  }
}

/// Where the numbers of the pages were printed.
enum Processor {
  /// Whether this is such a processor: an x86-64 with AVX-512.
  ///
  /// On others every product is rounded otherwise, which hundreds of epochs make visible.
  static let isThatOfThePages: Bool = {
    let told = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    return told?.contains(" avx512f ") ?? false
  }()
}
