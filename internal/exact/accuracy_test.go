package exact

import (
	"math"
	"math/big"
	"testing"
)

const precision = 240 // bits of the reference values

func number(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func fresh() *big.Float { return new(big.Float).SetPrec(precision) }

// bigExp returns e^x by halving the argument 40 times, Taylor's series, and squaring back.
func bigExp(x *big.Float) *big.Float {
	const halvings = 40
	r := fresh().SetMantExp(x, -halvings)
	sum, term := number(1), number(1)
	for n := 1; n < 24; n++ {
		term.Mul(term, r)
		term.Quo(term, number(float64(n)))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

// bigLog returns ln x by Newton's method on bigExp, started from math.Log.
func bigLog(x *big.Float) *big.Float {
	mantissa := fresh()
	exponent := x.MantExp(mantissa)
	start, _ := mantissa.Float64()
	y := number(math.Log(start))
	for range 4 {
		e := bigExp(fresh().Neg(y))
		e.Mul(e, mantissa)
		e.Sub(e, number(1))
		y.Add(y, e)
	}
	ln2 := bigLogTwo()
	return y.Add(y, ln2.Mul(ln2, number(float64(exponent))))
}

// bigLogTwo returns ln 2 = sum of 1/(n 2^n).
func bigLogTwo() *big.Float {
	sum := fresh()
	for n := 1; n < precision+20; n++ {
		sum.Add(sum, fresh().Quo(fresh().SetMantExp(number(1), -n), number(float64(n))))
	}
	return sum
}

// ulps returns |got - want| in units in the last place of want.
func ulps(got float64, want *big.Float) float64 {
	nearest, _ := want.Float64()
	if got == nearest && (got == 0 || math.IsInf(got, 0)) {
		return 0
	}
	unit := math.Nextafter(math.Abs(nearest), math.Inf(1)) - math.Abs(nearest)
	difference := fresh().Sub(number(got), want)
	d, _ := difference.Quo(difference, number(unit)).Float64()
	return math.Abs(d)
}

func TestAccuracyAgainstBigFloats(t *testing.T) {
	s := NewStream(1, "accuracy", "arguments", 0)
	powers := func() (float64, float64) { return Exp(s.Uniform(-20, 20)), s.Uniform(-30, 30) }
	tests := []struct {
		reason string
		draw   func() float64
		got    func(float64) float64
		want   func(*big.Float) *big.Float
		ulps   float64
	}{
		{"exp over its whole normal range", func() float64 { return s.Uniform(-708, 709) }, Exp, bigExp, 1.01},
		{"exp where utilities lie", func() float64 { return s.Uniform(-10, 10) }, Exp, bigExp, 1.01},
		{"exp near zero", func() float64 { return s.Uniform(-1e-3, 1e-3) }, Exp, bigExp, 1.01},
		{"exp where the result is subnormal", func() float64 { return s.Uniform(-744, -708) }, Exp, bigExp, 1.6},
		{"log over all magnitudes", func() float64 { return Exp(s.Uniform(-700, 700)) }, Log, bigLog, 0.53},
		{"log near one, where cancellation would show", func() float64 { return s.Uniform(0.6, 1.5) }, Log, bigLog, 0.53},
		{"log very near one", func() float64 { return 1 + s.Uniform(-1e-9, 1e-9) }, Log, bigLog, 0.53},
		{"log of subnormal numbers", func() float64 { return s.Float64() * 0x1p-1030 }, Log, bigLog, 0.53},
		{"log1p of small numbers", func() float64 { return s.Uniform(-1e-8, 1e-8) }, Log1p, func(x *big.Float) *big.Float { return bigLog(x.Add(x, number(1))) }, 1.1},
		{"log1p of middling numbers", func() float64 { return s.Uniform(-0.99, 4) }, Log1p, func(x *big.Float) *big.Float { return bigLog(x.Add(x, number(1))) }, 1.1},
		{"expm1 in its series", func() float64 { return s.Uniform(-0.5, 0.5) }, Expm1, func(x *big.Float) *big.Float { return bigExp(x).Sub(bigExp(x), number(1)) }, 2},
		{"expm1 beyond its series", func() float64 { return s.Uniform(-30, 30) }, Expm1, func(x *big.Float) *big.Float { return bigExp(x).Sub(bigExp(x), number(1)) }, 4},
		{"log10 over all magnitudes", func() float64 { return Exp(s.Uniform(-700, 700)) }, Log10, func(x *big.Float) *big.Float { return fresh().Quo(bigLog(x), bigLog(number(10))) }, 0.52},
		{"log10 near one", func() float64 { return s.Uniform(0.6, 1.5) }, Log10, func(x *big.Float) *big.Float { return fresh().Quo(bigLog(x), bigLog(number(10))) }, 0.52},
		{"10^x over its range", func() float64 { return s.Uniform(-307, 308) }, Exp10, func(x *big.Float) *big.Float { return bigExp(x.Mul(x, bigLog(number(10)))) }, 0.55},
		{"logistic on both sides", func() float64 { return s.Uniform(-40, 40) }, Logistic, func(x *big.Float) *big.Float {
			e := bigExp(fresh().Neg(x))
			return fresh().Quo(number(1), e.Add(e, number(1)))
		}, 3},
		{"tanh", func() float64 { return s.Uniform(-10, 10) }, Tanh, func(x *big.Float) *big.Float {
			e := bigExp(fresh().Mul(x, number(2)))
			return fresh().Quo(fresh().Sub(e, number(1)), fresh().Add(e, number(1)))
		}, 6},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			worst, at := 0.0, 0.0
			for range 600 {
				x := test.draw()
				if d := ulps(test.got(x), test.want(number(x))); d > worst {
					worst, at = d, x
				}
			}
			t.Logf("worst error %.3f units in the last place, at %v", worst, at)
			if worst > test.ulps {
				t.Errorf("error of %.3f units in the last place at %v; at most %v is promised", worst, at, test.ulps)
			}
		})
	}
	t.Run("powers", func(t *testing.T) {
		for range 600 {
			x, y := powers()
			want := bigExp(fresh().Mul(bigLog(number(x)), number(y)))
			if d := ulps(Pow(x, y), want); d > 0.53 {
				t.Fatalf("Pow(%v, %v) is off by %.3f units in the last place; at most 0.53 is promised", x, y, d)
			}
		}
	})
}

func TestTablesAgainstBigFloats(t *testing.T) {
	ln2 := bigLogTwo()
	for j := range exp2Table {
		want := bigExp(fresh().Quo(fresh().Mul(ln2, number(float64(j))), number(256)))
		got := math.Float64frombits(exp2Table[j] + uint64(j)<<44)
		if nearest, _ := want.Float64(); nearest != got {
			t.Errorf("exp2Table[%d] stands for %v, want %v", j, got, nearest)
		}
		tail, _ := fresh().Quo(fresh().Sub(want, number(got)), want).Float64()
		if math.Abs(tail-math.Float64frombits(exp2Tail[j])) > 1e-31 {
			t.Errorf("exp2Tail[%d] = %v, want %v", j, math.Float64frombits(exp2Tail[j]), tail)
		}
	}
	for i, part := range logTable {
		want := bigLog(number(part.inverse))
		sum := fresh().Add(number(part.high), number(part.low))
		if difference, _ := sum.Add(sum, want).Float64(); math.Abs(difference) > 1e-28 {
			t.Errorf("logTable[%d] differs from -ln %v by %v", i, part.inverse, difference)
		}
		if scaled := part.high * 0x1p41; scaled != math.Trunc(scaled) {
			t.Errorf("logTable[%d].high is no multiple of 2^-41", i)
		}
	}
}

func relative(got, want float64) float64 {
	if got == want {
		return 0
	}
	return math.Abs(got-want) / math.Abs(want)
}

func TestNormalAgainstMath(t *testing.T) {
	s := NewStream(2, "accuracy", "normal", 0)
	for range 20000 {
		x := s.Uniform(-8, 8)
		if want := 0.5 * math.Erfc(-x/math.Sqrt2); relative(NormalCDF(x), want) > 1e-13 {
			// math.Erfc sees a rounded argument: its own error grows with x^2.
			t.Fatalf("NormalCDF(%v) = %v, want %v", x, NormalCDF(x), want)
		}
		if x < 0 && relative(NormalQuantile(NormalCDF(x)), x) > 4e-15+1e-16/math.Abs(x) {
			t.Fatalf("NormalQuantile(NormalCDF(%v)) = %v", x, NormalQuantile(NormalCDF(x)))
		}
		u := s.Float64()
		if want := -math.Sqrt2 * math.Erfcinv(2*u); math.Abs(NormalQuantile(u)-want) > 4e-15*(1+math.Abs(want)) {
			t.Fatalf("NormalQuantile(%v) = %v, want %v", u, NormalQuantile(u), want)
		}
		if NormalQuantile(1-u) != -NormalQuantile(u) {
			t.Fatalf("NormalQuantile is not odd at %v", u)
		}
	}
}

// Abramowitz and Stegun (1964) table 26.1 and values of the tail computed with 30 digits.
func TestNormalKnownValues(t *testing.T) {
	tests := []struct {
		reason     string
		x, u, rerr float64
	}{
		{"the usual 97.5 % point", 1.959963984540054235524594, 0.975, 1e-15},
		{"one standard deviation", 1, 0.841344746068542948585232545632, 1e-15},
		{"far tail: Phi(-10)", -10, 7.619853024160526065973343251599e-24, 1e-14},
		{"farther tail: Phi(-37)", -37, 5.725571222524577e-300, 1e-13},
		{"six standard deviations", -6, 9.865876450376981407008e-10, 1e-14},
	}
	for _, test := range tests {
		if got := NormalCDF(test.x); relative(got, test.u) > test.rerr {
			t.Errorf("%s: NormalCDF(%v) = %v, want %v", test.reason, test.x, got, test.u)
		}
		if got := NormalQuantile(test.u); relative(got, test.x) > 4e-15 {
			t.Errorf("%s: NormalQuantile(%v) = %v, want %v", test.reason, test.u, got, test.x)
		}
	}
}

func TestSinCosAgainstMath(t *testing.T) {
	s := NewStream(3, "accuracy", "angles", 0)
	for _, width := range []float64{math.Pi, 100, 1e6} {
		for range 5000 {
			x := s.Uniform(-width, width)
			if d := math.Abs(Sin(x) - math.Sin(x)); d > 4e-16 {
				t.Fatalf("Sin(%v) is off by %v", x, d)
			}
			if d := math.Abs(Cos(x) - math.Cos(x)); d > 4e-16 {
				t.Fatalf("Cos(%v) is off by %v", x, d)
			}
		}
	}
}
