/// What a trace shows, which decides its colour and its marker, the same in every figure.
public enum Role: Hashable, Sendable {
  /// What was observed.
  case actual
  /// The forecaster that costs nothing.
  case benchmark
  /// The part that was fitted.
  case train
  /// The part that judged while training went on.
  case validation
  /// The part that nothing was fitted on.
  case test
  /// Predictions from the model's own outputs.
  case recursive
  /// A limit, a reference, a theoretical curve.
  case reference
  /// The *i*-th network, from 0.
  case model(Int)
  /// One of many alike in an order, from 0 for the first to 100 for the last: the later, the darker.
  case shade(Int)
}

/// The strokes of a line.
public enum Dash: Hashable, Sendable {
  /// Unbroken.
  case solid
  /// Long strokes.
  case dashed
  /// Dots.
  case dotted
  /// Strokes and dots.
  case dashDotted

  /// gnuplot's dash type.
  var pattern: String {
    switch self {
    case .solid: "1"
    case .dashed: "(16,8)"
    case .dotted: "(3,5)"
    case .dashDotted: "(18,7,3,7)"
    }
  }
}

/// What a role looks like: a colour that the colour-blind can tell apart, and a marker for print
/// in black and white.
///
/// The colours are the palette of M. Okabe and K. Ito, *Color universal design* (2008), without
/// the yellow, which is too pale for lines on white.
struct Ink: Hashable {
  /// Red, green and blue, in hexadecimal.
  let colour: String
  /// gnuplot's point type.
  let marker: Int
  /// gnuplot's line type where there are letters only: one of `*#$%@&=`, from 1.
  let letter: Int

  private static let models = [
    Ink(colour: "#0072B2", marker: 7, letter: 2),  // blue, ●
    Ink(colour: "#D55E00", marker: 9, letter: 3),  // vermillion, ▲
    Ink(colour: "#009E73", marker: 5, letter: 4),  // bluish green, ■
    Ink(colour: "#CC79A7", marker: 13, letter: 5),  // reddish purple, ◆
    Ink(colour: "#E69F00", marker: 11, letter: 6),  // orange, ▼
    Ink(colour: "#56B4E9", marker: 15, letter: 7),  // sky blue, ⬟
  ]

  /// How many networks can be told apart by colour.
  static let modelCount = models.count

  /// The ink of a role.
  static func of(_ role: Role) -> Ink {
    switch role {
    case .actual: Ink(colour: "#000000", marker: 7, letter: 1)
    case .benchmark: Ink(colour: "#8C8C8C", marker: 1, letter: 6)
    case .reference: Ink(colour: "#555555", marker: 2, letter: 7)
    case .train: models[0]
    case .test: models[1]
    case .recursive: models[2]
    case .validation: models[4]
    case .shade(let percent): shade(percent)
    case .model(let index): models[((index % models.count) + models.count) % models.count]
    }
  }

  /// From a pale to a dark blue: one hue whose lightness alone changes, which everybody sees.
  private static func shade(_ percent: Int) -> Ink {
    let (pale, dark) = ([0xB9, 0xD2, 0xE8], [0x00, 0x2F, 0x5C])
    let share = max(0, min(percent, 100))
    let channels = zip(pale, dark).map { UInt32($0 + ($1 - $0) * share / 100) }
    return Ink(colour: hexadecimal(channels), marker: 7, letter: 1 + share * 6 / 100)
  }

  private static func hexadecimal(_ channels: [UInt32]) -> String {
    "#"
      + channels.map { channel in
        let digits = String(channel, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }

  /// The colour two thirds of the way to white.
  var faded: String {
    guard let value = UInt32(colour.dropFirst(), radix: 16) else { return colour }
    return Self.hexadecimal(
      [16, 8, 0].map { shift in
        let channel = (value >> UInt32(shift)) & 0xFF
        return channel + (255 - channel) * 2 / 3
      })
  }
}
