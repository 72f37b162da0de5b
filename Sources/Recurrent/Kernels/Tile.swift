// The one inner loop of all products. Everything that takes time in training is a sum of products
// of a few rows with a few vectors, and its speed is decided by how many of these sums can stay in
// registers: each loaded vector is then used once for every row, each weight once for every column.

/// A block of vectors of sums that stays in registers.
protocol RegisterTile {
  static var rowCount: Int { get }
  static var columnCount: Int { get }

  /// Sums that start at zero.
  init()
  /// Sums that start at one number a row.
  init(_ bias: UnsafePointer<Float>)
  /// Sums that go on from what lies in memory, rows `stride` apart.
  init(continuing z: UnsafePointer<Lanes>, stride: Int)

  /// Adds a weight for each row times a vector for each column, all the way down the columns of the
  /// weights: `sums += W · X`.
  mutating func add(_ w: WeightMatrix, row m: Int, _ x: UnsafePointer<Lanes>, stride: Int)
  /// Adds a vector for each row times a vector for each column, lane by lane, `count` times along
  /// the rows: `sums += dZ ∘ X`.
  mutating func add(
    _ dz: UnsafePointer<Lanes>, _ x: UnsafePointer<Lanes>, count: Int, stride: Int)

  /// Writes the sums out, rows `stride` apart.
  func store(to z: UnsafeMutablePointer<Lanes>, stride: Int)
  /// Adds the sixteen lanes of each sum up and adds the result to a matrix whose rows are `stride`
  /// apart.
  func addLaneSums(to matrix: UnsafeMutablePointer<Float>, stride: Int)
}

/// `rows` × `columns` vectors of sums.
///
/// The sizes are part of the type, so the compiler unrolls all loops over them and keeps `sums`
/// nowhere in memory. That succeeds up to twelve vectors of sums; for more there is ``TilePair``.
struct Tile<let rows: Int, let columns: Int>: RegisterTile {
  private var sums: InlineArray<rows, InlineArray<columns, Lanes>>

  @inline(always) static var rowCount: Int { rows }
  @inline(always) static var columnCount: Int { columns }

  @inline(always)
  init() {
    sums = InlineArray(repeating: InlineArray(repeating: .zero))
  }

  @inline(always)
  init(_ bias: UnsafePointer<Float>) {
    self.init()
    for r in 0..<rows { sums[r] = InlineArray(repeating: Lanes(repeating: bias[r])) }
  }

  @inline(always)
  init(continuing z: UnsafePointer<Lanes>, stride: Int) {
    self.init()
    for r in 0..<rows {
      for c in 0..<columns { sums[r][c] = z[r &* stride &+ c] }
    }
  }

  @inline(always)
  mutating func add(_ w: WeightMatrix, row m: Int, _ x: UnsafePointer<Lanes>, stride: Int) {
    var weights = w.base + m &* w.rowStride
    var vectors = x
    for _ in 0..<w.columns {
      add(weights, w.rowStride, Self.load(vectors, 1))
      weights += w.columnStride
      vectors += stride
    }
  }

  @inline(always)
  mutating func add(
    _ dz: UnsafePointer<Lanes>, _ x: UnsafePointer<Lanes>, count: Int, stride: Int
  ) {
    for v in 0..<count { add(dz + v, stride, Self.load(x + v, stride)) }
  }

  /// A vector for each column.
  @inline(always)
  fileprivate static func load(
    _ x: UnsafePointer<Lanes>, _ stride: Int
  ) -> InlineArray<columns, Lanes> {
    var loaded = InlineArray<columns, Lanes>(repeating: .zero)
    for c in 0..<columns { loaded[c] = x[c &* stride] }
    return loaded
  }

  /// Adds one weight for each row times one vector for each column.
  @inline(always)
  fileprivate mutating func add(
    _ weights: UnsafePointer<Float>, _ stride: Int, _ loaded: InlineArray<columns, Lanes>
  ) {
    for r in 0..<rows {
      let weight = Lanes(repeating: weights[r &* stride])
      for c in 0..<columns { sums[r][c] = multiplyAdd(sums[r][c], weight, loaded[c]) }
    }
  }

  /// Adds one vector for each row times one vector for each column.
  @inline(always)
  fileprivate mutating func add(
    _ dz: UnsafePointer<Lanes>, _ stride: Int, _ loaded: InlineArray<columns, Lanes>
  ) {
    for r in 0..<rows {
      let vector = dz[r &* stride]
      for c in 0..<columns { sums[r][c] = multiplyAdd(sums[r][c], vector, loaded[c]) }
    }
  }

  @inline(always)
  func store(to z: UnsafeMutablePointer<Lanes>, stride: Int) {
    for r in 0..<rows {
      for c in 0..<columns { z[r &* stride &+ c] = sums[r][c] }
    }
  }

  @inline(always)
  func addLaneSums(to matrix: UnsafeMutablePointer<Float>, stride: Int) {
    var vectors = InlineArray<16, Lanes>(repeating: .zero)
    for r in 0..<rows {
      for c in 0..<columns { vectors[r &* columns &+ c] = sums[r][c] }
    }
    let totals = laneSums(vectors)
    for r in 0..<rows {
      for c in 0..<columns { matrix[r &* stride &+ c] += totals[r &* columns &+ c] }
    }
  }
}

/// Two tiles one above the other that share the vectors they load: 2 · `rows` × `columns` sums.
struct TilePair<let rows: Int, let columns: Int>: RegisterTile {
  private var upper: Tile<rows, columns>
  private var lower: Tile<rows, columns>

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
  init(continuing z: UnsafePointer<Lanes>, stride: Int) {
    upper = Tile(continuing: z, stride: stride)
    lower = Tile(continuing: z + rows &* stride, stride: stride)
  }

  @inline(always)
  mutating func add(_ w: WeightMatrix, row m: Int, _ x: UnsafePointer<Lanes>, stride: Int) {
    var ofUpper = w.base + m &* w.rowStride
    var ofLower = ofUpper + rows &* w.rowStride
    var vectors = x
    for _ in 0..<w.columns {
      let loaded = Tile<rows, columns>.load(vectors, 1)
      upper.add(ofUpper, w.rowStride, loaded)
      lower.add(ofLower, w.rowStride, loaded)
      ofUpper += w.columnStride
      ofLower += w.columnStride
      vectors += stride
    }
  }

  @inline(always)
  mutating func add(
    _ dz: UnsafePointer<Lanes>, _ x: UnsafePointer<Lanes>, count: Int, stride: Int
  ) {
    let below = dz + rows &* stride
    for v in 0..<count {
      let loaded = Tile<rows, columns>.load(x + v, stride)
      upper.add(dz + v, stride, loaded)
      lower.add(below + v, stride, loaded)
    }
  }

  @inline(always)
  func store(to z: UnsafeMutablePointer<Lanes>, stride: Int) {
    upper.store(to: z, stride: stride)
    lower.store(to: z + rows &* stride, stride: stride)
  }

  @inline(always)
  func addLaneSums(to matrix: UnsafeMutablePointer<Float>, stride: Int) {
    upper.addLaneSums(to: matrix, stride: stride)
    lower.addLaneSums(to: matrix + rows &* stride, stride: stride)
  }
}
