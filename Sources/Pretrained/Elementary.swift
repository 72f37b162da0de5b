import RealModule

// The functions of real numbers that this module needs, under one name on every platform.

func power(_ x: Double, _ y: Double) -> Double { .pow(x, y) }
func naturalLog(_ x: Double) -> Double { .log(x) }
func exponential(_ x: Double) -> Double { .exp(x) }
func logOnePlus(_ x: Double) -> Double { .log(onePlus: x) }
func areaHyperbolicSine(_ x: Double) -> Double { .asinh(x) }
func hyperbolicSine(_ x: Double) -> Double { .sinh(x) }
func cosine(_ x: Double) -> Double { .cos(x) }
func sine(_ x: Double) -> Double { .sin(x) }
