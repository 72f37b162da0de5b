// The one inner loop of all products. Everything that takes time in training is a sum of products
// of a few rows with a few vectors, and its speed is decided by how many of these sums can stay in
// registers: each loaded vector is then used once for every row, each weight once for every column.

/// A block of vectors of sums that stays in registers.
protocol RegisterTile<Vector> {
  /// What the machine works on at once; ``Lanes``, or a part of them.
  associatedtype Vector: SIMD where Vector.Scalar == Float

  static var rowCount: Int { get }
  static var columnCount: Int { get }

  /// Sums that start at zero.
  init()
  /// Sums that start at one number a row.
  init(_ bias: UnsafePointer<Float>)
  /// Sums that go on from what lies in memory, rows `stride` apart.
  init(continuing z: UnsafePointer<Vector>, stride: Int)

  /// Adds a weight for each row times a vector for each column, all the way down the columns of the
  /// weights: `sums += W · X`.
  mutating func add(_ w: WeightMatrix, row m: Int, _ x: UnsafePointer<Vector>, stride: Int)
  /// Adds a vector for each row times a vector for each column, lane by lane, `count` times along
  /// the rows, which are `stride` bytes apart: `sums += dZ ∘ X`.
  mutating func add(_ dz: UnsafeRawPointer, _ x: UnsafeRawPointer, count: Int, stride: Int)

  /// Writes the sums out, rows `stride` apart.
  func store(to z: UnsafeMutablePointer<Vector>, stride: Int)
  /// Adds the lanes of each sum up and adds the result to a matrix whose rows are `stride` apart.
  func addLaneSums(to matrix: UnsafeMutablePointer<Float>, stride: Int)
}

/// `rows` × `columns` vectors of sums.
///
/// The sizes are part of the type, so the compiler unrolls all loops over them and keeps `sums`
/// nowhere in memory. That succeeds up to twelve vectors of sums; for more there is ``TilePair``.
struct Tile<Vector: SIMD, let rows: Int, let columns: Int>: RegisterTile
where Vector.Scalar == Float {
  private var sums: InlineArray<rows, InlineArray<columns, Vector>>

  @inline(always) static var rowCount: Int { rows }
  @inline(always) static var columnCount: Int { columns }

  @inline(always)
  init() {
    sums = InlineArray(repeating: InlineArray(repeating: .zero))
  }

  @inline(always)
  init(_ bias: UnsafePointer<Float>) {
    self.init()
    for r in 0..<rows { sums[r] = InlineArray(repeating: Vector(repeating: bias[r])) }
  }

  @inline(always)
  init(continuing z: UnsafePointer<Vector>, stride: Int) {
    self.init()
    for r in 0..<rows {
      for c in 0..<columns { sums[r][c] = z[r &* stride &+ c] }
    }
  }

  // MARK: W · X

  @inline(always)
  mutating func add(_ w: WeightMatrix, row m: Int, _ x: UnsafePointer<Vector>, stride: Int) {
    var weights = w.base + m &* w.rowStride
    var vectors = x
    for _ in 0..<w.columns {
      add(weights: weights, w.rowStride, Self.load(vectors))
      weights += w.columnStride
      vectors += stride
    }
  }

  /// A vector for each column, side by side.
  @inline(always)
  fileprivate static func load(_ x: UnsafePointer<Vector>) -> InlineArray<columns, Vector> {
    var loaded = InlineArray<columns, Vector>(repeating: .zero)
    for c in 0..<columns { loaded[c] = x[c] }
    return loaded
  }

  /// Adds one weight for each row times one vector for each column.
  @inline(always)
  fileprivate mutating func add(
    weights: UnsafePointer<Float>, _ stride: Int, _ loaded: InlineArray<columns, Vector>
  ) {
    for r in 0..<rows {
      let weight = Vector(repeating: weights[r &* stride])
      for c in 0..<columns { sums[r][c] = multiplyAdd(sums[r][c], weight, loaded[c]) }
    }
  }

  @inline(always)
  func store(to z: UnsafeMutablePointer<Vector>, stride: Int) {
    for r in 0..<rows {
      for c in 0..<columns { z[r &* stride &+ c] = sums[r][c] }
    }
  }

  // MARK: dZ ∘ X

  @inline(always)
  mutating func add(_ dz: UnsafeRawPointer, _ x: UnsafeRawPointer, count: Int, stride: Int) {
    for v in 0..<count {
      let offset = v &* MemoryLayout<Vector>.stride
      add(vectors: dz + offset, stride, Self.load(x + offset, stride))
    }
  }

  /// A vector for each column, one below the other.
  @inline(always)
  fileprivate static func load(
    _ x: UnsafeRawPointer, _ stride: Int
  ) -> InlineArray<columns, Vector> {
    var loaded = InlineArray<columns, Vector>(repeating: .zero)
    for c in 0..<columns { loaded[c] = (x + c &* stride).load(as: Vector.self) }
    return loaded
  }

  /// Adds one vector for each row times one vector for each column.
  @inline(always)
  fileprivate mutating func add(
    vectors dz: UnsafeRawPointer, _ stride: Int, _ loaded: InlineArray<columns, Vector>
  ) {
    for r in 0..<rows {
      let vector = (dz + r &* stride).load(as: Vector.self)
      for c in 0..<columns { sums[r][c] = multiplyAdd(sums[r][c], vector, loaded[c]) }
    }
  }

  @inline(always)
  func addLaneSums(to matrix: UnsafeMutablePointer<Float>, stride: Int) {
    for r in 0..<rows {
      let row = matrix + r &* stride
      if columns == 4, Vector.scalarCount == Lanes.scalarCount {
        let four = UnsafeMutableRawPointer(row)
        let old = four.loadUnaligned(as: SIMD4<Float>.self)
        let sums = laneSums(lanes(r, 0), lanes(r, 1), lanes(r, 2), lanes(r, 3))
        four.storeBytes(of: old + sums, as: SIMD4<Float>.self)
      } else {
        for c in 0..<columns { row[c] += sums[r][c].laneSum() }
      }
    }
  }

  /// A sum where `Vector` is known to be `Lanes`; a cast that asks would allocate.
  @inline(always)
  private func lanes(_ r: Int, _ c: Int) -> Lanes { unsafeBitCast(sums[r][c], to: Lanes.self) }
}

/// Two tiles one above the other that share the vectors they load: 2 · `rows` × `columns` sums.
struct TilePair<Vector: SIMD, let rows: Int, let columns: Int>: RegisterTile
where Vector.Scalar == Float {
  private var upper: Tile<Vector, rows, columns>
  private var lower: Tile<Vector, rows, columns>

  @inline(always) static var rowCount: Int { 2 * rows }
  @inline(always) static var columnCount: Int { columns }

  @inline(always)
  init() {
    (upper, lower) = (Tile(), Tile())
  }

  @inline(always)
  init(_ bias: UnsafePointer<Float>) {
    (upper, lower) = (Tile(bias), Tile(bias + rows))
  }

  @inline(always)
  init(continuing z: UnsafePointer<Vector>, stride: Int) {
    upper = Tile(continuing: z, stride: stride)
    lower = Tile(continuing: z + rows &* stride, stride: stride)
  }

  @inline(always)
  mutating func add(_ w: WeightMatrix, row m: Int, _ x: UnsafePointer<Vector>, stride: Int) {
    var ofUpper = w.base + m &* w.rowStride
    var ofLower = ofUpper + rows &* w.rowStride
    var vectors = x
    for _ in 0..<w.columns {
      let loaded = Tile<Vector, rows, columns>.load(vectors)
      upper.add(weights: ofUpper, w.rowStride, loaded)
      lower.add(weights: ofLower, w.rowStride, loaded)
      ofUpper += w.columnStride
      ofLower += w.columnStride
      vectors += stride
    }
  }

  @inline(always)
  mutating func add(_ dz: UnsafeRawPointer, _ x: UnsafeRawPointer, count: Int, stride: Int) {
    for v in 0..<count {
      let offset = v &* MemoryLayout<Vector>.stride
      let loaded = Tile<Vector, rows, columns>.load(x + offset, stride)
      upper.add(vectors: dz + offset, stride, loaded)
      lower.add(vectors: dz + offset + rows &* stride, stride, loaded)
    }
  }

  @inline(always)
  func store(to z: UnsafeMutablePointer<Vector>, stride: Int) {
    upper.store(to: z, stride: stride)
    lower.store(to: z + rows &* stride, stride: stride)
  }

  @inline(always)
  func addLaneSums(to matrix: UnsafeMutablePointer<Float>, stride: Int) {
    upper.addLaneSums(to: matrix, stride: stride)
    lower.addLaneSums(to: matrix + rows &* stride, stride: stride)
  }
}
