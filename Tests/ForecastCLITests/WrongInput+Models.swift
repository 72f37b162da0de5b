extension WrongInput {
  /// Newer data that do not go with a model, and more of what prediction is not given.
  static let models = [
    WrongInput(
      "no model named", "predict", exits: 64,
      "Missing expected argument '<model>'. See forecast predict --help."),
    WrongInput(
      "no horizon", "predict m -H 0", exits: 64,
      "--horizon is 0 (expected 1 to 100000). See forecast predict --help."),
    WrongInput(
      "a table twice", "predict m --csv --format nixtla", exits: 64,
      "--csv and --format exclude each other; give one. See forecast predict --help."),
    WrongInput(
      "a format that there is not", "predict m --format xml", exits: 64,
      "The value 'xml' is invalid for '--format <format>'. Please provide one of 'text', 'csv' "
        + "or 'nixtla'. See forecast predict --help."),
    WrongInput(
      "an interval of everything", "predict m --coverage 1", exits: 64,
      "The value '1' is invalid for '--coverage <list>': expected fractions from 0.01 to 0.9999 "
        + "such as 0.8,0.95. See forecast predict --help."),
    WrongInput(
      "JSON that is no model", csv: "{}", "predict a.csv", exits: 78,
      "a.csv: this is not a file of the recipe auto: 'schema' is missing. Make one with "
        + "forecast train CSV -o auto.json."),
    WrongInput(
      "JSON of another schema", csv: "{\"schema\":\"forecast.report/1\"}", "predict a.csv",
      exits: 78,
      "a.csv: this is not a file of the recipe auto: its schema is \"forecast.report/1\" "
        + "(expected \"forecast.auto/1\"). Make one with forecast train CSV -o auto.json."),
    WrongInput(
      "newer data of another frequency", csv: years, given: Given.model, "predict m --data a.csv",
      exits: 65,
      "a.csv: the data are yearly, the model was trained on monthly ones. Train a model on "
        + "these data."),
    WrongInput(
      "newer data with several columns",
      csv: "date,a,b\n2020-01,1,1\n2020-02,2,2\n2020-03,3,3\n2020-04,4,4\n2020-05,5,5\n"
        + "2020-06,6,6\n2020-07,7,7\n2020-08,8,8\n2020-09,9,9\n2020-10,10,10\n2020-11,11,11\n"
        + "2020-12,12,12\n",
      given: Given.model, "predict m --data a.csv", exits: 65,
      "a.csv: there is no column 'Passengers', which the model was trained on, and several "
        + "others could be meant. Name one with --value-column."),
    WrongInput(
      "newer data that are not there", given: Given.model, "predict m --data b.csv", exits: 66,
      "b.csv: the file cannot be read: No such file or directory. Check the path, or give - for "
        + "standard input."),
    WrongInput(
      "newer data off the season",
      csv: Given.noons,
      given: "i=10; echo d,v > d.csv; while [ $i -lt 40 ]; do echo \"20$i-01-01,$((i%5))\" >> "
        + "d.csv; i=$((i+1)); done; \"$forecast\" train d.csv --season 5 --model gru "
        + "--epochs 1 --seeds 1 -o m > o",
      "predict m --data a.csv", exits: 65,
      "a.csv: the data are daily, the model was trained on yearly ones. Train a model on these "
        + "data."),
  ]

  /// Graphs that cannot be written.
  static let exporting = [
    WrongInput(
      "a network of quantiles",
      given: "\"$forecast\" train --model gru --epochs 1 --seeds 1 --intervals quantile -H 2 -o "
        + "m > o",
      "export m", exits: 78,
      "m: a network that has learned quantiles cannot be exported to ONNX (expected one with "
        + "conformal intervals). Train one with --intervals conformal, the default."),
    WrongInput(
      "the recipe auto as a graph", given: Given.recipe, "export auto.json", exits: 78,
      "auto.json: this is no network: the recipe auto fits statistical methods anew each time, "
        + "which no graph can do. Export a network: forecast train CSV --model gru -o "
        + "gru.safetensors."),
    WrongInput(
      "no horizon for a graph", "export m -H 0", exits: 64,
      "--horizon is 0 (expected 1 to 1000). See forecast export --help."),
    WrongInput(
      "a horizon that is too long", "export m -H 1001", exits: 64,
      "--horizon is 1001 (expected 1 to 1000). See forecast export --help."),
    WrongInput(
      "an unknown format", "export m --format torch", exits: 64,
      "The value 'torch' is invalid for '--format <format>'. Please provide one of 'onnx'. See "
        + "forecast export --help."),
    WrongInput(
      "standard output for a graph", "export m -o -", exits: 64,
      "--output is '-' (expected a file such as gru.onnx). See forecast export --help."),
    WrongInput(
      "a folder for a graph", "export m -o out/", exits: 64,
      "--output is 'out/' (expected a file such as gru.onnx). See forecast export --help."),
    WrongInput(
      "dots for a graph", "export m -o ..", exits: 64,
      "--output is '..' (expected a file such as gru.onnx). See forecast export --help."),
    WrongInput(
      "no model to export", "export m", exits: 66,
      "m: the file cannot be read: No such file or directory. Check the path, or give - for "
        + "standard input."),
    WrongInput(
      "no model named, export", "export", exits: 64,
      "Missing expected argument '<model>'. See forecast export --help."),
    WrongInput(
      "a graph in place of a folder",
      given: Given.model
        + "; mkdir out",
      "export m -o out", exits: 73,
      "out: this is a folder (expected a file). Name a file in it."),
    WrongInput(
      "a CSV file as a model", csv: months(), "export a.csv", exits: 78,
      "a.csv: this is not a model of forecast: it is not a safetensors file (it does not begin "
        + "as a safetensors file does: the header would be 7809653161889915236 bytes long, and at "
        + "most 100000000 are read). Is it a .safetensors file? `forecast train` writes one."),
  ]

  /// Runs that cannot be done again.
  static let replaying = [
    WrongInput(
      "a run that is no JSON", csv: "x", "run --replay a.csv", exits: 78,
      "a.csv: this is no run to do again: it is not valid JSON. Expected is the run.json of a "
        + "folder that forecast run wrote."),
    WrongInput(
      "a run that is a report", csv: "{\"schema\":\"forecast.report/1\"}", "run --replay a.csv",
      exits: 78,
      "a.csv: this is no run to do again: its schema is \"forecast.report/1\" (expected "
        + "\"forecast.replay/1\"). Expected is the run.json of a folder that forecast run wrote."),
    WrongInput(
      "a run without a version", csv: "{\"schema\":\"forecast.replay/1\"}", "run --replay a.csv",
      exits: 78,
      "a.csv: this is no run to do again: 'version' is missing. Expected is the run.json of a "
        + "folder that forecast run wrote."),
    WrongInput(
      "a run of another command",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"train\",\"arg"
        + "uments\":[],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"00\"}}",
      "run --replay a.csv", exits: 78,
      "a.csv: this is no run to do again: its command is \"train\" (expected \"run\"). Expected "
        + "is the run.json of a folder that forecast run wrote."),
    WrongInput(
      "a run of other data",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\",\"argum"
        + "ents\":[],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"00\"}}",
      "run --replay a.csv", exits: 65,
      "airline-passengers.csv is not the file that a.csv is of: its SHA-256 is "
        + "29a86cac504338c7c5607e721396e4bda240ca61785ffcac9ed1af4088199d42, and that of a was "
        + "00. Name the same data: forecast run FILE --replay a.csv."),
    WrongInput(
      "a run with a word that is no option",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\",\"argum"
        + "ents\":[\"x\"],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"00\"}}",
      "run --replay a.csv", exits: 78,
      "a.csv: its arguments have 'x', which no run is told there. Expected is the run.json of a "
        + "folder that forecast run wrote."),
    WrongInput(
      "a run that says where to write",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\",\"argum"
        + "ents\":[\"--output\",\"/x\"],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"00\"}}"
        + "",
      "run --replay a.csv", exits: 78,
      "a.csv: its arguments have '--output', which no run is told there. Expected is the "
        + "run.json of a folder that forecast run wrote."),
    WrongInput(
      "a run with an option without a value",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\",\"argum"
        + "ents\":[\"--epochs\"],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"00\"}}",
      "run --replay a.csv", exits: 78,
      "a.csv: its arguments have '--epochs', which no run is told there. Expected is the "
        + "run.json of a folder that forecast run wrote."),
    WrongInput(
      "a run of other data and another seed",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\",\"argum"
        + "ents\":[\"--seed\",\"3\"],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"2d8f2c0a\"}"
        + "}",
      "run --replay a.csv", exits: 65,
      "airline-passengers.csv is not the file that a.csv is of: its SHA-256 is "
        + "29a86cac504338c7c5607e721396e4bda240ca61785ffcac9ed1af4088199d42, and that of a was "
        + "2d8f2c0a. Name the same data: forecast run FILE --replay a.csv."),
    WrongInput(
      "an option beside a run",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\",\"argum"
        + "ents\":[],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"00\"}}",
      "run --replay a.csv --epochs 3", exits: 64,
      "--replay repeats a run as it was, and --epochs is given. Leave one of them away. See "
        + "forecast run --help."),
    WrongInput(
      "a run that is not there", "run --replay r.json", exits: 66,
      "r.json: the file cannot be read: No such file or directory. Check the path, or give - "
        + "for standard input."),
    WrongInput(
      "a run for train",
      csv: "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\",\"argum"
        + "ents\":[],\"seed\":0,\"input\":{\"name\":\"a\",\"sha256\":\"00\"}}",
      "train --replay a.csv", exits: 64,
      "Unknown option '--replay'. See forecast train --help."),
    WrongInput(
      "a run whose seed is another",
      given: Given.report
        + "; sed 's/\"seed\" : 0/\"seed\" : 7/' plots/run.json > r.json",
      "run --replay r.json", exits: 78,
      "r.json: its seed is 7, and that of its arguments 0. Expected is the run.json of a folder "
        + "that forecast run wrote."),
    WrongInput(
      "a run on another file", csv: months(),
      given: Given.report
        + "; mv plots/run.json r.json",
      "run a.csv --replay r.json", exits: 65,
      "a.csv is not the file that r.json is of: its SHA-256 is "
        + "039d948dd6937595c494f0e4f688b791258f3c4e20638ad7ca6172710dfdef89, and that of "
        + "airline-passengers.csv was "
        + "29a86cac504338c7c5607e721396e4bda240ca61785ffcac9ed1af4088199d42. Name the same data: "
        + "forecast run FILE --replay r.json."),
  ]

  /// Twelve months, with one line put in place of another.
  private static func months(_ line: String = "", for month: Int = 0) -> String {
    let rows = (1...12).map { number in
      number == month ? line : "2020-\(number < 10 ? "0" : "")\(number)-01,\(number)\n"
    }
    return "date,value\n" + rows.joined()
  }

  /// Twelve years.
  private static let years = "ds,y\n" + (1...12).map { "\(2000 + $0),\($0 * $0 % 7)\n" }.joined()
}
