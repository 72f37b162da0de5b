// swift-tools-version: 6.3

import PackageDescription

// MARK: - Settings

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The yardstick, a loop of multiply-adds, is built for the processor that the kernels are built for:
// FORECAST_CPU means here what it means in the package that is measured.
let cpu = Context.environment["FORECAST_CPU"] ?? "native"
let kernels: [SwiftSetting] =
  cpu == "portable"
  ? strict
  : strict + [.unsafeFlags(["-Xcc", "-march=\(cpu)"]), .define("FUSED_MULTIPLY_ADD")]

// MARK: - Package

let package = Package(
  name: "Benchmarks",
  products: [
    .executable(name: "step-timer", targets: ["StepTimer"]),
    .executable(name: "accuracy", targets: ["Accuracy"]),
    .executable(name: "calibration", targets: ["Calibration"]),
    .executable(name: "pretrain", targets: ["Pretrain"]),
    .executable(name: "scaling", targets: ["Scaling"]),
    .executable(name: "benchmark-table", targets: ["BenchmarkTable"]),
    .executable(name: "measured-run", targets: ["MeasuredRun"]),
    .executable(name: "torture", targets: ["Torture"]),
  ],
  dependencies: [
    // What is measured. By name, for its folder may be called anything.
    .package(name: "forecast", path: ".."),
    // Runs the benchmarks. Its traits count allocations by other packages, which we do ourselves.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    // Options of the programs.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // The tables, aligned for the terminal or as Markdown.
    .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
  ],
  targets: [
    // What is done and how much work it is; every program below measures the same things.
    .target(
      name: "Workloads",
      dependencies: [
        .product(name: "Recurrent", package: "forecast"),
        .product(name: "SeriesData", package: "forecast"),
        .product(name: "TextTable", package: "TextTable"),
      ],
      swiftSettings: kernels),

    // For swift package benchmark, which runs every program whose folder lies in Benchmarks/.
    .executableTarget(
      name: "ForecastBenchmarks",
      dependencies: ["Workloads", .product(name: "Benchmark", package: "benchmark")],
      path: "ForecastBenchmarks",
      swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "BenchmarkTable",
      dependencies: [
        "Workloads", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "StepTimer", dependencies: ["Workloads"], swiftSettings: strict),
    .executableTarget(
      name: "Scaling",
      dependencies: [
        "Workloads", .product(name: "Plotting", package: "forecast"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "Accuracy",
      dependencies: [
        "Workloads", .product(name: "Classical", package: "forecast"),
        .product(name: "Forecasting", package: "forecast"),
        .product(name: "Pretrained", package: "forecast"),
        .product(name: "Recurrent", package: "forecast"),
        .product(name: "SeriesData", package: "forecast"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Calibration",
      dependencies: [
        "Workloads", .product(name: "Diagnosis", package: "forecast"),
        .product(name: "Forecasting", package: "forecast"),
        .product(name: "Recurrent", package: "forecast"),
        .product(name: "SeriesData", package: "forecast"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Pretrain",
      dependencies: [
        "Workloads", .product(name: "Pretrained", package: "forecast"),
        .product(name: "Recurrent", package: "forecast"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Kills the program and lets it go on.
    .executableTarget(
      name: "Torture",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),

    // Small and in C, because a program starts its life with the memory of the one that starts it.
    .executableTarget(name: "MeasuredRun"),
  ]
)
