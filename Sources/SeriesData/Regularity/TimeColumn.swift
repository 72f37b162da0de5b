/// The times of rows, in seconds since 1970-01-01T00:00.
///
/// As long as each is as far from the one before as the second from the first, as in most tables,
/// they are three numbers; from the first that is not they are a list. Whatever stands in place of
/// a time must come back too, however far away it is: the arithmetic wraps round and back.
struct TimeColumn: Hashable {
  private var start = 0
  private var step = 0
  /// The number of times.
  private(set) var count = 0
  /// All of them, once they are uneven.
  private var list: [Int]?
  /// For how many there is to be room then.
  private var expected = 0

  /// The distance between all neighbours, as long as it is one.
  var evenStep: Int? { list == nil ? step : nil }

  subscript(index: Int) -> Int {
    if let list { return list[index] }
    precondition(index >= 0 && index < count, "there is no time \(index)")
    return start &+ index &* step
  }

  var indices: Range<Int> { 0..<count }
  var isEmpty: Bool { count == 0 }
  var first: Int? { isEmpty ? nil : self[0] }
  var last: Int? { isEmpty ? nil : self[count - 1] }

  /// Makes room for so many times, should they be uneven.
  mutating func reserve(_ count: Int) {
    expected = count
    list?.reserveCapacity(count)
  }

  mutating func append(_ time: Int) {
    if list == nil {
      if count < 2 {
        (start, step) = count == 0 ? (time, 0) : (start, time &- start)
        count += 1
        return
      }
      if time == start &+ count &* step {
        count += 1
        return
      }
      spread()
    }
    list?.append(time)
    count += 1
  }

  /// Adds several times: at once if all of them go on evenly, or if none of them has to.
  mutating func append(_ times: Span<Int>) {
    if list != nil {
      times.withUnsafeBufferPointer { list?.append(contentsOf: $0) }
      count += times.count
      return
    }
    if count >= 2 {
      var expected = start &+ count &* step
      var difference = 0
      for index in times.indices {
        difference |= times[index] ^ expected
        expected &+= step
      }
      if difference == 0 {
        count += times.count
        return
      }
    }
    for index in times.indices { append(times[index]) }
  }

  /// The times as a list.
  var elements: [Int] { list ?? indices.map { start &+ $0 &* step } }

  /// The times of these indices, in this order.
  func reordered(by order: [Int]) -> TimeColumn {
    var column = TimeColumn()
    column.reserve(order.count)
    for index in order { column.append(self[index]) }
    return column
  }

  private mutating func spread() {
    var list: [Int] = []
    list.reserveCapacity(max(expected, count))
    for index in indices { list.append(start &+ index &* step) }
    self.list = list
  }
}
