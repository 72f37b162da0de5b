import RealModule

/// A number with a fixed count of decimals, the same on every platform and in every locale; as Swift
/// writes it where a `Double` has no such decimals.
package func fixed(_ value: Double, _ decimals: Int) -> String {
  let scale = Double.pow(10, decimals)
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 0x1p53 else { return "\(value)" }
  let sign = value < 0 && scaled > 0 ? "−" : ""
  let digits = String(Int(scaled))
  guard decimals > 0 else { return sign + digits }
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
}

/// With its sign: "+0.31", "−0.05".
package func signed(_ value: Double) -> String { (value >= 0 ? "+" : "") + fixed(value, 2) }

/// A share as whole percent: "44 %".
package func percent(_ share: Double) -> String { "\(fixed(100 * share, 0)) %" }

/// A relative change as whole percent with its sign.
package func signedPercent(_ share: Double) -> String { (share >= 0 ? "+" : "") + percent(share) }

/// A p value: "p 0.043", "p < 0.001".
package func probability(_ p: Double) -> String { p < 0.001 ? "p < 0.001" : "p \(fixed(p, 3))" }
