package exact

import (
	"math"
	"testing"
)

var sink float64

func arguments(low, high float64) []float64 {
	s := NewStream(1, "benchmark", "arguments", 0)
	x := make([]float64, 1024)
	for i := range x {
		x[i] = s.Uniform(low, high)
	}
	return x
}

func benchmarkFunction(b *testing.B, f func(float64) float64, low, high float64) {
	x := arguments(low, high)
	sum := 0.0
	for i := 0; b.Loop(); i++ {
		sum += f(x[i&1023])
	}
	sink = sum
}

func BenchmarkExp(b *testing.B)     { benchmarkFunction(b, Exp, -10, 10) }
func BenchmarkMathExp(b *testing.B) { benchmarkFunction(b, math.Exp, -10, 10) }
func BenchmarkLog(b *testing.B)     { benchmarkFunction(b, Log, 0.01, 100) }
func BenchmarkMathLog(b *testing.B) { benchmarkFunction(b, math.Log, 0.01, 100) }
func BenchmarkLog1p(b *testing.B)   { benchmarkFunction(b, Log1p, -0.9, 2) }
func BenchmarkTanh(b *testing.B)    { benchmarkFunction(b, Tanh, -2, 2) }
func BenchmarkPow(b *testing.B) {
	benchmarkFunction(b, func(x float64) float64 { return Pow(x, 0.37) }, 0.01, 100)
}
func BenchmarkMathPow(b *testing.B) {
	benchmarkFunction(b, func(x float64) float64 { return math.Pow(x, 0.37) }, 0.01, 100)
}
func BenchmarkNormalCDF(b *testing.B)      { benchmarkFunction(b, NormalCDF, -4, 4) }
func BenchmarkNormalQuantile(b *testing.B) { benchmarkFunction(b, NormalQuantile, 0, 1) }

// One operation is 1024 elements.
func BenchmarkExpInto1024(b *testing.B) {
	x := arguments(-10, 10)
	y := make([]float64, len(x))
	for b.Loop() {
		ExpInto(y, x)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1024, "ns/element")
}

func BenchmarkNewStream(b *testing.B) {
	sum := 0.0
	for i := 0; b.Loop(); i++ {
		s := NewStream(1, "anthropic", "training-run", i)
		sum += s.Float64()
	}
	sink = sum
}

func BenchmarkStreamNormal(b *testing.B) {
	s := NewStream(1, "a", "b", 0)
	sum := 0.0
	for b.Loop() {
		sum += s.Normal()
	}
	sink = sum
}

func BenchmarkStreamStudentT4(b *testing.B) {
	s := NewStream(1, "a", "b", 0)
	sum := 0.0
	for b.Loop() {
		sum += s.StudentT4()
	}
	sink = sum
}
