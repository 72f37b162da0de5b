/// Named float32 tensors and a text-to-text map, as one `.safetensors` file holds them.
///
/// ```swift
/// let bias = Safetensors.NamedTensor(shape: [2], values: [0.5, -1])
/// let file = Safetensors(metadata: ["format": "pt"], tensors: ["head.bias": bias])
/// let bytes = file.encoded()                                   // 112 bytes, always the same
/// try Safetensors(decoding: bytes, file: "a.safetensors") == file            // true
/// ```
///
/// The layout is the one published at <https://github.com/huggingface/safetensors#format>:
///
/// ```text
/// 8 bytes   N, the length of the header, little-endian
/// N bytes   {"__metadata__":{…},"NAME":{"dtype":"F32","shape":[…],"data_offsets":[begin,end]},…}
///           filled up with spaces to a multiple of 8
/// the rest  the tensors' elements, row-major, little-endian; offsets count from here
/// ```
///
/// Only the types `F32` and, where it is asked for, `F64` are read and written. Two values are equal when their elements are, so a
/// tensor that holds a NaN is unequal to itself; compare `encoded()` where that matters.
public struct Safetensors: Hashable, Sendable {
  /// The free text of the header's `__metadata__`; empty when the file has none.
  public var metadata: [String: String]

  /// The tensors by name.
  ///
  /// No tensor may be named `__metadata__`.
  public var tensors: [String: NamedTensor]

  /// The tensors of float64 by name; only checkpoints have some.
  ///
  /// A name is here or in ``tensors``, not in both.
  public var doubles: [String: NamedDoubles]

  /// Joins metadata and tensors to the content of one file.
  public init(
    metadata: [String: String], tensors: [String: NamedTensor],
    doubles: [String: NamedDoubles] = [:]
  ) {
    self.metadata = metadata
    self.tensors = tensors
    self.doubles = doubles
  }

  /// A tensor of float32.
  public typealias NamedTensor = Elements<Float>
  /// A tensor of float64.
  public typealias NamedDoubles = Elements<Double>

  /// One tensor: its shape and its elements in row-major order.
  public struct Elements<Value: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
    /// The size along each axis, outermost first; `[]` is a scalar, and any size may be 0.
    public let shape: [Int]

    /// The elements, the last axis running fastest.
    public let values: [Value]

    /// Makes a tensor of the given shape.
    ///
    /// - Precondition: No size is negative, and their product is the number of `values`.
    public init(shape: [Int], values: [Value]) {
      precondition(
        elementCount(ofShape: shape) == values.count,
        "shape \(shape) does not hold \(values.count) values")
      self.shape = shape
      self.values = values
    }
  }
}

/// The key of the header that holds text instead of a tensor.
let metadataKey = "__metadata__"

/// The product of the sizes, or nil when one is negative or the product leaves `Int`.
func elementCount(ofShape shape: [Int]) -> Int? {
  var count = 1
  for size in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    guard size >= 0, !overflow else { return nil }
    count = product
  }
  return count
}
