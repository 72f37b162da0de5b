import CFuzzer
import Foundation

/// Runs libFuzzer with the arguments of the program; ends when it does.
///
/// - Parameter callback: Called with every input; what it returns is 0.
public func runFuzzer(
  _ callback: @convention(c) (_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt
) -> Never {
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv.withMemoryRebound(
    to: UnsafeMutablePointer<CChar>?.self, capacity: Int(count)
  ) { Optional($0) }
  exit(LLVMFuzzerRunDriver(&count, &arguments, callback))
}
