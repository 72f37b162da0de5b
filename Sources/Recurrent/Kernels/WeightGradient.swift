// The gradient of weights: dW += dZ · Xᵀ, a sum over all steps and lanes.
//
// The sums of a ``Tile`` run along the lanes and through time, and only at the end are their
// sixteen lanes added up. Four rows of dZ through all steps lie in the nearest cache while the rows
// of X stream past them.

/// Adds the gradient of `z = W·x`, summed over `steps` time steps and all lanes, to `gradient`.
///
/// - Parameters:
///   - dz: `[steps, …, V]` lanes, of which the first `rows` rows of each step are read.
///   - dzStep: Lanes from one step of `dz` to the next.
///   - x: `[steps, K, V]` lanes.
///   - gradient: `[M, K]`, row-major.
///   - steps: Time steps.
///   - rows: `M`.
///   - columns: `K`.
///   - width: `V`, lanes in a row.
/// - Complexity: O(steps·M·K·V) multiply-adds on lanes, no allocation.
func addWeightGradient(
  _ dz: UnsafePointer<Lanes>, dzStep: Int, _ x: UnsafePointer<Lanes>,
  to gradient: UnsafeMutablePointer<Float>, steps: Int, rows: Int, columns: Int, width: Int
) {
  let product = GradientProduct(
    dz: dz, dzStep: dzStep, x: x, gradient: gradient, steps: steps, columns: columns, width: width)
  if Processor.registerLanes >= 32 {
    let rest = product.rows(from: 0, to: rows, TilePair<4, 3>.self, TilePair<4, 1>.self)
    let last = product.rows(from: rest, to: rows, Tile<4, 3>.self, Tile<4, 1>.self)
    _ = product.rows(from: last, to: rows, Tile<1, 3>.self, Tile<1, 1>.self)
  } else if Processor.registerLanes >= 8 {
    let rest = product.rows(from: 0, to: rows, Tile<2, 2>.self, Tile<2, 1>.self)
    _ = product.rows(from: rest, to: rows, Tile<1, 2>.self, Tile<1, 1>.self)
  } else {
    _ = product.rows(from: 0, to: rows, Tile<1, 2>.self, Tile<1, 1>.self)
  }
}

/// What ``addWeightGradient(_:dzStep:_:to:steps:rows:columns:width:)`` was told.
private struct GradientProduct {
  let dz: UnsafePointer<Lanes>
  let dzStep: Int
  let x: UnsafePointer<Lanes>
  let gradient: UnsafeMutablePointer<Float>
  let steps: Int
  let columns: Int
  let width: Int

  /// As many rows as whole tiles cover; returns the first that is left over.
  @inline(always)
  func rows<Wide: RegisterTile, Narrow: RegisterTile>(
    from start: Int, to end: Int, _ wide: Wide.Type, _ narrow: Narrow.Type
  ) -> Int {
    var m = start
    while m &+ Wide.rowCount <= end {
      var k = 0
      while k &+ Wide.columnCount <= columns {
        add(wide, m, k)
        k &+= Wide.columnCount
      }
      while k < columns {
        add(narrow, m, k)
        k &+= 1
      }
      m &+= Wide.rowCount
    }
    return m
  }

  @inline(always)
  private func add<T: RegisterTile>(_: T.Type, _ m: Int, _ k: Int) {
    var tile = T()
    var (dz, x) = (dz + m &* width, x + k &* width)
    for _ in 0..<steps {
      tile.add(dz, x, count: width, stride: width)
      dz += dzStep
      x += columns &* width
    }
    tile.addLaneSums(to: gradient + (m &* columns &+ k), stride: columns)
  }
}

/// The twin of ``addWeightGradient(_:dzStep:_:to:steps:rows:columns:width:)``: the definition.
func addWeightGradientByDefinition(
  _ dz: UnsafePointer<Lanes>, dzStep: Int, _ x: UnsafePointer<Lanes>,
  to gradient: UnsafeMutablePointer<Float>, steps: Int, rows: Int, columns: Int, width: Int
) {
  for m in 0..<rows {
    for k in 0..<columns {
      for step in 0..<steps {
        for v in 0..<width {
          for lane in 0..<Lanes.scalarCount {
            gradient[m * columns + k] +=
              dz[step * dzStep + m * width + v][lane] * x[(step * columns + k) * width + v][lane]
          }
        }
      }
    }
  }
}

/// Adds the sum of every row of `dz`, over all steps and lanes, to `gradient`, the gradient of a bias,
/// and to `other`, if another bias has the same gradient.
///
/// The other parameters are those of ``addWeightGradient(_:dzStep:_:to:steps:rows:columns:width:)``.
func addRowSums(
  _ dz: UnsafePointer<Lanes>, dzStep: Int, to gradient: UnsafeMutablePointer<Float>,
  and other: UnsafeMutablePointer<Float>? = nil, steps: Int, rows: Int, width: Int
) {
  for m in 0..<rows {
    var vector = Lanes.zero
    for step in 0..<steps {
      for v in 0..<width { vector += dz[step * dzStep + m * width + v] }
    }
    let sum = vector.sum()
    gradient[m] += sum
    if let other { other[m] += sum }
  }
}
