import Foundation
import Testing

/// Faults of the machine around the program, each of them made to happen.
@Suite("A fault") struct FaultTests {
  private let scratch: Scratch
  /// A run that is over soon.
  private let run = "\"$forecast\" run --model rnn --epochs 2 --seeds 1"

  init() throws { scratch = try Scratch() }

  // MARK: Disks

  @Test(
    "of a disk that is full ends with 74; what stands there is whole", .enabled(if: Mounts.work),
    arguments: [4, 40, 100, 160, 300])
  func fullDisk(kilobytes: Int) throws {
    let outcome = try scratch.shell(
      Mounts.script(
        "size=\(kilobytes)k",
        "\(run) --terminal dumb -o folder/plots; code=$?; cp -r folder/plots copy; exit $code"))
    #expect(outcome.exitCode == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("No space left on device"))
    #expect(outcome.errors.contains("Free some space"))
    let files = try scratch.files(in: "copy")
    #expect(files.allSatisfy { !$0.hasPrefix(".forecast-") }, "\(files)")
    for name in files where name.hasSuffix(".json") { _ = try scratch.json(of: "copy/\(name)") }
  }

  @Test("of a disk that cannot be written ends with 73, before any work", .enabled(if: Mounts.work))
  func readOnlyDisk() throws {
    let outcome = try scratch.shell(Mounts.script("ro", "\(run) --epochs 1000000 -o folder/plots"))
    #expect(outcome.exitCode == 73)
    #expect(outcome.errors.contains("folder/plots: cannot write into this folder: Read-only"))
  }

  @Test("of a limit on the size of files ends with 74 and keeps the old file")
  func fileTooLarge() throws {
    try scratch.succeed(
      "train", "--model", "rnn", "--epochs", "2", "--seeds", "1", "-o", "m.safetensors")
    let old = try scratch.bytes(of: "m.safetensors")
    let outcome = try scratch.shell(
      "ulimit -f 1; \"$forecast\" train --model rnn --hidden 64 --epochs 2 --seeds 1 -f -o m.safetensors"
    )
    #expect(outcome.exitCode == 74)
    #expect(outcome.errors.contains("m.safetensors: cannot write: File too large"))
    #expect(try scratch.bytes(of: "m.safetensors") == old)
    #expect(try scratch.files() == ["m.safetensors"])
    let schema = try scratch.shell("ulimit -f 1; \"$forecast\" schema report >schema.json")
    #expect(schema.exitCode == 74)
    #expect(schema.errors.contains("standard output: File too large"))
  }

  @Test("of a folder that is gone ends with 73")
  func folderIsGone() throws {
    let outcome = try scratch.shell("mkdir gone; cd gone; rmdir ../gone; \(run) --terminal dumb")
    #expect(outcome.exitCode == 73)
    #expect(outcome.errors.contains("plots: cannot"))
  }

  // MARK: Sizes

  @Test("of a table of 2 GB is none: it is read in little memory", .disabled(if: hasSanitizer))
  func largeTable() throws {
    let rows = """
      awk 'BEGIN { text = "x"; while (length(text) < 16384) text = text text; print "y,text,t"
        for (i = 0; i < 130000; i++)
          print i % 7 "," text "," sprintf("%04d-%02d-%02d %02d:00", 2000 + i / 8064,
            i / 672 % 12 + 1, i / 24 % 28 + 1, i % 24) }'
      """
    let outcome = try scratch.shell(
      "\(rows) | (ulimit -v 800000; \"$forecast\" inspect - --gaps zero --value-column y)")
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.text.contains("130000 rows"), "\(outcome.text)")
  }

  @Test(
    "of a file of 2 GB without a line end is told, in little memory",
    .disabled(if: hasSanitizer), arguments: ["", "\""])
  func endlessRow(start: String) throws {
    let outcome = try scratch.shell(
      """
      (printf 'ds,y\\n2020-01,1\\n\(start)'; head -c 2000000000 /dev/zero | tr '\\0' x) \
        | (ulimit -v 800000; "$forecast" inspect -)
      """)
    #expect(outcome.exitCode == 65)
    #expect(outcome.text.contains("D013 error  line 3"), "\(outcome.text)")
  }

  @Test(
    "of a file that never ends, or is too large to be held, is told in bounded memory",
    .disabled(if: hasSanitizer))
  func endlessFile() throws {
    try scratch.put(try airlineFile(), in: "a.csv")
    let commands = [
      "predict", "export", "report", "plot", "score", "train --resume --checkpoint",
    ]
    for command in commands {
      for file in ["/dev/zero", "huge"] {
        let outcome = try scratch.shell(
          "truncate -s 20G huge; ulimit -v 3000000; \"$forecast\" \(command) \(file) "
            + (command.hasPrefix("score") ? "a.csv" : ""))
        #expect(outcome.exitCode == 78, "\(command) \(file): \(outcome.errors)")
        #expect(outcome.errors.contains("\(file): it has more than "), "\(outcome.errors)")
      }
    }
  }

  @Test("of a file that a crash has left full of zeros is told at the first of them")
  func zeros() throws {
    try scratch.put(
      "ds,y\n" + (0..<9000).map { "\(1000 + $0),1\n" }.joined(), in: "zeros.csv")
    let outcome = try scratch.shell("truncate -s 1T zeros.csv; \"$forecast\" inspect zeros.csv")
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("zeros.csv:9002:1: "), "\(outcome.errors)")
  }

  @Test(
    "of a training that no memory can hold is told before it begins", .disabled(if: hasSanitizer))
  func training() throws {
    let rows = (0..<40_000).map {
      "\(2000 + $0 / 8064)-\($0 / 672 % 12 + 1)-\($0 / 24 % 28 + 1) \($0 % 24):00,\($0 % 24 + 1)\n"
    }
    try scratch.put("t,y\n" + rows.joined(), in: "hours.csv")
    let outcome = try scratch.shell(
      """
      ulimit -v 3000000
      "$forecast" train hours.csv --gaps previous --model gru --lookback 20000 --features prev -H 1 \
        -o m.safetensors
      """)
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("--lookback 20000, --hidden 16 and --layers 1 needs about"))
    #expect(outcome.errors.contains("Try a smaller --lookback"), "\(outcome.errors)")
  }

  // MARK: Standard input and output

  @Test("of a reader that goes away ends the program as others, and all files are there")
  func closedPipe() throws {
    _ = try scratch.shell("(\(run) --terminal dumb; echo $? >code) 2>errors | true")
    #expect(try scratch.text(of: "code") == "141\n")  // 128 + SIGPIPE
    #expect(try scratch.text(of: "errors").isEmpty)
    let files = try scratch.files(in: "plots")
    #expect(files.contains("report.html") && files.contains("rnn.safetensors"))
  }

  @Test(
    "of standard output ends with 74, and all files are there", arguments: [">/dev/full", ">&-"])
  func standardOutput(_ output: String) throws {
    let outcome = try scratch.shell("\(run) --terminal dumb \(output)")
    #expect(outcome.exitCode == 74)
    #expect(outcome.errors.contains("standard output: "))
    let files = try scratch.files(in: "plots")
    #expect(files.contains("report.html") && files.contains("rnn.safetensors"))
  }

  @Test("of closed descriptors never leads into a file")
  func closedDescriptors() throws {
    try scratch.put(try airlineFile(), in: "air.csv")
    let outcome = try scratch.shell(
      "\"$forecast\" train air.csv --model rnn --epochs 2 --seeds 1 -o m.safetensors <&- >&- 2>&-")
    #expect(outcome.exitCode == 74)
    #expect(try scratch.text(of: "air.csv") == airlineFile())
    try scratch.succeed("predict", "m.safetensors", "-H", "3")
    let input = try scratch.shell("\"$forecast\" inspect - <&-")
    #expect(input.exitCode == 66)
    #expect(input.errors.contains("Bad file descriptor"))
  }

  @Test("in a file cannot drive the terminal through the words that tell of it")
  func escapes() throws {
    try scratch.put("{\"schema\": \"\\u001b[2J\\u0007\"}", in: "c.json")
    let outcome = try scratch.forecast("train", "--config", "c.json", "-o", "m.safetensors")
    #expect(outcome.exitCode == 78)
    #expect(outcome.errors.contains("its schema is \"\\u{1B}[2J\\u{07}\""), "\(outcome.errors)")
    let name = try scratch.forecast("inspect", "no\u{1B}[2Jfile.csv")
    #expect(name.exitCode == 66)
    #expect(!name.errors.contains("\u{1B}"))
  }

  // MARK: gnuplot

  @Test(
    "of gnuplot ends with 69; all numbers are there, no picture, and how to draw them later",
    arguments: [
      ("exec sleep 100", "gnuplot had not drawn all after 1 s and was stopped"),
      ("kill -9 $$", "gnuplot was killed by signal 9"),
      (
        "echo 'gnuplot 4.6: unknown option' >&2; exit 1",
        "gnuplot ended with status 1, expected 0; gnuplot says: gnuplot 4.6: unknown option"
      ),
      ("cat >/dev/null", "incomplete, expected a whole picture"),
      ("exec true", "gnuplot"),
    ])
  func gnuplot(script: String, words: String) throws {
    try scratch.put("#!/bin/sh\n\(script)\n", in: "gnuplot.sh")
    let program = scratch.url.appending(path: "gnuplot.sh").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let outcome = try scratch.shell(
      run, environment: ["FORECAST_GNUPLOT": program, "FORECAST_GNUPLOT_SECONDS": "1"])
    #expect(outcome.exitCode == 69)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.contains("forecast plot plots"), "\(outcome.errors)")
    #expect(outcome.text.contains("Test RMSE"))
    let files = try scratch.files(in: "plots")
    let kinds = Set(files.map { $0.split(separator: ".").last.map(String.init) ?? $0 })
    #expect(kinds == ["csv", "html", "json", "md", "safetensors"], "\(files)")
    try scratch.succeed("plot", "plots")
    #expect(try scratch.files(in: "plots").contains("forecast.png"))
  }

  @Test("in the time that gnuplot is given is told")
  func gnuplotTime() throws {
    let outcome = try scratch.shell(run, environment: ["FORECAST_GNUPLOT_SECONDS": "soon"])
    #expect(outcome.exitCode == 69)
    #expect(outcome.errors.contains("FORECAST_GNUPLOT_SECONDS is 'soon', expected 1 to 86400"))
  }
}

/// Whether a test may mount a file system of its own, out of sight of all others.
private enum Mounts {
  /// A script that runs commands beside a fresh file system in memory, mounted at `folder`.
  static func script(_ options: String, _ commands: String) -> String {
    """
    mkdir folder && unshare -rm sh -c '
      mount -t tmpfs -o "\(options)" tmpfs folder || exit 99
      \(commands)'
    """
  }

  static let work = (try? Scratch().shell(script("size=4k", "true")).exitCode) == 0
}
