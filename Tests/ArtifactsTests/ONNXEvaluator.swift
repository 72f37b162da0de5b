import Foundation
import ONNXModel
import SwiftProtobuf

/// Computes a graph one number at a time, in `Double`.
///
/// Each operator is as its specification says it, <https://onnx.ai/onnx/operators/>, in the forms that
/// `forecast` writes; other operators are unknown.
struct ONNXEvaluator {
  /// A tensor of any type, as numbers in row-major order.
  struct Value: Equatable {
    var shape: [Int]
    var values: [Double]

    /// The element at some place, or of an axis of size 1 its only one.
    func broadcast(at place: [Int]) -> Double {
      let own = place.suffix(shape.count)
      return values[zip(shape, own).reduce(0) { $0 * $1.0 + ($1.0 == 1 ? 0 : $1.1) }]
    }
  }

  /// What no reader of the format would understand either.
  struct Unknown: Error { let what: String }

  let graph: Onnx_GraphProto

  /// The outputs for some inputs, by name.
  func callAsFunction(_ inputs: [String: Value]) throws -> [String: Value] {
    var known = inputs
    for tensor in graph.initializer { known[tensor.name] = try value(of: tensor) }
    for node in graph.node {
      let arguments = try node.input.map { name in
        guard let value = known[name] else { throw Unknown(what: "\(node.name) wants \(name)") }
        return value
      }
      for (name, value) in zip(node.output, try results(of: node, arguments)) {
        known[name] = value
      }
    }
    return known.filter { name, _ in graph.output.contains { $0.name == name } }
  }

  private func value(of tensor: Onnx_TensorProto) throws -> Value {
    let data = [UInt8](tensor.rawData)
    func words<Word: FixedWidthInteger>(_: Word.Type) -> [Word] {
      stride(from: 0, to: data.count, by: Word.bitWidth / 8).map { start in
        data[start..<start + Word.bitWidth / 8].reversed().reduce(0) { $0 << 8 | Word($1) }
      }
    }
    let numbers: [Double]
    switch tensor.dataType {
    case .float: numbers = words(UInt32.self).map { Double(Float(bitPattern: $0)) }
    case .double: numbers = words(UInt64.self).map { Double(bitPattern: $0) }
    case .int64: numbers = words(UInt64.self).map { Double(Int64(bitPattern: $0)) }
    default: throw Unknown(what: "type \(tensor.dataType)")
    }
    let shape = tensor.dims.map(Int.init)
    guard shape.reduce(1, *) == numbers.count else {
      throw Unknown(what: "shape of \(tensor.name)")
    }
    return Value(shape: shape, values: numbers)
  }

  private func results(of node: Onnx_NodeProto, _ x: [Value]) throws -> [Value] {
    let integer = Dictionary(uniqueKeysWithValues: node.attribute.map { ($0.name, Int($0.i)) })
    let list = Dictionary(
      uniqueKeysWithValues: node.attribute.map { ($0.name, $0.ints.map(Int.init)) })
    switch node.opType {
    case "Identity": return x
    case "Log": return [pointwise(x[0], log)]
    case "Exp": return [pointwise(x[0], exp)]
    case "Sqrt": return [pointwise(x[0]) { $0.squareRoot() }]
    case "Cast": return [pointwise(x[0]) { integer["to"] == 1 ? Double(Float($0)) : $0 }]
    case "Add": return [pairwise(x, +)]
    case "Sub": return [pairwise(x, -)]
    case "Mul": return [pairwise(x, *)]
    case "Div": return [pairwise(x, /)]
    case "Max": return [pairwise(x, max)]
    case "Pow": return [pairwise(x, pow)]
    case "Mod": return [pairwise(x) { $0 - $1 * ($0 / $1).rounded(.down) }]
    case "ReduceMean": return [mean(x[0], axis: try only(list["axes"]))]
    case "Slice": return [slice(x)]
    case "Concat": return [concatenation(x, axis: integer["axis"] ?? 0)]
    case "Unsqueeze":
      let axis = Int(x[1].values[0])
      return [
        Value(shape: Array(x[0].shape[..<axis]) + [1] + x[0].shape[axis...], values: x[0].values)
      ]
    case "Squeeze":
      let axis = Int(x[1].values[0])
      guard x[0].shape[axis] == 1 else { throw Unknown(what: "\(node.name): \(x[0].shape)") }
      return [
        Value(shape: Array(x[0].shape[..<axis] + x[0].shape[(axis + 1)...]), values: x[0].values)
      ]
    case "Transpose": return [transposed(x[0], try all(list["perm"]))]
    case "Gather": return [rows(of: x[0], x[1])]
    case "Gemm": return [linear(x[0], weight: x[1], bias: x[2])]
    case "RNN", "LSTM", "GRU":
      guard integer["hidden_size"] == x[2].shape[2] else { throw Unknown(what: "hidden_size") }
      return try ONNXRecurrence(
        node.opType, x, isLinearBeforeReset: integer["linear_before_reset"] == 1
      )
      .results()
    default: throw Unknown(what: "operator \(node.opType)")
    }
  }

  private func all(_ list: [Int]?) throws -> [Int] {
    guard let list else { throw Unknown(what: "no list") }
    return list
  }

  private func only(_ list: [Int]?) throws -> Int {
    guard let list, list.count == 1 else { throw Unknown(what: "axes \(list ?? [])") }
    return list[0]
  }

  // MARK: Operators

  private func pointwise(_ x: Value, _ f: (Double) -> Double) -> Value {
    Value(shape: x.shape, values: x.values.map(f))
  }

  private func pairwise(_ x: [Value], _ f: (Double, Double) -> Double) -> Value {
    let rank = max(x[0].shape.count, x[1].shape.count)
    let shapes = x.map { [Int](repeating: 1, count: rank - $0.shape.count) + $0.shape }
    let shape = zip(shapes[0], shapes[1]).map { max($0, $1) }
    return made(shape) { f(x[0].broadcast(at: $0), x[1].broadcast(at: $0)) }
  }

  /// A tensor of a shape from what stands at each place.
  private func made(_ shape: [Int], _ element: ([Int]) -> Double) -> Value {
    let values = (0..<shape.reduce(1, *)).map { index in
      var (rest, place) = (index, [Int]())
      for size in shape.reversed() {
        place.append(rest % size)
        rest /= size
      }
      return element(place.reversed())
    }
    return Value(shape: shape, values: values)
  }

  private func mean(_ x: Value, axis: Int) -> Value {
    var shape = x.shape
    shape[axis] = 1
    return made(shape) { place in
      let sum = (0..<x.shape[axis]).reduce(0) { sum, k in
        var place = place
        place[axis] = k
        return sum + x.broadcast(at: place)
      }
      return sum / Double(x.shape[axis])
    }
  }

  private func slice(_ x: [Value]) -> Value {
    let (first, last, axis) = (Int(x[1].values[0]), Int(x[2].values[0]), Int(x[3].values[0]))
    var shape = x[0].shape
    shape[axis] = last - first
    return made(shape) { place in
      var place = place
      place[axis] += first
      return element(of: x[0], place)
    }
  }

  private func concatenation(_ x: [Value], axis: Int) -> Value {
    var shape = x[0].shape
    shape[axis] = x.map { $0.shape[axis] }.reduce(0, +)
    return made(shape) { place in
      var (place, part) = (place, 0)
      while place[axis] >= x[part].shape[axis] {
        place[axis] -= x[part].shape[axis]
        part += 1
      }
      return element(of: x[part], place)
    }
  }

  private func transposed(_ x: Value, _ axes: [Int]) -> Value {
    made(axes.map { x.shape[$0] }) { place in
      var own = place
      for (axis, from) in axes.enumerated() { own[from] = place[axis] }
      return element(of: x, own)
    }
  }

  private func rows(of table: Value, _ places: Value) -> Value {
    let width = table.shape[1]
    let values = places.values.flatMap { table.values[Int($0) * width..<(Int($0) + 1) * width] }
    return Value(shape: places.shape + [width], values: values)
  }

  private func linear(_ x: Value, weight: Value, bias: Value) -> Value {
    let (inputs, outputs) = (weight.shape[1], weight.shape[0])
    return made([x.shape[0], outputs]) { place in
      (0..<inputs).reduce(bias.values[place[1]]) { sum, k in
        sum + x.values[place[0] * inputs + k] * weight.values[place[1] * inputs + k]
      }
    }
  }

  /// An element where every place lies within the shape.
  private func element(of x: Value, _ place: [Int]) -> Double {
    x.values[zip(x.shape, place).reduce(0) { $0 * $1.0 + $1.1 }]
  }
}
