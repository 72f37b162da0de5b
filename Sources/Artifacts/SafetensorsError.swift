/// Why bytes are not a safetensors file that can be read here.
public struct SafetensorsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the file; positions and sizes are in bytes.
  public enum Reason: Error, Hashable, Sendable {
    /// The file cannot even hold the length of its header.
    case tooShort(byteCount: Int)
    /// The header is said to be longer than any header is allowed to be.
    case headerTooLong(UInt64)
    /// The header is said to be longer than what follows in the file.
    case headerBeyondFile(length: Int, available: Int)
    /// The header is not the JSON that the format asks for; the text goes on after "the header".
    case badHeader(String)
    /// One object of the header has the same key twice.
    case duplicateKey(String)
    /// The tensor's elements are not float32.
    case unsupportedType(tensor: String, found: String)
    /// A size is negative, or the sizes multiply to more than memory can hold.
    case impossibleShape(tensor: String, shape: [Int])
    /// The offsets are not two numbers in order within the data.
    case badOffsets(tensor: String, offsets: [Int], dataCount: Int)
    /// The offsets give the tensor more or fewer bytes than its shape needs.
    case sizeMismatch(tensor: String, shape: [Int], expected: Int, found: Int)
    /// The tensor begins within the one before it.
    case overlap(tensor: String, at: Int)
    /// Bytes of the data belong to no tensor.
    case hole(from: Int, to: Int)
  }

  /// What is wrong.
  public let reason: Reason

  /// The file it was found in, as the reader was told.
  public let file: String

  /// Says what is wrong with which file.
  public init(reason: Reason, file: String) {
    self.reason = reason
    self.file = file
  }

  /// What to try.
  public var hint: String {
    switch reason {
    case .unsupportedType: "convert the tensors to float32 before saving them"
    case .tooShort, .headerBeyondFile:
      "see whether the file is complete, or train the network again"
    default: "is it a .safetensors file? `forecast train` writes one"
    }
  }

  /// What was found, on one line; names out of the file are escaped.
  public var found: String { reason.text }

  /// The file and what was found in it.
  public var description: String { "\(file): \(found)" }
}

extension SafetensorsError.Reason {
  fileprivate var text: String {
    switch self {
    case .tooShort(let count):
      "\(count) byte\(count == 1 ? " is" : "s are") too short for a safetensors file, which begins with a length of 8 bytes"
    case .headerTooLong(let length):
      "it does not begin as a safetensors file does: the header would be \(length) bytes long, and "
        + "at most \(Safetensors.longestHeader) are read"
    case .headerBeyondFile(let length, let available):
      "the header is said to be \(length) bytes long, but only \(available) bytes follow"
    case .badHeader(let problem): "the header \(problem)"
    case .duplicateKey(let key): "the header has the key \(quoted(key)) twice"
    case .unsupportedType(let tensor, let found):
      "tensor \(quoted(tensor)) has elements of type \(quoted(found)); only \"F32\" is read"
    case .impossibleShape(let tensor, let shape):
      "tensor \(quoted(tensor)) has the impossible shape \(listed(shape))"
    case .badOffsets(let tensor, let offsets, let count):
      "tensor \(quoted(tensor)) has data_offsets \(listed(offsets)); "
        + "expected a begin and an end within the \(count) bytes of data"
    case .sizeMismatch(let tensor, let shape, let expected, let found):
      "tensor \(quoted(tensor)) of shape \(listed(shape)) needs \(expected) bytes, "
        + "but its data_offsets span \(found)"
    case .overlap(let tensor, let position):
      "tensor \(quoted(tensor)) begins at byte \(position) of the data, within another tensor"
    case .hole(let start, let end):
      "the data from byte \(start) to before byte \(end) belong to no tensor"
    }
  }

  private func listed(_ numbers: [Int]) -> String {
    numbers.count <= 8 ? "\(numbers)" : "\(numbers.prefix(8)) and \(numbers.count - 8) more"
  }
}

/// Text out of an untrusted file, in quotes, cut short, and with nothing in it that a terminal
/// would act upon.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(60).map { $0.escaped(asASCII: true) }.joined()
  return text.unicodeScalars.count > 60 ? "\"\(shown)…\"" : "\"\(shown)\""
}
