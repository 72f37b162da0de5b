extension CivilDate {
  /// Easter Sunday of the Gregorian calendar, 22 March to 25 April.
  ///
  /// The Sunday after the full moon of the church on or after 21 March, found with whole numbers as
  /// *Butcher's Ecclesiastical Calendar* of 1876 did (Meeus, *Astronomical Algorithms*, 2nd ed.,
  /// ch. 8). Years before 1583 are counted as if the calendar had been there.
  static func easter(of year: Int) -> CivilDate {
    let golden = year.flooringDivision(by: 19).remainder
    let (century, yearOfCentury) = year.flooringDivision(by: 100)
    let (leapCenturies, centuryRest) = century.flooringDivision(by: 4)
    // the corrections of the moon's calendar, eight days in 25 centuries
    let moon = (century - (century + 8).flooringDivision(by: 25).quotient + 1)
      .flooringDivision(by: 3).quotient
    // days from 21 March to the full moon, and then to the Sunday after it, less one
    let full = (19 * golden + century - leapCenturies - moon + 15).flooringDivision(by: 30)
      .remainder
    let sunday =
      (32 + 2 * centuryRest + 2 * (yearOfCentury / 4) - full - yearOfCentury % 4)
      .flooringDivision(by: 7).remainder
    // two full moons that would be too late are a day, or a week with the Sunday, earlier
    let early = (golden + 11 * full + 22 * sunday) / 451
    let march = 22 + full + sunday - 7 * early
    return march > 31
      ? CivilDate(year: year, month: 4, day: march - 31)
      : CivilDate(year: year, month: 3, day: march)
  }
}
