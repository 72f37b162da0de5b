import Foundation
import Testing

@testable import Forecasting

/// What `Tests/Fixtures/residual_tests.py` wrote of distributions.
private struct Tails: Decodable {
  /// `x`, degrees of freedom, tail.
  let chiSquared: [[Double]]
  /// `x`, both degrees of freedom, tail.
  let f: [[Double]]

  static func read() throws -> Tails {
    let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = (tests + ["Fixtures", "residual-tests.json"]).joined(separator: "/")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Tails.self, from: Data(contentsOf: URL(filePath: path)))
  }
}

@Suite("The tail of a distribution") struct TailTests {
  @Test("of chi-squared is that of scipy")
  func chiSquared() throws {
    let rows = try Tails.read().chiSquared
    #expect(rows.count == 35)
    for row in rows {
      let tail = ChiSquared.upperTail(row[0], degreesOfFreedom: row[1])
      // far out, the factor is the exponential of a number of a hundred or more
      #expect(abs(tail - row[2]) <= 1e-11 * row[2] + 1e-300, "\(row) \(tail)")
    }
  }

  @Test("of F is that of scipy")
  func f() throws {
    let rows = try Tails.read().f
    #expect(rows.count == 30)
    for row in rows {
      let tail = FisherF.upperTail(row[0], degreesOfFreedom: row[1], row[2])
      #expect(abs(tail - row[3]) <= 1e-11 * row[3] + 1e-300, "\(row) \(tail)")
    }
  }

  @Test("of two degrees of freedom is an exponential, and of nothing 1")
  func closed() {
    for x in [0.1, 1, 2.9, 3.1, 40] {
      let tail = ChiSquared.upperTail(x, degreesOfFreedom: 2)
      #expect(abs(tail / Foundation.exp(-x / 2) - 1) < 1e-13)
    }
    #expect(ChiSquared.upperTail(-1, degreesOfFreedom: 3) == 1)
    #expect(ChiSquared.upperTail(.infinity, degreesOfFreedom: 3) == 0)
    #expect(FisherF.upperTail(-1, degreesOfFreedom: 3, 4) == 1)
    #expect(FisherF.upperTail(.infinity, degreesOfFreedom: 3, 4) == 0)
  }
}
