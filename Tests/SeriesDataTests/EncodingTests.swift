import Testing

@testable import SeriesData

@Suite("Encodings") struct EncodingTests {
  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: PlainRowReader.padding)
  }

  @Test("the fast look at UTF-8 says what the standard library says")
  func utf8() {
    var dice = Dice(state: 21)
    let pieces = ["a", "Month,1\n", "ü", "€", "😀", String(repeating: "x", count: 70)]
      .map { Array($0.utf8) }
    var valid = 0
    for _ in 0..<20_000 {
      var bytes = (0..<Int.random(in: 0...40, using: &dice)).flatMap { _ in
        pieces.randomElement(using: &dice) ?? []
      }
      if Bool.random(using: &dice), !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &dice)] = .random(in: 0...255, using: &dice)
      }
      let check = UTF8Check(Self.padded(bytes).span.bytes, 0..<bytes.count)
      let isText = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
      #expect((check.stop == .end) == isText, "\(bytes)")
      #expect(String(validating: bytes[..<check.end], as: UTF8.self) != nil)
      #expect(check.hasOthers == bytes[..<check.end].contains { $0 >= 0x80 })
      if check.stop == .cut { #expect(1...3 ~= bytes.count - check.end) }
      if isText { valid += 1 }
    }
    #expect(valid > 5000)
  }

  @Test("every character of UTF-16 is that of the standard library, in pieces of any size")
  func utf16Text() throws {
    let text =
      "ds;ü😀\u{10FFFF}\u{FFFD}\n"
      + String(String.UnicodeScalarView((1..<0x3000).compactMap(Unicode.Scalar.init)))
    for isBigEndian in [false, true] {
      let raw = utf16(text, isBigEndian: isBigEndian, hasMark: false)
      let form = TextForm.utf16(isBigEndian: isBigEndian)
      var dice = Dice(state: 22)
      var (rest, out, count) = (raw[...], [UInt8](repeating: 0, count: 3 * raw.count), 0)
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 4...99, using: &dice))
        let (taken, fault) = form.transcode(
          piece, isLast: piece.count == rest.count, into: &out, &count)
        try #require(fault == 0 && taken > 0)
        rest = rest.dropFirst(taken)
      }
      #expect(out[..<count].elementsEqual(text.utf8))
    }
  }

  @Test("all characters of Windows-1252 are those of its table")
  func windows1252() {
    let text = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡ÿ"
    let raw: [UInt8] =
      (0x80...0x9F).filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) } + [0xA1, 0xFF]
    var (out, count) = ([UInt8](repeating: 0, count: 200), 0)
    let (taken, fault) = TextForm.windows1252.transcode(raw[...], isLast: true, into: &out, &count)
    #expect(taken == raw.count && fault == 0)
    #expect(String(decoding: out[..<count], as: UTF8.self) == text)
  }

  @Test("a character of Latin-1 far below changes nothing above it, and is said")
  func late() throws {
    let rows = (0..<40_000).map { minute in
      let day = 1 + minute / 1440
      return
        "2001-01-\(day < 10 ? "0" : "")\(day) \(minute / 60 % 24):\(minute % 60 < 10 ? "0" : "")"
        + "\(minute % 60),\(minute),\(minute == 39_990 ? "é" : "e")\n"
    }
    let bytes = latin1("ds,y,note\n" + rows.joined())
    for size in [Int.max, 4093] {
      var source = Trickle(rest: bytes[...], size: size)
      let found = try SeriesReader.inspect(from: &source, named: "t", options: ReadOptions())
      #expect(found.findings.map(\.code) == [.assumedEncoding, .severalSeries])
      #expect(found.findings.first?.lines == [39_992])
      #expect(found.encoding == "Windows-1252")
      #expect(found.series?.count == 40_000)
    }
  }

  @Test("no bytes make the reader fall over, whatever the blocks, and none are read in two ways")
  func damagedShapes() {
    var dice = Dice(state: 23)
    for shape in Shape.all {
      for _ in 0..<6 {
        var bytes = shape.bytes
        for _ in 0..<Int.random(in: 1...6, using: &dice) {
          guard let place = bytes.indices.randomElement(using: &dice) else { break }
          switch Int.random(in: 0..<4, using: &dice) {
          case 0: bytes.remove(at: place)
          case 1: bytes.insert(.random(in: 0...255, using: &dice), at: place)
          case 2: bytes[place] = .random(in: 0...255, using: &dice)
          default: bytes.removeLast(bytes.count - place)
          }
        }
        func outcome(_ size: Int) -> Result<Inspection, SeriesError> {
          var source = Trickle(rest: bytes[...], size: size)
          return Result { () throws(SeriesError) in
            try SeriesReader.inspect(from: &source, named: "t", options: shape.options)
          }
        }
        #expect(
          "\(outcome(.max))" == "\(outcome(Int.random(in: 1...99, using: &dice)))", "\(shape.name)")
      }
    }
  }
}

@Suite("Packed files") struct GzipTests {
  @Test(
    "a file that is made to fill the memory is refused before it does",
    arguments: [
      ("2001-01-01,1\n", SeriesError.Reason.damagedArchive), ("a", .fault(.brokenQuoting)),
    ])
  func bomb(piece: String, reason: SeriesError.Reason) {
    let member = gzip(String(repeating: piece, count: (1 << 23) / piece.utf8.count))
    let bomb = (0..<64).flatMap { _ in member }
    var source = MemorySource(gzip("ds,y\n") + bomb)
    let error = #expect(throws: SeriesError.self) {
      try SeriesReader.read(from: &source, named: "t.csv.gz", options: ReadOptions())
    }
    #expect(error?.reason == reason)
    #expect(error?.isMissingInput == false)
    // It was not read to its end.
    #expect((source.expectedByteCount ?? 0) > bomb.count / 2)
  }

  @Test("the name of a series drops .csv.gz")
  func name() throws {
    var source = MemorySource(gzip("ds,y\n2001,1\n2002,2\n2003,3\n"))
    let loaded = try SeriesReader.read(from: &source, named: "a/air.csv.gz", options: ReadOptions())
    #expect(loaded.series.name == "air")
  }

  @Test("a row without end is refused and not kept")
  func endlessRow() {
    let text = "ds,y\n2001,1\n2002,\"" + String(repeating: "x", count: 20 << 20)
    #expect(complaint(text).hasPrefix("t.csv:3:1: the row has more than 16 MiB or 262144 fields."))
    let fields = "ds,y\n2001,1\n" + String(repeating: ",", count: 300_000) + "\n2003,3\n2004,4\n"
    #expect(complaint(fields).contains("3:1: the row has more than 16 MiB or 262144 fields."))
  }
}
