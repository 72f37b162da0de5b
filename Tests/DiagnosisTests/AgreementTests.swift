import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting

@Suite("The agreement of seeds") struct AgreementTests {
  /// Memorised and paid for it, harmless, somewhat worse, fine, and without skill.
  private static let kinds = [
    MadeMember(judged: 6, curve: [1, 3]), MadeMember(judged: 6, curve: [1, 1]),
    MadeMember(judged: 1.7, curve: [1, 1.18]), MadeMember(judged: 1.2, curve: [1, 1.02]),
    MadeMember(judged: 1.2, test: 2.5, curve: [1, 1]),
  ]

  @Test("is whole, without a rival, where all are alike", arguments: 0..<5)
  func alike(kind: Int) throws {
    let members = [MadeMember](repeating: Self.kinds[kind], count: 5)
    let diagnosis = try madeDiagnosis(members)
    #expect(diagnosis.agreement == Agreement(share: 1, rival: nil))
    #expect(!diagnosis.confidence.contains("limit"))
  }

  /// The slow twin: every draw of three seeds, each diagnosed as if it were all there is.
  @Test("is the share of all draws that are diagnosed alike")
  func everyDraw() throws {
    for a in 0..<5 {
      for b in a..<5 {
        for c in b..<5 {
          let three = [a, b, c].map { Self.kinds[$0] }
          let diagnosis = try madeDiagnosis(three)
          var same = 0
          for draw in 0..<27 {
            let drawn = [draw / 9, draw / 3 % 3, draw % 3].map { three[$0] }
            if try madeDiagnosis(drawn).verdict == diagnosis.verdict { same += 1 }
          }
          let agreement = try #require(diagnosis.agreement)
          // 200 draws of a share of a half come within 0.107 of it in 997 of 1,000 cases.
          #expect(abs(agreement.share - Double(same) / 27) < 0.11, "\(a) \(b) \(c)")
        }
      }
    }
  }

  @Test("names the verdict of most others, and what is on a limit is less sure")
  func rival() throws {
    let diagnosis = try madeDiagnosis([Self.kinds[0], Self.kinds[0], Self.kinds[1]])
    #expect(diagnosis.verdict == .overfitClear)
    #expect(diagnosis.agreement?.rival == .overfitMild)
    let words =
      #/moderate: 3 seeds at 1 origin, 12 points that chose nothing; it lies on a limit: /#
    #expect(diagnosis.confidence.prefixMatch(of: words) != nil)
    #expect(
      diagnosis.confidence.contains(
        #/of other draws of the seeds [67]\d % agree, and most others say OVERFIT \(mild\)$/#))
  }

  @Test("is not asked of one seed")
  func alone() throws {
    #expect(try madeDiagnosis([Self.kinds[0]]).agreement == nil)
    #expect(try Constructed(fit: 20, validation: 12, test: 12).diagnosis.agreement == nil)
  }

  @Test("decides whether more seeds are trained")
  func rule() throws {
    func isSettled(_ members: [MadeMember]) throws -> Bool {
      let (model, benchmark, experiment) = try made(members).parts
      return SeedRule.untilVerdictsStand(in: experiment, against: benchmark).isSettled(model)
    }
    #expect(try isSettled([Self.kinds[0], Self.kinds[0], Self.kinds[0]]))
    #expect(try !isSettled([Self.kinds[0], Self.kinds[0], Self.kinds[1]]))
  }

  private func madeDiagnosis(_ members: [MadeMember]) throws -> Diagnosis {
    try made(members).diagnosis
  }
}
