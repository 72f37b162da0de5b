import FoundationEssentials
import Testing

@testable import Classical

private let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
  .joined(separator: "/")

/// The airline series from the checkout.
let airline: [Double] = {
  do {
    let file = URL(filePath: "\(tests)/../datasets/airline-passengers.csv")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).dropFirst()
      .compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
  } catch {
    preconditionFailure("the airline series cannot be read: \(error)")
  }
}()

/// What `Tests/Fixtures/classical_methods.py` wrote.
struct Golden: Decodable {
  struct Smoothing: Decodable, Sendable, CustomTestStringConvertible {
    let error, trend, season: String
    let alpha, beta, gamma, phi, level, slope: Double
    let seasonal: [Double]
    let logLikelihood: Double
    let fitted, forecast, deviations: [Double]

    var testDescription: String { "ETS(\(error),\(trend),\(season))" }

    func form() throws -> ETSForm {
      ETSForm(
        error: try #require(ETSForm.ErrorKind(rawValue: error)),
        trend: try #require(ETSForm.Trend(rawValue: trend)),
        season: try #require(ETSForm.Season(rawValue: season)))
    }

    /// As ``ETSLikelihood`` takes them.
    var flat: [Double] {
      [alpha, beta, gamma, phi, level, slope] + (seasonal.isEmpty ? [0] : seasonal)
    }

    var parameters: ETSParameters {
      ETSParameters(
        alpha: alpha, beta: beta, gamma: gamma, phi: phi, level: level, slope: slope,
        season: seasonal.isEmpty ? [0] : seasonal)
    }
  }

  struct Regressive: Decodable, Sendable, CustomTestStringConvertible {
    let order, seasonal: [Int]
    let ar, ma, seasonalAr, seasonalMa: [Double]
    let hasConstant: Bool
    let mean, variance, logLikelihood: Double
    let forecast, deviations: [Double]

    var testDescription: String { "ARIMA\(order)\(seasonal)" }

    var asOrder: ARIMAOrder {
      ARIMAOrder(
        order[0], order[1], order[2], seasonal: (seasonal[0], seasonal[1], seasonal[2]),
        hasConstant: hasConstant)
    }

    var coefficients: ARIMACoefficients {
      var result = ARIMACoefficients()
      (result.ar, result.ma) = (ar, ma)
      (result.seasonalAR, result.seasonalMA) = (seasonalAr, seasonalMa)
      return result
    }
  }

  struct Line: Decodable, Sendable {
    let dynamic: Bool
    let alpha, theta, level, meanSquare: Double
    let residuals, forecast: [Double]
  }

  let ets: [Smoothing]
  let arima: [Regressive]
  let theta: [Line]

  static let shared: Golden = {
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let file = URL(filePath: "\(tests)/Fixtures/classical-methods.json")
      return try decoder.decode(Golden.self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("the fixture cannot be read: \(error)")
    }
  }()
}

/// The largest absolute difference; infinite if there are not as many of both.
func worst(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { abs($0 - $1) }.max() ?? 0
}

/// The root mean square error of predictions from `start` on.
func rmse(_ predictions: [Double?], _ values: [Double], from start: Int) throws -> Double {
  var sum = 0.0
  for t in start..<values.count {
    let error = values[t] - (try #require(predictions[t]))
    sum += error * error
  }
  return (sum / Double(values.count - start)).squareRoot()
}

/// Numbers that look random and are the same each time, of mean 0 and variance 1.
func noise(_ count: Int, seed: UInt64) -> [Double] {
  var generator = NormalGenerator(seed: seed)
  return (0..<count).map { _ in generator.next() }
}
