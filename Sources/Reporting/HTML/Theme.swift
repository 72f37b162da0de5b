/// The colours of the page, by day and by night.
///
/// The hues are those of the pictures, the palette of M. Okabe and K. Ito, which the colour-blind can
/// tell apart; darkened on white and lightened on black until letters in them can be read. Nothing is
/// said by a colour alone.
struct Theme {
  /// Letters.
  let ink: Colour
  /// Letters that matter less.
  let muted: Colour
  /// The page.
  let page: Colour
  /// What stands out from the page: tables, code, pictures.
  let card: Colour
  /// Lines between things.
  let line: Colour
  /// Links, and the frame of what the keyboard is at.
  let link: Colour
  /// Letters of good news, and the ground that they stand on.
  let good: (ink: Colour, ground: Colour)
  /// The same of what is worth a look.
  let caution: (ink: Colour, ground: Colour)
  /// The same of what is not as it should be.
  let bad: (ink: Colour, ground: Colour)
  /// The same of what is neither.
  let plain: (ink: Colour, ground: Colour)

  /// Dark on white.
  static let light = Theme(
    ink: Colour(0x1A1D21), muted: Colour(0x555B63), page: Colour(0xFFFFFF), card: Colour(0xF6F7F9),
    line: Colour(0xD5D9DE), link: Colour(0x005A8C),
    good: (Colour(0x00614A), Colour(0xDDF3EB)), caution: (Colour(0x6F4C00), Colour(0xFCEFD2)),
    bad: (Colour(0x963A00), Colour(0xFBE2D3)), plain: (Colour(0x444A52), Colour(0xECEEF1)))

  /// Light on black.
  static let dark = Theme(
    ink: Colour(0xE8EAED), muted: Colour(0xA9B0B8), page: Colour(0x14171A), card: Colour(0x1D2125),
    line: Colour(0x3A4047), link: Colour(0x7CC4F0),
    good: (Colour(0x5FD6AE), Colour(0x10362B)), caution: (Colour(0xF0BC55), Colour(0x3A2C08)),
    bad: (Colour(0xFFA470), Colour(0x43210C)), plain: (Colour(0xC3C9D0), Colour(0x2A2F35)))

  /// Every pair of letters and ground that occurs on the page.
  var pairs: [(name: String, ink: Colour, ground: Colour)] {
    let grounds = [("page", page), ("card", card)]
    let inks = [
      ("ink", ink), ("muted", muted), ("link", link), ("good", good.ink), ("caution", caution.ink),
      ("bad", bad.ink), ("plain", plain.ink),
    ]
    let tones = [("good", good), ("caution", caution), ("bad", bad), ("plain", plain)]
    return grounds.flatMap { ground in
      inks.map { ("\($0.0) on \(ground.0)", $0.1, ground.1) }
    }
      + tones.flatMap { name, tone in
        [
          (name, tone.ink, tone.ground), ("ink on \(name)", ink, tone.ground),
          ("muted on \(name)", muted, tone.ground), ("link on \(name)", link, tone.ground),
        ]
      }
  }

  /// The colours as variables of a style.
  var variables: String {
    let named = [
      ("ink", ink), ("muted", muted), ("page", page), ("card", card), ("line", line),
      ("link", link), ("good", good.ink), ("good-ground", good.ground),
      ("caution", caution.ink), ("caution-ground", caution.ground), ("bad", bad.ink),
      ("bad-ground", bad.ground), ("plain", plain.ink), ("plain-ground", plain.ground),
    ]
    return named.map { "--\($0.0):#\($0.1.digits)" }.joined(separator: ";")
  }
}

/// The style of the page, the colours of its pictures among it.
func styleSheet(pictureColours: Set<Colour>) -> String {
  let colours = pictureColours.sorted { $0.digits < $1.digits }
  func variables(_ theme: Theme, _ shown: (Colour) -> Colour) -> String {
    theme.variables + ";"
      + colours.map { "--c\($0.digits):#\(shown($0).digits)" }.joined(separator: ";")
  }
  let dark = Theme.dark
  return """
    :root{color-scheme:light dark;\(variables(.light) { $0 })}
    @media screen and (prefers-color-scheme:dark){:root{\
    \(variables(dark) { $0 == Colour(0xFFFFFF) ? dark.page : $0.onDark(dark.page) })}}
    @media print{:root{color-scheme:light}}
    \(rules)
    """
}

/// Everything but colours.
private let rules = """
  *{box-sizing:border-box}
  html{-webkit-text-size-adjust:100%}
  body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,\
  "Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",sans-serif;overflow-wrap:break-word}
  header,main,footer{max-width:70rem;margin:0 auto;padding:0 1.25rem}
  header{padding-top:2rem}
  h1,h2,h3,h4{line-height:1.25;margin:0;font-weight:650;letter-spacing:-.01em}
  h1{font-size:1.75rem}
  h2{font-size:1.4rem;margin:3rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
  h3{font-size:1.1rem;margin:2rem 0 .6rem}
  h4{font-size:1rem}
  p{margin:.5rem 0;max-width:46rem}
  a{color:var(--link)}
  a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);\
  outline-offset:2px}
  .kicker,.facts,.note,figcaption,caption{color:var(--muted)}
  .kicker{margin:0 0 .25rem;font-size:.8rem;text-transform:uppercase;letter-spacing:.08em}
  .facts{max-width:none}
  .note,figcaption,caption{font-size:.875rem}
  nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1.5rem 0 0;padding:0}
  h2.kicker{border:0;padding:0;margin:1.5rem 0 .5rem}
  h3.kicker{margin:1.25rem 0 .25rem}
  .findings{list-style:none;margin:0;padding:0;display:grid;gap:1rem;\
  grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr))}
  .findings>li{padding:1rem 1.25rem;border-radius:.5rem;border-left-width:.5rem;\
  border-left-style:solid}
  .say{margin:0 0 .25rem;font-size:1.4rem;line-height:1.25;font-weight:650}
  .role{color:var(--muted);font-size:.9rem}
  .actions{margin:0;padding-left:1.4rem;max-width:46rem}
  .good{background:var(--good-ground);border-color:var(--good)}
  .caution{background:var(--caution-ground);border-color:var(--caution)}
  .bad{background:var(--bad-ground);border-color:var(--bad)}
  .plain{background:var(--plain-ground);border-color:var(--plain)}
  .good>.say,.good.word{color:var(--good)}
  .caution>.say,.caution.word{color:var(--caution)}
  .bad>.say,.bad.word{color:var(--bad)}
  .plain>.say,.plain.word{color:var(--plain)}
  .word{font-weight:650;white-space:nowrap;border-radius:.25rem;padding:.05em .4em;font-size:.875em}
  .sign{display:inline-block;min-width:1.1em;text-align:center}
  .scroll{overflow-x:auto;margin:.75rem 0 1rem}
  table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;min-width:100%}
  caption{text-align:left;padding:0 0 .4rem}
  th,td{padding:.4rem .7rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
  thead th{border-bottom:2px solid var(--muted);white-space:nowrap}
  tbody th{font-weight:600;white-space:nowrap}
  th.number,td.number{text-align:right;white-space:nowrap}
  td.marked{white-space:nowrap}
  pre{margin:.5rem 0;padding:.6rem .8rem;background:var(--card);border:1px solid var(--line);\
  border-radius:.35rem;overflow-x:auto;font-size:.875rem;line-height:1.45}
  pre code{user-select:all;-webkit-user-select:all}
  code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
  font-size:.92em}
  .axes{list-style:none;margin:1rem 0;padding:0;display:grid;gap:1rem;\
  grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}
  .axes>li{background:none;border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1rem}
  .axes h4{display:flex;justify-content:space-between;gap:.5rem}
  .axes p{margin:.25rem 0}
  .bar{display:block;width:100%;max-width:26rem;height:auto;margin:.4rem 0}
  .bar text{font-size:11px;fill:var(--muted)}
  .bar .zone-good{fill:var(--good-ground);stroke:var(--good)}
  .bar .zone-caution{fill:var(--caution-ground);stroke:var(--caution)}
  .bar .zone-bad{fill:var(--bad-ground);stroke:var(--bad)}
  .bar .zone-plain{fill:var(--plain-ground);stroke:var(--plain)}
  .bar .mark{fill:var(--ink);stroke:var(--ink);stroke-width:2}
  details{margin:.4rem 0}
  summary{cursor:pointer;padding:.25rem 0}
  details>:not(summary){margin-left:1.1rem}
  details.checks>details{border-bottom:1px solid var(--line)}
  dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:.75rem 0}
  dt{font-weight:600}
  dd{margin:0;max-width:46rem}
  figure{margin:1.25rem 0}
  .picture{overflow-x:auto;border:1px solid var(--line);border-radius:.35rem;background:var(--page)}
  .picture svg,.picture img{display:block;width:100%;min-width:38rem;height:auto;\
  font-family:"DejaVu Sans",Verdana,Arial,sans-serif}
  .picture img{background:#fff}
  .markers{position:absolute;width:0;height:0;overflow:hidden}
  footer{margin-top:3rem;padding-top:1rem;padding-bottom:3rem}
  @media (max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .6rem}\
  header{padding-top:1.25rem}h1{font-size:1.45rem}h2{font-size:1.25rem}}
  @media print{body{font-size:10pt}header,main,footer{max-width:none;padding:0}nav{display:none}\
  h2{break-after:avoid}h3,h4{break-after:avoid}figure,tr,.axes>li,.findings>li{break-inside:avoid}\
  .scroll,.picture,pre{overflow:visible}pre{white-space:pre-wrap}\
  .picture svg,.picture img{min-width:0;max-height:11cm}table{font-size:8pt}\
  .axes{grid-template-columns:1fr 1fr}\
  .findings>li,.word,.bar{-webkit-print-color-adjust:exact;print-color-adjust:exact}\
  details>:not(summary){display:block}\
  details::details-content{content-visibility:visible;display:block;block-size:auto}}
  """
