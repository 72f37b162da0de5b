import Forecasting
import Recurrent

extension HorizonStrategy {
  /// What stands before the names of the weights: nothing, or with a network for each step ahead
  /// `step1.` and so on.
  fileprivate func prefixes(steps: Int) -> [String] {
    self == .direct ? (1...steps).map { "step\($0)." } : [""]
  }
}

extension FittedNetwork {
  /// All weights under PyTorch's names, as a file has them.
  var tensors: [String: Safetensors.NamedTensor] {
    let prefixes = specification.strategy.prefixes(steps: specification.steps)
    let all = zip(prefixes, networks).flatMap { prefix, network in
      network.parameters.layout.entries.map { entry in
        let tensor = network.parameters[entry.name]
        return (
          prefix + entry.name, Safetensors.NamedTensor(shape: tensor.shape, values: tensor.values)
        )
      }
    }
    return Dictionary(all, uniquingKeysWith: { first, _ in first })
  }

  /// SHA-256 of all weights under their names, as a file without metadata has them.
  var weightDigest: String { sha256Hex(of: Safetensors(metadata: [:], tensors: tensors).encoded()) }
}

/// What is wrong with the weights in a file.
struct WeightFault: Error {
  let words: String
}

extension RecurrentNetwork {
  /// Reads the networks of a file, each of this shape.
  ///
  /// - Parameters:
  ///   - file: What was read.
  ///   - shape: Of each network.
  ///   - specification: Of a strategy that goes with the shape, for 1 to
  ///     ``Forecasting/HorizonStrategy/mostSteps`` steps.
  /// - Returns: The networks in the order of their steps, at least one; or what is wrong.
  static func networks(
    in file: Safetensors, _ shape: NetworkShape, _ specification: NetworkSpecification
  ) -> Result<[RecurrentNetwork], WeightFault> {
    let layout = shape.layout
    let prefixes = specification.strategy.prefixes(steps: specification.steps)
    // Counted first: no names and no memory before it is sure that the file holds so many weights.
    guard file.tensors.count == prefixes.count * layout.entries.count,
      prefixes.allSatisfy({ prefix in
        layout.entries.allSatisfy { file.tensors[prefix + $0.name] != nil }
      })
    else {
      let several = prefixes.count > 1 ? "\(prefixes.count) networks" : "a \(shape.cell.rawValue)"
      return .failure(WeightFault(words: "its weights are not those of \(several)"))
    }
    for prefix in prefixes {
      for entry in layout.entries {
        guard let tensor = file.tensors[prefix + entry.name], tensor.shape == entry.shape,
          tensor.values.allSatisfy(\.isFinite)
        else {
          return .failure(
            WeightFault(
              words: "\(prefix + entry.name) is not finite or not of the shape \(entry.shape)"))
        }
      }
    }
    return .success(
      prefixes.map { prefix in
        var parameters = ParameterSet(zeros: layout)
        for entry in layout.entries {
          guard let tensor = file.tensors[prefix + entry.name] else { continue }
          parameters[entry.name] = Tensor(shape: tensor.shape, values: tensor.values)
        }
        return RecurrentNetwork(shape, parameters: parameters)
      })
  }
}
