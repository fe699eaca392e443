package prices

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"shakeout/internal/exact"
)

func TestLogTornqvist(t *testing.T) {
	for _, row := range []struct {
		reason      string
		goods       []Match
		before, now float64
		want        float64
	}{
		{"one good halves", []Match{{2, 1, 5, 5}}, 5, 5, math.Log(.5)},
		{"equal spending: geometric mean", []Match{{1, 2, 1, 1}, {1, 0.5, 1, 1}}, 2, 2, 0},
		{"weights are means of the shares of both periods", []Match{{1, math.E, 3, 1}, {1, 1, 1, 3}}, 4, 4, 0.5},
		{"unmatched spending lowers every weight alike", []Match{{1, math.E, 1, 1}}, 10, 10, 1},
		{"a good without a price in one period is left out", []Match{{0, 1, 1, 1}, {1, 3, 1, 1}}, 2, 2, math.Log(3)},
		{"nothing sold", nil, 0, 0, 0},
	} {
		if got := LogTornqvist(row.goods, row.before, row.now); math.Abs(got-row.want) > 1e-14 {
			t.Errorf("%s: got %.17g; want %.17g", row.reason, got, row.want)
		}
	}
}

func TestLogHedonic(t *testing.T) {
	same := []Sale{{math.E, 1, 1}, {math.E * math.E, 1, 2}}
	for _, row := range []struct {
		reason      string
		before, now []Sale
		want        float64
		ok          bool
	}{
		{"same goods, half the price", same, []Sale{{math.E / 2, 1, 1}, {math.E * math.E / 2, 1, 2}}, -math.Ln2, true},
		{"better goods at the prices that quality explains: no change", same, []Sale{{math.Exp(3), 1, 3}, {math.Exp(4), 1, 4}}, 0, true},
		{"no sale now", same, nil, 0, false},
		{"quality never differs within a period", []Sale{{1, 1, 1}}, []Sale{{1, 1, 2}}, 0, false},
		{"free goods have no log price", append([]Sale{{0, 1, 9}}, same...), same, 0, true},
	} {
		var h Hedonic
		h.Advance(row.before)
		got, ok := h.Advance(row.now)
		if ok != row.ok || math.Abs(got-row.want) > 1e-12 {
			t.Errorf("%s: got %.17g, %v; want %.17g, %v", row.reason, got, ok, row.want, row.ok)
		}
	}
}

// The closed form must be the least-squares estimate that a solver finds.
func TestHedonicIsLeastSquares(t *testing.T) {
	s := exact.NewStream(3, "", "hedonic", 0)
	for range 50 {
		var h Hedonic
		var periods [][]Sale
		for len(periods) < 2*Window {
			var sales []Sale
			for range 2 + s.IntN(6) {
				sales = append(sales, Sale{s.Lognormal(3, 1), s.Lognormal(1, 1), s.Uniform(-1, 3)})
			}
			periods = append(periods, sales)
			got, ok := h.Advance(sales)
			if len(periods) == 1 {
				continue
			}
			if want := solved(t, periods[max(0, len(periods)-Window):]); !ok || math.Abs(got-want) > 1e-9 {
				t.Fatalf("period %d: got %.12g, %v; want %.12g", len(periods), got, ok, want)
			}
		}
	}
}

// solved regresses ln price on quality and a dummy for every period, and returns the last step.
func solved(t *testing.T, periods [][]Sale) float64 {
	n, k := 0, len(periods)
	for _, sales := range periods {
		n += len(sales)
	}
	x, y, at := mat.NewDense(n, k+1, nil), mat.NewVecDense(n, nil), 0
	for period, sales := range periods {
		total := 0.0
		for _, sale := range sales {
			total += sale.Spent
		}
		for _, sale := range sales {
			w := math.Sqrt(sale.Spent / total)
			x.Set(at, 0, w*sale.Quality)
			x.Set(at, 1+period, w)
			y.SetVec(at, w*math.Log(sale.Price))
			at++
		}
	}
	var b mat.VecDense
	if err := b.SolveVec(x, y); err != nil {
		t.Fatal(err)
	}
	return b.AtVec(k) - b.AtVec(k-1)
}
