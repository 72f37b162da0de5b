# Mends a man page that the argument parser generated: a subcommand is called forecast-run where pages
# are looked up, as its file is, and forecast run where it is typed; an empty line is a paragraph.
/^\.Xr forecast\./ { sub(/forecast\./, "forecast-") }
/^\.Dt FORECAST\./ { sub(/FORECAST\./, "FORECAST-") }
/^\.Nm "forecast / {
  typed = $0
  sub(/"forecast /, "forecast-")
  sub(/"$/, "")
}
/^\.Nd "/ { sub(/"/, ""); sub(/"$/, "") }
/^\.Nm$/ && typed { $0 = typed }
/^$/ { $0 = ".Pp" }
{ print }
