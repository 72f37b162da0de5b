import SeriesData

/// Where the airline series lies, seen from the folder of this file.
let airlinePath = fixture("airline-passengers.csv")

func fixture(_ name: String, besides file: String = #filePath) -> String {
  let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  return folder.joined(separator: "/") + "/../../datasets/" + name
}

/// Reads `text` as if it were the file `t.csv`.
func read(_ text: String, _ options: ReadOptions = ReadOptions()) throws(SeriesError)
  -> LoadedSeries
{
  var source = MemorySource(text)
  return try SeriesReader.read(from: &source, named: "t.csv", options: options)
}

func inspect(_ text: String, _ options: ReadOptions = ReadOptions()) throws(SeriesError)
  -> Inspection
{
  var source = MemorySource(text)
  return try SeriesReader.inspect(from: &source, named: "t.csv", options: options)
}

/// What the user sees when `text` cannot be read; empty if it can.
func complaint(_ text: String, _ options: ReadOptions = ReadOptions()) -> String {
  do {
    _ = try read(text, options)
    return ""
  } catch {
    return error.description
  }
}

func day(_ iso: String) throws -> Timestamp {
  struct NoDate: Error {}
  guard let timestamp = Timestamp(iso: iso) else { throw NoDate() }
  return timestamp
}

/// A small random generator that always throws the same numbers: a 64-bit linear congruence.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    let halves = (0..<2).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 32
    }
    return halves[0] << 32 | halves[1]
  }
}
