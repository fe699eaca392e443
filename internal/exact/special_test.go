package exact

import (
	"math"
	"testing"
)

func TestSpecialValues(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct {
		reason    string
		got, want float64
	}{
		{"exp of zero is exact", Exp(0), 1},
		{"exp of minus zero", Exp(math.Copysign(0, -1)), 1},
		{"exp overflows", Exp(710), inf},
		{"exp of the greatest finite argument", Exp(expOverflow), 1.7976931348622732e+308},
		{"exp just above it", Exp(math.Nextafter(expOverflow, 800)), inf},
		{"exp underflows", Exp(-746), 0},
		{"exp of the least argument is the least subnormal", Exp(expUnderflow), 0x1p-1074},
		{"exp just below it", Exp(math.Nextafter(expUnderflow, -800)), 0},
		{"exp of +Inf", Exp(inf), inf},
		{"exp of -Inf", Exp(-inf), 0},
		{"exp of NaN", Exp(nan), nan},
		{"log of one is exact", Log(1), 0},
		{"log of zero", Log(0), -inf},
		{"log of a negative", Log(-1), nan},
		{"log of +Inf", Log(inf), inf},
		{"log of NaN", Log(nan), nan},
		{"log of a power of two is that multiple of ln 2", Log(1024), 10 * math.Ln2},
		{"log1p of -1", Log1p(-1), -inf},
		{"log1p below -1", Log1p(-2), nan},
		{"log1p of +Inf", Log1p(inf), inf},
		{"log1p of a tiny number is itself", Log1p(1e-300), 1e-300},
		{"log10 of 1000", Log10(1000), 3},
		{"log10 of 1e-5", Log10(1e-5), -5},
		{"log10 of 1e22", Log10(1e22), 22},
		{"log10 of zero", Log10(0), -inf},
		{"10^0", Exp10(0), 1},
		{"10^22 is exact", Exp10(22), 1e22},
		{"10^3 is exact", Exp10(3), 1e3},
		{"10^-3 is the nearest float64", Exp10(-3), 1e-3},
		{"10^400", Exp10(400), inf},
		{"10^-400", Exp10(-400), 0},
		{"10^NaN", Exp10(nan), nan},
		{"square by power is exact", Pow(3, 2), 9},
		{"square root by power", Pow(2, 0.5), math.Sqrt2},
		{"anything to the zero", Pow(nan, 0), 1},
		{"one to anything", Pow(1, nan), 1},
		{"first power", Pow(0.3, 1), 0.3},
		{"zero to a positive power", Pow(0, 2.5), 0},
		{"zero to a negative power", Pow(0, -1), inf},
		{"infinity to a negative power", Pow(inf, -1), 0},
		{"infinity to a positive power", Pow(inf, 0.1), inf},
		{"below one to infinity", Pow(0.5, inf), 0},
		{"above one to minus infinity", Pow(2, -inf), 0},
		{"below one to minus infinity", Pow(0.5, -inf), inf},
		{"negative base, odd integer", Pow(-2, 3), -8},
		{"negative base, even integer", Pow(-2, 2), 4},
		{"negative base, fraction", Pow(-2, 0.5), nan},
		{"power overflows", Pow(10, 400), inf},
		{"power underflows", Pow(10, -400), 0},
		{"root of a subnormal", Pow(0x1p-1070, 0.5), 0x1p-535},
		{"tanh saturates", Tanh(1000), 1},
		{"tanh of -Inf", Tanh(-inf), -1},
		{"tanh of zero", Tanh(0), 0},
		{"logistic of zero", Logistic(0), 0.5},
		{"logistic of +Inf", Logistic(inf), 1},
		{"logistic of -Inf", Logistic(-inf), 0},
		{"expm1 of -Inf", Expm1(-inf), -1},
		{"expm1 of zero", Expm1(0), 0},
		{"sine of zero", Sin(0), 0},
		{"cosine of zero", Cos(0), 1},
		{"sine of infinity", Sin(inf), nan},
		{"median of the normal", NormalQuantile(0.5), 0},
		{"quantile at 0", NormalQuantile(0), -inf},
		{"quantile at 1", NormalQuantile(1), inf},
		{"quantile outside", NormalQuantile(1.5), nan},
		{"half the mass below zero", NormalCDF(0), 0.5},
		{"all mass below +Inf", NormalCDF(inf), 1},
		{"no mass below -Inf", NormalCDF(-inf), 0},
		{"median of t4", StudentT4Quantile(0.5), 0},
		{"97.5 % point of t4 (tables: 2.776445)", StudentT4Quantile(0.975), 2.7764451051977987},
		{"99.5 % point of t4 (tables: 4.604095)", StudentT4Quantile(0.995), 4.604094871349992},
		{"60 % point of t4 (tables: 0.270722)", StudentT4Quantile(0.6), 0.2707222947075976},
	}
	for _, test := range tests {
		if math.IsNaN(test.want) {
			if !math.IsNaN(test.got) {
				t.Errorf("%s: got %v, want NaN", test.reason, test.got)
			}
			continue
		}
		if test.got != test.want && !(relative(test.got, test.want) < 4e-10 && (test.reason[0] >= '0' && test.reason[0] <= '9' && test.reason[1] != '^' && test.reason[2] != '^')) {
			t.Errorf("%s: got %v, want %v", test.reason, test.got, test.want)
		}
	}
}

// Scaling by a power of two is the change of currency that the worlds are tested with: it must shift a logarithm by a multiple of ln 2
// and leave ratios alone.
func TestPowersOfTwo(t *testing.T) {
	s := NewStream(4, "special", "scale", 0)
	for range 2000 {
		x := Exp(s.Uniform(-5, 5))
		shift := Log(x*1024) - Log(x)
		if math.Abs(shift-10*math.Ln2) > 4e-15 {
			t.Fatalf("Log(1024 x) - Log(x) = %v at x = %v", shift, x)
		}
		if got, want := Pow(x, 2), x*x; relative(got, want) > 2.3e-16 {
			t.Fatalf("Pow(%v, 2) = %v, want %v", x, got, want)
		}
	}
}

func TestExpIntoHasTheBitsOfExp(t *testing.T) {
	s := NewStream(5, "special", "slice", 0)
	for n := range 40 {
		src := make([]float64, n)
		for i := range src {
			src[i] = s.Uniform(-5, 5)
			if s.Bernoulli(0.1) {
				src[i] = []float64{math.Inf(-1), math.Inf(1), math.NaN(), -740, 720, 0}[s.IntN(6)]
			}
		}
		dst := make([]float64, n)
		ExpInto(dst, src)
		for i := range src {
			if math.Float64bits(dst[i]) != math.Float64bits(Exp(src[i])) {
				t.Fatalf("ExpInto gives %v for %v, Exp gives %v", dst[i], src[i], Exp(src[i]))
			}
		}
	}
}
