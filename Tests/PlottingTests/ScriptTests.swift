import Testing

@testable import Plotting

@Suite("A script") struct ScriptTests {
  @Test("of a small figure is this text")
  func golden() {
    let script = GnuplotScript(smallFigure, terminal: .png, path: "small.png")
    #expect(script.text == goldenScript)
  }

  @Test("breaks a line at what is absent, not finite or beyond all bounds")
  func gaps() {
    let values: [Double?] = [1, nil, .nan, .infinity, 1e250, 2]
    let trace = Trace(role: .actual, x: [0, 1, 2, 3, 4, 5], y: values)
    let panel = Panel(x: Axis(label: ""), y: Axis(label: ""), elements: [.trace(trace)])
    let figure = Figure(title: "", rows: [Figure.Row(panels: [panel])])
    let text = GnuplotScript(figure, terminal: .svg, path: "x").text
    #expect(text.contains("$d1 << EOD\n0 1\n1 NaN\n2 NaN\n3 NaN\n4 NaN\n5 2\nEOD\n"))
  }

  @Test("has a range even without any value", arguments: [Axis.Scale.linear, .log, .date])
  func empty(_ scale: Axis.Scale) throws {
    let trace = Trace(name: "none", role: .test, x: [], y: [])
    let panel = Panel(
      x: Axis(label: ""), y: Axis(label: "", scale: scale), elements: [.trace(trace)])
    _ = try GnuplotRenderer().text(Figure(title: "", rows: [Figure.Row(panels: [panel])]))
  }

  @Test("names every role in letters and in colours of its own")
  func inks() {
    let roles: [Role] = [.actual, .benchmark, .train, .test, .recursive, .validation, .reference]
    #expect(Set(roles.map { Ink.of($0).colour }).count == roles.count)
    let models = (0..<6).map { Ink.of(.model($0)) }
    #expect(Set(models.map(\.colour)).count == 6)
    #expect(Set(models.map(\.marker)).count == 6)
    #expect(Ink.of(.model(-1)) == Ink.of(.model(5)))
    #expect(Ink.of(.actual).faded == "#AAAAAA")
  }
}

private let goldenScript = #"""
  reset
  set encoding utf8
  set terminal pngcairo noenhanced size 600,400 background rgb '#FFFFFF' font 'DejaVu Sans,13' linewidth 1.2
  set output './small.png'
  set style textbox opaque noborder margins 0.4,0.2
  set boxwidth 1 absolute
  $d1 << EOD
  0 1
  1 NaN
  2 2.5
  3 NaN
  4 3
  EOD
  set multiplot
  set label 'Small' at screen 0.02147,0.93963 left font 'DejaVu Sans:Bold,15.6' noenhanced
  set lmargin at screen 0.09813
  set rmargin at screen 0.95400
  set tmargin at screen 0.72688
  set bmargin at screen 0.27312
  set border 3 lw 1 lc rgb '#606060'
  set xrange [0.0:4.04]
  set yrange [0.88:3.12]
  set xtics nomirror scale 0.5 textcolor rgb '#303030' ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4)
  set ytics nomirror scale 0.5 textcolor rgb '#303030' ('1' 1, '2' 2, '3' 3)
  set grid xtics ytics back lt 1 lw 0.6 lc rgb '#E4E4E4'
  set label 'Panel' at screen 0.09813,0.85338 left font 'DejaVu Sans:Bold,13.0' noenhanced
  set label 'Value (kg)' at screen 0.02760,0.50000 center rotate by 90 noenhanced
  set label 'Step' at screen 0.52607,0.15237 center noenhanced
  set label 'test' at screen 0.73368,0.76138 center tc rgb '#404040' noenhanced
  set key at screen 0.52607,0.09487 center top horizontal maxcols 1 noenhanced Left reverse samplen 3 spacing 1.15
  set arrow from first 2, graph 0 to first 2, graph 1 nohead lw 1.2 lc rgb '#707070' dt (10,8)
  set object rectangle from first 2, graph 0 to first 4, graph 1 fs solid noborder fc rgb '#F3EEE6' behind
  set arrow from graph 0, first 2 to graph 1, first 2 nohead lw 1.4 lc rgb '#555555' dt (3,5)
  set label 'maximum' at graph 0.008, first 2 left offset character 0,0.65 tc rgb '#404040' front noenhanced
  plot $d1 using 1:2 with lines lc rgb '#000000' lw 1.8 dt 1 title 'actual' noenhanced
  unset label; unset arrow; unset object; unset logscale
  unset multiplot
  unset output

  """#
