import FoundationEssentials
import ONNXModel
import SwiftProtobuf

/// Puts a graph of ONNX operators together, node by node.
///
/// Values are known by their names. Every method that adds a node returns the name of its output, so
/// that a formula reads from the inside out:
///
/// ```swift
/// var graph = GraphBuilder()
/// let scaled = graph.add("Div", [graph.add("Sub", ["history", graph.double(minimum)]), graph.double(width)])
/// ```
struct GraphBuilder {
  /// What was put together so far.
  private(set) var graph = Onnx_GraphProto()
  /// How many values were named after each operator.
  private var counts: [String: Int] = [:]
  /// The names of the constants, so that equal ones are there once.
  private var constants: [Onnx_TensorProto: String] = [:]

  // MARK: Nodes

  /// Adds a node with one output.
  ///
  /// - Parameters:
  ///   - operation: The operator, of the default domain.
  ///   - inputs: The names of its inputs; an empty one is left out.
  ///   - attributes: Its integer attributes.
  ///   - lists: Its attributes that are lists of integers.
  ///   - place: Which of the operator's outputs is wanted, 0 for the first.
  /// - Returns: The name of the output.
  mutating func add(
    _ operation: String, _ inputs: [String], attributes: KeyValuePairs<String, Int> = [:],
    lists: KeyValuePairs<String, [Int]> = [:], output place: Int = 0
  ) -> String {
    counts[operation, default: 0] += 1
    let name = "\(operation.lowercased())_\(counts[operation, default: 0])"
    var node = Onnx_NodeProto()
    node.opType = operation
    node.name = name
    node.input = inputs
    node.output = [String](repeating: "", count: place) + [name]
    node.attribute =
      attributes.map { name, value in
        var attribute = Onnx_AttributeProto()
        (attribute.name, attribute.type, attribute.i) = (name, .int, Int64(value))
        return attribute
      }
      + lists.map { name, values in
        var attribute = Onnx_AttributeProto()
        (attribute.name, attribute.type, attribute.ints) = (name, .ints, values.map(Int64.init))
        return attribute
      }
    graph.node.append(node)
    return name
  }

  /// Some columns of a value `[B, N]`; the value itself where they are all of them.
  mutating func columns(_ range: Range<Int>, of value: String, _ count: Int) -> String {
    if range == 0..<count { return value }
    return add(
      "Slice", [value, integers([range.lowerBound]), integers([range.upperBound]), integers([1])])
  }

  /// Values `[B, …]` side by side; the value itself where there is one.
  mutating func joined(_ values: [String], axis: Int = 1) -> String {
    values.count == 1 ? values[0] : add("Concat", values, attributes: ["axis": axis])
  }

  // MARK: Constants

  /// A number.
  mutating func double(_ value: Double) -> String { doubles([value], shape: []) }

  /// A tensor of numbers.
  mutating func doubles(_ values: [Double], shape: [Int]) -> String {
    constant(.double, shape, bytes: values.map { $0.bitPattern.littleEndian })
  }

  /// A list of integers.
  mutating func integers(_ values: [Int]) -> String { integers(values, shape: [values.count]) }

  /// A tensor of integers.
  mutating func integers(_ values: [Int], shape: [Int]) -> String {
    constant(.int64, shape, bytes: values.map { Int64($0).littleEndian })
  }

  private mutating func constant(
    _ type: Onnx_TensorProto.DataType, _ shape: [Int], bytes words: [some BitwiseCopyable]
  ) -> String {
    var tensor = self.tensor(type, shape, words)
    if let name = constants[tensor] { return name }
    let key = tensor
    tensor.name = "constant_\(constants.count + 1)"
    constants[key] = tensor.name
    graph.initializer.append(tensor)
    return tensor.name
  }

  /// Adds weights, under a name of their own.
  mutating func weights(_ name: String, _ values: [Float], shape: [Int]) -> String {
    var tensor = self.tensor(.float, shape, values.map { $0.bitPattern.littleEndian })
    tensor.name = name
    graph.initializer.append(tensor)
    return name
  }

  private func tensor(
    _ type: Onnx_TensorProto.DataType, _ shape: [Int], _ words: [some BitwiseCopyable]
  ) -> Onnx_TensorProto {
    var tensor = Onnx_TensorProto()
    (tensor.dataType, tensor.dims) = (type, shape.map(Int64.init))
    tensor.rawData = words.withUnsafeBytes { Data($0) }
    return tensor
  }

  // MARK: Inputs and outputs

  /// Declares an input of the graph.
  mutating func declare(input port: ONNXFile.Port) { graph.input.append(port.declaration) }

  /// Declares an output of the graph: the value of that name under a name of its own.
  mutating func declare(output port: ONNXFile.Port, _ value: String) {
    var node = Onnx_NodeProto()
    (node.opType, node.name, node.input, node.output) = (
      "Identity", port.name, [value], [port.name]
    )
    graph.node.append(node)
    graph.output.append(port.declaration)
  }

  /// Names the graph.
  mutating func name(_ name: String) { graph.name = name }
}

extension ONNXFile.Port {
  /// As the graph has it; sizes that are no number are names.
  fileprivate var declaration: Onnx_ValueInfoProto {
    var info = Onnx_ValueInfoProto()
    (info.name, info.docString) = (name, meaning)
    info.type.tensorType.elemType = type == .float64 ? .double : .int64
    info.type.tensorType.shape.dim = shape.map { size in
      var dimension = Onnx_TensorShapeProto.Dimension()
      dimension.value = Int64(size).map { .dimValue($0) } ?? .dimParam(size)
      return dimension
    }
    return info
  }
}
