import Forecasting
import RealModule

/// What the curves of a deep look say, in words.
///
/// Whatever is said of a change is said of seeds one by one: a change counts when every seed agrees on
/// its direction, and the middle one on its size.
struct DeepJudge {
  /// How large a change is one.
  static let change = 0.05
  /// How much worse another size has to be.
  static let worse = 0.1

  private let study: DeepStudy
  private let own: Int

  init(_ study: DeepStudy, own: Int) { (self.study, self.own) = (study, own) }

  // MARK: Over data

  /// Whether more history would help: the change of the validation error over the last four points.
  enum Trend: Hashable { case falling, rising, flat, mixed }

  /// The relative change of the validation error from the fourth last point to the last, by a robust
  /// line through the logarithms of the four, for each seed.
  ///
  /// - Returns: nil with fewer than three points that all seeds have.
  var dataChanges: [Double]? {
    let points = study.data.suffix(4)
    guard points.count >= 3, let seeds = points.first?.validation.count, seeds > 0 else {
      return nil
    }
    var changes: [Double] = []
    for seed in 0..<seeds {
      let errors = points.compactMap { $0.validation[seed] }.filter { $0 > 0 }
      guard errors.count == points.count, let slope = theilSenSlope(errors.map { .log($0) }) else {
        continue
      }
      changes.append(.exp(slope * Double(points.count - 1)) - 1)
    }
    return changes.isEmpty ? nil : changes
  }

  /// The trend of the error over the history; nil when it could not be measured.
  var dataTrend: Trend? {
    guard let changes = dataChanges else { return nil }
    let middle = median(changes)
    guard abs(middle) >= Self.change else {
      return median(changes.map(abs)) < 2 * Self.change ? .flat : .mixed
    }
    guard changes.allSatisfy({ ($0 < 0) == (middle < 0) }) else { return .mixed }
    return middle < 0 ? .falling : .rising
  }

  var dataSentence: String {
    guard let trend = dataTrend, let changes = dataChanges, let low = changes.min(),
      let high = changes.max(), let from = study.data.suffix(4).first, let to = study.data.last
    else { return "The part to fit on is too short to be cut: nothing is known of more history." }
    let found =
      "from \(from.fit.count) to \(to.fit.count) values of history the validation error changed by "
      + "\(signedPercent(median(changes)))"
      + (changes.count > 1 ? " (seeds: \(signedPercent(low)) to \(signedPercent(high)))" : "")
    return switch trend {
    case .falling: "More history helps: \(found), still falling."
    case .rising:
      "Older history does not help: \(found). A shorter one (--from) may do better."
    case .flat: "More history of this kind would change little: \(found), flat."
    case .mixed: "Whether more history helps is not decided, for the seeds differ: \(found)."
    }
  }

  // MARK: Over units

  /// Where the validation error stands over the units.
  struct Capacity: Hashable {
    /// The size with the lowest median.
    let best: Int
    /// The smallest size that is hardly worse.
    let enough: Int
    /// The first size beyond the best that is worse for every seed; nil where there is none.
    let turn: Int?
    /// The relative error of that size above the best.
    let turnExcess: Double?
    /// The relative error of the network's own size above the best, when every seed has one.
    let ownExcess: Double?
    /// Whether the error falls up to the largest size.
    let isStillFalling: Bool
  }

  var capacity: Capacity? {
    let points = study.capacity.compactMap { point in
      medianOrNil(point.validation.compactMap { $0 }).map { (point, $0) }
    }
    guard points.count > 1, let best = points.min(by: { $0.1 < $1.1 }), best.1 > 0 else {
      return nil
    }
    func excess(_ point: DeepStudy.Point) -> Double? { Self.excess(of: point, above: best.0) }
    let enough = points.first { $0.1 <= best.1 * (1 + Self.change) } ?? best
    let turn = points.first { $0.0.hidden > best.0.hidden && excess($0.0) != nil }?.0
    let mine = points.first { $0.0.hidden == own }?.0
    return Capacity(
      best: best.0.hidden, enough: enough.0.hidden, turn: turn?.hidden,
      turnExcess: turn.flatMap(excess), ownExcess: mine.flatMap(excess),
      isStillFalling: enough.0.hidden == points.last?.0.hidden)
  }

  /// By how much a size is worse than another one; nil unless it is for every seed, and clearly for
  /// the middle one.
  private static func excess(of point: DeepStudy.Point, above best: DeepStudy.Point) -> Double? {
    let pairs = zip(point.validation, best.validation)
    let excesses = pairs.compactMap { a, b in a.flatMap { a in b.map { a / $0 - 1 } } }
    guard let middle = medianOrNil(excesses), middle > worse, excesses.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    return middle
  }

  var capacitySentence: String {
    guard let found = capacity else { return "The sizes could not be compared." }
    var text: String
    if let turn = found.turn, let excess = found.turnExcess {
      text =
        "The validation error is lowest with \(found.best) units and turns: with \(turn) it is "
        + "\(percent(excess)) higher, for every seed."
    } else if found.isStillFalling {
      text = "The validation error still falls at \(found.best) units: more may help."
    } else if found.enough < found.best {
      text =
        "\(found.enough) units are enough: more bring the validation error down by less than "
        + "\(percent(Self.change)) and, up to the largest size, do no harm."
    } else {
      text =
        "The validation error is lowest with \(found.best) units; more bring nothing and do no "
        + "clear harm."
    }
    guard own != found.best, let excess = found.ownExcess else { return text }
    text +=
      " With the \(own) units of this network it is \(percent(excess)) higher than with "
      + "\(found.best): try --hidden \(found.best)."
    return text
  }
}
