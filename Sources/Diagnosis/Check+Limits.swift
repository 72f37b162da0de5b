extension Check {
  /// A value from which on a check has another status.
  public struct Limit: Hashable, Sendable {
    /// The number, in the unit that the threshold is written in.
    public var value: Double
    /// What the check is from there on.
    public var status: Status
    /// Values below are meant, and not those above.
    public var isBelow: Bool
    /// The number is written in percent.
    public var isPercent: Bool
  }

  /// "warn > 1.5 · fail > 2.5, interval above 1.5" as numbers; what cannot be read is left out.
  ///
  /// The limits are those that the check itself states, so whoever draws them draws a report of another
  /// version with the limits that it was judged by.
  public var limits: [Limit] {
    threshold.split(separator: "·").compactMap { part in
      let words = part.split { " :,".contains($0) }
      guard let status = words.first.flatMap({ Status(rawValue: String($0)) }),
        let sign = words.firstIndex(where: { ["<", ">", "≤", "≥"].contains($0) }),
        words.indices.contains(sign + 1), let value = Double(words[sign + 1]), value.isFinite
      else { return nil }
      return Limit(
        value: value, status: status, isBelow: ["<", "≤"].contains(words[sign]),
        isPercent: words.indices.contains(sign + 2) && words[sign + 2] == "%")
    }
  }
}
