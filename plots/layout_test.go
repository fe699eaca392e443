package plots

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

func labelsOf(ticks []plot.Tick) (labels []string) {
	for _, t := range ticks {
		if t.Label != "" {
			labels = append(labels, t.Label)
		}
	}
	return labels
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		marker plot.Ticker
		lo, hi float64
		want   []string
		reason string
	}{
		{yearTicks{12}, 2025, 2035, []string{"2025", "2026", "2027", "2028", "2029", "2030", "2031", "2032", "2033", "2034", "2035"}, "room for every year"},
		{yearTicks{6}, 2025, 2035, []string{"2025", "2027", "2029", "2031", "2033", "2035"}, "every other year, from the first"},
		{yearTicks{3}, 2025, 2035, []string{"2025", "2030", "2035"}, "every fifth year"},
		{yearTicks{6}, 2023, 2025, []string{"2023", "2024", "2025"}, "two years"},
		{yearTicks{6}, 2025, 2025.5, []string{"2025-01", "2025-04", "2025-07"}, "half a year is marked by months"},
		{linearTicks{labels: 5}, 0, 6000, []string{"0", "2,000", "4,000", "6,000"}, "thousands have commas"},
		{linearTicks{labels: 5}, -0.2, 0.2, []string{"−0.2", "−0.1", "0.0", "0.1", "0.2"}, "a true minus sign"},
		{linearTicks{labels: 5, percent: true}, 0, 1, []string{"0", "20", "40", "60", "80", "100"}, "per cent"},
		{integerTicks{5}, 0, 3, []string{"0", "1", "2", "3"}, "no halves of a lab"},
		{decadeTicks{8}, 0.01, 100, []string{"0.01", "0.1", "1", "10", "100"}, "powers of ten"},
		{decadeTicks{3}, 2, 5, []string{"2", "5"}, "less than a power of ten"},
		{decadeTicks{5}, 2, 5, []string{"2", "3", "4", "5"}, "the same with room for all"},
		{decadeTicks{12}, 2, 10, []string{"2", "5", "10"}, "no room between 9 and 10"},
		{decadeTicks{4}, 0.001, 1e9, []string{"0.001", "1", "1,000", "10" + raise + "6", "10" + raise + "9"}, "every third power where room is short"},
		{decadeTicks{8}, 1e-5, 1e-3, []string{"10" + raise + "−5", "2 × 10" + raise + "−5", "5 × 10" + raise + "−5", "10" + raise + "−4", "2 × 10" + raise + "−4", "5 × 10" + raise + "−4", "0.001"}, "small numbers with exponents"},
	} {
		if diff := cmp.Diff(c.want, labelsOf(c.marker.Ticks(c.lo, c.hi))); diff != "" {
			t.Errorf("%#v from %g to %g (%s) (-want +got):\n%s", c.marker, c.lo, c.hi, c.reason, diff)
		}
	}
}

func TestQuarterTicks(t *testing.T) {
	if n := len(yearTicks{6}.Ticks(2023, 2025)); n != 9 {
		t.Errorf("two years have %d ticks; want 9, one a quarter", n)
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		v, step float64
		want    string
	}{{1234567, 1, "1,234,567"}, {0.5, 0.1, "0.5"}, {-0.04, 0.1, "0.0"}, {999.96, 0.1, "1,000.0"}, {-1800, 100, "−1,800"}, {math.NaN(), 1, ""}} {
		if got := decimal(c.v, c.step); got != c.want {
			t.Errorf("decimal(%g, %g) = %q; want %q", c.v, c.step, got, c.want)
		}
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{{4.3512, "4.35"}, {27.6, "27.6"}, {1800, "1,800"}, {0.02, "0.02"}, {2.5, "2.5"}, {-0.30000000000000004, "−0.3"}, {0, "0"}, {2.5e9, "2.5 × 10" + raise + "9"}} {
		if got := short(c.v); got != c.want {
			t.Errorf("short(%g) = %q; want %q", c.v, got, c.want)
		}
	}
}

func TestAxesSpanTheirData(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e9, 1e9), 1, 20).Draw(t, "values")
		lo, hi := extent(values)
		if a := linear("", rapid.Bool().Draw(t, "zero"), values); a.Min > lo+1e-6*(hi-lo) || a.Max < hi-1e-6*(hi-lo) || a.Min >= a.Max {
			t.Fatalf("axis from %g to %g for data from %g to %g", a.Min, a.Max, lo, hi)
		}
		a := logarithmic("", values)
		for _, v := range values {
			if v >= leastLogarithmic && (v < a.Min*(1-1e-6) || v > a.Max*(1+1e-6)) || a.Min <= 0 || a.Min >= a.Max {
				t.Fatalf("logarithmic axis from %g to %g for %g", a.Min, a.Max, v)
			}
		}
	})
}

// TestSpread checks that labels keep their distance, their order and their bounds, and don't move
// where they needn't.
func TestSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		wanted := make([]vg.Length, n)
		for i := range wanted {
			wanted[i] = vg.Length(rapid.Float64Range(0, 200).Draw(t, "place"))
		}
		for i := 1; i < n; i++ {
			wanted[i] = max(wanted[i], wanted[i-1])
		}
		const apart, low, high = 8, 0, 200
		got := spread(wanted, apart, low, high)
		easy := true
		for i, y := range got {
			if y < low-1e-9 || y > high+1e-9 {
				t.Fatalf("place %g outside 0 to 200", y)
			}
			if i > 0 && y-got[i-1] < apart-1e-9 {
				t.Fatalf("places %g and %g too near", got[i-1], y)
			}
			easy = easy && (i == 0 || wanted[i]-wanted[i-1] >= apart)
		}
		for i, y := range got {
			if easy && math.Abs(float64(y-wanted[i])) > 1e-9 {
				t.Fatalf("moved %g to %g without need", wanted[i], y)
			}
		}
	})
}

func TestClip(t *testing.T) {
	r := rectangle(0, 0, 10, 10)
	for _, c := range []struct {
		line   []vg.Point
		parts  int
		reason string
	}{
		{[]vg.Point{{X: 1, Y: 1}, {X: 9, Y: 9}}, 1, "inside"},
		{[]vg.Point{{X: -5, Y: 5}, {X: 15, Y: 5}}, 1, "through"},
		{[]vg.Point{{X: 1, Y: 5}, {X: 2, Y: 50}, {X: 3, Y: 5}}, 2, "out and in again"},
		{[]vg.Point{{X: -5, Y: 20}, {X: 15, Y: 20}}, 0, "past"},
	} {
		parts := clipped(c.line, r)
		if len(parts) != c.parts {
			t.Errorf("%s: %d parts; want %d", c.reason, len(parts), c.parts)
		}
		for _, part := range parts {
			for _, q := range part {
				if q.X < -0.1 || q.X > 10.1 || q.Y < -0.1 || q.Y > 10.1 {
					t.Errorf("%s: %v lies outside", c.reason, q)
				}
			}
		}
	}
}

// TestLooks checks that agents can be told apart and their labels read.
func TestLooks(t *testing.T) {
	type look struct {
		c any
		d int
	}
	seen := map[look]int{}
	for i := range 42 {
		l := look{hue(i), i / len(hues) % len(dashes)}
		if j, ok := seen[l]; ok {
			t.Errorf("agents %d and %d look alike", i, j)
		}
		seen[l] = i
		if contrast := 1.05 / (luminance(readable(hue(i))) + 0.05); contrast < 3.4 {
			t.Errorf("label of agent %d has a contrast of %.2f; want 3.5", i, contrast)
		}
	}
}

// TestOneColour checks that the colour of an agent doesn't depend on when it exits or on who enters.
func TestOneColour(t *testing.T) {
	few, many := read(synthetic(12, 60)), read(synthetic(20, 120))
	for _, a := range few.actors {
		if b := many.byID[a.id]; straight(a.look.colour) != straight(b.look.colour) {
			t.Errorf("%s changes its colour", a.id)
		}
	}
}

func TestTrailing(t *testing.T) {
	got := trailing([]float64{99, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 13}, 12)
	if got[12] != 12 || got[13] != 24 || got[3] != 12 || !math.IsNaN(got[2]) {
		t.Errorf("got %v; want the sum of twelve months, scaled up before, without the start state", got)
	}
}
