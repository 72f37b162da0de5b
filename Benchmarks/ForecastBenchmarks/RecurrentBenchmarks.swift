import Workloads

/// Training steps and forward passes of each cell, and an epoch of the hand-unrolled network.
func recurrentBenchmarks() { register(Subject.recurrent, most: .seconds(1)) }
