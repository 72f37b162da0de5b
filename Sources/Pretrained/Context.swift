/// The end of a series as the pretrained network sees it: without its season, in steps of its own
/// size, followed by the steps that are to be forecast.
///
/// Every series looks alike to the network, whatever its units, level, season length: the season is
/// taken off by `SeasonalProfile`, what is left is measured from its last value (`anchor`) in
/// units of its mean absolute step (`unit`).
/// Elements `0 ..< lookback` are known, those after them are to be forecast: they carry what is
/// known of the future, the season, how far it was missed a season ago, and how far ahead they lie;
/// and what many exponential smoothings of the whole history think of it (`SmoothingBank`).
public struct Context: Sendable {
  /// The known elements, `L`.
  public static let lookback = 48
  /// The numbers that an element carries, `F`.
  public static let featureCount = 21
  /// Where the scale of inputs and outputs passes from linear to logarithmic, in units.
  private static let bend = 2.0
  /// The seasons that the network was trained with, and values without a season.
  private static let (mostSeasons, mostValues) = (16.0, 100.0)

  /// `[L + horizon, F]`, row by row.
  public let features: [Float]
  /// Steps to forecast.
  public let horizon: Int
  private let anchor: Double
  private let unit: Double
  private let season: SeasonalProfile
  private let count: Int

  /// The context of the step after `values`; nil when there are fewer than three, or when they do
  /// not move.
  ///
  /// - Parameters:
  ///   - values: The history, in the space to forecast in.
  ///   - m: The season length; 1 without a season.
  ///   - horizon: Steps to forecast.
  /// - Precondition: `m` and `horizon` are positive.
  public init?(_ values: [Double], seasonLength m: Int, horizon: Int) {
    precondition(m >= 1 && horizon >= 1, "A season and a horizon have at least one step")
    let known = max(SeasonalProfile.mostSeasons * m, Self.lookback + 4 * m)
    let kept = Array(values.suffix(known))
    guard kept.count >= 3 else { return nil }
    season = SeasonalProfile(kept, seasonLength: m)
    let profile = season
    let level = kept.indices.map { kept[$0] - profile[$0] }
    let view = LevelView(level, seasonLength: m)
    guard let view, let last = level.last else { return nil }
    (anchor, unit, count, self.horizon) = (last, view.unit, level.count, horizon)
    let scaled = kept.map { ($0 - last) / view.unit }
    let bank = SmoothingBank(scaled, seasonLength: m, horizon: horizon)
    features = Self.features(view, profile, bank, values.count, m, horizon)
  }

  private static func features(
    _ view: LevelView, _ season: SeasonalProfile, _ bank: SmoothingBank, _ n: Int, _ m: Int,
    _ horizon: Int
  ) -> [Float] {
    let (level, unit) = (view.level, view.unit)
    let most = m == 1 ? mostValues : mostSeasons * Double(m)
    let length = Float(logOnePlus(min(Double(n), most) / Double(m)) / 2)
    let seasonSize = Float(naturalLog(Double(m)) / 4)
    let roughness = Float(naturalLog(max(view.seasonalStep / unit, 1e-3)))
    let growth = view.growth.map { arsinh($0 / unit / bend) }
    let deviation = Float(naturalLog(min(max(bank.deviation, 1e-3), 1e3)))
    var features = [Float](repeating: 0, count: (lookback + horizon) * featureCount)
    for element in 0..<lookback + horizon {
      let t = level.count - lookback + element
      guard t >= 0 else { continue }  // before the series began: all zero
      let f = element * featureCount
      if t < level.count {
        features[f] = t > 0 ? arsinh((level[t] - level[t - 1]) / unit) : 0
        features[f + 1] = arsinh((level[t] - level[level.count - 1]) / unit / bend)
        features[f + 2] = 1
        features[f + 4] = view.missed(t - m)
        features[f + 5] = view.missed(t - 2 * m)
        features[f + 14] = arsinh(bank.errors[t])
      } else {
        features[f + 3] = 1
        // The same step of the last three seasons, of those that are known.
        let ahead = t - level.count
        let before = level.count - m + ahead % m
        features[f + 4] = view.missed(before)
        features[f + 5] = view.missed(before - m)
        features[f + 6] = view.missed(before - 2 * m)
        features[f + 10] = Float(ahead + 1) / 24
        features[f + 15] = arsinh((bank.forecasts[ahead] - season[t] / unit) / bend)
        features[f + 16] = arsinh(bank.disagreement[ahead] / bend)
      }
      features[f + 7] = arsinh(season[t] / unit) / 2
      features[f + 8] = seasonSize
      features[f + 9] = length
      features[f + 11] = roughness
      features[f + 12] = growth[0]
      features[f + 13] = growth[1]
      features[f + 17] = deviation
      features[f + 18] = Float(bank.levelGain)
      features[f + 19] = Float(bank.seasonGain * 2)
      features[f + 20] = Float(bank.slopeBelief)
    }
    return features
  }

  // MARK: Outputs

  /// What the network should answer for a value `step` steps ahead, from 0.
  public func scaled(_ value: Double, step: Int) -> Float {
    arsinh((value - season[count + step] - anchor) / unit / Self.bend)
  }

  /// The value that an answer stands for: the inverse of ``scaled(_:step:)``, and monotone, so that
  /// quantiles stay quantiles.
  public func value(_ output: Float, step: Int) -> Double {
    // Beyond ±15 lies a million steps of the series.
    let moved = hyperbolicSine(Double(min(max(output, -15), 15))) * Self.bend * unit
    return anchor + moved + season[count + step]
  }
}

/// A level without season, and the sizes of its movements.
private struct LevelView {
  let level: [Double]
  /// The mean absolute step over the lookback.
  let unit: Double
  /// The mean absolute step of a season over the last three, or of two steps without a season.
  let seasonalStep: Double
  /// How much the mean of the last season lies above that of the season before, and that above the
  /// one before it; four steps where there is no season, 0 where there are too few values.
  let growth: [Double]
  /// How far each value lies from the mean of its neighbourhood, in units.
  private let missedBy: [Float]

  /// Nil when the level does not move.
  init?(_ level: [Double], seasonLength m: Int) {
    let n = level.count
    let recent = max(1, n - Context.lookback)..<n
    let unit = recent.reduce(0) { $0 + abs(level[$1] - level[$1 - 1]) } / Double(recent.count)
    let size = level.reduce(0) { max($0, abs($1)) }
    guard unit.isFinite, unit > size * 1e-12 else { return nil }
    self.level = level
    self.unit = unit
    let lag = m > 1 && n > m ? m : 2
    let compared = max(lag, lag == m ? n - 3 * m : n - Context.lookback)..<n
    seasonalStep =
      compared.reduce(0) { $0 + abs(level[$1] - level[$1 - lag]) } / Double(compared.count)
    let block = m > 1 ? m : 4
    func mean(ofBlock k: Int) -> Double? {
      let range = n - k * block..<n - (k - 1) * block
      return range.lowerBound < 0 ? nil : level[range].reduce(0, +) / Double(block)
    }
    growth = [1, 2].map { k in
      guard let newer = mean(ofBlock: k), let older = mean(ofBlock: k + 1) else { return 0 }
      return newer - older
    }
    missedBy =
      m > 1 && n >= 2 * m
      ? level.indices.map { t in
        let around = level[max(0, t - 3)...min(n - 1, t + 3)]
        return arsinh((level[t] - around.reduce(0, +) / Double(around.count)) / unit)
      } : [Float](repeating: 0, count: n)
  }

  /// What the season missed at index `t`; 0 before the series began.
  func missed(_ t: Int) -> Float { level.indices.contains(t) ? missedBy[t] : 0 }
}

/// The area hyperbolic sine: linear around 0, logarithmic far from it.
private func arsinh(_ x: Double) -> Float { Float(areaHyperbolicSine(x)) }
