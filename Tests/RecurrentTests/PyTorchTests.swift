import FoundationEssentials
import Testing

@testable import Recurrent

/// What `Tests/Fixtures/pytorch_cells.py` wrote.
private struct Golden: Decodable {
  struct Numbers: Decodable {
    let shape: [Int]
    let values: [Float]
    var tensor: Tensor { Tensor(shape: shape, values: values) }
    var doubles: [Double] { values.map(Double.init) }
  }

  struct State: Decodable {
    let hidden: Numbers
    let cell: Numbers?
    var state: RecurrentState { RecurrentState(hidden: hidden.tensor, cell: cell?.tensor) }
  }

  struct LayerCase: Decodable {
    let cell: CellKind
    let layers, inputSize, hiddenSize: Int
    let input, output, outputGradient, inputGradient: Numbers
    let initial, initialGradient: State?
    let final, finalGradient: State
    let parameters, parameterGradients: [String: Numbers]
  }

  struct Trajectory: Decodable {
    let cell: CellKind
    let layers: Int
    let optimizer: OptimizerKind
    let weightDecay: Double
    let loss: Loss
    let over: LossOver
    let clip: Double?
    let inputs, targets: Numbers
    let parameters: [String: Numbers]
    let losses: [Double]
  }

  let layers: [LayerCase]
  let trajectories: [Trajectory]

  static func load() throws -> Golden {
    let fixtures = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = (fixtures + ["Fixtures", "pytorch-cells.json"]).joined(separator: "/")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Golden.self, from: Data(contentsOf: URL(filePath: path)))
  }
}

extension ParameterSet {
  fileprivate init(_ layout: ParameterLayout, _ named: [String: Golden.Numbers]) {
    self.init(zeros: layout)
    for (name, numbers) in named { self[name] = numbers.tensor }
  }
}

@Suite("PyTorch's numbers") struct PyTorchTests {
  @Test("outputs and final states are within 1e-5")
  func forward() throws {
    let cases = try Golden.load().layers
    #expect(cases.count == 30)
    for c in cases {
      let (output, state) = makeLayer(c)(c.input.tensor, state: c.initial?.state)
      #expect(worst(output.values, c.output) < 1e-5)
      #expect(worst(state.hidden.values, c.final.hidden) < 1e-5)
      if let cell = c.final.cell { #expect(worst(state.cell?.values ?? [], cell) < 1e-5) }
    }
  }

  @Test("gradients of weights, inputs and initial states are within 1e-4")
  func backward() throws {
    for c in try Golden.load().layers {
      let gradients = makeLayer(c).gradients(
        c.input.tensor, state: c.initial?.state, outputGradient: c.outputGradient.tensor,
        stateGradient: c.finalGradient.state)
      for (name, expected) in c.parameterGradients {
        #expect(relative(gradients.parameters[name].values, expected) < 1e-4, "\(c.cell) \(name)")
      }
      #expect(relative(gradients.input.values, c.inputGradient) < 1e-4)
      if let initial = c.initialGradient {
        #expect(relative(gradients.state.hidden.values, initial.hidden) < 1e-4)
        if let cell = initial.cell {
          #expect(relative(gradients.state.cell?.values ?? [], cell) < 1e-4)
        }
      }
    }
  }

  @Test("the losses of 50 steps are within 1e-3, for every optimiser, loss and clipping")
  func trajectories() throws {
    let trajectories = try Golden.load().trajectories
    #expect(trajectories.count == 9)
    for c in trajectories {
      let shape = NetworkShape(cell: c.cell, inputSize: 2, hiddenSize: 5, layers: c.layers)
      var network = RecurrentNetwork(shape, parameters: ParameterSet(shape.layout, c.parameters))
      var options = TrainingOptions()
      options.epochs = 50
      options.optimizer = c.optimizer
      options.weightDecay = c.weightDecay
      options.loss = c.loss
      options.lossOver = c.over
      options.clipNorm = c.clip
      var generator = SeededGenerator(seed: 0)
      let history = try network.train(
        on: TrainingSet(inputs: c.inputs.tensor, targets: c.targets.tensor), options: options,
        using: &generator)
      let losses = history.records.map(\.trainingLoss)
      #expect(losses.count == c.losses.count)
      for (loss, expected) in zip(losses, c.losses) {
        #expect(abs(loss - expected) < 1e-3 * expected, "\(c.cell) \(c.optimizer)")
      }
    }
  }

  private func makeLayer(_ c: Golden.LayerCase) -> RecurrentLayer {
    var generator = SeededGenerator(seed: 0)
    var layer = RecurrentLayer(
      NetworkShape(
        cell: c.cell, inputSize: c.inputSize, hiddenSize: c.hiddenSize, layers: c.layers),
      using: &generator)
    layer.parameters = ParameterSet(layer.parameters.layout, c.parameters)
    return layer
  }

  private func worst(_ actual: [Float], _ expected: Golden.Numbers) -> Float {
    guard actual.count == expected.values.count else { return .infinity }
    return zip(actual, expected.values).map { abs($0 - $1) }.max() ?? 0
  }

  private func relative(_ actual: [Float], _ expected: Golden.Numbers) -> Double {
    relativeDifference(actual, expected.doubles)
  }
}
