package games

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"shakeout/internal/exact"
)

var close12 = cmpopts.EquateApprox(1e-12, 1e-15)

func second[T any](_ T, err error) error { return err }

func TestTextbookEquilibria(t *testing.T) {
	for _, c := range []struct {
		reason     string
		game       Game
		want       []Equilibrium
		degenerate bool
	}{
		{
			"prisoner's dilemma: one, in dominant strategies",
			Game{Row: [][]float64{{3, 0}, {5, 1}}, Column: [][]float64{{3, 5}, {0, 1}}},
			[]Equilibrium{{Profile{[]float64{0, 1}, []float64{0, 1}}, 1, 1}}, false,
		},
		{
			"matching pennies: only a mixed one",
			Game{Row: [][]float64{{1, -1}, {-1, 1}}, Column: [][]float64{{-1, 1}, {1, -1}}},
			[]Equilibrium{{Profile{[]float64{0.5, 0.5}, []float64{0.5, 0.5}}, 0, 0}}, false,
		},
		{
			"battle of the sexes: two pure, one mixed that is worse for both",
			Game{Row: [][]float64{{2, 0}, {0, 1}}, Column: [][]float64{{1, 0}, {0, 2}}},
			[]Equilibrium{
				{Profile{[]float64{1, 0}, []float64{1, 0}}, 2, 1},
				{Profile{[]float64{0, 1}, []float64{0, 1}}, 1, 2},
				{Profile{[]float64{2. / 3, 1. / 3}, []float64{1. / 3, 2. / 3}}, 2. / 3, 2. / 3},
			}, false,
		},
		{
			"von Stengel (2007), Algorithmic Game Theory, section 3.3: 3 x 2",
			Game{Row: [][]float64{{3, 3}, {2, 5}, {0, 6}}, Column: [][]float64{{3, 2}, {2, 6}, {3, 1}}},
			[]Equilibrium{
				{Profile{[]float64{1, 0, 0}, []float64{1, 0}}, 3, 3},
				{Profile{[]float64{0.8, 0.2, 0}, []float64{2. / 3, 1. / 3}}, 3, 2.8},
				{Profile{[]float64{0, 1. / 3, 2. / 3}, []float64{1. / 3, 2. / 3}}, 4, 8. / 3},
			}, false,
		},
		{
			"a column player who does not care: every mix of hers that keeps the row player's reply, by its ends",
			Game{Row: [][]float64{{1, 0}, {0, 1}}, Column: [][]float64{{5, 5}, {5, 5}}},
			[]Equilibrium{
				{Profile{[]float64{1, 0}, []float64{1, 0}}, 1, 5},
				{Profile{[]float64{1, 0}, []float64{0.5, 0.5}}, 0.5, 5},
				{Profile{[]float64{0, 1}, []float64{0, 1}}, 1, 5},
				{Profile{[]float64{0, 1}, []float64{0.5, 0.5}}, 0.5, 5},
			}, true,
		},
		{
			"one strategy each",
			Game{Row: [][]float64{{-7}}, Column: [][]float64{{0.3}}},
			[]Equilibrium{{Profile{[]float64{1}, []float64{1}}, -7, 0.3}}, false,
		},
	} {
		got, err := c.game.Equilibria()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Equilibria{All: c.want, Degenerate: c.degenerate}, got, close12); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.reason, diff)
		}
	}
}

func TestTextbookSymmetricEquilibria(t *testing.T) {
	for _, c := range []struct {
		reason     string
		payoffs    [][]float64
		want       []SymmetricEquilibrium
		degenerate bool
	}{
		{
			"hawk and dove, value 2, cost 6: hawk with probability 1/3",
			[][]float64{{-2, 2}, {0, 1}},
			[]SymmetricEquilibrium{{[]float64{1. / 3, 2. / 3}, 2. / 3}}, false,
		},
		{
			"rock, paper, scissors",
			[][]float64{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}},
			[]SymmetricEquilibrium{{[]float64{1. / 3, 1. / 3, 1. / 3}, 0}}, false,
		},
		{
			"stag hunt: two pure, one mixed",
			[][]float64{{4, 1}, {3, 2}},
			[]SymmetricEquilibrium{{[]float64{1, 0}, 4}, {[]float64{0, 1}, 2}, {[]float64{0.5, 0.5}, 2.5}}, false,
		},
		{
			"two names for the same strategy: both ends, and the mixes between them are equilibria too",
			[][]float64{{1, 1, 3}, {1, 1, 3}, {0, 0, 2}},
			[]SymmetricEquilibrium{{[]float64{1, 0, 0}, 1}, {[]float64{0, 1, 0}, 1}}, true,
		},
		{
			"hawk twice, and dove: a singular system with dove's row to help",
			[][]float64{{-2, -2, 2}, {-2, -2, 2}, {0, 0, 1}},
			[]SymmetricEquilibrium{{[]float64{1. / 3, 0, 2. / 3}, 2. / 3}, {[]float64{0, 1. / 3, 2. / 3}, 2. / 3}}, true,
		},
		{
			"nothing matters",
			[][]float64{{0, 0}, {0, 0}},
			[]SymmetricEquilibrium{{[]float64{1, 0}, 0}, {[]float64{0, 1}, 0}}, true,
		},
	} {
		got, err := FindSymmetricEquilibria(c.payoffs)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(SymmetricEquilibria{All: c.want, Degenerate: c.degenerate}, got, close12); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.reason, diff)
		}
	}
}

// TestCoordination counts the equilibria of the game in which both are paid for the same choice: one for every set of
// choices, 2^n - 1 (Quint and Shubik 1997).
func TestCoordination(t *testing.T) {
	for n := 1; n <= 6; n++ {
		payoffs := square(n)
		for i := range payoffs {
			payoffs[i][i] = 0.1 * float64(i+1)
		}
		g, err := Symmetric(payoffs)
		if err != nil {
			t.Fatal(err)
		}
		all, err := g.Equilibria()
		if err != nil {
			t.Fatal(err)
		}
		symmetric, err := FindSymmetricEquilibria(payoffs)
		if err != nil {
			t.Fatal(err)
		}
		if want := 1<<n - 1; len(all.All) != want || len(symmetric.All) != want || all.Degenerate || symmetric.Degenerate {
			t.Errorf("%d choices: got %d and %d equilibria, degenerate %v; want %d each", n, len(all.All), len(symmetric.All), all.Degenerate, want)
		}
	}
}

// TestRandomGames checks that what is found are equilibria, that a nondegenerate game has an odd number of them (Wilson
// 1971), and that the symmetric ones are the same by either way.
func TestRandomGames(t *testing.T) {
	stream := exact.NewStream(8, "", "games", 0)
	random := func(rows, columns, levels int) [][]float64 {
		matrix := make([][]float64, rows)
		for i := range matrix {
			for range columns {
				v := stream.Normal() * 1e3
				if levels > 0 {
					v = float64(stream.IntN(levels)) // ties abound
				}
				matrix[i] = append(matrix[i], v)
			}
		}
		return matrix
	}
	degenerate := 0
	for k := range 300 {
		levels := 0
		if k%3 == 0 {
			levels = 3
		}
		m, n := 1+stream.IntN(5), 1+stream.IntN(5)
		g := Game{Row: random(m, n, levels), Column: random(m, n, levels)}
		found, err := g.Equilibria()
		if err != nil {
			t.Fatal(err)
		}
		if !found.Degenerate && len(found.All)%2 != 1 || len(found.All) == 0 {
			t.Errorf("%+v: got %d equilibria; want an odd number", g, len(found.All))
		}
		if found.Degenerate {
			degenerate++
		}
		for _, e := range found.All {
			loss, err := g.Exploitability(e.Profile)
			if err != nil {
				t.Fatal(err)
			}
			if loss.Total > 1e-10 {
				t.Errorf("%+v: %+v can be exploited for %v", g, e, loss)
			}
			if value := expected(e.Row, against(g.Row, e.Column)); math.Abs(value-e.RowPayoff) > 1e-9 {
				t.Errorf("row payoff: got %v; want %v", e.RowPayoff, value)
			}
			if value := expected(e.Column, against(transposed(g.Column), e.Row)); math.Abs(value-e.ColumnPayoff) > 1e-9 {
				t.Errorf("column payoff: got %v; want %v", e.ColumnPayoff, value)
			}
		}

		payoffs := random(m, m, levels)
		symmetric, err := FindSymmetricEquilibria(payoffs)
		if err != nil {
			t.Fatal(err)
		}
		if len(symmetric.All) == 0 {
			t.Errorf("%v: got no symmetric equilibrium; want at least 1 (Nash 1951)", payoffs)
		}
		for _, e := range symmetric.All {
			loss, err := SymmetricExploitability(payoffs, e.Mix)
			if err != nil {
				t.Fatal(err)
			}
			if loss > 1e-10 {
				t.Errorf("%v: %+v can be exploited for %v", payoffs, e, loss)
			}
		}
		both, err := Symmetric(payoffs)
		if err != nil {
			t.Fatal(err)
		}
		all, err := both.Equilibria()
		if err != nil {
			t.Fatal(err)
		}
		same := 0
		for _, e := range all.All {
			if cmp.Equal(e.Row, e.Column) {
				same++
			}
		}
		if !all.Degenerate && same != len(symmetric.All) {
			t.Errorf("%v: got %d symmetric equilibria; among all there are %d", payoffs, len(symmetric.All), same)
		}
	}
	if degenerate < 50 {
		t.Errorf("got %d degenerate games; want many among those with few payoffs", degenerate)
	}
}

// TestExactness uses payoffs whose differences floating point would lose, and units that change nothing.
func TestExactness(t *testing.T) {
	hair := 0x1p-52
	found, err := FindSymmetricEquilibria([][]float64{{1, 1}, {1 + hair, 1 - hair}})
	if err != nil {
		t.Fatal(err)
	}
	// Against all 1, 2 is better by a hair; against all 2, 1 is.
	want := []SymmetricEquilibrium{{[]float64{0.5, 0.5}, 1}}
	if diff := cmp.Diff(want, found.All); diff != "" {
		t.Errorf("payoffs apart by a hair: -want +got:\n%s", diff)
	}
	base := [][]float64{{-2, 2}, {0, 1}}
	for _, scale := range []float64{0x1p-1000, 0x1p900} {
		scaled := square(2)
		for i := range base {
			for j := range base[i] {
				scaled[i][j] = base[i][j] * scale
			}
		}
		got, err := FindSymmetricEquilibria(scaled)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.All) != 1 || got.All[0].Mix[0] != 1./3 || math.Abs(got.All[0].Payoff/scale*1.5-1) > 1e-15 {
			t.Errorf("payoffs times %v: got %+v; want the same mix", scale, got.All)
		}
	}
	mixed := [][]float64{{1e300, 1e-300}, {0, 1e-300}}
	if got, err := FindSymmetricEquilibria(mixed); err != nil || !got.Degenerate {
		t.Errorf("payoffs 600 orders apart: got %+v, %v", got, err)
	}
}

func TestDominatedStrategiesDontCount(t *testing.T) {
	const n = 20
	payoffs := square(n)
	for i := range payoffs {
		for j := range payoffs[i] {
			payoffs[i][j] = float64(-i) // every strategy is worse than the one before
		}
	}
	found, err := FindSymmetricEquilibria(payoffs)
	if err != nil || len(found.All) != 1 || found.All[0].Mix[0] != 1 {
		t.Errorf("got %+v, %v; want the first strategy alone", found, err)
	}
}

func TestGameErrors(t *testing.T) {
	large := square(GreatestSymmetric + 1)
	for i := range large {
		large[i][i] = 1
	}
	wide, err := Symmetric(large)
	if err != nil {
		t.Fatal(err)
	}
	pennies := [][]float64{{1, -1}, {-1, 1}}
	for _, c := range []struct {
		reason string
		err    error
		want   string
	}{
		{"no strategies", Game{}.Check(), "got no strategies"},
		{"ragged", Game{Row: [][]float64{{1, 2}, {3}}, Column: pennies}.Check(), "row[1]: got 1 columns; want 2"},
		{"matrices of different size", Game{Row: pennies, Column: pennies[:1]}.Check(), "column: got 1 rows; want 2"},
		{"a failed run", Game{Row: pennies, Column: [][]float64{{1, 2}, {3, math.NaN()}}}.Check(), "column[1][1]: got NaN"},
		{"not square", second(Symmetric([][]float64{{1, 2}})), "got 2 columns; want 1"},
		{"too many to enumerate", second(FindSymmetricEquilibria(large)), "got 15 strategies"},
		{"too many pairs", second(wide.Equilibria()), "got 15 x 15 strategies"},
		{"mix of wrong length", second(SymmetricExploitability(pennies, []float64{1})), "got 1 probabilities; want 2"},
		{"mix that is none", second(SymmetricExploitability(pennies, []float64{0.5, 0.6})), "add to 1.1"},
		{"negative probability", second(BestResponse(pennies, []float64{1.5, -0.5})), "opponent[0]: got 1.5"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, c.err, c.want)
		}
	}
}

func BenchmarkEquilibria(b *testing.B) {
	for _, kind := range []string{"random", "coordination"} {
		for _, n := range []int{8, GreatestGame} {
			b.Run(fmt.Sprintf("%s-%d", kind, n), func(b *testing.B) { benchmark(b, kind, n, false) })
		}
		for _, n := range []int{8, GreatestSymmetric} {
			b.Run(fmt.Sprintf("%s-symmetric-%d", kind, n), func(b *testing.B) { benchmark(b, kind, n, true) })
		}
	}
}

func benchmark(b *testing.B, kind string, n int, symmetric bool) {
	stream := exact.NewStream(1, "", "games", 0)
	row, column := square(n), square(n)
	for i := range row {
		for j := range row[i] {
			if kind == "random" {
				row[i][j], column[i][j] = stream.Normal(), stream.Normal()
			} else if i == j {
				row[i][j], column[i][j] = stream.Float64(), stream.Float64()
			}
		}
	}
	for b.Loop() {
		var err error
		if symmetric {
			_, err = FindSymmetricEquilibria(row)
		} else {
			_, err = Game{Row: row, Column: column}.Equilibria()
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
