/// Transforms the elements side by side, at most `limit` at a time; the results keep the order of
/// the elements, so nothing depends on how many threads there are.
///
/// - Throws: The first error; the other transformations are awaited.
public func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], limit: Int,
  _ transform: @escaping @Sendable (Element) throws -> Result
) async throws -> [Result] {
  precondition(limit >= 1, "Work needs at least one thread")
  return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var results = [Result?](repeating: nil, count: elements.count)
    for (index, element) in elements.enumerated() {
      if index >= limit, let (done, result) = try await group.next() { results[done] = result }
      group.addTask { (index, try transform(element)) }
    }
    for try await (done, result) in group { results[done] = result }
    return results.compactMap { $0 }
  }
}
