// The gradient of weights: dW += dZ · Xᵀ, a sum over all steps and lanes.
//
// The sums of a ``Tile`` run along the lanes and through time, and only at the end are their lanes
// added up. Twelve rows of X through some steps stay in the nearest cache while strips of dZ, six
// rows high, go past them; more steps at once would not fit there, fewer would leave too much adding
// up. Six rows by four columns fill 24 of the 32 registers of AVX-512, and the sums of four columns
// are written at once. AVX2, arm64 and SSE have a half and a quarter of the room: there the tiles are
// of eight and of four lanes, twelve and eight of them.
//
// The obvious twin stands below.

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
  forEachPart(of: steps, atMost: max(vectorsAtOnce / width, 1)) { steps in
    let product = GradientProduct(
      dz: UnsafeRawPointer(dz + steps.lowerBound * dzStep),
      dzStep: dzStep * MemoryLayout<Lanes>.stride,
      x: UnsafeRawPointer(x + steps.lowerBound * columns * width), gradient: gradient,
      steps: steps.count, columns: columns, bytes: width * MemoryLayout<Lanes>.stride)
    forEachPart(of: rows, atMost: rowsAtOnce) { rows in
      forEachPart(of: columns, atMost: columnsAtOnce) { columns in
        product.add(rows: rows, columns: columns)
      }
    }
  }
}

// Twelve rows of X of so many vectors are 27 KB, six rows of dZ another 14: together they just fit
// into a first-level cache of 48 KB. All the rows of dZ at once are 216 KB, for the second level.
private let vectorsAtOnce = 36
private let columnsAtOnce = 12
private let rowsAtOnce = 96

/// Calls `body` with one part after the other of `0..<count`.
@inline(always)
private func forEachPart(of count: Int, atMost size: Int, _ body: (Range<Int>) -> Void) {
  var first = 0
  while first < count {
    let end = min(first + size, count)
    body(first..<end)
    first = end
  }
}

/// What ``addWeightGradient(_:dzStep:_:to:steps:rows:columns:width:)`` was told, in bytes.
private struct GradientProduct {
  let dz: UnsafeRawPointer
  let dzStep: Int
  let x: UnsafeRawPointer
  let gradient: UnsafeMutablePointer<Float>
  let steps: Int
  let columns: Int
  /// Of one row at one step.
  let bytes: Int

  /// Some columns beside some rows.
  @inline(always)
  func add(rows: Range<Int>, columns range: Range<Int>) {
    if Processor.registerLanes >= 32 {
      let rest = add(
        rows, range, TilePair<Lanes, 3, 4>.self, TilePair<Lanes, 3, 2>.self,
        TilePair<Lanes, 3, 1>.self)
      let last = add(
        rest..<rows.upperBound, range, TilePair<Lanes, 2, 4>.self, TilePair<Lanes, 2, 2>.self,
        TilePair<Lanes, 2, 1>.self)
      _ = add(
        last..<rows.upperBound, range, Tile<Lanes, 1, 4>.self, Tile<Lanes, 1, 2>.self,
        Tile<Lanes, 1, 1>.self)
    } else if Processor.registerLanes >= 8 {
      typealias Eight = SIMD8<Float>
      let rest = add(
        rows, range, Tile<Eight, 4, 3>.self, Tile<Eight, 4, 2>.self, Tile<Eight, 4, 1>.self)
      _ = add(
        rest..<rows.upperBound, range, Tile<Eight, 1, 3>.self, Tile<Eight, 1, 2>.self,
        Tile<Eight, 1, 1>.self)
    } else {
      typealias Four = SIMD4<Float>
      let rest = add(
        rows, range, Tile<Four, 4, 2>.self, Tile<Four, 4, 1>.self, Tile<Four, 4, 1>.self)
      _ = add(
        rest..<rows.upperBound, range, Tile<Four, 1, 2>.self, Tile<Four, 1, 1>.self,
        Tile<Four, 1, 1>.self)
    }
  }

  /// As many rows as whole tiles cover, each with the widest tiles that fit; returns the first that
  /// is left over.
  @inline(always)
  private func add<Wide: RegisterTile, Middle: RegisterTile, Narrow: RegisterTile>(
    _ rows: Range<Int>, _ columns: Range<Int>, _ wide: Wide.Type, _ middle: Middle.Type,
    _ narrow: Narrow.Type
  ) -> Int {
    var m = rows.lowerBound
    while m &+ Wide.rowCount <= rows.upperBound {
      let rest = add(wide, m, columns)
      _ = add(narrow, m, add(middle, m, rest..<columns.upperBound)..<columns.upperBound)
      m &+= Wide.rowCount
    }
    return m
  }

  /// As many columns as whole tiles cover; returns the first that is left over.
  @inline(always)
  private func add<T: RegisterTile>(_ tile: T.Type, _ m: Int, _ columns: Range<Int>) -> Int {
    var k = columns.lowerBound
    while k &+ T.columnCount <= columns.upperBound {
      add(tile, m, k)
      k &+= T.columnCount
    }
    return k
  }

  @inline(always)
  private func add<T: RegisterTile>(_: T.Type, _ m: Int, _ k: Int) {
    var tile = T()
    var (dz, x) = (dz + m &* bytes, x + k &* bytes)
    let count = bytes / MemoryLayout<T.Vector>.stride
    for _ in 0..<steps {
      tile.add(dz, x, count: count, stride: bytes)
      dz += dzStep
      x += columns &* bytes
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
    let sum = vector.laneSum()
    gradient[m] += sum
    if let other { other[m] += sum }
  }
}
