// The six functions of real numbers that this module needs, from the C library of the platform.
#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

package func naturalLog(_ x: Double) -> Double { log(x) }
package func exponential(_ x: Double) -> Double { exp(x) }
func sine(_ x: Double) -> Double { sin(x) }
func cosine(_ x: Double) -> Double { cos(x) }
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
