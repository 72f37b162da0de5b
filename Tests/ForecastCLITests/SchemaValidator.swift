import Foundation

/// Holds a document to a JSON Schema; knows the keywords that the schemas of `forecast` have, and
/// refuses others.
struct SchemaValidator {
  private let root: [String: Any]

  init(_ schema: [String: Any]) { root = schema }

  /// What is wrong, a line each with its place; empty for a document that fits.
  func faults(of document: Any) -> [String] { check(document, root, "$") }

  private static let annotations: Set = ["$schema", "$id", "$defs", "title", "description"]

  private func check(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    var faults: [String] = []
    for (keyword, rule) in schema where !Self.annotations.contains(keyword) {
      switch (keyword, rule) {
      case ("type", let name as String): faults += type(value, [name], place)
      case ("type", let names as [String]): faults += type(value, names, place)
      case ("properties", let rules as [String: Any]): faults += properties(value, rules, place)
      case ("additionalProperties", _): faults += others(value, schema, place)
      case ("required", let names as [String]):
        let keys = (value as? [String: Any])?.keys
        faults += names.filter { keys?.contains($0) == false }.map { "\(place): no \($0)" }
      case ("items", let rule as [String: Any]):
        for (index, item) in ((value as? [Any]) ?? []).enumerated() {
          faults += check(item, rule, "\(place)[\(index)]")
        }
      case ("enum", let allowed as [String]):
        if !allowed.contains(value as? String ?? "\0") { faults.append("\(place): \(value)") }
      case ("const", let wanted as String):
        if value as? String != wanted { faults.append("\(place): \(value) is not \(wanted)") }
      case ("$ref", let path as String): faults += check(value, definition(path), place)
      case ("anyOf", let rules as [[String: Any]]):
        let all = rules.map { check(value, $0, place) }
        if !all.contains([]) { faults += all.flatMap { $0 } + ["\(place): none of \(all.count)"] }
      case ("minimum", let least as Double):
        if (number(value) ?? least) < least { faults.append("\(place): \(value) < \(least)") }
      case ("maximum", let most as Double):
        if (number(value) ?? most) > most { faults.append("\(place): \(value) > \(most)") }
      case ("pattern", let pattern as String):
        let text = value as? String ?? ""
        if text.range(of: pattern, options: .regularExpression) == nil {
          faults.append("\(place): '\(text)' is not like \(pattern)")
        }
      default: faults.append("\(place): no such keyword: \(keyword)")
      }
    }
    return faults
  }

  private func definition(_ path: String) -> [String: Any] {
    let name = String(path.dropFirst("#/$defs/".count))
    return (root["$defs"] as? [String: Any])?[name] as? [String: Any] ?? ["missing": path]
  }

  private func properties(_ value: Any, _ rules: [String: Any], _ place: String) -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    return rules.flatMap { key, rule in
      object[key].map { check($0, rule as? [String: Any] ?? [:], "\(place).\(key)") } ?? []
    }
  }

  private func others(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    let known = (schema["properties"] as? [String: Any])?.keys.map { $0 } ?? []
    let rest = ((value as? [String: Any]) ?? [:]).filter { !known.contains($0.key) }
    guard let rule = schema["additionalProperties"] as? [String: Any] else {
      return rest.keys.map { "\(place): \($0) is unknown" }
    }
    return rest.flatMap { check($1, rule, "\(place).\($0)") }
  }

  private func number(_ value: Any) -> Double? { isTruth(value) ? nil : value as? Double }

  private func isTruth(_ value: Any) -> Bool {
    (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
  }

  private func type(_ value: Any, _ names: [String], _ place: String) -> [String] {
    let isRight = names.contains { name in
      switch name {
      case "object": value is [String: Any]
      case "array": value is [Any]
      case "string": value is String
      case "null": value is NSNull
      case "boolean": isTruth(value)
      case "number": number(value) != nil
      case "integer": number(value).map { $0 == $0.rounded() } ?? false
      default: false
      }
    }
    return isRight ? [] : ["\(place): \(value) is no \(names.joined(separator: " or "))"]
  }
}

/// The same with at most two elements in every list.
func trimmed(_ value: Any) -> Any {
  switch value {
  case let object as [String: Any]: object.mapValues(trimmed)
  case let list as [Any]: list.prefix(2).map(trimmed)
  default: value
  }
}

/// Every document that comes out of one by taking away a key, adding one, or changing a value.
func damaged(_ value: Any) -> [(place: String, document: Any)] {
  let wrong = [[["another type"]]]
  switch value {
  case let object as [String: Any]:
    let others = object.flatMap { key, inner -> [(place: String, document: Any)] in
      var less = object
      less[key] = nil
      return [(".\(key) is missing", less)]
        + damaged(inner).map { (".\(key)\($0.place)", object.merging([key: $0.document]) { $1 }) }
    }
    return others + [(" has a key too many", object.merging(["no such key": wrong]) { $1 })]
  case let list as [Any]:
    return list.indices.flatMap { index in
      damaged(list[index]).map { place, changed in
        var other = list
        other[index] = changed
        return ("[\(index)]\(place)", other)
      }
    }
  default: return [(" has another type", wrong)]
  }
}
