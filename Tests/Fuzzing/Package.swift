// swift-tools-version: 6.3

import PackageDescription

// Programs that give the readers whatever bytes come to libFuzzer's mind. They need it from the
// compiler, and look into modules: `make fuzz` has the flags.

// MARK: - Settings

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A program that fuzzes with modules of the project.
func fuzzer(_ name: String, of modules: [String]) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["FuzzSupport"] + modules.map { .product(name: $0, package: "forecast") },
    swiftSettings: strict)
}

// MARK: - Package

let package = Package(
  name: "Fuzzing",
  dependencies: [
    // What is fuzzed. By name, for its folder may be called anything.
    .package(name: "forecast", path: "../..")
  ],
  targets: [
    .target(name: "CFuzzer"),
    .target(name: "FuzzSupport", dependencies: ["CFuzzer"], swiftSettings: strict),
    fuzzer("FuzzTable", of: ["SeriesData"]),
    fuzzer("FuzzDates", of: ["SeriesData"]),
    fuzzer("FuzzModel", of: ["Artifacts", "Forecasting", "SeriesData"]),
    fuzzer("FuzzReport", of: ["Artifacts", "Plotting", "Reporting"]),
    fuzzer("FuzzConfiguration", of: ["Artifacts"]),
  ]
)
