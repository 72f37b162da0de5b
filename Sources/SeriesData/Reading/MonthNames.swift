extension ByteCursor {
  /// Reads the name of a month, whole or shortened, in any case: 1 … 12.
  ///
  /// English, German, French, Spanish, Italian, Portuguese and Dutch: no name means two months. A point
  /// may follow, as in `janv.`, unless it parts the month from the year.
  mutating func monthName() -> Int? {
    let word = rest.prefix { $0.isLetter || $0 >= 0x80 }
    guard word.count >= 3, let month = Self.month(word) else { return nil }
    rest = rest.dropFirst(word.count)
    if rest.starts(with: [.point, .space]) || rest.elementsEqual([.point]) {
      rest = rest.dropFirst()
    }
    return month
  }

  private static func month(_ word: ArraySlice<UInt8>) -> Int? {
    for (index, name) in english.enumerated() where word.count == 3 || word.count == name.count {
      if zip(word, name).allSatisfy({ $0.lowercased == $1 }) { return index + 1 }
    }
    guard word.count <= 12 else { return nil }
    return others[String(decoding: word, as: UTF8.self).lowercased()]
  }

  private static let english: [[UInt8]] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ].map { Array($0.utf8) }

  private static let others: [String: Int] = {
    let names = [
      "jän jänner januar janv janvier ene enero gennaio gen janeiro januari",
      "februar févr fév février febrero febbraio fevereiro fev februari feber",
      "mär mrz märz mars marzo março maart mrt",
      "avr avril abr abril aprile",
      "mai mayo maggio mag maio mei",
      "juni juin junio giugno giu junho",
      "juli juil juillet julio luglio lug julho",
      "août aou agosto ago augustus",
      "sept septembre septiembre settembre set setembro",
      "okt oktober octobre octubre ottobre ott outubro out",
      "novembre noviembre novembro",
      "dez dezember déc décembre dic diciembre dicembre dezembro december",
    ]
    var months: [String: Int] = [:]
    for (index, line) in names.enumerated() {
      for name in line.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }()
}
