import ArgumentParser
import Plotting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What pictures are drawn as.
enum PictureTerminal: String, ExpressibleByArgument, CaseIterable {
  /// PNG files.
  case png
  /// SVG files.
  case svg
  /// PDF files.
  case pdf
  /// Letters on standard output.
  case dumb
  /// Pictures on standard output, for a terminal that shows them.
  case sixel

  /// The file format; nil for what goes to standard output.
  var fileTerminal: Terminal? {
    switch self {
    case .png: .png
    case .svg: .svg
    case .pdf: .pdf
    case .dumb, .sixel: nil
    }
  }
}

/// What every command understands that draws pictures.
struct PictureOptions: ParsableArguments {
  @Option(
    help:
      "What pictures are drawn as: files, or on the terminal dumb, which is letters, or sixel.")
  var terminal = PictureTerminal.png

  @Option(
    help: ArgumentHelp(
      "WIDTHxHEIGHT of each picture: pixels, or with a unit 16x9cm, 6x4in; of dumb, letters and lines. (default: what suits each)",
      valueName: "size"),
    transform: { try read($0, PictureSize.init) })
  var size: PictureSize?

  @Option(
    help: ArgumentHelp(
      "The font: a name, points behind a comma, or both, as in Georgia,11. (default: DejaVu Sans)",
      valueName: "font"),
    transform: { try read($0, PictureFont.init) })
  var font: PictureFont?

  @Flag(help: "Keep the gnuplot script of each picture and its numbers, to change it by hand.")
  var keepScripts = false

  func validate() throws {
    do {
      _ = try sizeOfAll
    } catch {
      throw ValidationError("--size is \(size?.text ?? "") (expected \(error.expected)).")
    }
  }

  private var sizeOfAll: Figure.Size? {
    get throws(PictureStyleError) {
      guard let size else { return nil }
      return terminal == .dumb ? try size.inLetters() : try size.inPixels()
    }
  }

  /// What is drawn of figures.
  ///
  /// - Parameter printsPictures: Whether standard output gets those that are no files.
  /// - Returns: The plan.
  /// - Throws: A usage error if standard output is a terminal that shows no sixels.
  func plan(printsPictures: Bool) throws -> PicturePlan {
    var style = PictureStyle()
    (style.size, style.font) = (try sizeOfAll, font)
    if terminal == .sixel, printsPictures, isatty(STDOUT_FILENO) == 1 {
      guard SixelTerminal.showsSixels else { throw SixelTerminal.refusal }
      style.mostWidth = SixelTerminal.width
    }
    return PicturePlan(terminal: terminal, style: style, keepsScripts: keepScripts)
  }

  /// What a user may not expect.
  var remarks: [String] {
    let isFile = terminal.fileTerminal != nil
    let substitute = terminal == .dumb || terminal == .svg ? nil : font?.substitute()
    return [
      substitute.map { "there is no font '\(font?.family ?? "")' here; \($0) takes its place" },
      keepScripts && !isFile
        ? "--keep-scripts keeps nothing of --terminal \(terminal.rawValue), which writes no files"
        : nil,
    ].compactMap { $0 }
  }

  /// The options that differ from what they are by default, as words.
  var arguments: [String] {
    (terminal == .png ? [] : ["--terminal", terminal.rawValue])
      + option("--size", size?.text) + option("--font", font?.text)
      + (keepScripts ? ["--keep-scripts"] : [])
  }
}

/// Reads what only pictures know, for the argument parser.
private func read<Value>(
  _ text: String, _ reading: (String) throws(PictureStyleError) -> Value
) throws -> Value {
  do {
    return try reading(text)
  } catch {
    throw ValidationError("expected \(error.expected).")
  }
}
