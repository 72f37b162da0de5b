import Testing

@testable import Plotting

@Suite("A line of very many points") struct ThinningTests {
  private func thinned(
    _ x: [Double], _ y: [Double?], columns: Double = 10, over range: ClosedRange<Double>,
    mark: Trace.Mark = .line(.solid), scale: Axis.Scale = .linear
  ) throws -> Trace {
    let panel = Panel(
      x: Axis(label: "", scale: scale), y: Axis(label: ""),
      elements: [.trace(Trace(role: .test, x: x, y: y, mark: mark))])
    guard case .trace(let trace)? = panel.thinned(columns: columns, over: range).elements.first
    else { throw NoTrace() }
    return trace
  }

  private struct NoTrace: Error {}

  /// Made-up values that jump about, some of them absent.
  private func noise(_ count: Int, absent: (Int) -> Bool = { _ in false }) -> [Double?] {
    (0..<count).map { absent($0) ? nil : Double(($0 * 7919) % 1013) - 500 }
  }

  @Test("keeps of each column the first, the lowest, the highest and the last, in their order")
  func fourOfEach() throws {
    let y: [Double?] = [5, 1, 7, 3, 9, 0, 4, 6, 2, 8]
    let trace = try thinned((0..<10).map(Double.init), y, columns: 1, over: 0...10)
    #expect(trace.x == [0, 4, 5, 9])
    #expect(trace.y == [5, 9, 0, 8])
  }

  @Test("covers the same stretch of each column", arguments: [100, 999, 20_000])
  func sameStretches(count: Int) throws {
    let x = (0..<count).map { Double($0) * 3 - 40 }
    let y = noise(count)
    let range = -100.0...(3 * Double(count))
    let trace = try thinned(x, y, over: range)
    func stretches(_ x: [Double], _ y: [Double?]) -> [Int: [Double?]] {
      let columns = Dictionary(grouping: x.indices) { index in
        Int(((x[index] + 100) / (3 * Double(count) + 100) * 10).rounded(.down))
      }
      return columns.mapValues { indices in
        let values = indices.compactMap { y[$0] }
        return [values.first, values.min(), values.max(), values.last]
      }
    }
    #expect(stretches(trace.x, trace.y) == stretches(x, y))
    #expect(trace.x == trace.x.sorted())
    #expect(trace.y.count <= 44)
  }

  @Test("is broken where it was broken")
  func gaps() throws {
    let count = 5000
    let y = noise(count) { $0 < 1000 || $0 == 2500 || (3000..<3100).contains($0) }
    let trace = try thinned((0..<count).map(Double.init), y, over: 0...5000)
    let breaks = trace.y.indices.filter { trace.y[$0] == nil }.map { trace.x[$0] }
    #expect(breaks == [0, 2500, 3000])
    #expect(trace.y.count < 60)
  }

  @Test("is drawn as it is when it is short, when order means nothing, or when it has no line")
  func untouched() throws {
    let x = (0..<79).map(Double.init)
    #expect(try thinned(x, noise(79), over: 0...80).x == x)
    let many = (0..<800).map(Double.init)
    for mark in [Trace.Mark.points, .spots, .steps, .impulses, .bars(width: 1)] {
      #expect(try thinned(many, noise(800), over: 0...800, mark: mark).x == many)
    }
    #expect(try thinned(many, noise(800), over: 0...800, scale: .log).x == many)
    #expect(try thinned(many, noise(800), over: 0...800).x.count < many.count)
  }

  @Test("becomes a script of which the length depends on the width of the picture alone")
  func script() {
    func length(_ count: Int) -> Int {
      let trace = Trace(role: .test, x: (0..<count).map(Double.init), y: noise(count))
      let panel = Panel(x: Axis(label: ""), y: Axis(label: ""), elements: [.trace(trace)])
      let figure = Figure(title: "", rows: [Figure.Row(panels: [panel])])
      return GnuplotScript(figure, terminal: .png, path: "p").text.split(separator: "\n").count
    }
    #expect(length(2000) > 2000)
    #expect((4000...4 * 3 * 1400).contains(length(100_000)))
    #expect((4000...4 * 3 * 1400).contains(length(400_000)))
  }
}
