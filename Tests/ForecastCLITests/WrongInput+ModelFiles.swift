extension WrongInput {
  /// Models that are none, and newer data that do not go with them.
  static let modelFiles = [
    WrongInput(
      "newer data that are too few", csv: "date,value\n2020-01,1\n2020-02,2\n2020-03,3\n",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o",
      "predict m --data a.csv", exits: 65,
      "a.csv: 3 values are too few (the model looks at the last 12). Give the file a longer "
        + "history."),
    WrongInput(
      "newer data without a logarithm", csv: months("2020-12-01,0\n", for: 12),
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1 --transform log --lookback "
        + "6 -o m > o",
      "predict m --data a.csv", exits: 65,
      "a.csv: the value 0.0 at 2020-12 has no logarithm (--transform log expects positive "
        + "values). Train a model with --transform none or diff on these data."),
    WrongInput(
      "newer data off the season, predict",
      csv: Given.noons,
      given: "i=10; echo d,v > d.csv; while [ $i -lt 31 ]; do echo \"2019-12-$i,$((i%5))\" >> "
        + "d.csv; i=$((i+1)); done; \"$forecast\" train d.csv --model gru --epochs 1 --seeds "
        + "1 --season 5 --lookback 3 --test 4 -o m > o",
      "predict m --data a.csv", exits: 65,
      "a.csv: the dates, from 2020-01-01T12:00 on, are no whole steps from 2019-12-10, where "
        + "the model's season of 5 begins. Give the file the dates that the model was trained "
        + "on, and newer ones."),
    WrongInput(
      "a model of impossible sizes",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o; LC_ALL=C sed "
        + "'s|\\\\\"layers\\\\\":1|\\\\\"layers\\\\\":0|' m > n; cmp -s m n && exit 1; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: its sizes are impossible. Train one with forecast "
        + "train CSV --model gru -o gru.safetensors."),
    WrongInput(
      "a model of an impossible strategy",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o; LC_ALL=C sed "
        + "'s|\\\\\"steps\\\\\":1|\\\\\"steps\\\\\":0|' m > n; cmp -s m n && exit 1; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: its strategy is impossible. Train one with forecast "
        + "train CSV --model gru -o gru.safetensors."),
    WrongInput(
      "a model of two lookbacks",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o; LC_ALL=C sed "
        + "'s|\\\\\"lookback\\\\\":12|\\\\\"lookback\\\\\":13|' m > n; cmp -s m n && exit 1; "
        + "mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: its specification is that of another network. Train "
        + "one with forecast train CSV --model gru -o gru.safetensors."),
    WrongInput(
      "a model without provenance",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o; LC_ALL=C sed "
        + "'s|\\\\\"provenance\\\\\"|\\\\\"provenancx\\\\\"|' m > n; cmp -s m n && exit 1; "
        + "mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: 'provenance' is missing. Train one with forecast "
        + "train CSV --model gru -o gru.safetensors."),
    WrongInput(
      "a model of other weights",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o; LC_ALL=C sed "
        + "'s|head.weight|head.weighs|' m > n; cmp -s m n && exit 1; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: its weights are not those of a gru. Train one with "
        + "forecast train CSV --model gru -o gru.safetensors."),
    WrongInput(
      "weights of double precision",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o; LC_ALL=C sed "
        + "'s|\"F32\"|\"F64\"|' m > n; cmp -s m n && exit 1; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (tensor \"head.bias\" "
        + "has elements of type \"F64\"; only \"F32\" is read). Convert the tensors to float32 "
        + "before saving them."),
    WrongInput(
      "a tensor that is there twice",
      given: "\"$forecast\" train  --model gru --epochs 1 --seeds 1  -o m > o; LC_ALL=C sed "
        + "'s|\"head.bias\"|\"head.weight\"|' m > n; cmp -s m n && exit 1; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (the header has the key "
        + "\"head.weight\" twice). Is it a .safetensors file? `forecast train` writes one."),
    WrongInput(
      "a recipe without a season",
      given: Given.recipe
        + "; sed 's/\"season_length\" : 12/\"season_length\" : 0/' auto.json > n; mv n "
        + "auto.json",
      "predict auto.json", exits: 78,
      "auto.json: this is not a file of the recipe auto: its series, horizon or season is "
        + "impossible. Make one with forecast train CSV -o auto.json."),
    WrongInput(
      "a recipe of another network",
      given: Given.recipe
        + "; sed 's/\"network\" : \"../\"network\" : \"zz/' auto.json > n; mv n auto.json",
      "predict auto.json", exits: 78,
      "auto.json: it was made with another pretrained network than this program has. Make it "
        + "again with forecast train."),
    WrongInput(
      "a recipe without a seed",
      given: Given.recipe
        + "; sed 's/\"seed\" :/\"seek\" :/' auto.json > n; mv n auto.json",
      "predict auto.json", exits: 78,
      "auto.json: this is not a file of the recipe auto: 'seed' is missing. Make one with "
        + "forecast train CSV -o auto.json."),
    WrongInput(
      "a model that is cut off", given: "printf '\\100\\000\\000\\000\\000\\000\\000\\000{}' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (the header is said to "
        + "be 64 bytes long, but only 2 bytes follow). See whether the file is complete, or "
        + "train the network again."),
    WrongInput(
      "a header that is no object",
      given: "printf '\\002\\000\\000\\000\\000\\000\\000\\000[]' > m", "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (the header is not a "
        + "JSON object in UTF-8). Is it a .safetensors file? `forecast train` writes one."),
    WrongInput(
      "a header that is no JSON", given: "printf '\\003\\000\\000\\000\\000\\000\\000\\000{a}' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (the header is not "
        + "valid JSON, or a number in it is not a whole one of 64 bits). Is it a .safetensors "
        + "file? `forecast train` writes one."),
    WrongInput(
      "a file of weights without a document",
      given: "printf '\\002\\000\\000\\000\\000\\000\\000\\000{}' > m", "predict m", exits: 78,
      "m: this is not a model of forecast: its metadata have no entry 'forecast'. Train one "
        + "with forecast train CSV --model gru -o gru.safetensors."),
    WrongInput(
      "weights of PyTorch alone",
      given: "printf "
        + "'\\105\\000\\000\\000\\000\\000\\000\\000{\"rnn.weight_ih_l0\":{\"dtype\":\"F32\",\"s"
        + "hape\":[1],\"data_offsets\":[0,4]}}\\000\\000\\000\\000' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: its metadata have no entry 'forecast', which says "
        + "what the weights are for: cell, lookback, features, transform, scaling and the last "
        + "observations. Save the weights with the metadata of a file that forecast trained: "
        + "save_file(weights, name, metadata=metadata), as in Guides/pytorch.md."),
    WrongInput(
      "weights of half precision",
      given: "printf "
        + "'\\066\\000\\000\\000\\000\\000\\000\\000{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data"
        + "_offsets\":[0,4]}}\\000\\000\\000\\000' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (tensor \"a\" has "
        + "elements of type \"F16\"; only \"F32\" is read). Convert the tensors to float32 "
        + "before saving them."),
    WrongInput(
      "a tensor of a negative size",
      given: "printf "
        + "'\\067\\000\\000\\000\\000\\000\\000\\000{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"dat"
        + "a_offsets\":[0,4]}}\\000\\000\\000\\000' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (tensor \"a\" has the "
        + "impossible shape [-1]). Is it a .safetensors file? `forecast train` writes one."),
    WrongInput(
      "a tensor outside of the data",
      given: "printf "
        + "'\\066\\000\\000\\000\\000\\000\\000\\000{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data"
        + "_offsets\":[0,8]}}\\000\\000\\000\\000' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (tensor \"a\" has "
        + "data_offsets [0, 8]; expected a begin and an end within the 4 bytes of data). Is it a "
        + ".safetensors file? `forecast train` writes one."),
    WrongInput(
      "a tensor that is smaller than its shape",
      given: "printf "
        + "'\\066\\000\\000\\000\\000\\000\\000\\000{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data"
        + "_offsets\":[0,4]}}\\000\\000\\000\\000' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (tensor \"a\" of shape "
        + "[2] needs 8 bytes, but its data_offsets span 4). Is it a .safetensors file? `forecast "
        + "train` writes one."),
    WrongInput(
      "a tensor without a shape",
      given: "printf "
        + "'\\052\\000\\000\\000\\000\\000\\000\\000{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0"
        + ",4]}}\\000\\000\\000\\000' > m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not a safetensors file (the header has no "
        + "shape in \"a\"). Is it a .safetensors file? `forecast train` writes one."),
    WrongInput(
      "a document that is no JSON",
      given: "printf "
        + "'\\041\\000\\000\\000\\000\\000\\000\\000{\"__metadata__\":{\"forecast\":\"x\"}}' "
        + "> m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: it is not valid JSON. Train one with forecast train "
        + "CSV --model gru -o gru.safetensors."),
    WrongInput(
      "a model of another version",
      given: Given.model
        + "; LC_ALL=C sed 's|forecast.model/1|forecast.model/9|' m > n; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: its schema is \"forecast.model/9\" (expected "
        + "\"forecast.model/1\"). Train one with forecast train CSV --model gru -o "
        + "gru.safetensors."),
    WrongInput(
      "a model with a season of its own",
      given: Given.model
        + "; LC_ALL=C sed 's|\\\\\"season_length\\\\\":12|\\\\\"season_length\\\\\":13|' m > "
        + "n; cmp -s m n && exit 1; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: its last observations do not fit its transforms. "
        + "Train one with forecast train CSV --model gru -o gru.safetensors."),
    WrongInput(
      "a model of no lookback",
      given: Given.model
        + "; LC_ALL=C sed 's|\\\\\"lookback\\\\\":12|\\\\\"lookback\\\\\":-1|' m > n; cmp -s "
        + "m n && exit 1; mv n m",
      "predict m", exits: 78,
      "m: this is not a model of forecast: 'builder.lookback' is not allowed. Train one with "
        + "forecast train CSV --model gru -o gru.safetensors."),
  ]

  /// Twelve months, with one line put in place of another.
  private static func months(_ line: String = "", for month: Int = 0) -> String {
    let rows = (1...12).map { number in
      number == month ? line : "2020-\(number < 10 ? "0" : "")\(number)-01,\(number)\n"
    }
    return "date,value\n" + rows.joined()
  }
}
