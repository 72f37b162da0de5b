/// Numbers as people and spreadsheets dress them: `1,234.5`, `1.234,5`, `1'234`, `1 234`, `−5`, `$5`,
/// `-5 €`, `5 %`.
///
/// Not `(5)` nor `5-`, which say different things in different books, and not `5k` nor `5 kg`.
extension NumberCell.Reading {
  init?(dressed cell: ArraySlice<UInt8>) {
    guard cell.count <= 64, cell.contains(where: \.isDigit) else { return nil }
    var text = Dress(cell)
    var isNegative = text.takeMinus()
    let prefix = text.takePrefix()
    if prefix != nil, !isNegative { isNegative = text.takeMinus() }
    let suffix = text.takeSuffix()
    guard prefix == nil || suffix == nil, let first = text.rest.first else { return nil }
    // A sign stands before the number once.
    guard first.isDigit || first == .point || first == .comma else { return nil }
    if let number = DecimalNumber(text.rest) {
      self.init(value: number.value, mark: number.mark)
    } else {
      self.init(grouped: text.rest)
    }
    if isNegative { value = -value }
    affix = prefix ?? suffix ?? ""
  }

  /// A number whose thousands are parted: groups of three digits behind one to three, always by the
  /// same mark, and perhaps a decimal mark that is another.
  private init?(grouped text: ArraySlice<UInt8>) {
    var digits = text.prefix(while: \.isDigit)
    var rest = text.dropFirst(digits.count)
    guard (1...3).contains(digits.count), digits.first != .zero,
      let mark = Dress.groupMarks.first(where: rest.starts(with:))
    else { return nil }
    var groups = 0
    while rest.starts(with: mark) {
      let group = rest.dropFirst(mark.count).prefix(while: \.isDigit)
      guard group.count == 3 else { break }
      digits += group
      rest = rest.dropFirst(mark.count + 3)
      groups += 1
    }
    guard groups > 0 else { return nil }
    var fraction: ArraySlice<UInt8> = []
    let decimal = rest.first
    if let decimal {
      fraction = rest.dropFirst()
      guard decimal == .point || decimal == .comma, mark != [decimal], !fraction.isEmpty,
        fraction.allSatisfy(\.isDigit)
      else { return nil }
    } else if groups == 1, mark == [.point] || mark == [.comma] {
      return nil
    }
    guard let magnitude = DecimalNumber.magnitude(digits, fraction) else { return nil }
    let isComma = decimal == .comma || mark == [.point]
    let isPoint = decimal == .point || mark == [.comma]
    self.init(value: magnitude, mark: isComma ? .comma : isPoint ? .point : .none, isGrouped: true)
  }
}

/// What stands around a number.
private struct Dress {
  private(set) var rest: ArraySlice<UInt8>

  init(_ cell: ArraySlice<UInt8>) {
    rest = cell
    trim()
  }

  static let spaces = [" ", "\u{A0}", "\u{202F}", "\u{2009}"].map { Array($0.utf8) }
  /// What parts thousands: points, commas, apostrophes, spaces.
  static let groupMarks = [[.comma], [.point], [0x27], Array("\u{2019}".utf8)] + spaces
  private static let minuses = [[UInt8.dash], Array("\u{2212}".utf8)]
  private static let currencies = ["$", "€", "£", "¥", "₹"].map {
    (sign: $0, bytes: Array($0.utf8))
  }
  private static let suffixes = currencies + [(sign: "%", bytes: [.percent])]

  private mutating func trim() {
    while let space = Self.spaces.first(where: rest.starts(with:)) {
      rest = rest.dropFirst(space.count)
    }
    while let space = Self.spaces.first(where: { rest.ends(with: $0) }) {
      rest = rest.dropLast(space.count)
    }
  }

  mutating func takeMinus() -> Bool {
    guard let minus = Self.minuses.first(where: rest.starts(with:)) else { return false }
    rest = rest.dropFirst(minus.count)
    trim()
    return true
  }

  mutating func takePrefix() -> String? {
    guard let found = Self.currencies.first(where: { rest.starts(with: $0.bytes) }) else {
      return nil
    }
    rest = rest.dropFirst(found.bytes.count)
    trim()
    return found.sign
  }

  mutating func takeSuffix() -> String? {
    guard let found = Self.suffixes.first(where: { rest.ends(with: $0.bytes) }) else { return nil }
    rest = rest.dropLast(found.bytes.count)
    trim()
    return found.sign
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
