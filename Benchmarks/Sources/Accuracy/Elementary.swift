import Foundation

func exponential(_ x: Double) -> Double { exp(x) }
func cosine(_ x: Double) -> Double { cos(x) }
func naturalLog(_ x: Double) -> Double { log(x) }
