extension WrongInput {
  /// Searches that cannot begin or go on.
  static let searching = [
    WrongInput(
      "no steps to judge", "tune --model gru -H 0", exits: 64,
      "--horizon is 0 (expected 1 to 10000). See forecast tune --help."),
    WrongInput(
      "no origins", "tune --model gru --origins 0", exits: 64,
      "--origins is 0 (expected 1 to 10000). See forecast tune --help."),
    WrongInput(
      "two models", "tune --model gru --model rnn", exits: 64,
      "--model is given 2 times (expected one of rnn-element, rnn, lstm or gru, once). See "
        + "forecast tune --help."),
    WrongInput(
      "a folder for the settings", "tune --model gru -o out/", exits: 64,
      "--output is 'out/' (expected a file such as tuned.json). See forecast tune --help."),
    WrongInput(
      "standard output for settings", "tune --model gru -o -", exits: 64,
      "--output is '-' (expected a file such as tuned.json). See forecast tune --help."),
    WrongInput(
      "a folder for the state", "tune --model gru --state ..", exits: 64,
      "--state is '..' (expected a file such as tuned.tune.json). See forecast tune --help."),
    WrongInput(
      "a state without a plan", csv: "{\"schema\":\"forecast.tune-state/1\"}",
      "tune --model gru --resume --state a.csv", exits: 78,
      "a.csv: this is no state of forecast tune: 'plan' is missing. Name another file with "
        + "--state, or begin anew without --resume."),
    WrongInput(
      "a state of another version", csv: "{\"schema\":\"forecast.tune-state/7\"}",
      "tune --model gru --resume --state a.csv", exits: 78,
      "a.csv: this is no state of forecast tune: its schema is \"forecast.tune-state/7\" "
        + "(expected \"forecast.tune-state/1\"). Name another file with --state, or begin anew "
        + "without --resume."),
    WrongInput(
      "a search of other trials", given: Given.search,
      "tune --model gru --epochs 3 --trials 3 --resume", exits: 78,
      "tuned.tune.json: the search that is kept here is another one: it has --trials 2. Give "
        + "the same data and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a search of another model", given: Given.search,
      "tune --model rnn --epochs 3 --trials 2 --resume", exits: 78,
      "tuned.tune.json: the search that is kept here is another one: it is for --model gru. "
        + "Give the same data and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a search of another seed", given: Given.search,
      "tune --model gru --seed 3 --epochs 3 --trials 2 --resume", exits: 78,
      "tuned.tune.json: the search that is kept here is another one: it has --seed 0. Give the "
        + "same data and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a search of other origins", given: Given.search,
      "tune --model gru --origins 2 --epochs 3 --trials 2 --resume", exits: 78,
      "tuned.tune.json: the search that is kept here is another one: it has 3 origins, the "
        + "first after 60 values. Give the same data and options, or begin anew with --force and "
        + "without --resume."),
    WrongInput(
      "a search of another horizon", given: Given.search,
      "tune --model gru -H 2 --epochs 3 --trials 2 --resume", exits: 78,
      "tuned.tune.json: the search that is kept here is another one: it has --horizon 1. Give "
        + "the same data and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a search of other epochs", given: Given.search,
      "tune --model gru --epochs 4 --trials 2 --resume", exits: 78,
      "tuned.tune.json: the search that is kept here is another one: its training options are "
        + "others. Give the same data and options, or begin anew with --force and without --resume."
    ),
    WrongInput(
      "a search on another training part", given: Given.search,
      "tune --model gru --epochs 3 --train 90 --trials 2 --resume", exits: 78,
      "tuned.tune.json: the search that is kept here is another one: the training part is "
        + "another. Give the same data and options, or begin anew with --force and without "
        + "--resume."),
    WrongInput(
      "a search on other data",
      csv: "date,value\n1990-01,0\n1990-02,1\n1990-03,4\n1990-04,2\n1990-05,2\n1990-06,4\n"
        + "1990-07,1\n1990-08,0\n1990-09,1\n1990-10,4\n1990-11,2\n1990-12,2\n1991-01,4\n"
        + "1991-02,1\n1991-03,0\n1991-04,1\n1991-05,4\n1991-06,2\n1991-07,2\n1991-08,4\n"
        + "1991-09,1\n1991-10,0\n1991-11,1\n1991-12,4\n1992-01,2\n1992-02,2\n1992-03,4\n"
        + "1992-04,1\n1992-05,0\n1992-06,1\n1992-07,4\n1992-08,2\n1992-09,2\n1992-10,4\n"
        + "1992-11,1\n1992-12,0\n1993-01,1\n1993-02,4\n1993-03,2\n1993-04,2\n1993-05,4\n"
        + "1993-06,1\n1993-07,0\n1993-08,1\n1993-09,4\n1993-10,2\n1993-11,2\n1993-12,4\n"
        + "1994-01,1\n1994-02,0\n1994-03,1\n1994-04,4\n1994-05,2\n1994-06,2\n1994-07,4\n"
        + "1994-08,1\n1994-09,0\n1994-10,1\n1994-11,4\n1994-12,2\n",
      given: Given.search, "tune a.csv --model gru --origins 1 --epochs 3 --trials 2 --resume",
      exits: 78,
      "tuned.tune.json: the search that is kept here is another one: the data are others. Give "
        + "the same data and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a search that was stopped",
      given: Given.search
        + "; sed 's/\"is_finished\" : true/\"is_finished\" : false/' tuned.tune.json > n; mv "
        + "n tuned.tune.json",
      "tune --model gru --epochs 3 --trials 2", exits: 73,
      "tuned.tune.json: a search that was stopped is kept here (6 fits). Go on with it by "
        + "--resume, or begin anew with --force."),
    WrongInput(
      "a search of no trials",
      given: Given.search
        + "; sed 's/\"trials\" : 2/\"trials\" : 0/' tuned.tune.json > n; mv n tuned.tune.json",
      "tune --model gru --epochs 3 --trials 2 --resume", exits: 78,
      "tuned.tune.json: this is no state of forecast tune: its plan has no trials or no "
        + "origins, or trains for no epoch. Name another file with --state, or begin anew "
        + "without --resume."),
    WrongInput(
      "a search with a stray score",
      given: Given.search
        + "; sed 's/\"rung\" : 0/\"rung\" : 9/' tuned.tune.json > n; mv n tuned.tune.json",
      "tune --model gru --epochs 3 --trials 2 --resume", exits: 78,
      "tuned.tune.json: this is no state of forecast tune: a score belongs to no trial. Name "
        + "another file with --state, or begin anew without --resume."),
    WrongInput(
      "a search on values that never change",
      csv: "2000,3\n2001,3\n2002,3\n2003,3\n2004,3\n2005,3\n2006,3\n2007,3\n2008,3\n2009,3\n"
        + "2010,3\n2011,3\n2012,3\n2013,3\n2014,3\n2015,3\n2016,3\n2017,3\n2018,3\n2019,3\n"
        + "2020,3\n2021,3\n2022,3\n2023,3\n2024,3\n2025,3\n2026,3\n2027,3\n2028,3\n2029,3\n",
      "tune a.csv --model gru --origins 1 --trials 2 --epochs 2 --test 3", exits: 65,
      "a.csv: MASE does not exist before the first validation origin: every training value "
        + "equals that of a season before. Try a smaller --origins, or --season 1."),
    WrongInput(
      "a search before a season", csv: months(),
      "tune a.csv --model gru --origins 3 --trials 2 --epochs 2 --test 3", exits: 65,
      "a.csv: MASE does not exist before the first validation origin: the 6 training values are "
        + "no more than a season of 12. Try a smaller --origins, or --season 1."),
    WrongInput(
      "a search on few values", csv: months(), "tune a.csv --model gru", exits: 65,
      "a.csv: MASE does not exist before the first validation origin: the 5 training values are "
        + "no more than a season of 12. Try a smaller --origins, or --season 1."),
    WrongInput(
      "two layers of rnn-element", "tune --model rnn-element --layers 2", exits: 64,
      "--layers 2 does not go with rnn-element, which has one layer. Try --model rnn --model "
        + "lstm --model gru. See forecast tune --help."),
    WrongInput(
      "a pause for a search", "tune --model gru --checkpoint-every 3", exits: 64,
      "Unknown option '--checkpoint-every'. See forecast tune --help."),
    WrongInput(
      "a gap that reaches an origin of a search",
      csv: "ds,y\n2000,0\n2001,1\n2002,4\n2003,2\n2004,2\n2005,4\n2006,1\n2007,0\n2008,1\n"
        + "2009,4\n2010,2\n2011,2\n2012,4\n2013,1\n2014,0\n2015,1\n2016,4\n2017,2\n2018,2\n"
        + "2019,4\n2021,0\n2022,1\n2023,4\n2024,2\n2025,2\n2026,4\n2027,1\n2028,0\n2029,1\n",
      "tune a.csv --model gru --gaps interpolate --origins 1 --test 3 --lookback 2", exits: 65,
      "a.csv: the gap 2020 reaches the end of what is fitted on, and interpolating it would let "
        + "a value that judges into the fit. Try --gaps previous, or another --test or --origins."),
  ]

  /// Twelve months, with one line put in place of another.
  private static func months(_ line: String = "", for month: Int = 0) -> String {
    let rows = (1...12).map { number in
      number == month ? line : "2020-\(number < 10 ? "0" : "")\(number)-01,\(number)\n"
    }
    return "date,value\n" + rows.joined()
  }
}
