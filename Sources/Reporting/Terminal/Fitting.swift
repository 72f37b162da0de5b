import SeriesData

/// The text, or its two ends with an ellipsis between them, in at most so many columns: names often
/// differ at their ends.
///
/// - Parameters:
///   - text: Without control characters.
///   - width: The columns, at least 1.
///   - letters: The characters that the ellipsis may be of.
/// - Returns: A text of at most `width` columns; one less where a wide character does not fit in.
public func fitted(_ text: String, _ width: Int, _ letters: Letters = .unicode) -> String {
  guard displayWidth(text) > width else { return text }
  let room = max(width, 1) - 1
  let end = prefix(text.reversed(), columns: room / 2)
  let start = prefix(text, columns: room - room / 2)
  return String(start) + letters.ellipsis + String(end.reversed())
}

/// As many characters from the beginning as fit.
private func prefix(_ text: some Sequence<Character>, columns: Int) -> [Character] {
  var taken = 0
  return Array(
    text.prefix { character in
      taken += character.displayWidth
      return taken <= columns
    })
}
