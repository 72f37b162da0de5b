/// What a value cell says, in eight bytes: a finite number, or one of two NaNs where there is none.
///
/// A column in which no number is missing is therefore a column of the numbers themselves.
enum CellValue {
  /// The cell says that there is no value.
  static let missing = Double(nan: 0, signaling: false)
  /// The cell could not be read, which is a finding already.
  static let unreadable = Double(nan: 1, signaling: false)
}

extension Double {
  /// Whether this stands for a cell that is ``CellValue/unreadable``.
  var isUnreadableCell: Bool { bitPattern == CellValue.unreadable.bitPattern }
}
