import ArgumentParser
import Foundation
import Pretrained
import Recurrent
import Workloads

/// Trains the network that is built into the program, on simulated series alone.
@main struct Pretrain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pretrain",
    abstract: "Train the pretrained network anew, and write its weights.")

  @Option(name: .shortAndLong, help: "The file to write: 32-bit floats, little-endian.")
  var output = "Sources/CPretrained/network.f32"
  @Option(help: "Steps of training.") var steps = Pretraining().steps
  @Option(help: "Decides weights and series.") var seed: UInt64 = 0
  @Option(help: "How many threads work; the result does not depend on it.") var threads = 2

  func run() async throws {
    var training = Pretraining()
    (training.steps, training.seed, training.threads) = (steps, seed, threads)
    let clock = ContinuousClock()
    let start = clock.now
    var recent: [Double] = []
    let network = await training.run { step, loss in
      recent.append(loss)
      guard (step + 1).isMultiple(of: 500) else { return }
      let seconds = (clock.now - start) / .seconds(1)
      print(
        "step \(step + 1) of \(steps): loss \(decimals(recent.reduce(0, +) / 500, 4)), "
          + "\(decimals(seconds, 0)) s")
      recent.removeAll()
    }
    let bytes = network.network.weights.flatMap { weight in
      withUnsafeBytes(of: weight.bitPattern.littleEndian, Array.init)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
    print("Wrote \(output), \(bytes.count) bytes.")
  }
}
