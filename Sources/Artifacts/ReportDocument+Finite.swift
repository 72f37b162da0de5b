import Diagnosis

// JSON has no infinity and no NaN. Errors beyond 1e154 have no square in a Double; what would come of
// them does not exist, and the report says why.

extension Diagnosis {
  /// The same without measurements that are not finite.
  var finite: Diagnosis {
    var diagnosis = self
    for axis in [\Axes.skill, \.gap, \.cost, \.shift] {
      diagnosis.axes[keyPath: axis] = axes[keyPath: axis].finite
    }
    diagnosis.checks = checks.map(\.finite)
    return diagnosis
  }
}

extension Check {
  fileprivate var finite: Check {
    var check = self
    if let interval, !(interval.lower.isFinite && interval.upper.isFinite) { check.interval = nil }
    guard let value, !value.isFinite else { return check }
    check.value = nil
    check.text = "–"
    check.status = .absent
    check.why = "The errors are too large to compute with."
    return check
  }
}
