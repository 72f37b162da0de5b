import Workloads

/// The program as a process: its start, and its main job.
func programBenchmarks() { register(Subject.programs, most: .seconds(5), warmups: 1) }
