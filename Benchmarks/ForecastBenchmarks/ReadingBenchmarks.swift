import Workloads

/// Reading a long table of two columns.
func readingBenchmarks() { register(Subject.reading, most: .seconds(4)) }
