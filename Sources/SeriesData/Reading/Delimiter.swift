/// Finds the character between fields.
enum Delimiter {
  /// From the one that is least likely to stand in a table for another reason.
  ///
  /// The comma is last: it is also the decimal mark of half the world.
  static let candidates: [UInt8] = [.tab, .semicolon, .bar, .comma]

  /// The delimiter that gives the most of the first 100 records the same number of fields, at
  /// least two; a comma if none does.
  static func find(in sample: RawSpan) -> UInt8 {
    var best = (delimiter: UInt8.comma, share: 0.0)
    for candidate in candidates {
      let share = consistency(of: candidate, in: sample)
      if share > best.share { best = (candidate, share) }
    }
    return best.delimiter
  }

  /// The share of the records that have the commonest number of fields; 0 if that is one field.
  private static func consistency(of delimiter: UInt8, in sample: RawSpan) -> Double {
    var scanner = RecordScanner(delimiter: delimiter)
    var recordsByWidth: [Int: Int] = [:]
    var records = 0
    for piece in sample.pieces where records < 100 {
      scanner.scan(sample.extracting(piece)) { record in
        guard records < 100 else { return }
        records += 1
        recordsByWidth[record.count, default: 0] += 1
      }
    }
    let split = recordsByWidth.filter { $0.key > 1 }
    guard let most = split.values.max() else { return 0 }
    return Double(most) / Double(records)
  }
}

extension RawSpan {
  /// The bytes in pieces of 4 KiB, for those who may have seen enough after a few.
  var pieces: [Range<Int>] {
    stride(from: 0, to: byteCount, by: 4096).map { $0..<Swift.min($0 + 4096, byteCount) }
  }
}
