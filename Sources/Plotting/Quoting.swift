/// A text as a gnuplot string that shows it literally and runs nothing.
///
/// Every text from outside goes through here: titles, names, units, paths. Single quotes keep
/// gnuplot from reading backticks, backslashes and `@macro`. Doubling an apostrophe would be the
/// manual's way to have one inside, but gnuplot 5.4 ends the string at a doubled apostrophe that
/// comes first or after another one, and would run what follows; so an apostrophe becomes a
/// string of its own, `"\047"`, joined with the pieces around it. The commands that show texts
/// also say `noenhanced`, against `{/Symbol a}`.
///
/// Control characters become spaces: a line end would end the command.
///
/// - Complexity: O(*n*) in the length of the text.
func gnuplotQuoted(_ text: some StringProtocol) -> String {
  let pieces = printable(text).split(separator: "'", omittingEmptySubsequences: false)
  return pieces.map { "'\($0)'" }.joined(separator: #"."\047"."#)
}

/// A text as a gnuplot string for a tick, where `%` would begin a number's format.
func gnuplotQuotedTick(_ text: some StringProtocol) -> String {
  var doubled = ""
  for character in text { doubled += character == "%" ? "%%" : String(character) }
  return gnuplotQuoted(doubled)
}

/// A path as a gnuplot string.
///
/// gnuplot would start a program for `|name` and look up a home for `~name`, so a path that does
/// not begin at the root is made to begin at the current folder.
///
/// - Precondition: The path has no control characters; see ``hasControlCharacters(_:)``.
func gnuplotQuotedPath(_ path: String) -> String {
  precondition(!hasControlCharacters(path), "A path for gnuplot is one line")
  return gnuplotQuoted(path.hasPrefix("/") ? path : "./" + path)
}

/// A text as one word of a shell command.
func shellQuoted(_ text: String) -> String {
  let pieces = text.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + pieces.joined(separator: #"'\''"#) + "'"
}

/// True if the text has a line end, a tab, an escape or another character that cannot be seen.
func hasControlCharacters(_ text: String) -> Bool {
  text.unicodeScalars.contains(where: isControl)
}

/// The text in ASCII: look-alikes for the signs that figures use, "?" for the rest.
func inASCII(_ text: String) -> String {
  let signs: [Character: String] = [
    "−": "-", "–": "-", "—": "-", "…": "~", "±": "+/-", "√": "sqrt ", "·": "*", "●": "o", "↑": "^",
  ]
  return text.reduce(into: "") { result, character in
    result += character.isASCII ? String(character) : signs[character] ?? "?"
  }
}

/// The text with control characters as spaces.
func printable(_ text: some StringProtocol) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(isControl(scalar) ? " " : scalar) }
  return String(result)
}

/// Controls, line and paragraph separators, and the marks that turn the direction of writing.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
  default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
