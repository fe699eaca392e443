package customers

import (
	"math"
	"testing"
)

func TestUseClasses(t *testing.T) {
	for _, test := range []struct {
		reason       string
		sigma        float64
		n            int
		light, heavy float64
	}{
		{"everybody uses the same", 0, 10, 1, 1},
		{"one class is the mean", 1.2, 1, 1, 1},
		{"halves of a lognormal: Phi(-sigma) and Phi(sigma), doubled", 1, 2, 2 * 0.158655253931457, 2 * 0.841344746068543},
		{"tenths: Phi(z.1 - sigma) and Phi(sigma - z.9), times ten", 1.2, 10, 10 * 0.0065, 10 * 0.4675},
	} {
		m := UseClasses(test.sigma, test.n)
		sum := 0.0
		for k, x := range m {
			sum += x
			if k > 0 && x < m[k-1] {
				t.Errorf("%s: class %d uses %v, less than the lighter one's %v", test.reason, k, x, m[k-1])
			}
		}
		if math.Abs(sum-float64(test.n)) > 1e-12 {
			t.Errorf("%s: the classes add to %v; want %d", test.reason, sum, test.n)
		}
		if math.Abs(m[0]-test.light) > 1e-3 || math.Abs(m[len(m)-1]-test.heavy) > 2e-3 {
			t.Errorf("%s: got %v to %v; want %v to %v", test.reason, m[0], m[len(m)-1], test.light, test.heavy)
		}
	}
}

func TestTails(t *testing.T) {
	for _, test := range []struct {
		reason       string
		mass, use    []float64
		part         float64
		light, heavy float64
	}{
		{"a class as large as the part", []float64{1, 8, 1}, []float64{0.1, 1, 5}, 0.1, 0.1, 5},
		{"the part reaches into the next class", []float64{1, 8, 1}, []float64{0, 1, 5}, 0.2, 0.5, 3},
		{"empty classes are passed over", []float64{0, 4, 0}, []float64{0.1, 1, 5}, 0.5, 1, 1},
		{"all of them", []float64{1, 1}, []float64{1, 3}, 1, 2, 2},
		{"nobody", []float64{0, 0}, []float64{1, 3}, 0.1, 0, 0},
	} {
		light, heavy := Tails(test.mass, test.use, test.part)
		if math.Abs(light-test.light) > 1e-14 || math.Abs(heavy-test.heavy) > 1e-14 {
			t.Errorf("%s: got %v and %v; want %v and %v", test.reason, light, heavy, test.light, test.heavy)
		}
	}
}
