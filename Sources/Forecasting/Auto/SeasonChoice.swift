import SeriesData

/// The season of a series: that of its frequency, unless the data speak for a longer one.
///
/// A week of hours repeats itself in another way than a day, a year of days than a week. The
/// candidates are tried at origins inside the history by the pretrained network, which needs no fit;
/// another than the usual one must be better by `leastGain`.
public struct SeasonChoice: Hashable, Sendable, Codable {
  /// Steps in the chosen season.
  public let seasonLength: Int
  /// Each candidate with its mean scaled absolute error at the origins; empty when there was nothing
  /// to choose.
  public let tried: [Trial]

  /// A candidate that was tried.
  public struct Trial: Hashable, Sendable, Codable {
    /// Steps in the season.
    public var seasonLength: Int
    /// Its mean absolute error, in units of the seasonal naive error of the usual season.
    public var loss: Double
  }

  /// How much better than the usual season another one must be.
  private static let leastGain = 0.1

  /// The choice for a series; one whose season was set by hand keeps it.
  init(of series: TimeSeries, horizon: Int, tries: Bool) {
    let usual = series.seasonLength
    let candidates =
      tries && usual == series.frequency.seasonLength
      ? Self.candidates(series.frequency).filter { 2 * $0 + 2 * horizon <= series.count } : []
    guard candidates.contains(where: { $0 != usual }),
      let validation = Validation(of: series, horizon: horizon)
    else {
      (seasonLength, tried) = (usual, [])
      return
    }
    tried = candidates.compactMap { candidate in
      validation.withSeason(candidate).loss(of: PretrainedForecaster()).map {
        Trial(seasonLength: candidate, loss: $0)
      }
    }
    let limit = tried.first { $0.seasonLength == usual }.map { $0.loss * (1 - Self.leastGain) }
    let better = tried.filter { $0.loss < limit ?? .infinity }
    seasonLength = better.min { $0.loss < $1.loss }?.seasonLength ?? usual
  }

  /// The seasons that a frequency can have.
  ///
  /// No season at all is not among them: the members that have a season look for it themselves, and
  /// on short histories they do it better.
  private static func candidates(_ frequency: Frequency) -> [Int] {
    let usual = frequency.seasonLength
    switch frequency {
    case .yearly, .quarterly, .monthly, .monthlyLastDay, .weekly, .businessDaily: return [usual]
    case .daily: return [7, 365]
    case .everySeconds: return [usual, 7 * usual]
    }
  }
}
