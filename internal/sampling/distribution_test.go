package sampling

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

func number(x float64) *float64 { return &x }

func TestQuantiles(t *testing.T) {
	truncated := func(mean, sd, low, high float64) Distribution { return NewNormal(mean, sd).Between(low, high) }
	above := Distribution{Dist: TruncatedNormal, Mean: number(0), SD: number(1), Low: number(8)}
	weighted := NewChoice(10, 20, 30)
	weighted.Weights = []float64{1, 0, 3}
	for _, c := range []struct {
		reason       string
		distribution Distribution
		u, want      float64
	}{
		{"uniform, lower end exact", NewUniform(0.1, 0.7), 0, 0.1},
		{"uniform, upper end exact", NewUniform(0.1, 0.7), 1, 0.7},
		{"uniform", NewUniform(-2, 6), 0.25, 0},
		{"loguniform, middle", NewLogUniform(0.01, 100), 0.5, 1},
		{"loguniform, end exact", NewLogUniform(0.01, 100), 1, 100},
		{"normal", NewNormal(10, 2), 0.975, 10 + 2*1.959963984540054},
		{"normal, 0 is taken as 2^-54", NewNormal(0, 1), 0, -8.292361075813595},
		{"lognormal, median", NewLogNormal(2, 0.3), 0.5, 2},
		{"lognormal", NewLogNormal(2, 0.3), 0.975, 2 * math.Exp(0.3*1.959963984540054)},
		{"triangular, at the mode", NewTriangular(0, 1, 4), 0.25, 1},
		{"triangular, left", NewTriangular(0, 1, 4), 0.0625, 0.5},
		{"triangular, right", NewTriangular(0, 1, 4), 1 - 1.0/12, 3},
		{"triangular, mode at the low end", NewTriangular(2, 2, 4), 0.75, 3},
		{"beta(1, 1) is uniform", NewBeta(1, 1), 0.3, 0.3},
		{"beta(2, 1): sqrt u", NewBeta(2, 1), 0.25, 0.5},
		{"beta on an interval", Distribution{Dist: Beta, A: number(2), B: number(1), Low: number(10), High: number(20)}, 0.25, 15},
		{"truncated at both sides evenly", truncated(3, 1, 2, 4), 0.5, 3},
		{"truncated, its own end", truncated(3, 1, 2, 4), 1, 4},
		{"half normal", truncated(0, 1, 0, 40), 0.5, 0.6744897501960817},
		// P(X > x) = P(X > 8)/2 for this x, from 40 digits.
		{"far tail keeps its digits", above, 0.5, truncatedTail},
		{"integer, first", NewInteger(3, 5), 0, 3},
		{"integer, a third", NewInteger(3, 5), 0.34, 4},
		{"integer, last", NewInteger(3, 5), 1, 5},
		{"bernoulli below 1 - p", NewBernoulli(0.3), 0.69, 0},
		{"bernoulli above", NewBernoulli(0.3), 0.71, 1},
		{"never", NewBernoulli(0), 1, 0},
		{"always", NewBernoulli(1), 0, 1},
		{"choice", NewChoice(10, 20, 30), 0.5, 20},
		{"choice, end", NewChoice(10, 20, 30), 1, 30},
		{"weights: a quarter", weighted, 0.2, 10},
		{"weights: never the second", weighted, 0.25, 30},
		{"weights, end", weighted, 1, 30},
		{"words have places", NewWordChoice("open", "delayed", "closed"), 0.99, 2},
		{"not a probability", NewUniform(0, 1), 1.5, math.NaN()},
		{"missing parameter", Distribution{Dist: Normal}, 0.5, math.NaN()},
	} {
		got := c.distribution.Quantile(c.u)
		if !(math.Abs(got-c.want) <= 1e-14*math.Max(1, math.Abs(c.want)) || math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s: quantile %v of %v: got %.17g; want %.17g", c.reason, c.u, c.distribution, got, c.want)
		}
	}
}

const truncatedTail = 8.084911007391544102

func TestQuantilesAgainstGonum(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		u := rapid.Float64Range(0.001, 0.999).Draw(r, "u")
		a := rapid.Float64Range(0.5, 20).Draw(r, "a")
		b := rapid.Float64Range(0.5, 20).Draw(r, "b")
		low := rapid.Float64Range(-50, 50).Draw(r, "low")
		width := rapid.Float64Range(1, 50).Draw(r, "width")
		mode := low + width*rapid.Float64Range(0, 1).Draw(r, "mode")
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"uniform", NewUniform(low, low+width).Quantile(u), distuv.Uniform{Min: low, Max: low + width}.Quantile(u)},
			{"normal", NewNormal(low, a).Quantile(u), distuv.Normal{Mu: low, Sigma: a}.Quantile(u)},
			{"lognormal", NewLogNormal(a, b/20).Quantile(u), distuv.LogNormal{Mu: math.Log(a), Sigma: b / 20}.Quantile(u)},
			{"triangular", NewTriangular(low, mode, low+width).Quantile(u), distuv.NewTriangle(low, low+width, mode, nil).Quantile(u)},
			{"beta", NewBeta(a, b).Quantile(u), distuv.Beta{Alpha: a, Beta: b}.Quantile(u)},
		} {
			if math.Abs(c.got-c.want) > 1e-9*math.Max(1, math.Abs(c.want)) {
				r.Errorf("%s: got %v; gonum has %v", c.name, c.got, c.want)
			}
		}
		// A truncated normal against its distribution function.
		d := NewNormal(low, a).Between(low-width, low+2*a)
		standard := distuv.UnitNormal
		x := d.Quantile(u)
		from, to := standard.CDF(-width/a), standard.CDF(2)
		if back := (standard.CDF((x-low)/a) - from) / (to - from); math.Abs(back-u) > 1e-11 {
			r.Errorf("truncated normal: quantile of %v is %v, whose probability is %v", u, x, back)
		}
	})
}

func TestDraw(t *testing.T) {
	for _, c := range []struct {
		reason       string
		distribution Distribution
		u            float64
		want         Draw
	}{
		{"shortest digits", NewUniform(0, 1), 0.1, Draw{0.1, "0.1"}},
		{"whole", NewInteger(1, 9), 0.5, Draw{5, "5"}},
		{"true", NewBernoulli(0.5), 0.9, Draw{1, "true"}},
		{"false", NewBernoulli(0.5), 0.1, Draw{0, "false"}},
		{"word", NewWordChoice("open", "closed"), 0.6, Draw{1, "closed"}},
		{"no sign on zero", NewChoice(math.Copysign(0, -1)), 0.5, Draw{0, "0"}},
		{"large", NewChoice(1e300), 0.5, Draw{1e300, "1.0e+300"}},
	} {
		got, err := c.distribution.Draw(c.u)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.reason, diff)
		}
	}
	draws, err := Draws([]float64{0.5, 0.9}, []Distribution{NewUniform(0, 2), NewBernoulli(0.5)})
	if err != nil || len(draws) != 2 || draws[0].Text != "1" || draws[1].Text != "true" {
		t.Errorf("got %v, %v", draws, err)
	}
	for _, err := range []error{
		second(Draws([]float64{0.5}, nil)),
		second(Draws([]float64{0.5}, []Distribution{{}})),
		second(NewUniform(0, 1).Draw(math.NaN())),
	} {
		if err == nil {
			t.Error("got no error")
		}
	}
}

func TestValidate(t *testing.T) {
	with := func(d Distribution, change func(*Distribution)) Distribution { change(&d); return d }
	for _, c := range []struct {
		reason       string
		distribution Distribution
		want         []string // parts of the error, one per problem; none: valid
	}{
		{"nothing given", Distribution{}, []string{"low: got nothing", "high: got nothing"}},
		{"unknown family", Distribution{Dist: 77}, []string{"dist: got dist(77); want one of uniform, "}},
		{"a stranger's parameter", with(NewUniform(0, 1), func(d *Distribution) { d.Sigma = number(1) }), []string{"sigma: got a value; want none: uniform takes low, high"}},
		{"ends in the wrong order", NewUniform(2, 1), []string{"high: got 1; want a number above low, 2"}},
		{"no width", NewUniform(1, 1), []string{"high: got 1"}},
		{"too wide", NewUniform(-1e308, 1e308), []string{"high: got 1e+308"}},
		{"not finite", NewNormal(math.Inf(1), math.NaN()), []string{"mean: got +Inf", "sd: got NaN"}},
		{"no spread", NewNormal(0, 0), []string{"sd: got 0; want a number above 0"}},
		{"logarithm of 0", NewLogUniform(0, 1), []string{"low: got 0; want a number above 0"}},
		{"negative median", NewLogNormal(-2, 1), []string{"median: got -2"}},
		{"mode outside", NewTriangular(0, 2, 1), []string{"mode: got 2; want a number from low, 0, to high, 1"}},
		{"shapes of 0", NewBeta(0, -1), []string{"a: got 0", "b: got -1"}},
		{"fraction of a person", NewInteger(0.5, 3), []string{"low: got 0.5; want a whole number"}},
		{"one integer is allowed", NewInteger(3, 3), nil},
		{"probability in per cent", NewBernoulli(30), []string{"p: got 30; want a number in [0,1]"}},
		{"nothing to choose", NewChoice(), []string{"got 0 values and 0 words"}},
		{"both kinds", with(NewChoice(1), func(d *Distribution) { d.Words = []string{"a"} }), []string{"got 1 values and 1 words"}},
		{"a word twice", NewWordChoice("a", "a"), []string{`words[1]: got "a" again`}},
		{"weights short", with(NewChoice(1, 2), func(d *Distribution) { d.Weights = []float64{1} }), []string{"weights: got 1 weights; want 2"}},
		{"negative weight", with(NewChoice(1, 2), func(d *Distribution) { d.Weights = []float64{1, -1} }), []string{"weights[1]: got -1"}},
		{"no weight at all", with(NewChoice(1, 2), func(d *Distribution) { d.Weights = []float64{0, 0} }), []string{"weights: got weights that add to 0"}},
		{"weights without choices", with(NewUniform(0, 1), func(d *Distribution) { d.Weights = []float64{1} }), []string{"weights: got a value; want none"}},
		{"truncated by nothing", Distribution{Dist: TruncatedNormal, Mean: number(0), SD: number(1)}, []string{"got neither low nor high"}},
		{"truncated where nothing is", NewNormal(0, 1).Between(50, 60), []string{"want bounds between which"}},
		{"truncated in the far tail", NewNormal(0, 1).Between(30, 60), nil},
		{"lognormal cut", NewLogNormal(2, 0.5).Between(0, 20), nil},
		{"lognormal below 0", NewLogNormal(2, 0.5).Between(-1, 20), []string{"low: got -1; want a number of at least 0"}},
		{"beta on an interval needs order", Distribution{Dist: Beta, A: number(1), B: number(1), Low: number(1)}, []string{"high: got 1"}},
		{"good", NewTriangular(-1, 0, 1), nil},
	} {
		err := c.distribution.Validate()
		if len(c.want) == 0 {
			if err != nil {
				t.Errorf("%s: got error %v; want none", c.reason, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: got no error; want %q", c.reason, c.want)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != len(c.want) {
			t.Errorf("%s: got %d problems, %q; want %d", c.reason, len(lines), lines, len(c.want))
			continue
		}
		for i, want := range c.want {
			if !strings.Contains(lines[i], want) {
				t.Errorf("%s: got %q; want %q in it", c.reason, lines[i], want)
			}
		}
	}
}

// FuzzDistribution builds a distribution of anything. One that passes Validate must answer every probability with a
// number within its support that never falls, and its text must read back.
func FuzzDistribution(f *testing.F) {
	f.Add(0, uint16(3), 0.0, 1.0, 0.5, 2.0, 0.3, 0.7)
	f.Add(3, uint16(0b1111), -1.0, 1.0, 0.0, 1.0, 0.1, 0.9)
	f.Add(4, uint16(0b110000), 0.0, 0.0, 2.0, 0.3, 0.2, 0.5)
	f.Add(5, uint16(0b1000011), 0.0, 1.0, 0.5, 0.0, 0.2, 0.8)
	f.Add(6, uint16(0b110000000), 0.0, 0.0, 0.01, 0.02, 0.2, 0.5)
	f.Add(7, uint16(0b11), -3.0, 5.0, 0.0, 0.0, 0.0, 1.0)
	f.Add(8, uint16(1<<10|1<<12), 1.0, 2.0, 3.0, 4.0, 0.5, 0.6)
	f.Add(8, uint16(1<<11), 1.0, 2.0, 3.0, 4.0, 0.5, 0.6)
	f.Add(9, uint16(1<<9), 0.5, 0.0, 0.5, 0.5, 0.4, 0.6)
	f.Fuzz(func(t *testing.T, family int, given uint16, low, high, x, y, u, v float64) {
		d := Distribution{Dist: Family(family)}
		for i, slot := range []struct {
			target **float64
			value  float64
		}{{&d.Low, low}, {&d.High, high}, {&d.Mean, x}, {&d.SD, y}, {&d.Median, x}, {&d.Sigma, y}, {&d.Mode, x}, {&d.A, x}, {&d.B, y}, {&d.P, x}} {
			if given>>i&1 == 1 {
				*slot.target = number(slot.value)
			}
		}
		if given>>10&1 == 1 {
			d.Values = []float64{low, high, x}
		}
		if given>>11&1 == 1 {
			d.Words = []string{"a", "b", "c"}
		}
		if given>>12&1 == 1 {
			d.Weights = []float64{x, y, high}
		}
		_ = d.String()
		_ = d.Quantile(u)
		if d.Validate() != nil || !(u >= 0 && u <= v && v <= 1) {
			return
		}
		least, greatest := d.Support()
		a, b := d.Quantile(u), d.Quantile(v)
		for _, q := range []float64{a, b, d.Quantile(0), d.Quantile(1)} {
			if math.IsNaN(q) || math.IsInf(q, 0) && d.Dist != LogNormal && d.Dist != Normal && d.Dist != TruncatedNormal || q < least || q > greatest {
				t.Fatalf("%v: quantile %v outside %v to %v", d, q, least, greatest)
			}
		}
		if d.Dist != Choice && a > b*(1+math.Copysign(1e-9, b))+1e-300 {
			t.Fatalf("%v: quantile %v of %v above quantile %v of %v", d, a, u, b, v)
		}
		if draw, err := d.Draw(u); err != nil || draw.Text == "" || draw.Number != a {
			t.Fatalf("%v: draw %v, %v; want %v", d, draw, err, a)
		}
	})
}
