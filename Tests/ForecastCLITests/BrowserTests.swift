import Foundation
import Testing

/// `report.html` in a real browser; skipped where there is none (`make browser` installs one).
///
/// With `FORECAST_SCREENSHOTS=folder` it leaves there what it saw.
@Suite("report.html in a browser", .enabled(if: Browser.program != nil), .serialized)
struct BrowserTests {
  private let scratch: Scratch
  private let browser: Browser

  init() throws {
    scratch = try Scratch()
    let name = "<script>alert(1)</script>"
    try scratch.put(try airlineFile().replacing("Passengers", with: name), in: "air.csv")
    try scratch.succeed(
      "run", "air.csv", "--epochs", "40", "--title", "\"It's\" <b>& a title", "--value-column", "2")
    browser = try Browser(try #require(Browser.program))
    try browser.open(scratch.url.appending(path: "plots/report.html"))
  }

  /// How a page is looked at.
  struct Screen: Sendable, CustomTestStringConvertible {
    let width: Int
    let isDark: Bool
    var testDescription: String { "\(width) pixels, \(isDark ? "dark" : "light")" }

    static let all = [360, 390, 768, 1280].flatMap { width in
      [false, true].map { Screen(width: width, isDark: $0) }
    }
  }

  @Test("fits every screen, and every letter can be read, by day and by night")
  func screens() throws {
    for screen in Screen.all {
      try browser.show(width: screen.width, isDark: screen.isDark)
      _ = try browser.value("document.querySelectorAll('details').forEach(d => d.open = true)")
      let wide = try browser.value("document.documentElement.scrollWidth - innerWidth")
      #expect(try #require(wide as? Int) <= 0, "\(screen)")
      let faint = try browser.value(faintLetters) as? [String]
      #expect(faint == [], "\(screen)")
      _ = try browser.value("document.querySelectorAll('details').forEach(d => d.open = false)")
      try keep(
        "\(screen.width)-\(screen.isDark ? "dark" : "light").png", "Page.captureScreenshot",
        ["captureBeyondViewport": true])
    }
    let background = try browser.value("getComputedStyle(document.body).backgroundColor") as? String
    #expect(background == "rgb(20, 23, 26)")
  }

  /// Letters whose contrast with the colour behind them is below 4.5, by WCAG's formula.
  private let faintLetters = """
    (() => {
      const channels = text => (text.match(/[\\d.]+/g) || []).map(Number);
      const light = text => {
        const [r, g, b] = channels(text).map(c => c / 255)
          .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = element => {
        for (let e = element; e; e = e.parentElement) {
          const colour = getComputedStyle(e).backgroundColor;
          if (channels(colour)[3] !== 0) return colour;
        }
        return 'rgb(255, 255, 255)';
      };
      const found = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let count = 0;
      while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim()) continue;
        count += 1;
        const style = getComputedStyle(element);
        const isDrawn = element.namespaceURI.endsWith('svg');
        const [a, b] = [light(isDrawn ? style.fill : style.color), light(behind(element))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) found.push(texts.currentNode.data.trim() + ': ' + contrast);
      }
      if (count < 500) found.push('only ' + count + ' texts');
      return found;
    })()
    """

  @Test("asks for nothing, complains of nothing, and lets nothing in")
  func closed() throws {
    let requests = browser.events.filter { $0.name == "Network.requestWillBeSent" }.compactMap {
      ($0.parameters["request"] as? [String: Any])?["url"] as? String
    }
    #expect(requests.count == 1 && requests[0].hasPrefix("file:"))
    let complaints = browser.events.filter {
      ["Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"].contains($0.name)
    }
    #expect(complaints.isEmpty, "\(complaints)")
    #expect(try browser.value("document.scripts.length") as? Int == 0)
    // The policy is really in force: a picture from elsewhere and a script are refused.
    let refused = try browser.value(
      """
      new Promise(done => {
        const found = [];
        addEventListener('securitypolicyviolation', e => {
          found.push(e.effectiveDirective);
          if (found.length == 2) done(found.sort());
        });
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:9/x.png';
        const script = document.createElement('script');
        script.textContent = 'window.hasRun = true';
        document.body.append(image, script);
      })
      """)
    #expect(refused as? [String] == ["img-src", "script-src-elem"])
    #expect(try browser.value("window.hasRun === undefined") as? Bool == true)
  }

  @Test("can be walked through by keyboard, and shows where one is")
  func keyboard() throws {
    try browser.show(width: 1280, isDark: false)
    let count = try #require(
      try browser.value(
        """
        [...document.querySelectorAll('a[href], summary, [tabindex]')]
          .filter(e => e.checkVisibility()).length
        """) as? Int)
    #expect(count > 30)
    for place in 0..<count {
      for type in ["rawKeyDown", "keyUp"] {
        try browser.send(
          "Input.dispatchKeyEvent",
          ["type": type, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9])
      }
      let outline = try browser.value(
        "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineWidth]")
      let found = try #require(outline as? [String])
      #expect(found[0] != "BODY" && found[1] == "3px", "\(place): \(found)")
    }
  }

  @Test("says what every picture shows to those who do not see it")
  func names() throws {
    try browser.send("Accessibility.enable")
    let tree = try browser.send("Accessibility.getFullAXTree")
    let nodes = try #require(tree["nodes"] as? [[String: Any]])
    func text(_ node: [String: Any], _ key: String) -> String {
      (node[key] as? [String: Any])?["value"] as? String ?? ""
    }
    let named = ["image", "table", "link", "region", "heading", "list"]
    let seen = nodes.filter { $0["ignored"] as? Bool != true }
    let images = seen.filter { text($0, "role") == "image" }
    #expect(images.count >= 18 + 14)  // the pictures, and a bar for most axes
    for node in seen where named.dropLast().contains(text(node, "role")) {
      #expect(!text(node, "name").isEmpty, "\(node)")
    }
    #expect(seen.count { text($0, "role") == "heading" } > 20)
  }

  @Test("prints on white, with all evidence open")
  func print() throws {
    try browser.show(width: 1280, isDark: true, media: "print")
    #expect(
      try browser.value("getComputedStyle(document.body).backgroundColor") as? String
        == "rgb(255, 255, 255)")
    let hidden = try browser.value(
      """
      [...document.querySelectorAll('details p, details dd')]
        .filter(p => p.getBoundingClientRect().height == 0).length
      """)
    #expect(hidden as? Int == 0)
    let pdf = try keep("page.pdf", "Page.printToPDF", ["printBackground": false])
    #expect(pdf.starts(with: Array("%PDF".utf8)) && pdf.count > 50_000)
  }

  /// What a command gives as bytes; kept where somebody wants to see it.
  @discardableResult
  private func keep(_ name: String, _ method: String, _ parameters: [String: Any]) throws -> Data {
    let answer = try browser.send(method, parameters)
    let bytes = try #require((answer["data"] as? String).flatMap { Data(base64Encoded: $0) })
    if let folder = ProcessInfo.processInfo.environment["FORECAST_SCREENSHOTS"] {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try bytes.write(to: URL(filePath: folder).appending(path: name))
    }
    return bytes
  }
}
