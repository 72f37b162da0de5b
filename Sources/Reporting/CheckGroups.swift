import Diagnosis

extension Check.Group {
  /// What stands above the checks of the group.
  var title: String {
    switch self {
    case .axis: "Beside the axes"
    case .curve: "Learning curve"
    case .recurrent: "Recurrent network"
    case .residuals: "Errors on the test part"
    case .evaluation: "Honesty of the evaluation"
    }
  }
}

extension Diagnosis {
  /// The checks beside the four axes, group by group; none is empty.
  var groups: [(group: Check.Group, checks: [Check])] {
    let grouped = Dictionary(grouping: checks, by: \.group)
    return Check.Group.allCases.compactMap { group in grouped[group].map { (group, $0) } }
  }
}
