import RealModule

extension CES {
  /// What the form with fewest parameters can still be fitted to.
  private static let fewest = 5

  /// Fits all forms and takes the one of least AICc, of which 2 for each number of the season are
  /// demanded (see `criterion`).
  ///
  /// Forms with a season need two seasons of values. Of more than 1,500 values the last ones are
  /// fitted.
  ///
  /// - Throws: ``ClassicalError`` for fewer than five values, or one that is not finite.
  public static func fit(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> CES {
    try validate(values, seasonLength: seasonLength, method: "CES", needed: fewest)
    var best = fitted(values, seasonLength: 1, form: .none)
    guard seasonLength > 1, values.count >= 2 * seasonLength else { return best }
    for form in CESForm.allCases where form != .none {
      let model = fitted(values, seasonLength: seasonLength, form: form)
      if model.criterion < best.criterion { best = model }
    }
    return best
  }

  /// Fits one form.
  ///
  /// - Throws: ``ClassicalError`` for fewer than five values or two seasons, a value that is not
  ///   finite, or a form with a season and a season length of 1.
  public static func fit(
    _ values: [Double], seasonLength: Int, form: CESForm
  ) throws(ClassicalError) -> CES {
    let isSeasonal = form != .none
    try validate(
      values, seasonLength: seasonLength, method: "CES(\(form.rawValue))",
      needed: max(fewest, isSeasonal ? 2 * max(seasonLength, 1) : 0))
    guard !isSeasonal || seasonLength > 1 else {
      throw ClassicalError(
        reason: .noSeason(seasonLength: seasonLength),
        message: "CES(\(form.rawValue)) has a season, and the season length is 1",
        hint: "Give the season length, or take the form without a season.")
    }
    return fitted(values, seasonLength: isSeasonal ? seasonLength : 1, form: form)
  }

  private static func fitted(_ all: [Double], seasonLength m: Int, form: CESForm) -> CES {
    let skipped = ETS.skippedCount(all.count, seasonLength: m)
    let values = Array(all[skipped...])
    let likelihood = CESLikelihood(values, form: form, seasonLength: m)
    return CES(
      values, form: form, seasonLength: m, smoothing: likelihood.maximum(), skipped: skipped)
  }
}
