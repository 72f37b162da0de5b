import Testing

@testable import Plotting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder that lives as long as a test.
final class Scratch {
  let path: String

  init() throws {
    var template = Array("\(environmentVariable("TMPDIR") ?? P_tmpdir)/plotting-XXXXXX".utf8CString)
    let isMade = mkdtemp(&template) != nil
    try #require(isMade)
    path = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  deinit { _ = shell("rm -rf \(shellQuoted(path))") }

  /// The names in the folder.
  var files: [String] {
    var names: [String] = []
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  /// Writes a program for /bin/sh that stands in for gnuplot.
  ///
  /// Another process writes it: were it open here, a process that another test starts just then
  /// could hold it open too, and a program that somebody writes cannot be started.
  func program(_ body: String) -> String {
    write("#!/bin/sh\n\(body)\n", to: "script")
    let (script, program) = ("\(path)/script", "\(path)/fake gnuplot")
    _ = shell(
      "cp \(shellQuoted(script)) \(shellQuoted(program)) && chmod 755 \(shellQuoted(program)); "
        + "rm \(shellQuoted(script))")
    return program
  }

  func write(_ text: String, to name: String) {
    guard let file = fopen("\(path)/\(name)", "we") else { return }
    fputs(text, file)
    fclose(file)
  }
}

/// Runs a command and returns its exit status.
func shell(_ command: String) -> Int32 {
  guard let pipe = popen(command, "re") else { return -1 }
  return pclose(pipe) >> 8
}

/// A small figure with one of most things.
let smallFigure = Figure(
  title: "Small", size: Figure.Size(width: 600, height: 400),
  rows: [
    Figure.Row(panels: [
      Panel(
        title: "Panel", x: Axis(label: "Step"), y: Axis(label: "Value (kg)"), legend: .below,
        elements: [
          .span(Span(label: "test", from: 2, to: 4, isShaded: true, hasLine: true)),
          .horizontalLine(y: 2, label: "maximum"),
          .trace(
            Trace(name: "actual", role: .actual, x: [0, 1, 2, 3, 4], y: [1, nil, 2.5, .nan, 3])),
        ])
    ])
  ])
