import Workloads

/// The products and the functions that a training step is made of, beside the loop of
/// multiply-adds that nothing can be faster than.
func kernelBenchmarks() { register(Subject.kernels, most: .milliseconds(500)) }
