import FuzzSupport

@testable import SeriesData

/// Any bytes as a CSV file: the first one chooses options.
///
/// The fast reader must say what the slow one says, and a series that comes of it must be one.
@main struct FuzzTable {
  static func main() {
    runFuzzer { start, count in
      var input = FuzzInput(start, count)
      let options = readOptions(Int(input.byte()))
      let bytes = Array(input.rest)
      let (fast, slow) = (
        outcome(bytes, options, isCareful: false), outcome(bytes, options, isCareful: true)
      )
      mustHold(fast == slow, "fast: \(fast)\nslow: \(slow)")
      if case .success(let inspection) = fast, let series = inspection.series {
        mustHold(series.count >= 3, "a series of \(series.count) values")
        mustHold(series.values.allSatisfy(\.isFinite), "a value that is no number")
        mustHold(
          series.timestamp(at: 0) < series.timestamp(at: series.count - 1), "a series without order"
        )
      }
      return 0
    }
  }
}

private func outcome(
  _ bytes: [UInt8], _ options: ReadOptions, isCareful: Bool
) -> Result<Inspection, SeriesError> {
  var source = MemorySource(bytes)
  return Result { () throws(SeriesError) in
    try SeriesReader.inspect(from: &source, named: "f.csv", options: options, isCareful: isCareful)
  }
}

/// Options of all kinds; 48, the digit 0, gives none.
private func readOptions(_ choice: Int) -> ReadOptions {
  var options = ReadOptions()
  guard choice != 48 else { return options }
  if choice & 1 != 0 { options.duplicates = DuplicatePolicy.allCases[choice >> 1 & 3] }
  if choice & 8 != 0 { options.gaps = GapPolicy.allCases[(choice >> 1 & 3) % 3] }
  if choice & 16 != 0 {
    options.dateFormat = ["%d.%m.%Y", "%b-%y", "%Y%m%d %H:%M", "%m"][choice & 3]
  }
  if choice & 32 != 0 { options.delimiter = [";", ",", "\t", " "][choice & 3] }
  if choice & 64 != 0 { options.valueColumn = "2" }
  if choice & 128 != 0 { options.dateColumn = "1" }
  return options
}
