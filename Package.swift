// swift-tools-version: 6.3

import PackageDescription

// MARK: - Settings

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A build from source is for the machine that it runs on. FORECAST_CPU=portable builds for every
// machine of the architecture, FORECAST_CPU=x86-64-v3 (or another name that -march knows) for some.
// A package built as a dependency may carry no unsafe flag, so there it is always portable.
let cpu = Context.environment["FORECAST_CPU"] ?? "native"
let isDependency = ["/checkouts/", "/registry/downloads/"].contains {
  Context.packageDirectory.contains($0)
}
let kernels: [SwiftSetting] =
  cpu == "portable" || isDependency
  ? strict
  : strict + [.unsafeFlags(["-Xcc", "-march=\(cpu)"])]

// MARK: - Package

let package = Package(
  name: "forecast",
  products: [
    .executable(name: "forecast", targets: ["ForecastCLI"]),
    .library(name: "SeriesData", targets: ["SeriesData"]),
    .library(name: "Recurrent", targets: ["Recurrent"]),
    .library(name: "Classical", targets: ["Classical"]),
    .library(name: "Pretrained", targets: ["Pretrained"]),
    .library(name: "Forecasting", targets: ["Forecasting"]),
    .library(name: "Diagnosis", targets: ["Diagnosis"]),
    .library(name: "Artifacts", targets: ["Artifacts"]),
    .library(name: "Plotting", targets: ["Plotting"]),
    .library(name: "Reporting", targets: ["Reporting"]),
  ],
  dependencies: [
    // Commands, options, help and completion scripts.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // SHA-256 of what was read and of what was written.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    // tanh, cos, log and exp for every platform under one name.
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    // Files as descriptors: reading a CSV in blocks, writing by temporary file and rename.
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    // The encoding of ONNX files; without its traits, which would bring all of Foundation.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
    // The templates of report.html: what comes out of a file is escaped by the library, not by us.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // forecast.toml: TOML as it is written down, with the line of each key and of each fault.
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    // The tables in the terminal and in report.md.
    .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
  ],
  targets: [
    // MARK: Library, in the order in which data flows

    // The system's zlib: unpacks .csv.gz.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"])]),
    .target(
      name: "SeriesData",
      dependencies: ["CZlib", .product(name: "SystemPackage", package: "swift-system")],
      exclude: ["README.md"],
      swiftSettings: strict),
    // What the compiler knows of the processor, as constants; and what Swift's vectors cannot say.
    .target(name: "CProcessor"),
    .target(
      name: "Recurrent",
      dependencies: ["CProcessor", .product(name: "RealModule", package: "swift-numerics")],
      exclude: ["README.md"],
      swiftSettings: kernels),
    // The weights of the pretrained network, as bytes in the program.
    .target(name: "CPretrained", exclude: ["network.f32"]),
    .target(
      name: "Pretrained",
      dependencies: [
        "CPretrained", "Recurrent", .product(name: "RealModule", package: "swift-numerics"),
      ],
      exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Classical",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")],
      exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Forecasting",
      dependencies: [
        "SeriesData", "Recurrent", "Classical", "Pretrained",
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),
    .target(
      name: "Diagnosis",
      dependencies: [
        "SeriesData", "Recurrent", "Classical", "Forecasting",
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),
    // The messages of an ONNX file; generated.
    .target(
      name: "ONNXModel",
      dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
      exclude: ["README.md", "onnx.proto"],
      swiftSettings: strict),
    .target(
      name: "Artifacts",
      dependencies: [
        "SeriesData", "Recurrent", "Pretrained", "Forecasting", "Diagnosis", "ONNXModel",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "CGnuplot",
      linkerSettings: [
        .linkedLibrary("boost_iostreams"), .linkedLibrary("boost_system"),
        .linkedLibrary("boost_filesystem"),
      ]),
    .target(
      name: "Plotting",
      dependencies: ["SeriesData", "Forecasting", "Diagnosis", "Artifacts", "CGnuplot"],
      exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Reporting",
      dependencies: [
        "SeriesData", "Recurrent", "Forecasting", "Diagnosis", "Artifacts",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "RealModule", package: "swift-numerics"),
        .product(name: "TextTable", package: "TextTable"),
      ],
      swiftSettings: strict),

    // MARK: Executable

    .executableTarget(
      name: "ForecastCLI",
      dependencies: [
        "SeriesData", "Recurrent", "Classical", "Forecasting", "Diagnosis", "Artifacts",
        "Plotting", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: Examples of the guides, which the tests run

    .executableTarget(
      name: "ForecastExample", dependencies: ["SeriesData", "Forecasting"],
      path: "Guides/Examples/Forecast", swiftSettings: strict),
    .executableTarget(
      name: "VerdictExample", dependencies: ["SeriesData", "Forecasting", "Diagnosis"],
      path: "Guides/Examples/Verdict", swiftSettings: strict),
    .executableTarget(
      name: "OwnForecasterExample", dependencies: ["SeriesData", "Forecasting"],
      path: "Guides/Examples/OwnForecaster", swiftSettings: strict),

    // MARK: Tests, one target for each module, and one for how they lie together

    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "SeriesDataTests", dependencies: ["CZlib", "SeriesData"], swiftSettings: strict),
    .testTarget(
      name: "RecurrentTests",
      dependencies: ["Recurrent", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    // Stands before the allocator of the tests, and counts when AllocationTests ask it to.
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .testTarget(
      name: "AllocationTests", dependencies: ["Recurrent", "CAllocationCounter"],
      swiftSettings: strict),
    .testTarget(
      name: "ClassicalTests",
      dependencies: ["Classical", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .testTarget(
      name: "PretrainedTests", dependencies: ["Recurrent", "Pretrained"], swiftSettings: strict),
    .testTarget(
      name: "ForecastingTests",
      dependencies: [
        "SeriesData", "Recurrent", "Classical", "Forecasting",
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DiagnosisTests",
      dependencies: [
        "SeriesData", "Recurrent", "Forecasting", "Diagnosis",
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ArtifactsTests",
      dependencies: [
        "SeriesData", "Recurrent", "Forecasting", "Diagnosis", "ONNXModel", "Artifacts",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PlottingTests",
      dependencies: ["SeriesData", "Forecasting", "Diagnosis", "Artifacts", "Plotting"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "SeriesData", "Recurrent", "Forecasting", "Diagnosis", "Artifacts", "Reporting",
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "ForecastCLITests",
      dependencies: [
        "SeriesData", "Recurrent", "Classical", "Pretrained", "Forecasting", "Diagnosis",
        "Artifacts", "Plotting", "Reporting", "ForecastCLI",
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
