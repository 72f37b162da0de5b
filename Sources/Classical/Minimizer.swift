import RealModule

/// The minimum of a function of several variables without constraints, by BFGS with backtracking
/// (Nocedal and Wright, *Numerical Optimization*, 2nd ed., algorithm 6.1 and §3.5).
///
/// A function says where it is not defined by returning infinity: a step there is taken back.
struct Minimizer {
  /// The most steps.
  var iterations = 200
  /// It ends when two steps in a row have gained less than this, relative to 1 + |value|.
  var tolerance = 1e-9
  /// How far apart the points of a difference quotient lie.
  var spacing = 1e-4

  struct Minimum {
    var point: [Double]
    var value: Double
  }

  /// Minimises a function that fills in its gradient.
  func minimize(
    from start: [Double], _ function: (_ x: [Double], _ gradient: inout [Double]) -> Double
  ) -> Minimum {
    let n = start.count
    var x = start
    var gradient = Array(repeating: 0.0, count: n)
    var value = function(x, &gradient)
    guard n > 0, value.isFinite else { return Minimum(point: x, value: value) }
    var inverse = identity(n, scale: 1 / max(1, length(gradient)))
    var (idle, isFresh) = (0, true)
    for _ in 0..<iterations {
      var direction = product(inverse, gradient).map { -$0 }
      var slope = dot(direction, gradient)
      if !(slope < 0) {  // rounding has spoilt the matrix
        inverse = identity(n, scale: 1 / max(1, length(gradient)))
        direction = product(inverse, gradient).map { -$0 }
        slope = dot(direction, gradient)
        isFresh = true
        guard slope < 0 else { break }
      }
      let (step, next, nextGradient, nextValue) = search(
        from: x, value: value, direction: direction, slope: slope, function)
      guard step > 0 else {
        if isFresh { break }
        inverse = identity(n, scale: 1 / max(1, length(gradient)))
        isFresh = true
        continue
      }
      let moved = direction.map { $0 * step }
      let change = zip(nextGradient, gradient).map { $0 - $1 }
      update(&inverse, moved: moved, change: change, isFresh: isFresh)
      isFresh = false
      idle = value - nextValue < tolerance * (1 + abs(nextValue)) ? idle + 1 : 0
      (x, gradient, value) = (next, nextGradient, nextValue)
      if idle >= 2 { break }
    }
    return Minimum(point: x, value: value)
  }

  /// Minimises a function without a gradient; central differences take its place.
  func minimize(from start: [Double], value function: ([Double]) -> Double) -> Minimum {
    minimize(from: start) { x, gradient in
      let value = function(x)
      guard value.isFinite else { return .infinity }
      var shifted = x
      for i in x.indices {
        shifted[i] = x[i] + spacing
        let above = function(shifted)
        shifted[i] = x[i] - spacing
        let below = function(shifted)
        shifted[i] = x[i]
        // beside the border of the domain a one-sided difference is better than none
        let high = above.isFinite ? above : value
        let low = below.isFinite ? below : value
        let width = (above.isFinite ? spacing : 0) + (below.isFinite ? spacing : 0)
        gradient[i] = width > 0 ? (high - low) / width : 0
      }
      return value
    }
  }

  /// The first of ever shorter steps that gains enough (Armijo); a step of 0 if none does.
  private func search(
    from x: [Double], value: Double, direction: [Double], slope: Double,
    _ function: ([Double], inout [Double]) -> Double
  ) -> (step: Double, x: [Double], gradient: [Double], value: Double) {
    var step = 1.0
    var gradient = Array(repeating: 0.0, count: x.count)
    for _ in 0..<30 {
      let next = zip(x, direction).map { $0 + step * $1 }
      let found = function(next, &gradient)
      if found <= value + 1e-4 * step * slope {
        return (step, next, gradient, found)
      }
      // the minimum of the parabola through what is known, not too near to either end
      let curvature = (found - value - slope * step) / (step * step)
      let best = curvature.isFinite && curvature > 0 ? -slope / (2 * curvature) : 0
      step = min(max(best, 0.1 * step), 0.5 * step)
    }
    return (0, x, gradient, value)
  }

  private func update(
    _ inverse: inout [[Double]], moved: [Double], change: [Double], isFresh: Bool
  ) {
    let n = moved.count
    let curvature = dot(moved, change)
    guard curvature > 1e-12 * length(moved) * length(change), curvature > 0 else { return }
    if isFresh { inverse = identity(n, scale: curvature / dot(change, change)) }
    let image = product(inverse, change)
    let factor = (1 + dot(change, image) / curvature) / curvature
    for i in 0..<n {
      for j in 0..<n {
        inverse[i][j] +=
          factor * moved[i] * moved[j] - (image[i] * moved[j] + moved[i] * image[j]) / curvature
      }
    }
  }
}

/// The minimum of a function of one variable within a range, by golden sections.
func goldenMinimum(
  in range: ClosedRange<Double>, tolerance: Double, _ function: (Double) -> Double
) -> Double {
  let ratio = (Double.sqrt(5) - 1) / 2
  var (low, high) = (range.lowerBound, range.upperBound)
  var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
  var (atLeft, atRight) = (function(left), function(right))
  while high - low > tolerance {
    if atLeft <= atRight {
      (high, right, atRight) = (right, left, atLeft)
      left = high - ratio * (high - low)
      atLeft = function(left)
    } else {
      (low, left, atLeft) = (left, right, atRight)
      right = low + ratio * (high - low)
      atRight = function(right)
    }
  }
  return (low + high) / 2
}

// MARK: - Vectors and matrices

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

private func length(_ a: [Double]) -> Double { Double.sqrt(dot(a, a)) }

private func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
  matrix.map { dot($0, vector) }
}

private func identity(_ n: Int, scale: Double) -> [[Double]] {
  (0..<n).map { i in (0..<n).map { $0 == i ? scale : 0 } }
}
