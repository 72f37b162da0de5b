// Products between weights and rows of lanes, two of the three that every cell and the head need:
//
//   forward          Z = b + W · X + U · H    W, U scalars [M, K], X, H lanes [K, V], Z lanes [M, V]
//   input gradient   dX += Wᵀ · dZ            the same loop, W read by columns
//   weight gradient  dW += dZ · Xᵀ            a sum over steps and lanes: WeightGradient.swift
//
// They are plain Swift on raw memory: no assembly and no library. The sizes are checked where a
// pass is made, not here.
//
// Blocking: a ``Tile`` of sums in registers runs down the shared dimension. Eight rows by three
// vectors fill 24 of the 32 registers of AVX-512: eleven loads, of which the processor does two at a
// time, feed 24 multiply-adds. On AVX2 and arm64 a tile is four rows by one, on SSE two by one.
// Tiles walk down the rows first and then on to the next columns, so that the vectors, a few tens
// of kilobytes for a chunk of a batch, stay in the nearest cache while the weights stream past.
// Every sum is added up in an order that depends on the shape alone.
//
// The obvious twin stands below.

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

  /// `count` rows of it, from row `first` on.
  func rows(from first: Int, count: Int) -> WeightMatrix {
    WeightMatrix(
      base + first * rowStride, rows: count, columns: columns, rowStride: rowStride,
      columnStride: columnStride)
  }

  @inline(always)
  subscript(m: Int, k: Int) -> Float { base[m * rowStride + k * columnStride] }
}

/// One product in a sum of products: weights, and the rows of lanes that they meet.
struct Term {
  let weights: WeightMatrix
  let x: UnsafePointer<Lanes>
}

// MARK: - Z = b + W · X + U · H, and Z += W · X

/// Sets `z` to `bias + first.weights · first.x`, and the same of `second` if there is one.
///
/// - Parameters:
///   - bias: A number for each row, `[M]`; nil goes on from what is in `z`.
///   - first: `[M, K]` weights with `[K, V]` lanes.
///   - second: The same with a `K` of its own.
///   - z: `[M, V]` lanes; must not overlap the terms' lanes.
///   - width: `V`, lanes in a row.
/// - Complexity: O(M·K·V) multiply-adds on lanes, no allocation.
func multiply(
  bias: UnsafePointer<Float>?, _ first: Term, _ second: Term? = nil,
  into z: UnsafeMutablePointer<Lanes>, width: Int
) {
  let product = Product(bias: bias, first: first, second: second, z: z, width: width)
  if Processor.registerLanes >= 32 {
    let whole = width / 3 * 3
    product.columns(
      0..<whole, TilePair<Lanes, 4, 3>.self, Tile<Lanes, 4, 3>.self, Tile<Lanes, 1, 3>.self)
    product.columns(
      whole..<width, TilePair<Lanes, 4, 1>.self, Tile<Lanes, 4, 1>.self, Tile<Lanes, 1, 1>.self)
  } else if Processor.registerLanes >= 8 {
    product.columns(
      0..<width, Tile<Lanes, 4, 1>.self, Tile<Lanes, 2, 1>.self, Tile<Lanes, 1, 1>.self)
  } else {
    product.columns(
      0..<width, Tile<Lanes, 2, 1>.self, Tile<Lanes, 1, 1>.self, Tile<Lanes, 1, 1>.self)
  }
}

/// What ``multiply(bias:_:_:into:width:)`` was told.
private struct Product {
  let bias: UnsafePointer<Float>?
  let first: Term
  let second: Term?
  let z: UnsafeMutablePointer<Lanes>
  let width: Int

  /// Some columns, all of whose rows are covered with the highest tiles that fit.
  @inline(always)
  func columns<
    High: RegisterTile<Lanes>, Middle: RegisterTile<Lanes>, Low: RegisterTile<Lanes>
  >(
    _ range: Range<Int>, _ high: High.Type, _ middle: Middle.Type, _ low: Low.Type
  ) {
    var v = range.lowerBound
    while v < range.upperBound {
      let rest = rows(high, from: 0, v)
      _ = rows(low, from: rows(middle, from: rest, v), v)
      v &+= High.columnCount
    }
  }

  /// As many rows from `start` on as whole tiles cover; returns the first that is left over.
  @inline(always)
  private func rows<T: RegisterTile<Lanes>>(_ tile: T.Type, from start: Int, _ v: Int) -> Int {
    var m = start
    while m &+ T.rowCount <= first.weights.rows {
      add(tile, m, v)
      m &+= T.rowCount
    }
    return m
  }

  @inline(always)
  private func add<T: RegisterTile<Lanes>>(_: T.Type, _ m: Int, _ v: Int) {
    let out = z + (m &* width &+ v)
    var tile = if let bias { T(bias + m) } else { T(continuing: out, stride: width) }
    tile.add(first.weights, row: m, first.x + v, stride: width)
    if let second { tile.add(second.weights, row: m, second.x + v, stride: width) }
    tile.store(to: out, stride: width)
  }
}

/// The twin of ``multiply(bias:_:_:into:width:)``: the definition, one number at a time.
func multiplyByDefinition(
  bias: UnsafePointer<Float>?, _ first: Term, _ second: Term? = nil,
  into z: UnsafeMutablePointer<Lanes>, width: Int
) {
  for m in 0..<first.weights.rows {
    for v in 0..<width {
      for lane in 0..<Lanes.scalarCount {
        var sum = bias.map { $0[m] } ?? z[m * width + v][lane]
        for term in [first, second].compactMap(\.self) {
          for k in 0..<term.weights.columns {
            sum += term.weights[m, k] * term.x[k * width + v][lane]
          }
        }
        z[m * width + v][lane] = sum
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
