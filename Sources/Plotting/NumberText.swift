import SeriesData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A number with a fixed count of decimals, "41.20", without the help of a locale.
///
/// - Returns: The shortest exact text where the number is too large for decimals to matter.
func fixed(_ value: Double, decimals: Int) -> String {
  let places = max(0, min(decimals, 12))
  let scale = pow(10, Double(places))
  let scaled = (value * scale).rounded()
  guard value.isFinite, abs(scaled) < 9e15 else { return "\(value)" }
  let digits = String(Int64(abs(scaled)))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let sign = scaled < 0 ? "−" : ""
  if places == 0 { return sign + padded }
  return sign + padded.dropLast(places) + "." + padded.suffix(places)
}

/// A number with about as many digits as matter: "41.23", "0.1234", "1.2e9".
func significant(_ value: Double, digits: Int = 4) -> String {
  guard value.isFinite else { return "undefined" }
  guard value != 0 else { return "0" }
  let exponent = Int(log10(abs(value)).rounded(.down))
  if (-4..<6).contains(exponent) { return fixed(value, decimals: digits - 1 - exponent) }
  let mantissa = value / pow(10, Double(exponent))
  return trimmed(fixed(mantissa, decimals: min(digits - 1, 2))) + "e\(exponent)"
}

/// A number in about six letters, for places where there is no room: "31.3", "9.9e-4".
func brief(_ value: Double) -> String {
  let text = significant(value, digits: 3)
  guard text.count > 6, value.isFinite, value != 0 else { return text }
  let exponent = Int(log10(abs(value)).rounded(.down))
  return fixed(value / pow(10, Double(exponent)), decimals: 1) + "e\(exponent)"
}

/// The text without zeros at the end of its decimals.
func trimmed(_ text: String) -> String {
  guard text.contains(".") else { return text }
  var shorter = Substring(text)
  while shorter.last == "0" { shorter.removeLast() }
  if shorter.last == "." { shorter.removeLast() }
  return String(shorter)
}

/// A number as gnuplot reads it.
func gnuplotNumber(_ value: Double) -> String {
  guard value.isFinite else { return "NaN" }
  if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
  return "\(value)"
}

/// The text cut to a number of columns, the last of them "…"; a wide letter, as of Japanese, takes two.
func shortened(_ text: String, to columns: Int) -> String {
  guard displayWidth(text) > columns else { return text }
  var taken = 1
  let start = text.prefix { character in
    taken += character.displayWidth
    return taken <= columns
  }
  return start + "…"
}
