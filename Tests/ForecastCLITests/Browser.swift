import Foundation
import Testing

/// A Chromium without a window, told what to do over a pipe (the DevTools protocol): commands go to
/// its file descriptor 3, answers and events come from 4, each a JSON object ended by a zero byte.
final class Browser {
  /// Why a command had no answer.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The program; nil where there is none.
  static let program: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["FORECAST_BROWSER"] { return named }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return ["chromium", "chromium-browser", "google-chrome"].lazy
      .flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private let process = Process()
  private let commands = Pipe()
  private let answers = Pipe()
  private let profile: URL
  private var unread = Data()
  private var lastID = 0
  private var session: String?
  /// What happened on the page so far: the name of the event, and its parameters.
  private(set) var events: [(name: String, parameters: [String: Any])] = []

  /// Starts it, with nothing open.
  init(_ program: String) throws {
    profile = FileManager.default.temporaryDirectory
      .appending(path: "forecast-browser-\(UInt64.random(in: .min ... .max))")
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", program,
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
      "--disable-background-networking", "--remote-debugging-pipe",
      "--user-data-dir=\(profile.path)",
    ]
    process.standardInput = commands
    process.standardOutput = answers
    try process.run()
    let target = try send("Target.createTarget", ["url": "about:blank"])
    let id = try #require(target["targetId"] as? String)
    session =
      try send("Target.attachToTarget", ["targetId": id, "flatten": true])["sessionId"]
      as? String
    for part in ["Page", "Runtime", "Log", "Network"] { try send("\(part).enable") }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: profile)
  }

  /// Sends a command and waits for its answer.
  @discardableResult
  func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    try commands.fileHandleForWriting.write(
      contentsOf: try JSONSerialization.data(withJSONObject: message) + [0])
    while true {
      let answer = try next()
      guard answer["id"] as? Int == lastID else { continue }
      if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// Opens a page and waits until it is loaded.
  func open(_ file: URL) throws {
    events = []
    try send("Page.navigate", ["url": file.absoluteString])
    while !events.contains(where: { $0.name == "Page.loadEventFired" }) { _ = try next() }
  }

  /// The value of an expression on the page, once it is there.
  func value(_ expression: String) throws -> Any? {
    let answer = try send(
      "Runtime.evaluate",
      ["expression": expression, "returnByValue": true, "awaitPromise": true])
    if let fault = answer["exceptionDetails"] { throw Failure(description: "\(fault)") }
    return (answer["result"] as? [String: Any])?["value"]
  }

  /// Makes the page as wide as a screen, by day or by night.
  func show(width: Int, isDark: Bool, media: String = "screen") throws {
    try send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600])
    let scheme = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
    try send("Emulation.setEmulatedMedia", ["media": media, "features": [scheme]])
  }

  /// The next answer or event.
  private func next() throws -> [String: Any] {
    while true {
      if let end = unread.firstIndex(of: 0) {
        let message = unread[unread.startIndex..<end]
        unread = Data(unread[unread.index(after: end)...])
        let object = try JSONSerialization.jsonObject(with: Data(message)) as? [String: Any] ?? [:]
        if let name = object["method"] as? String {
          events.append((name, object["params"] as? [String: Any] ?? [:]))
        }
        return object
      }
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure(description: "the browser has gone") }
      unread += more
    }
  }
}
