/// One thing that was looked at: value, threshold, why, what to do.
///
/// ``CheckGuide`` explains each of them to somebody who has never heard of it.
public struct Check: Hashable, Sendable, Codable {
  /// How a check came out.
  public enum Status: String, Hashable, Sendable, Codable, Comparable {
    /// It could not be made; `why` says why not.
    case absent
    /// As it should be.
    case pass
    /// Worth a look.
    case warn
    /// Not as it should be.
    case fail

    /// Absent, pass, warn, fail.
    public static func < (a: Status, b: Status) -> Bool { a.severity < b.severity }

    private var severity: Int {
      switch self {
      case .absent: 0
      case .pass: 1
      case .warn: 2
      case .fail: 3
      }
    }
  }

  /// A stable name, `S01`; never used again for something else.
  ///
  /// The letter says what it is about: `S` skill, `G` gap, `C` cost and curve, `D` drift of the data,
  /// `V` variation of the seeds, `H` honesty of the evaluation, `R` recurrent network, `E` errors, the
  /// residuals.
  public var id: String
  /// What it is about, a word or two.
  public var title: String
  /// What was found; absent when it could not be measured.
  public var value: Double?
  /// The value with its unit, for people.
  public var text: String
  /// Where the value lies with 90 % confidence; absent where there is none.
  public var interval: Interval?
  /// From where on it is a warning, and from where on a failure, for people.
  public var threshold: String
  /// How it came out.
  public var status: Status
  /// What it means.
  public var why: String
  /// What to do about it; absent where it came out well, or nothing helps.
  public var remedy: Remedy?
  /// What it belongs to.
  public var group: Group

  /// Joins the parts.
  ///
  /// - Parameters:
  ///   - id: A stable name; ``CheckGuide`` explains it.
  ///   - title: A word or two.
  ///   - value: What was found.
  ///   - text: The value with its unit.
  ///   - interval: Where it lies with 90 % confidence.
  ///   - threshold: From where on it is a warning or a failure.
  ///   - status: How it came out.
  ///   - why: What it means.
  ///   - remedy: What to do about it.
  init(
    id: String, title: String, value: Double? = nil, text: String, interval: Interval? = nil,
    threshold: String, status: Status, why: String, remedy: Remedy? = nil
  ) {
    self.id = id
    self.title = title
    self.value = value
    self.text = text
    self.interval = interval
    self.threshold = threshold
    self.status = status
    self.why = why
    self.remedy = remedy
    group = Group(ofCheck: id)
  }

  /// A check that could not be made, with the title that the guide has for it.
  ///
  /// - Parameters:
  ///   - id: A name that ``CheckGuide`` has.
  ///   - threshold: From where on it would be a warning or a failure.
  ///   - why: Why it could not be made.
  init(_ id: String, threshold: String, absent why: String) {
    self.init(
      id: id, title: CheckGuide.title(of: id) ?? id, text: "–", threshold: threshold,
      status: .absent, why: why)
  }

  /// A check that was made, with the title that the guide has for it.
  ///
  /// - Parameters:
  ///   - id: A name that ``CheckGuide`` has.
  ///   - value: What was found.
  ///   - text: The value with its unit.
  ///   - interval: Where it lies with 90 % confidence.
  ///   - threshold: From where on it is a warning or a failure.
  ///   - status: How it came out.
  ///   - why: What it means.
  ///   - remedy: What to do about it; left out where it came out well.
  init(
    _ id: String, _ value: Double, text: String, interval: Interval? = nil, threshold: String,
    status: Status, why: String, remedy: Remedy? = nil
  ) {
    self.init(
      id: id, title: CheckGuide.title(of: id) ?? id, value: value, text: text, interval: interval,
      threshold: threshold, status: status, why: why, remedy: status >= .warn ? remedy : nil)
  }

  /// Reads a check; in a report of a version without groups, its name tells the group.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try container.decode(String.self, forKey: .id),
      title: try container.decode(String.self, forKey: .title),
      value: try container.decodeIfPresent(Double.self, forKey: .value),
      text: try container.decode(String.self, forKey: .text),
      interval: try container.decodeIfPresent(Interval.self, forKey: .interval),
      threshold: try container.decode(String.self, forKey: .threshold),
      status: try container.decode(Status.self, forKey: .status),
      why: try container.decode(String.self, forKey: .why),
      remedy: try container.decodeIfPresent(Remedy.self, forKey: .remedy))
    if let group = try container.decodeIfPresent(Group.self, forKey: .group) { self.group = group }
  }
}

extension Check {
  /// What a check belongs to, in the order in which reports show them.
  public enum Group: String, Hashable, Sendable, Codable, CaseIterable {
    /// The four axes, and what lies beside them.
    case axis
    /// The learning curve.
    case curve
    /// What only recurrent networks do.
    case recurrent
    /// The errors one step ahead on the test part.
    case residuals
    /// Whether the numbers can be believed.
    case evaluation

    /// The group of the check with this name.
    init(ofCheck id: String) {
      self =
        switch id.first {
        case "S", "G", "D", "V": .axis
        case "C": id == "C01" ? .axis : .curve
        case "R": .recurrent
        case "E": .residuals
        default: .evaluation
        }
    }
  }

  /// What the check is, in two sentences for somebody who has never heard of it; nil for a name that
  /// this version does not know.
  public var explanation: String? { CheckGuide.explanation(of: id) }
}

/// An interval.
public struct Interval: Hashable, Sendable, Codable {
  /// Its lower end.
  public var lower: Double
  /// Its upper end.
  public var upper: Double
}

/// One thing to try.
public struct Remedy: Hashable, Sendable, Codable {
  /// What to do, in words.
  public var action: String
  /// The options that do it, to be added to the command that was run; empty when none does.
  public var options: String

  /// Says what to do, and which options do it.
  public init(action: String, options: String) {
    self.action = action
    self.options = options
  }
}
