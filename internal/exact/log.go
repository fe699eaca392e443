package exact

import "math"

const (
	ln2High = 0x1.62e42fefa4000p-1 // a multiple of 2^-41, so that k ln2High + the table's part is exact
	ln2Low  = -0x1.8432a1b0e2634p-43

	logOrigin = 0x3fe6000000000000 // bits of 0.6875: the reduced argument lies in [0.6875, 1.375), so that 1 is inside and log(1) = 0
)

// Log returns the natural logarithm of x.
//
// With x = 2^k z, z in [0.6875, 1.375), and c the table's value near 1/z, it is k ln 2 - ln c + ln(1 + r), r = z c - 1 without
// rounding error, |r| < 2^-7 (Tang 1990, ACM Trans. Math. Softw. 16(4)). The error is below 0.53 units in the last place,
// also near 1. Log(1) = 0 exactly.
//
// Special cases: Log(0) = -Inf, Log(x < 0) = NaN, Log(+Inf) = +Inf, Log(NaN) = NaN.
func Log(x float64) float64 {
	ix := math.Float64bits(x)
	if ix-0x0010000000000000 >= 0x7ff0000000000000-0x0010000000000000 { // subnormal, zero, negative, infinite or NaN
		switch {
		case x == 0:
			return math.Inf(-1)
		case math.IsNaN(x) || math.IsInf(x, 1):
			return x
		case x < 0:
			return math.NaN()
		}
		ix = math.Float64bits(x*0x1p52) - 52<<52
	}
	offset := ix - logOrigin
	k := float64(int64(offset) >> 52)
	z := ix - offset&(0xfff<<52)
	part := &logTable[offset>>45&127]

	zHigh := math.Float64frombits(z &^ (1<<27 - 1))
	a := float64(zHigh*part.inverse) - 1
	b := float64((math.Float64frombits(z) - zHigh) * part.inverse)
	r := a + b
	rLow := (a - r) + b

	base := float64(k*ln2High) + part.high
	sum := base + r
	low := ((base - sum) + r) + ((float64(k*ln2Low) + part.low) + rLow)
	r2 := r * r
	odd := (1.0/3 + float64(r2*(1.0/5+float64(r2*(1.0/7)))))
	even := (1.0/4 + float64(r2*(1.0/6+float64(r2*(1.0/8)))))
	return sum + (low + float64(r2*((-0.5+float64(r*odd))-float64(r2*even))))
}

// logTwice returns high + low = ln x with about 66 significant bits, for a normal x > 0.
func logTwice(x float64) (high, low float64) {
	ix := math.Float64bits(x)
	offset := ix - logOrigin
	k := float64(int64(offset) >> 52)
	z := math.Float64frombits(ix - offset&(0xfff<<52))
	part := &logTable[offset>>45&127]

	r := math.FMA(z, part.inverse, -1) // exact but for one rounding
	zHigh := math.Float64frombits(math.Float64bits(z) &^ (1<<27 - 1))
	a := float64(zHigh*part.inverse) - 1
	b := float64((z - zHigh) * part.inverse)
	rLow := (a - r) + b

	base := float64(k*ln2High) + part.high
	high, low = twoSum(base, r)
	low += (float64(k*ln2Low) + part.low) + rLow
	// -r^2/2 in two parts, since its own rounding would be too coarse here; r^2 gains -r rLow from the low part.
	half := float64(-0.5 * r)
	square := float64(half * r)
	squareLow := math.FMA(half, r, -square) - float64(r*rLow)
	r2 := r * r
	odd := (1.0/3 + float64(r2*(1.0/5+float64(r2*(1.0/7+float64(r2*(1.0/9)))))))
	even := (1.0/4 + float64(r2*(1.0/6+float64(r2*(1.0/8)))))
	rest := float64(float64(r2*r) * (odd - float64(r*even)))
	high, more := twoSum(high, square)
	return quickTwoSum(high, more+(low+(squareLow+rest)))
}

// twoSum returns a + b rounded, and what the rounding lost (Knuth).
func twoSum(a, b float64) (sum, lost float64) {
	sum = a + b
	bb := sum - a
	return sum, (a - (sum - bb)) + (b - bb)
}

// quickTwoSum is twoSum for |a| >= |b| (Dekker).
func quickTwoSum(a, b float64) (sum, lost float64) {
	sum = a + b
	return sum, b - (sum - a)
}

// Log1p returns ln(1 + x), accurate also for x near 0; the error is below 1.1 units in the last place.
//
// Special cases: Log1p(-1) = -Inf, Log1p(x < -1) = NaN, Log1p(+Inf) = +Inf, Log1p(-0) = -0, Log1p(NaN) = NaN.
func Log1p(x float64) float64 {
	if math.Abs(x) < 0x1p-54 {
		return x
	}
	u := 1 + x
	if u <= 0 || math.IsNaN(u) || math.IsInf(u, 1) {
		return Log(u)
	}
	// The rounding of 1 + x is known exactly; its effect on the logarithm is that error over u.
	_, lost := twoSum(1, x)
	return Log(u) + lost/u
}

const (
	perLn10     = 0x1.bcb7b1526e50ep-2 // 1/ln 10
	perLn10Low  = 0x1.95355baaafad3p-57
	ln10        = 0x1.26bb1bbb55516p+1
	ln10Low     = -0x1.f48ad494ea3e9p-53
	leastNormal = 0x1p-1022
)

// Log10 returns the decimal logarithm of x, with an error below 0.52 units in the last place; powers of ten give integers exactly.
// Special cases are those of Log.
func Log10(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return Log(x)
	}
	if x < leastNormal {
		return float64(Log(x) * perLn10) // no power of ten is both subnormal and exact: plain precision will do
	}
	high, low := logTwice(x)
	product := float64(high * perLn10)
	low = math.FMA(high, perLn10, -product) + (float64(high*perLn10Low) + float64(low*perLn10))
	return product + low
}
