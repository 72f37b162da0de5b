import RealModule

/// A colour on a screen: red, green and blue of sRGB, 0 … 255 each.
struct Colour: Hashable {
  let red: Int
  let green: Int
  let blue: Int

  /// A colour from its channels; what lies outside 0 … 255 is brought to the nearer end.
  init(red: Int, green: Int, blue: Int) {
    func within(_ channel: Int) -> Int { max(0, min(channel, 255)) }
    (self.red, self.green, self.blue) = (within(red), within(green), within(blue))
  }

  /// A colour as `0x0072B2`.
  init(_ hexadecimal: Int) {
    self.init(
      red: hexadecimal >> 16 & 0xFF, green: hexadecimal >> 8 & 0xFF, blue: hexadecimal & 0xFF)
  }

  /// Six digits, "0072b2".
  var digits: String {
    [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The relative luminance of WCAG 2.2, 0 for black and 1 for white.
  var luminance: Double {
    func linear(_ channel: Int) -> Double {
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : .pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast of WCAG 2.2, from 1 for the same luminance to 21 for black on white.
  func contrast(with other: Colour) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The colour for a dark page: as far from its background as this one is from white.
  ///
  /// What is faint on white stays faint, and what stands out stands out: black letters become white.
  /// Lines that can be told from white at all get a contrast of at least 4.5.
  func onDark(_ background: Colour) -> Colour {
    let own = contrast(with: Colour(0xFFFFFF))
    let wanted = own > 1.9 ? max(own, 4.5) : own
    var (dark, light) = (0.0, 1.0)
    for _ in 0..<20 {
      let middle = (dark + light) / 2
      let tried = mixed(middle)
      let isEnough =
        tried.luminance > background.luminance && tried.contrast(with: background) >= wanted
      if isEnough { light = middle } else { dark = middle }
    }
    return mixed(light)
  }

  /// From black at 0 over the colour itself at a half to white at 1.
  private func mixed(_ share: Double) -> Colour {
    let channels = [red, green, blue].map { channel in
      let channel = Double(channel)
      let mixed =
        share < 0.5 ? channel * 2 * share : channel + (255 - channel) * (2 * share - 1)
      return Int(mixed.rounded())
    }
    return Colour(red: channels[0], green: channels[1], blue: channels[2])
  }
}
