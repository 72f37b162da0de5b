extension WrongInput {
  /// Reports that cannot be read, compared or written.
  static let reports = [
    WrongInput(
      "an unknown condition", "report --fail-on bad", exits: 64,
      "The value 'bad' is invalid for '--fail-on <fail-on>'. Please provide one of 'overfit', "
        + "'shift', 'warn' or 'fail'. See forecast report --help."),
    WrongInput(
      "a model that is not in the report", given: Given.report, "report --model lstm", exits: 64,
      "The report has no model 'lstm' (it has gru). See forecast report --help."),
    WrongInput(
      "a comparison as a page", "report --html x.html --compare b", exits: 64,
      "--html and --compare are given (expected one of them). See forecast report --help."),
    WrongInput(
      "a comparison with nothing", given: Given.report, "report --compare b", exits: 66,
      "b: there is no report here (expected a report.json). Make one with forecast run, or name "
        + "its folder."),
    WrongInput(
      "a comparison with another test part",
      given: Given.report
        + "; FORECAST_GNUPLOT=none \"$forecast\" run --recipe classic --model gru --epochs 2 "
        + "--seeds 1 -o b --test 24 > o 2>&1; [ $? = 69 ]",
      "report --compare b", exits: 65,
      "plots and b cannot be compared: their test parts are 1957-01-01 to 1960-12-01 (48 "
        + "values) and 1959-01-01 to 1960-12-01 (24 values). Compare runs on the same data with "
        + "the same --test."),
    WrongInput(
      "a page over a file", csv: "x", given: Given.report, "report --html a.csv", exits: 73,
      ".: a.csv is there and not written by forecast. Replace with --force, or choose another "
        + "folder with --output."),
    WrongInput(
      "a page in place of a folder", given: Given.report, "report --html plots", exits: 73,
      ".: plots is there and not written by forecast. Replace with --force, or choose another "
        + "folder with --output."),
    WrongInput(
      "a report whose horizon is another",
      given: Given.report
        + "; sed 's/\"horizon\" : 12/\"horizon\" : 11/' plots/report.json > n; mv n "
        + "plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: future.horizon does not count its "
        + "dates. Make a new one with forecast run."),
    WrongInput(
      "a report that counts wrongly",
      given: Given.report
        + "; sed 's/\"n\" : 144/\"n\" : 143/' plots/report.json > n; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: series.n is 143, with 144 dates and "
        + "144 values. Make a new one with forecast run."),
    WrongInput(
      "a report that is cut off",
      given: Given.report
        + "; head -c 2000 plots/report.json > n; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: it is not valid JSON. Make a new "
        + "one with forecast run."),
    WrongInput(
      "a report with text for a number",
      given: Given.report
        + "; sed 's/\"seed\" : 0/\"seed\" : \"0\"/' plots/report.json > n; mv n "
        + "plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: 'seed' has the wrong type. Make a "
        + "new one with forecast run."),
    WrongInput(
      "a model for a report",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o", "report m",
      exits: 78,
      "m: this is not a report of forecast: it is not valid JSON. Make a new one with forecast "
        + "run."),
    WrongInput(
      "a folder without a report", given: "mkdir sub", "report sub", exits: 66,
      "sub: there is no report here (expected a report.json). Make one with forecast run, or "
        + "name its folder."),
    WrongInput(
      "a report whose parts do not add up",
      given: Given.report
        + "; sed 's/\"n\" : 82/\"n\" : 83/' plots/report.json > n; cmp -s n "
        + "plots/report.json && exit 1; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: the parts of the split do not add "
        + "up to 144. Make a new one with forecast run."),
    WrongInput(
      "a report with a first target outside",
      given: Given.report
        + "; sed 's/\"first_target\" : [0-9]*/\"first_target\" : 999/' plots/report.json > n;"
        + " cmp -s n plots/report.json && exit 1; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: split.first_target lies outside. "
        + "Make a new one with forecast run."),
    WrongInput(
      "a report without a season",
      given: Given.report
        + "; sed 's/\"season_length\" : 12/\"season_length\" : 0/' plots/report.json > n; "
        + "cmp -s n plots/report.json && exit 1; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: series.season_length is 0. Make a "
        + "new one with forecast run."),
    WrongInput(
      "a report of a stray epoch",
      given: Given.report
        + "; sed 's/\"best_epoch\" : [0-9]*/\"best_epoch\" : 99/' plots/report.json > n; cmp "
        + "-s n plots/report.json && exit 1; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: the best epoch of gru is not in its "
        + "curve. Make a new one with forecast run."),
    WrongInput(
      "a report of a model without a name",
      given: Given.report
        + "; sed 's/\"model\" : \"gru\"/\"model\" : \"g\\/u\"/' plots/report.json > n; cmp "
        + "-s n plots/report.json && exit 1; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: a model has a name that is none. "
        + "Make a new one with forecast run."),
    WrongInput(
      "a report of an impossible coverage",
      given: Given.report
        + "; sed 's/\"coverage\" : 0.8/\"coverage\" : 1.8/' plots/report.json > n; cmp -s n "
        + "plots/report.json && exit 1; mv n plots/report.json",
      "report", exits: 78,
      "plots/report.json: this is not a report of forecast: the intervals of gru have an "
        + "impossible coverage. Make a new one with forecast run."),
  ]

  /// Pictures that cannot be drawn.
  static let drawing = [
    WrongInput(
      "a picture that there is not", given: Given.report, "plot --only loss-lstm", exits: 64,
      "There is no picture 'loss-lstm' (there are forecast, train-test-gru, loss-gru, "
        + "diagnosis-gru, residuals-gru, intervals-gru). See forecast plot --help."),
    WrongInput(
      "standard output for pictures", "plot -o -", exits: 64,
      "--output is '-' (expected a name: this is no text for standard output). See forecast "
        + "plot --help."),
    WrongInput(
      "an unknown terminal", "plot --terminal gif", exits: 64,
      "The value 'gif' is invalid for '--terminal <terminal>'. Please provide one of 'png', "
        + "'svg', 'pdf', 'dumb' or 'sixel'. See forecast plot --help."),
    WrongInput(
      "a size of one side", "plot --size 800", exits: 64,
      "The value '800' is invalid for '--size <size>': expected WIDTHxHEIGHT such as 1600x900 "
        + "or, with one of the units px, cm, mm and in, 16x9cm. See forecast plot --help."),
    WrongInput(
      "a size that is too small", "plot --size 10x10", exits: 64,
      "--size is 10x10 (expected at least 300x200 pixels, at most 16000 on a side and 40 "
        + "million in all; these are 10x10). See forecast plot --help."),
    WrongInput(
      "a size that is too large", "plot --size 20000x300", exits: 64,
      "--size is 20000x300 (expected at least 300x200 pixels, at most 16000 on a side and 40 "
        + "million in all; these are 20000x300). See forecast plot --help."),
    WrongInput(
      "a size in an unknown unit", "plot --size 10x10ft", exits: 64,
      "The value '10x10ft' is invalid for '--size <size>': expected WIDTHxHEIGHT such as "
        + "1600x900 or, with one of the units px, cm, mm and in, 16x9cm. See forecast plot "
        + "--help."),
    WrongInput(
      "a size of letters that is too small", "plot --terminal dumb --size 10x10", exits: 64,
      "--size is 10x10 (expected whole numbers without a unit from 40x18 to 1000x500: pictures "
        + "of letters count letters in a line, and lines). See forecast plot --help."),
    WrongInput(
      "a size of letters in centimetres", "plot --terminal dumb --size 10x10cm", exits: 64,
      "--size is 10x10cm (expected whole numbers without a unit from 40x18 to 1000x500: "
        + "pictures of letters count letters in a line, and lines). See forecast plot --help."),
    WrongInput(
      "a font of nothing", "plot --font=,", exits: 64,
      "The value ',' is invalid for '--font <font>': expected 4 to 72 points behind the comma. "
        + "See forecast plot --help."),
    WrongInput(
      "a font that is no name", "plot --font a;b", exits: 64,
      "The value 'a;b' is invalid for '--font <font>': expected NAME, NAME,POINTS or ,POINTS; "
        + "in a name, at most 80 letters, digits, spaces and -_.+. See forecast plot --help."),
    WrongInput(
      "a font too large", "plot --font Serif,100", exits: 64,
      "The value 'Serif,100' is invalid for '--font <font>': expected 4 to 72 points behind the "
        + "comma. See forecast plot --help."),
    WrongInput(
      "a font of a size in words", "plot --font Serif,big", exits: 64,
      "The value 'Serif,big' is invalid for '--font <font>': expected 4 to 72 points behind the "
        + "comma. See forecast plot --help."),
    WrongInput(
      "pictures over a file of others, plot",
      given: Given.report
        + "; echo > forecast.png",
      "plot -o .", exits: 73,
      ".: forecast.png is there and not written by forecast. Replace with --force, or choose "
        + "another folder with --output."),
    WrongInput(
      "no gnuplot", given: Given.report, environment: ["FORECAST_GNUPLOT": "nognuplot"], "plot",
      exits: 69,
      "cannot draw: no program nognuplot found, expected gnuplot 5. Install it with: sudo "
        + "apt-get install gnuplot-nox, or name it in FORECAST_GNUPLOT."),
    WrongInput(
      "a time limit in words", given: Given.report,
      environment: ["FORECAST_GNUPLOT_SECONDS": "soon"], "plot", exits: 69,
      "FORECAST_GNUPLOT_SECONDS is 'soon', expected 1 to 86400. Give a whole number of seconds, "
        + "or remove the variable."),
    WrongInput(
      "a gnuplot that gives up",
      given: Given.report
        + "; printf '#!/bin/sh\\nexit 3\\n' > g; chmod +x g",
      environment: ["FORECAST_GNUPLOT": "./g"], "plot", exits: 69,
      "gnuplot ended with status 3, expected 0. Try another gnuplot: sudo apt-get install "
        + "--reinstall gnuplot-nox, or FORECAST_GNUPLOT."),
    WrongInput(
      "a gnuplot that cannot run",
      given: Given.report
        + "; printf 'x' > g; chmod +x g",
      environment: ["FORECAST_GNUPLOT": "./g"], "plot", exits: 69,
      "cannot start gnuplot: Exec format error. Name a program in FORECAST_GNUPLOT (a script "
        + "begins with #!), or: sudo apt-get install --reinstall gnuplot-nox."),
    WrongInput(
      "a gnuplot that is killed",
      given: Given.report
        + "; printf '#!/bin/sh\\nkill -9 $$\\n' > g; chmod +x g",
      environment: ["FORECAST_GNUPLOT": "./g"], "plot", exits: 69,
      "gnuplot was killed by signal 9 before it had drawn all. See if memory or the number of "
        + "processes has run out, and try again."),
  ]
}
