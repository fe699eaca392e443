package exact

import "math"

const (
	// x 256/ln 2, rounded to an integer by adding and taking off roundingShift, is k.
	per256Ln2     = 0x1.71547652b82fep+8
	roundingShift = 0x1.8p52

	// ln 2/256 in two parts: ln2Over256High has 34 bits, so that k times it is exact for |k| < 2^19.
	ln2Over256High = 0x1.62e42fef80000p-9
	ln2Over256Low  = 0x1.1cf79abc9e3b4p-44

	// exp(r) = 1 + r + r^2 (1/2 + expC3 r + expC4 r^2) on |r| <= ln 2/512; expC3 also carries the best r^3 for r^5/120.
	expC3 = 0x1.5555571d6b6a8p-3
	expC4 = 0x1.5555555555555p-5

	expFastMax   = 708.0
	expOverflow  = 0x1.62e42fefa39efp+9  // the greatest x with a finite exp
	expUnderflow = -0x1.74910d52d3051p+9 // the least x whose exp rounds to more than 0
)

// Exp returns e^x.
//
// With k = round(256 x/ln 2) and r = x - k ln 2/256 it is 2^(k/256) exp(r): the power from a table of 256 and exp(r) from a
// polynomial (Tang 1989, ACM Trans. Math. Softw. 15(2)). The error is below 1.01 units in the last place. Exp(0) = 1 exactly.
//
// Special cases: Exp(+Inf) = +Inf, Exp(-Inf) = 0, Exp(NaN) = NaN; above 709.78 the result is +Inf, below -745.13 it is 0,
// and below -708.4 it is subnormal.
func Exp(x float64) float64 {
	if math.Float64bits(x)&^(1<<63) >= 0x4086200000000000 { // |x| >= 708, infinite or NaN
		return expEdge(x, 0)
	}
	shifted := float64(x*per256Ln2) + roundingShift
	k := math.Float64bits(shifted)
	kd := shifted - roundingShift
	r := (x - float64(kd*ln2Over256High)) - float64(kd*ln2Over256Low)
	r2 := r * r
	tail := r + float64(r2*((0.5+float64(expC3*r))+float64(expC4*r2)))
	power := math.Float64frombits(exp2Table[k&255] + k<<44)
	return power + float64(power*tail)
}

// expSum returns e^(x+low) for a |low| far below 1, with an error below 0.54 units in the last place.
func expSum(x, low float64) float64 {
	if math.Float64bits(x)&^(1<<63) >= 0x4086200000000000 {
		return expEdge(x, low)
	}
	fraction, k := expReduced(x, low)
	return math.Float64frombits(math.Float64bits(fraction) + uint64(k)<<52)
}

// expReduced returns f in about [1, 2] and n with e^(x+low) = f 2^n, for |x| < 800.
func expReduced(x, low float64) (float64, int64) {
	shifted := float64(x*per256Ln2) + roundingShift
	k := math.Float64bits(shifted)
	kd := shifted - roundingShift
	r := (x - float64(kd*ln2Over256High)) - float64(kd*ln2Over256Low)
	r += low
	r2 := r * r
	tail := math.Float64frombits(exp2Tail[k&255]) + (r + float64(r2*((0.5+float64(expC3*r))+float64(expC4*r2))))
	power := math.Float64frombits(exp2Table[k&255] + (k&255)<<44)
	return power + float64(power*tail), int64(k<<13) >> 21 // k has 51 bits here; the last 8 are the table's
}

// expEdge serves arguments whose power of two may leave the normal range, and those that are no numbers.
func expEdge(x, low float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > expOverflow:
		return math.Inf(1)
	case x < expUnderflow:
		return 0
	}
	fraction, n := expReduced(x, low)
	// Two factors: the first keeps the value normal, so that only the second may round.
	first := n / 2
	return float64(float64(fraction*powerOfTwo(first)) * powerOfTwo(n-first))
}

// powerOfTwo returns 2^n for n in -1022..1023.
func powerOfTwo(n int64) float64 { return math.Float64frombits(uint64(n+1023) << 52) }
