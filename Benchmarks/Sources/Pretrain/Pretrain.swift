import ArgumentParser
import Foundation
import Pretrained
import Recurrent
import Workloads

/// Trains the networks that are built into the program, on simulated series alone.
@main struct Pretrain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pretrain",
    abstract: "Train the pretrained networks anew, and write their weights.")

  @Option(name: .shortAndLong, help: "The file to write: 32-bit floats, little-endian.")
  var output = "Sources/CPretrained/network.f32"
  @Option(help: "How many networks answer together.")
  var members = PretrainedNetwork.builtIn.members.count
  @Option(help: "Steps of training.") var steps = Pretraining().steps
  @Option(help: "Decides weights and series of the first one; the next ones have the next seeds.")
  var seed: UInt64 = 0
  @Option(help: "How many threads work; the result does not depend on it.") var threads = 2

  func validate() throws {
    guard members > 0, steps > 0 else {
      throw ValidationError("--members and --steps are at least 1.")
    }
  }

  func run() async throws {
    var networks: [RecurrentNetwork] = []
    for member in 0..<members { networks.append(await train(seed &+ UInt64(member))) }
    let bytes = PretrainedNetwork(networks).littleEndianWeights
    try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
    print("Wrote \(output), \(bytes.count) bytes.")
  }

  private func train(_ seed: UInt64) async -> RecurrentNetwork {
    var training = Pretraining()
    (training.steps, training.seed, training.threads) = (steps, seed, threads)
    let clock = ContinuousClock()
    let start = clock.now
    var recent: [Double] = []
    return await training.run { step, loss in
      recent.append(loss)
      guard (step + 1).isMultiple(of: 500) else { return }
      let seconds = (clock.now - start) / .seconds(1)
      print(
        "seed \(seed), step \(step + 1) of \(steps): "
          + "loss \(decimals(recent.reduce(0, +) / 500, 4)), \(decimals(seconds, 0)) s")
      recent.removeAll()
    }
  }
}
