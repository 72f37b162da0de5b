/// Whether a text out of a file may stand where a date does: digits, and what parts them in ISO 8601.
///
/// It need not be a date; but it cannot be an escape sequence, markup, or a line end.
func isDateText(_ text: String) -> Bool {
  (1...40).contains(text.utf8.count)
    && text.utf8.allSatisfy { (0x30...0x39).contains($0) || dateSigns.contains($0) }
}

private let dateSigns = Set("TWZ:+-. ".utf8)

extension ModelFile.Provenance {
  /// A date that is none; nil if there is no such.
  var dateFault: String? {
    [trainedFrom, trainedTo].first { !isDateText($0) }.map { "\(quoted($0)) is no date" }
  }
}
