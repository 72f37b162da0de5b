import Forecasting
import SeriesData
import Testing

@testable import Artifacts

@Suite("A hostile model file") struct HostileModelFileTests {
  /// A change of the metadata of a good file, and a piece of what is said of it.
  struct Lie: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let from: String
    let to: String
    let words: String

    init(_ name: String, _ from: String, _ to: String, _ words: String) {
      (testDescription, self.from, self.to, self.words) = (name, from, to, words)
    }

    static let all: [Lie] = sizes + transforms + observations + documents + intervals

    static let intervals: [Lie] = [
      Lie("no residuals", "\"residuals\":[[", "\"residuals\":[],\"more\":[[", refused),
      Lie("a step without residuals", "\"residuals\":[[", "\"residuals\":[[],[", refused),
      Lie("a residual beyond numbers", "\"residuals\":[[", "\"residuals\":[[1e999,", "valid JSON"),
      Lie("a residual without proportion", "\"residuals\":[[", "\"residuals\":[[7,", refused),
      Lie("a text for a residual", "\"residuals\":[[", "\"residuals\":[[\"a\",", "wrong type"),
      Lie(
        "more residuals than origins", "\"residuals\":[[", "\"residuals\":[[0,0,0,0,", refused),
      Lie("no origins", "\"origins\":3", "\"origins\":0", refused),
      Lie("more origins than any", "\"origins\":3", "\"origins\":9223372036854775807", refused),
      Lie("a negative size", "\"level\":", "\"level\":-", refused),
      Lie("an unknown scale", "\"scale\":\"log\"", "\"scale\":\"dB\"", "intervals.scale"),
      Lie(
        "logarithms of what is negative", "\"is_non_negative\":true", "\"is_non_negative\":false",
        refused),
    ]

    private static let refused = "'intervals' is not allowed"

    static let documents = [
      Lie("another schema", "forecast.model/1", "forecast.model/2", "its schema is"),
      Lie("no JSON", "{", "", "not valid JSON"),
      Lie("a missing key", "\"scaler\":{", "\"scalar\":{", "'builder.scaler' is missing"),
      Lie("a list for a number", "\"hidden_size\":4", "\"hidden_size\":[4]", "the wrong type"),
      Lie(
        "a number beyond integers", "\"hidden_size\":4", "\"hidden_size\":1e40", "not valid JSON"),
      Lie("an unknown cell", "\"cell\":\"gru\"", "\"cell\":\"gpt\"", "'shape.cell' is not allowed"),
      Lie("another cell than the kind's", "\"cell\":\"gru\"", "\"cell\":\"rnn\"", "sizes"),
      Lie("another kind than the cell's", "\"kind\":\"gru\"", "\"kind\":\"lstm\"", "sizes"),
    ]

    static let sizes: [Lie] =
      [
        ("hidden_size", "4"), ("input_size", "2"), ("layers", "1"), ("output_size", "1"),
      ].flatMap { key, value in
        ["1000000000000000000", "9223372036854775807", "-1", "0"].map {
          Lie("\(key) \($0)", "\"\(key)\":\(value)", "\"\(key)\":\($0)", "its sizes are impossible")
        }
      } + [
        Lie(
          "more units than weights", "\"hidden_size\":4", "\"hidden_size\":65536", "specification"),
        Lie(
          "more units than memory", "\"hidden\":4,", "\"hidden\":65536,", "specification"),
      ]

    static let transforms = [
      Lie("lookback 0", "\"lookback\":3,\"scaler\"", "\"lookback\":0,\"scaler\"", "lookback"),
      Lie("lookback −3", "\"lookback\":3,\"scaler\"", "\"lookback\":-3,\"scaler\"", "lookback"),
      Lie(
        "an endless lookback", "\"lookback\":3,\"scaler\"",
        "\"lookback\":9223372036854775807,\"scaler\"",
        "its transforms are impossible"),
      Lie(
        "fewer features than inputs", "[\"prev\",\"month\"],\"lookback\"",
        "[\"prev\"],\"lookback\"",
        "its transforms are impossible"),
      Lie(
        "wider features than inputs", "[\"prev\",\"month\"],\"lookback\"",
        "[\"month-onehot\"],\"lookback\"", "its transforms are impossible"),
      Lie(
        "no features", "[\"prev\",\"month\"],\"lookback\"", "[],\"lookback\"", "builder.lookback"),
      Lie(
        "an upside-down scaler", "\"minimum\":", "\"minimum\":9", "its transforms are impossible"),
      Lie("a scaler of the wrong shape", "\"maximum\":", "\"deviation\":", "maximum"),
      Lie("a scaler beyond numbers", "\"minimum\":", "\"minimum\":1e999", "not valid JSON"),
      Lie(
        "a season that is not the frequency's", "\"season_length\":12", "\"season_length\":7",
        "its last observations do not fit"),
      Lie(
        "an endless season", "\"season_length\":12", "\"season_length\":9223372036854775807",
        "its transforms are impossible"),
      Lie(
        "another transform than it was told", "\"season_length\":12,\"transform\":\"none\"",
        "\"season_length\":12,\"transform\":\"diff\"", "its specification is that of another"),
    ]

    static let observations = [
      Lie(
        "another season", "\"season_length\":12,\"start\"", "\"season_length\":7,\"start\"",
        "its last observations do not fit"),
      Lie("no frequency", "\"monthly\"", "\"sometimes\"", "observations.frequency"),
      Lie(
        "a step longer than the calendar", "\"monthly\"", "\"every-9223372036854775807-seconds\"",
        "its last observations do not fit"),
      Lie("no date", "\"2001-01-01\",\"values", "\"2001-13-01\",\"values", "observations.start"),
      Lie(
        "too few observations", "\"values\":[", "\"values\":[],\"more\":[",
        "its last observations do not fit"),
      Lie("a text among the observations", "\"values\":[", "\"values\":[\"NaN\",", "wrong type"),
    ]
  }

  /// The file with its metadata changed.
  private func changed(
    _ file: ModelFile, _ from: String, _ to: String
  ) throws -> [UInt8] {
    var tensors = try Safetensors(decoding: file.encoded(), file: "m")
    var json = try #require(tensors.metadata["forecast"])
    let place = try #require(json.firstRange(of: from), "'\(from)' is not in \(json)")
    json.replaceSubrange(place, with: to)
    tensors.metadata["forecast"] = json
    return tensors.encoded()
  }

  private func refusal(_ bytes: [UInt8]) throws -> IncompatibleFile {
    try #require(throws: IncompatibleFile.self) {
      try ModelFile(decoding: bytes, file: "m.safetensors")
    }
  }

  @Test("is refused for a lie in its metadata", arguments: Lie.all)
  func lie(_ lie: Lie) throws {
    let error = try refusal(try changed(try sampleModel(.gru), lie.from, lie.to))
    #expect(error.file == "m.safetensors")
    #expect(error.message.hasPrefix("this is not a model of forecast: "))
    #expect(error.message.contains(lie.words), "\(error.message)")
    #expect(!error.hint.isEmpty)
  }

  @Test("is refused when it says that rnn-element has two layers")
  func elementLayers() throws {
    let bytes = try changed(try sampleModel(.rnnElement), "\"layers\":1", "\"layers\":2")
    #expect(try refusal(bytes).message.contains("its sizes are impossible"))
  }

  @Test(
    "is refused for a lie about its strategy",
    arguments: [
      (HorizonStrategy.recursive, "\"steps\":1", "\"steps\":2"),
      (.recursive, "\"strategy\":\"recursive\"", "\"strategy\":\"direct\""),
      (.recursive, "\"strategy\":\"recursive\"", "\"strategy\":\"auto\""),
      (.recursive, "\"scales_windows\":false,\"seed\"", "\"scales_windows\":true,\"seed\""),
      (.direct, "\"steps\":3", "\"steps\":2"), (.direct, "\"steps\":3", "\"steps\":4"),
      (.direct, "\"steps\":3", "\"steps\":10000"), (.direct, "\"steps\":3", "\"steps\":0"),
      (.direct, "\"steps\":3", "\"steps\":9223372036854775807"),
      (.direct, "\"strategy\":\"direct\"", "\"strategy\":\"recursive\""),
      (.direct, "\"strategy\":\"direct\"", "\"strategy\":\"multi-output\""),
      (.multiOutput, "\"steps\":3", "\"steps\":4"),
      (.multiOutput, "\"steps\":3", "\"steps\":-3"),
      (.multiOutput, "\"output_size\":3", "\"output_size\":4"),
      (.multiOutput, "\"loss\":\"mse\"", "\"loss\":\"pinball\""),
      (.multiOutput, "\"strategy\":\"multi-output\"", "\"strategy\":\"direct\""),
    ])
  func strategy(_ strategy: HorizonStrategy, _ from: String, _ to: String) throws {
    let good = try sampleModel(.gru) { $0 = $0.forecasting(strategy, horizon: 3) }
    let words = try refusal(try changed(good, from, to)).message
    #expect(
      words.contains("its strategy is impossible") || words.contains("its weights are not those")
        || words.contains("specification") || words.contains("strategy' is not allowed"),
      "\(words)")
  }

  @Test(
    "is refused for a lie about its quantiles",
    arguments: [
      ("\"quantiles\":20", "\"quantiles\":30"), ("\"quantiles\":20", "\"quantiles\":0"),
      ("\"output_size\":60", "\"output_size\":61"), ("\"loss\":\"pinball\"", "\"loss\":\"mse\""),
      ("\"interval_method\":\"quantile\"", "\"interval_method\":\"conformal\""),
      ("\"steps\":3", "\"steps\":9223372036854775807"),
    ])
  func quantiles(_ from: String, _ to: String) throws {
    let good = try sampleModel(.gru) {
      $0 = $0.withQuantiles().forecasting(.multiOutput, horizon: 3)
    }
    let words = try refusal(try changed(good, from, to)).message
    #expect(words.contains("its strategy is impossible"), "\(words)")
  }

  @Test("is refused when one of its networks is missing or damaged")
  func networks() throws {
    let good = try sampleModel(.gru) { $0 = $0.forecasting(.direct, horizon: 3) }
    var tensors = try Safetensors(decoding: good.encoded(), file: "m")
    tensors.tensors["step3.head.bias"] = .init(shape: [1], values: [.nan])
    #expect(try refusal(tensors.encoded()).message.contains("step3.head.bias is not finite"))
    tensors.tensors["step3.head.bias"] = nil
    #expect(try refusal(tensors.encoded()).message.contains("not those of 3 networks"))
    tensors.tensors["step4.head.bias"] = .init(shape: [1], values: [0])
    #expect(try refusal(tensors.encoded()).message.contains("not those of 3 networks"))
  }

  @Test("is refused when a logarithm would meet a value that is not positive", arguments: [0, -5])
  func logarithm(value: Int) throws {
    let bytes = try changed(
      try sampleModel(.gru, transform: .logDiff), "\"values\":[", "\"values\":[\(value),")
    #expect(try refusal(bytes).message.contains("its last observations do not fit"))
  }

  @Test("is refused when it says that it has more weights than any memory, before it asks for them")
  func memory() throws {
    let good = try sampleModel(.gru)
    var tensors = try Safetensors(decoding: good.encoded(), file: "m")
    tensors.metadata["forecast"] = try #require(tensors.metadata["forecast"])
      .replacing("\"hidden_size\":4", with: "\"hidden_size\":65536")
      .replacing("\"hidden\":4", with: "\"hidden\":65536")
      .replacing("\"layers\":1", with: "\"layers\":64")
    for layer in 1..<64 {
      for name in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"] {
        tensors.tensors["rnn.\(name)_l\(layer)"] = .init(shape: [0], values: [])
      }
    }
    #expect(try refusal(tensors.encoded()).message.contains("not of the shape"))
  }

  /// A change of the weights of a good file.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let change: @Sendable (inout Safetensors) -> Void

    static let all = [
      Damage(testDescription: "NaN", words: "head.bias is not finite") {
        $0.tensors["head.bias"] = .init(shape: [1], values: [.nan])
      },
      Damage(testDescription: "infinity", words: "head.bias is not finite") {
        $0.tensors["head.bias"] = .init(shape: [1], values: [.infinity])
      },
      Damage(testDescription: "a missing weight", words: "not those of a gru") {
        $0.tensors["rnn.bias_hh_l0"] = nil
      },
      Damage(testDescription: "a weight too many", words: "not those of a gru") {
        $0.tensors["rnn.bias_hh_l1"] = .init(shape: [1], values: [0])
      },
      Damage(testDescription: "another shape", words: "head.weight is not finite or not of") {
        $0.tensors["head.weight"] = .init(shape: [4, 1], values: [0, 0, 0, 0])
      },
      Damage(testDescription: "no metadata", words: "no entry 'forecast'") { $0.metadata = [:] },
    ]
  }

  @Test("is refused for damaged weights", arguments: Damage.all)
  func damage(_ damage: Damage) throws {
    var tensors = try Safetensors(decoding: try sampleModel(.gru).encoded(), file: "m")
    damage.change(&tensors)
    #expect(try refusal(tensors.encoded()).message.contains(damage.words))
  }

  @Test("is refused when it is something else", arguments: ["", "ds,y\n2001-01,1\n", "{}"])
  func somethingElse(_ text: String) throws {
    #expect(try refusal(Array(text.utf8)).message.contains("it is not a safetensors file"))
  }

  @Test("never crashes the program: of 5,000 random changes, each is refused or can forecast")
  func mutations() throws {
    var generator = SplitMix64(state: 1)
    let good = try sampleModel(.gru, transform: .logDiff).encoded()
    var refused = 0
    for _ in 0..<5_000 {
      var bytes = good
      for _ in 0...Int.random(in: 0...2, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      do {
        let file = try ModelFile(decoding: bytes, file: "m")
        let forecast = file.network.forecast(file.observations, horizon: 3)
        #expect(forecast.count == 3)
        let around = file.intervals?.distribution(around: forecast, probabilities: [0.1, 0.9])
        #expect(around?.quantiles.count ?? 3 == 3)
        _ = file.observations.timestamp(at: file.observations.count + 3).iso
      } catch {
        refused += 1
      }
    }
    #expect((1_000..<5_000).contains(refused))
  }
}
