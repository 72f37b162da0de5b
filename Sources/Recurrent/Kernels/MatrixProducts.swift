// Matrix products between weights and rows of lanes, three of them, enough for every cell:
//
//   forward          Z += W · X      W [M, K] scalars, X [K, V] lanes, Z [M, V] lanes
//   input gradient   dX += Wᵀ · dZ   the same kernel, W read by columns
//   weight gradient  dW += dZ · Xᵀ   a sum over lanes
//
// They are plain Swift: no assembly, no library, no unsafe arithmetic. Blocking: four rows by two
// vectors of accumulators stay in registers while the kernel runs down the shared dimension, so
// each loaded vector is used four times and each broadcast weight twice. Every kernel adds to what
// is there, in an order that depends on the shape alone. Below each stands its obvious twin.

/// A weight matrix as scalars in memory: element (m, k) lies at `base[m · rowStride + k · columnStride]`.
struct WeightMatrix {
  let base: UnsafePointer<Float>
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  /// A row-major matrix.
  init(_ base: UnsafePointer<Float>, rows: Int, columns: Int) {
    self.init(base, rows: rows, columns: columns, rowStride: columns, columnStride: 1)
  }

  private init(
    _ base: UnsafePointer<Float>, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  /// The same memory read by columns.
  var transposed: WeightMatrix {
    WeightMatrix(
      base, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
  }

  @inline(__always)
  subscript(m: Int, k: Int) -> Float { base[m * rowStride + k * columnStride] }
}

// MARK: - Z += W · X

/// Adds `weights · x` to `z`.
///
/// - Parameters:
///   - weights: `[M, K]` scalars.
///   - x: `[K, V]` lanes.
///   - z: `[M, V]` lanes; must not overlap `x`.
///   - width: `V`, lanes in a row.
/// - Complexity: O(M·K·V) multiply-adds on lanes, no allocation.
func addProduct(
  _ weights: WeightMatrix, _ x: UnsafePointer<Lanes>, to z: UnsafeMutablePointer<Lanes>, width: Int
) {
  var m = 0
  while m + 4 <= weights.rows {
    var v = 0
    while v + 2 <= width {
      addBlock4x2(weights, m, x + v, z + v, width)
      v += 2
    }
    if v < width { addBlock4x1(weights, m, x + v, z + v, width) }
    m += 4
  }
  while m < weights.rows {
    for v in 0..<width { addElement(weights, m, x + v, z + v, width) }
    m += 1
  }
}

@inline(__always)
private func addBlock4x2(
  _ w: WeightMatrix, _ m: Int, _ x: UnsafePointer<Lanes>, _ z: UnsafeMutablePointer<Lanes>,
  _ width: Int
) {
  let z0 = z + m * width
  let z1 = z0 + width
  let z2 = z1 + width
  let z3 = z2 + width
  var (a0, b0, a1, b1) = (z0[0], z0[1], z1[0], z1[1])
  var (a2, b2, a3, b3) = (z2[0], z2[1], z3[0], z3[1])
  var row = x
  for k in 0..<w.columns {
    let (xa, xb) = (row[0], row[1])
    let w0 = Lanes(repeating: w[m, k])
    let w1 = Lanes(repeating: w[m + 1, k])
    let w2 = Lanes(repeating: w[m + 2, k])
    let w3 = Lanes(repeating: w[m + 3, k])
    a0 = multiplyAdd(a0, w0, xa)
    b0 = multiplyAdd(b0, w0, xb)
    a1 = multiplyAdd(a1, w1, xa)
    b1 = multiplyAdd(b1, w1, xb)
    a2 = multiplyAdd(a2, w2, xa)
    b2 = multiplyAdd(b2, w2, xb)
    a3 = multiplyAdd(a3, w3, xa)
    b3 = multiplyAdd(b3, w3, xb)
    row += width
  }
  (z0[0], z0[1], z1[0], z1[1]) = (a0, b0, a1, b1)
  (z2[0], z2[1], z3[0], z3[1]) = (a2, b2, a3, b3)
}

@inline(__always)
private func addBlock4x1(
  _ w: WeightMatrix, _ m: Int, _ x: UnsafePointer<Lanes>, _ z: UnsafeMutablePointer<Lanes>,
  _ width: Int
) {
  for row in m..<m + 4 { addElement(w, row, x, z, width) }
}

@inline(__always)
private func addElement(
  _ w: WeightMatrix, _ m: Int, _ x: UnsafePointer<Lanes>, _ z: UnsafeMutablePointer<Lanes>,
  _ width: Int
) {
  var sum = z[m * width]
  for k in 0..<w.columns { sum = multiplyAdd(sum, Lanes(repeating: w[m, k]), x[k * width]) }
  z[m * width] = sum
}

/// The twin of ``addProduct(_:_:to:width:)``: the definition, one number at a time.
func addProductByDefinition(
  _ weights: WeightMatrix, _ x: UnsafePointer<Lanes>, to z: UnsafeMutablePointer<Lanes>, width: Int
) {
  for m in 0..<weights.rows {
    for v in 0..<width {
      for lane in 0..<Lanes.scalarCount {
        for k in 0..<weights.columns {
          z[m * width + v][lane] += weights[m, k] * x[k * width + v][lane]
        }
      }
    }
  }
}

// MARK: - dW += Σ over steps and lanes of dZ · Xᵀ

/// Adds the gradient of `z = W·x`, summed over `steps` time steps and all lanes, to `gradient`.
///
/// - Parameters:
///   - dz: `[steps, M, V]` lanes.
///   - x: `[steps, K, V]` lanes.
///   - gradient: `[M, K]`, row-major.
///   - steps: Time steps.
///   - rows: `M`.
///   - columns: `K`.
///   - width: `V`, lanes in a row.
/// - Complexity: O(steps·M·K·V) multiply-adds on lanes, no allocation.
func addWeightGradient(
  _ dz: UnsafePointer<Lanes>, _ x: UnsafePointer<Lanes>,
  to gradient: UnsafeMutablePointer<Float>, steps: Int, rows: Int, columns: Int, width: Int
) {
  var m = 0
  while m < rows {
    let blockRows = min(4, rows - m)
    var k = 0
    while k < columns {
      let blockColumns = min(2, columns - k)
      addGradientBlock(
        dz + m * width, x + k * width, to: gradient + (m * columns + k), steps: steps,
        block: (blockRows, blockColumns), of: (rows, columns), width: width)
      k += blockColumns
    }
    m += blockRows
  }
}

/// One block of at most 4 × 2 sums.
///
/// A missing row or column of a smaller block is computed as a repetition of its first one, and not
/// stored.
@inline(__always)
private func addGradientBlock(
  _ dz: UnsafePointer<Lanes>, _ x: UnsafePointer<Lanes>,
  to gradient: UnsafeMutablePointer<Float>, steps: Int,
  block: (rows: Int, columns: Int), of size: (rows: Int, columns: Int), width: Int
) {
  let r1 = block.rows > 1 ? width : 0
  let r2 = block.rows > 2 ? 2 * width : 0
  let r3 = block.rows > 3 ? 3 * width : 0
  let c1 = block.columns > 1 ? width : 0
  var (a0, a1, a2, a3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
  var (b0, b1, b2, b3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
  for step in 0..<steps {
    let d = dz + step * size.rows * width
    let y = x + step * size.columns * width
    for v in 0..<width {
      let (xa, xb) = (y[v], y[v + c1])
      let (d0, d1, d2, d3) = (d[v], d[v + r1], d[v + r2], d[v + r3])
      a0 = multiplyAdd(a0, d0, xa)
      b0 = multiplyAdd(b0, d0, xb)
      a1 = multiplyAdd(a1, d1, xa)
      b1 = multiplyAdd(b1, d1, xb)
      a2 = multiplyAdd(a2, d2, xa)
      b2 = multiplyAdd(b2, d2, xb)
      a3 = multiplyAdd(a3, d3, xa)
      b3 = multiplyAdd(b3, d3, xb)
    }
  }
  let columns = size.columns
  @inline(__always) func store(_ row: Int, _ a: Lanes, _ b: Lanes) {
    guard row < block.rows else { return }
    gradient[row * columns] += a.sum()
    if block.columns > 1 { gradient[row * columns + 1] += b.sum() }
  }
  store(0, a0, b0)
  store(1, a1, b1)
  store(2, a2, b2)
  store(3, a3, b3)
}

/// The twin of ``addWeightGradient(_:_:to:steps:rows:columns:width:)``: the definition.
func addWeightGradientByDefinition(
  _ dz: UnsafePointer<Lanes>, _ x: UnsafePointer<Lanes>,
  to gradient: UnsafeMutablePointer<Float>, steps: Int, rows: Int, columns: Int, width: Int
) {
  for m in 0..<rows {
    for k in 0..<columns {
      for step in 0..<steps {
        for v in 0..<width {
          for lane in 0..<Lanes.scalarCount {
            gradient[m * columns + k] +=
              dz[(step * rows + m) * width + v][lane] * x[(step * columns + k) * width + v][lane]
          }
        }
      }
    }
  }
}

// MARK: - Biases

/// Fills every row of `z` with its bias: `[M, V]` lanes from `M` scalars.
func fillRows(
  _ z: UnsafeMutablePointer<Lanes>, with biases: UnsafePointer<Float>, rows: Int, width: Int
) {
  for m in 0..<rows {
    (z + m * width).update(repeating: Lanes(repeating: biases[m]), count: width)
  }
}

/// Adds its bias to every row of `z`, laid out like ``fillRows(_:with:rows:width:)``.
func addToRows(
  _ z: UnsafeMutablePointer<Lanes>, _ biases: UnsafePointer<Float>, rows: Int, width: Int
) {
  for m in 0..<rows {
    let bias = Lanes(repeating: biases[m])
    for v in m * width..<(m + 1) * width { z[v] += bias }
  }
}

/// Adds the sum of every row of `dz`, over all steps and lanes, to `gradient`.
func addRowSums(
  _ dz: UnsafePointer<Lanes>, to gradient: UnsafeMutablePointer<Float>,
  steps: Int, rows: Int, width: Int
) {
  for m in 0..<rows {
    var sum = Lanes.zero
    for step in 0..<steps {
      for v in 0..<width { sum += dz[(step * rows + m) * width + v] }
    }
    gradient[m] += sum.sum()
  }
}

extension Lanes {
  /// The sum of the sixteen, added pairwise.
  @inline(__always)
  func sum() -> Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}
