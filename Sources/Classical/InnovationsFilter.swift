import RealModule

/// The exact one-step predictions of a stationary ARMA process from a finite past.
///
/// The process is turned into one with banded covariances, W_t = X_t for t < m = max(p, q) and
/// φ(B)X_t after it, whose Cholesky factor L D Lᵀ has the prediction weights as rows: Ansley, *An
/// algorithm for the exact likelihood of a mixed autoregressive-moving average process*, Biometrika
/// 66, 1979; Brockwell and Davis, *Time Series: Theory and Methods*, 2nd ed., §5.3 and §8.7. It is as
/// exact as a Kalman filter, and with seasonal terms many times cheaper: O(n · max(p, q)²) once, and
/// O(n · max(p, q)) for each series that it is applied to.
///
/// All variances are in units of the variance of the errors.
final class InnovationsFilter {
  /// How many steps it has room for.
  let capacity: Int
  /// The largest max(p, q) that it has room for.
  private let most: Int
  private(set) var phi: [Double] = []
  private(set) var theta: [Double] = []
  /// The variances of the one-step errors, `[count]`.
  let variances: UnsafeMutableBufferPointer<Double>
  /// Row i holds the weights of the errors at i − most … i − 1.
  private let rows: UnsafeMutableBufferPointer<Double>
  /// From this step on the weights are θ and the variance is 1, to the last digits.
  private var steady = 0
  private let work: UnsafeMutableBufferPointer<Double>

  init(capacity: Int, most: Int) {
    self.capacity = max(1, capacity)
    self.most = max(1, most)
    variances = .allocate(capacity: self.capacity)
    rows = .allocate(capacity: self.capacity * self.most)
    work = .allocate(capacity: self.most)
    variances.initialize(repeating: 1)
    rows.initialize(repeating: 0)
    work.initialize(repeating: 0)
  }

  deinit {
    variances.deallocate()
    rows.deallocate()
    work.deallocate()
  }

  /// Sets the weights for `count` steps of the process with these coefficients.
  ///
  /// - Returns: false when the process is not stationary, to the precision of the numbers.
  /// - Precondition: neither has more than `most` coefficients, and `count` is at most `capacity`.
  func factor(phi: [Double], theta: [Double], count: Int) -> Bool {
    precondition(max(phi.count, theta.count) <= most && count <= capacity, "The filter is small")
    self.phi = phi
    self.theta = theta
    let q = theta.count
    let band = max(phi.count, q)
    guard let covariances = Covariances(phi: phi, theta: theta) else { return false }
    steady = count
    for i in 0..<count {
      let low = i < band ? 0 : max(0, i - q)
      let row = rows.baseAddress.unsafelyAdvanced(by: i * most + most - i)  // row[j] is weight j
      let scratch = work.baseAddress.unsafelyAdvanced(by: most - i)
      var variance = covariances.variance(isInitial: i < band)
      for j in low..<i {
        let other = rows.baseAddress.unsafelyAdvanced(by: j * most + most - j)
        var value = covariances.value(lag: i - j, earlier: j, later: i, band: band)
        for k in max(low, j < band ? 0 : j - q)..<j { value -= scratch[k] * other[k] }
        scratch[j] = value
        let weight = value / variances[j]
        row[j] = weight
        variance -= value * weight
      }
      guard variance > 0, variance.isFinite else { return false }
      variances[i] = variance
      if i > band + q, variance - 1 < 1e-13 {
        steady = i
        break
      }
    }
    for i in steady..<count { variances[i] = 1 }
    return true
  }

  /// The one-step errors of the process x.
  func errors(of x: UnsafeBufferPointer<Double>, into e: UnsafeMutableBufferPointer<Double>) {
    for i in 0..<x.count { e[i] = x[i] - prediction(at: i, of: x, errors: e) }
  }

  /// What step i is expected to be, from x and its errors before it.
  @inline(__always)
  func prediction(
    at i: Int, of x: UnsafeBufferPointer<Double>, errors e: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var value = 0.0
    let isInitial = i < max(phi.count, theta.count)
    if !isInitial {
      for (r, coefficient) in phi.enumerated() where coefficient != 0 {
        value += coefficient * x[i - 1 - r]
      }
    }
    if i < steady {
      let low = isInitial ? 0 : max(0, i - theta.count)
      let row = rows.baseAddress.unsafelyAdvanced(by: i * most + most - i)
      for j in low..<i { value += row[j] * e[j] }
    } else {
      for (r, coefficient) in theta.enumerated() where coefficient != 0 {
        value += coefficient * e[i - 1 - r]
      }
    }
    return value
  }
}

extension Optional where Wrapped == UnsafeMutablePointer<Double> {
  /// The pointer to the number `count` further on; the buffers of the filter are never empty.
  fileprivate func unsafelyAdvanced(by count: Int) -> UnsafeMutablePointer<Double> {
    unsafelyUnwrapped + count
  }
}

/// The covariances of the process W.
private struct Covariances {
  /// Of X, up to lag max(p, q).
  private var ofProcess: [Double]
  /// Of φ(B)X with an earlier X, up to lag q.
  private let mixed: [Double]
  /// Of φ(B)X, up to lag q.
  private let ofErrors: [Double]

  init?(phi: [Double], theta: [Double]) {
    let (p, q) = (phi.count, theta.count)
    let ma = [1] + theta
    // ψ: the response of X to an error
    var psi = ma
    for j in psi.indices {
      for (r, coefficient) in phi.enumerated() where r + 1 <= j {
        psi[j] += coefficient * psi[j - r - 1]
      }
    }
    mixed = (0...q).map { k in (k...q).reduce(0) { $0 + ma[$1] * psi[$1 - k] } }
    ofErrors = (0...q).map { k in (k...q).reduce(0) { $0 + ma[$1] * ma[$1 - k] } }
    guard p > 0 else {
      ofProcess = ofErrors
      return
    }
    // γ_k − Σ φ_r γ_|k−r| = mixed_k for k = 0 … p
    var matrix = (0...p).map { _ in Array(repeating: 0.0, count: p + 2) }
    for k in 0...p {
      matrix[k][k] += 1
      for (r, coefficient) in phi.enumerated() { matrix[k][abs(k - r - 1)] -= coefficient }
      matrix[k][p + 1] = k <= q ? mixed[k] : 0
    }
    guard let solution = solve(&matrix), solution[0] > 0 else { return nil }
    ofProcess = solution
    for k in stride(from: p + 1, through: max(p, q), by: 1) {
      let past = phi.enumerated().reduce(0) { $0 + $1.element * ofProcess[k - 1 - $1.offset] }
      ofProcess.append(past + (k <= q ? mixed[k] : 0))
    }
  }

  func variance(isInitial: Bool) -> Double { isInitial ? ofProcess[0] : ofErrors[0] }

  @inline(__always)
  func value(lag: Int, earlier: Int, later: Int, band: Int) -> Double {
    if later < band { return ofProcess[lag] }
    guard lag < ofErrors.count else { return 0 }
    return earlier < band ? mixed[lag] : ofErrors[lag]
  }
}

/// The solution of linear equations, the right side in the last column, by elimination with pivots;
/// nil when there is none.
func solve(_ matrix: inout [[Double]]) -> [Double]? {
  let n = matrix.count
  for column in 0..<n {
    let pivot = (column..<n).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
    guard abs(matrix[pivot][column]) > 1e-14 else { return nil }
    matrix.swapAt(column, pivot)
    for row in (column + 1)..<max(n, column + 1) {
      let factor = matrix[row][column] / matrix[column][column]
      if factor == 0 { continue }
      for k in column...n { matrix[row][k] -= factor * matrix[column][k] }
    }
  }
  var result = Array(repeating: 0.0, count: n)
  for row in stride(from: n - 1, through: 0, by: -1) {
    var value = matrix[row][n]
    for k in (row + 1)..<max(n, row + 1) { value -= matrix[row][k] * result[k] }
    result[row] = value / matrix[row][row]
  }
  return result
}
