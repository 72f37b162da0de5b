import RealModule
import Testing

@testable import Diagnosis
@testable import Forecasting

@Suite("The words on a deep look") struct DeepTests {
  /// A curve whose seeds err in these ways, with a row for each point.
  private func judge(data: [[Double?]] = [], capacity: [(Int, [Double?])] = [], own: Int = 8)
    -> DeepJudge
  {
    func point(_ count: Int, _ hidden: Int, _ errors: [Double?]) -> DeepStudy.Point {
      DeepStudy.Point(
        fit: 100 - count..<100, hidden: hidden, train: errors.map { $0.map { $0 / 2 } },
        validation: errors)
    }
    let counts = stride(from: 100 - 10 * (data.count - 1), through: 100, by: 10)
    return DeepJudge(
      DeepStudy(
        data: zip(counts, data).map { point($0, own, $1) },
        capacity: capacity.map { point(100, $0.0, $0.1) }), own: own)
  }

  @Test("over the history follow its last four points")
  func data() {
    // What was before does not matter.
    let early: [[Double?]] = [[90, 91], [80, 81]]
    let falling = judge(data: early + [[20, 22], [18, 20], [16, 19], [15, 17]])
    let rising = judge(data: early + [[10, 11], [11, 12], [12, 13], [13, 14]])
    let flat = judge(data: early + [[10, 11], [10.1, 10.9], [9.9, 11.1], [10, 11]])
    let mixed = judge(data: early + [[10, 10], [12, 9.9], [14, 9.8], [16, 9.7]])
    // as much up as down is not flat
    let wild = judge(data: early + [[10, 10], [12, 7.43], [14, 5.52], [16, 4.1]])
    let trends = [falling, rising, flat, mixed, wild].map(\.dataTrend)
    #expect(trends == [.falling, .rising, .flat, .mixed, .mixed])
    let words = [falling, rising, flat, mixed].map(\.dataSentence)
    #expect(words[0].hasPrefix("More history helps: from 70 to 100 values"))
    #expect(words[1].hasPrefix("Older history does not help: "))
    #expect(words[2].hasPrefix("More history of this kind would change little: "))
    #expect(words[3].hasPrefix("Whether more history helps is not decided"))
  }

  @Test("over the history give the change along a line")
  func change() {
    // a tenth less from point to point, and half of it
    let errors = (0..<4).map { step -> [Double?] in
      let (a, b) = (Double(step), Double(step) / 2)
      return [100 * pow(0.9, a), 100 * pow(0.9, b)]
    }
    let changes = judge(data: errors).dataChanges ?? []
    #expect(changes.count == 2)
    #expect(abs(changes[0] + 0.271) < 1e-9)
    #expect(abs(changes[1] + 0.146185) < 1e-6)
    let sentence = judge(data: errors).dataSentence
    #expect(sentence.contains("changed by −21 % (seeds: −27 % to −15 %), still falling."))
  }

  private func pow(_ base: Double, _ exponent: Double) -> Double { .pow(base, exponent) }

  @Test("are few where nothing was found")
  func nothing() {
    #expect(judge(data: [[1], [2]]).dataTrend == nil)
    #expect(judge(data: [[nil], [nil], [nil], [nil]]).dataTrend == nil)
    #expect(judge(data: [[nil, 2], [1, 2], [1, 2], [1, 2]]).dataChanges == [0])
    #expect(judge(capacity: [(2, [3])]).capacity == nil)
    #expect(judge(capacity: [(2, [nil]), (4, [nil])]).capacity == nil)
    #expect(judge().capacitySentence == "The sizes could not be compared.")
    #expect(judge().dataSentence.contains("too short to be cut"))
  }

  @Test("over the units tell where the error turns, and what the network itself should have")
  func turning() {
    let judge = judge(
      capacity: [
        (2, [30, 31, 32]), (4, [20, 21, 22]), (8, [15, 16, 17]), (16, [16, 17, 18]),
        (32, [20, 14, 30]), (64, [20, 24, 25]),
      ], own: 64)
    let found = judge.capacity
    #expect(found?.best == 8)
    #expect(found?.enough == 8)
    // 32 units are worse in the middle, but not for every seed
    #expect(found?.turn == 64)
    // of 20/15, 24/16 and 25/17 the middle one
    #expect(abs((found?.turnExcess ?? 0) - 8.0 / 17) < 1e-9)
    #expect(found?.isStillFalling == false)
    let sentence = judge.capacitySentence
    #expect(sentence.hasPrefix("The validation error is lowest with 8 units and turns: with 64"))
    #expect(sentence.hasSuffix("47 % higher than with 8: try --hidden 8."))
  }

  @Test("over the units tell when more would help, and when fewer are enough")
  func others() {
    let falling = judge(capacity: [(2, [30]), (4, [20]), (8, [10])])
    #expect(falling.capacity?.isStillFalling == true)
    #expect(
      falling.capacitySentence == "The validation error still falls at 8 units: more may help.")
    let flat = judge(capacity: [(2, [30]), (4, [10.2]), (8, [10.1]), (16, [10])])
    #expect(flat.capacity?.enough == 4)
    #expect(flat.capacity?.turn == nil)
    #expect(flat.capacitySentence.hasPrefix("4 units are enough"))
    #expect(!flat.capacitySentence.contains("--hidden"))
    let best = judge(capacity: [(2, [30]), (4, [10]), (8, [10.8])], own: 8)
    #expect(best.capacitySentence.hasPrefix("The validation error is lowest with 4 units; more"))
  }

  @Test("let the label shuffle advise fewer units only where the validation part likes them")
  func fewer() {
    func study(_ errors: [(Int, [Double?])]) -> DeepStudy {
      DeepStudy(
        data: [],
        capacity: errors.map {
          DeepStudy.Point(fit: 0..<9, hidden: $0, train: $1, validation: $1)
        })
    }
    #expect(fewerUnits(than: 16, nil)?.options == "--hidden 8")
    let small = study([(4, [1]), (8, [2]), (16, [3])])
    #expect(fewerUnits(than: 16, small)?.options == "--hidden 4")
    #expect(fewerUnits(than: 16, study([(8, [2]), (16, [1])])) == nil)
  }

  @Test("the spread is that of the seeds that were trained")
  func spread() {
    let spread = Diagnosis.Deep.Spread([3, nil, 1, 2])
    #expect(spread == .init(median: 2, lowest: 1, highest: 3))
    #expect(Diagnosis.Deep.Spread([nil]) == nil)
  }
}
