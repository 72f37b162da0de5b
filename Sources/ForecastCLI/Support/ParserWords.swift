import ArgumentParser

extension Forecast {
  /// What the argument parser says of an error, in one line where it makes a list, and with what it
  /// expected where it does not say.
  static func words(for error: any Error) -> String {
    let text = message(for: error)
    if let list = text.firstMatch(of: #/(?s)^(.+ one of) the following:\n(.+)$/#) {
      let names = list.2.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "-" } }
      return "\(list.1) \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")."
    }
    // Only numbers are refused without a reason: all else has one of its own.
    guard let value = text.wholeMatch(of: #/(?:Error: )?The value '(.*)' is invalid for '[^']*'/#)
    else { return text }
    return text + ": expected a number"
      + (Double(value.1) == nil ? "." : " of another kind or size.")
  }
}
