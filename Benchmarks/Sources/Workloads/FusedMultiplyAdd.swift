/// The yardstick: multiply-adds that depend on nothing but themselves, from registers, as many as
/// the core can do.
///
/// Twelve sums in a vector's width each: a core that starts two multiply-adds a cycle and has the
/// result of each after four or five needs eight to ten of them on their way at a time.
public enum FusedMultiplyAdd {
  private static let sums = 12

  /// Lanes of a vector; one of them is what a register of the machine holds.
  public enum Width: Int, Sendable, CaseIterable {
    case four = 4
    case eight = 8
    case sixteen = 16
  }

  /// Floating-point operations of `rounds` rounds.
  public static func operations(rounds: Int, width: Width) -> Double {
    2 * Double(sums * width.rawValue * rounds)
  }

  /// The peak of this core in operations a second: the best of so many runs at each width.
  public static func peak(bestOf count: Int) -> Double {
    let rounds = 1_000_000
    return Width.allCases.flatMap { width in
      (0..<max(1, count)).map { _ in
        operations(rounds: rounds, width: width) / seconds { _ = run(rounds: rounds, width: width) }
      }
    }.max() ?? 0
  }

  /// Runs so many rounds.
  ///
  /// - Returns: A number that depends on the result.
  public static func run(rounds: Int, width: Width) -> Float {
    switch width {
    case .four: runFour(rounds)
    case .eight: runEight(rounds)
    case .sixteen: runSixteen(rounds)
    }
  }
}

@inline(never) private func runFour(_ rounds: Int) -> Float {
  multiplyAdds(rounds, SIMD4<Float>.self)
}

@inline(never) private func runEight(_ rounds: Int) -> Float {
  multiplyAdds(rounds, SIMD8<Float>.self)
}

@inline(never) private func runSixteen(_ rounds: Int) -> Float {
  multiplyAdds(rounds, SIMD16<Float>.self)
}

@inline(__always)
private func multiplyAdds<V: SIMD<Float>>(_ rounds: Int, _: V.Type) -> Float {
  // Sums that start apart and never become equal or infinite, so that none can be left out.
  let (factor, term) = (V(repeating: 0.999), V(repeating: 0.001))
  var (a, b, c) = (V(repeating: 1), V(repeating: 2), V(repeating: 3))
  var (d, e, f) = (V(repeating: 4), V(repeating: 5), V(repeating: 6))
  var (g, h, i) = (V(repeating: 7), V(repeating: 8), V(repeating: 9))
  var (j, k, l) = (V(repeating: 10), V(repeating: 11), V(repeating: 12))
  for _ in 0..<rounds {
    a = next(a, factor, term)
    b = next(b, factor, term)
    c = next(c, factor, term)
    d = next(d, factor, term)
    e = next(e, factor, term)
    f = next(f, factor, term)
    g = next(g, factor, term)
    h = next(h, factor, term)
    i = next(i, factor, term)
    j = next(j, factor, term)
    k = next(k, factor, term)
    l = next(l, factor, term)
  }
  let sum = (((a + b) + (c + d)) + ((e + f) + (g + h))) + ((i + j) + (k + l))
  return sum.sum()
}

/// `value · factor + term`, in the instruction that the build of the kernels uses.
@inline(__always)
private func next<V: SIMD<Float>>(_ value: V, _ factor: V, _ term: V) -> V {
  #if FUSED_MULTIPLY_ADD || arch(arm64)
    term.addingProduct(value, factor)
  #else
    value * factor + term
  #endif
}
