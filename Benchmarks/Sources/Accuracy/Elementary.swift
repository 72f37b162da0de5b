import Foundation

func exponential(_ x: Double) -> Double { exp(x) }
func naturalLog(_ x: Double) -> Double { log(x) }
