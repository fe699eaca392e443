package concentration

import (
	"encoding/json"
	"math"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

var near = cmpopts.EquateApprox(1e-12, 1e-12)

func TestConcentrationTable(t *testing.T) {
	for _, row := range []struct {
		reason     string
		quantities []float64
		hhi, cr4   float64
		ok         bool
	}{
		{"three firms, shares .5 .3 .2", []float64{50, 30, 20}, 3800, 1, true},
		{"five equal firms: 10,000/5, and four of five", []float64{10, 10, 10, 10, 10}, 2000, .8, true},
		{"a monopoly, in any unit", []float64{7.5e-9}, 10000, 1, true},
		{"firms that sell nothing change nothing", []float64{0, 3, 0, 1, 0, 0}, 6250, 1, true},
		{"the four greatest are not the first four", []float64{1, 2, 3, 4, 5, 5}, 10000 * 80.0 / 400, 17.0 / 20, true},
		{"nobody sells: nothing to measure", []float64{0, 0}, 0, 0, false},
		{"no firm", nil, 0, 0, false},
		{"a negative quantity is no share", []float64{2, -1}, 0, 0, false},
		{"not a number", []float64{2, math.NaN()}, 0, 0, false},
		{"infinite", []float64{2, math.Inf(1)}, 0, 0, false},
	} {
		hhi, ok := HHI(row.quantities)
		if ok != row.ok || !cmp.Equal(hhi, row.hhi, near) {
			t.Errorf("%s: HHI = %v, %v; want %v, %v", row.reason, hhi, ok, row.hhi, row.ok)
		}
		cr4, ok := CR4(row.quantities)
		if ok != row.ok || !cmp.Equal(cr4, row.cr4, near) {
			t.Errorf("%s: CR4 = %v, %v; want %v, %v", row.reason, cr4, ok, row.cr4, row.ok)
		}
	}
}

// TestConcentrationReference runs the concentration cases of the reference
// statistics.
func TestConcentrationReference(t *testing.T) {
	text, err := os.ReadFile("testdata/statistics.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Concentration []struct {
			Quantities map[string]float64
			Expect     struct{ HHI, CR4 *float64 }
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Concentration) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range file.Concentration {
		ids := make([]string, 0, len(c.Quantities))
		for id := range c.Quantities {
			ids = append(ids, id)
		}
		sort.Strings(ids)
		var q []float64
		for _, id := range ids {
			q = append(q, c.Quantities[id])
		}
		for _, m := range []struct {
			name string
			f    func([]float64) (float64, bool)
			want *float64
		}{{"hhi", HHI, c.Expect.HHI}, {"cr4", CR4, c.Expect.CR4}} {
			got, ok := m.f(q)
			if ok != (m.want != nil) || ok && !cmp.Equal(got, *m.want, cmpopts.EquateApprox(1e-14, 0)) {
				t.Errorf("%v: %s = %v, %v; want %v", c.Quantities, m.name, got, ok, m.want)
			}
		}
	}
}

// TestPartialOwnershipByHand works Salop and O'Brien's index out by hand: two
// firms with shares .6 and .4, HHI 3,600 + 1,600 = 5,200. Investor 1 owns all of
// firm 1 and a fifth of firm 2; investor 2 owns the rest of firm 2.
func TestPartialOwnershipByHand(t *testing.T) {
	stakes := [][]float64{{1, .2}, {0, .8}}
	for _, row := range []struct {
		reason string
		own    Ownership
		want   float64
	}{
		{"each firm its own owner: the plain index", Separate(2), 5200},
		// Firm 1's managers count firm 2's profit at beta_12/beta_11 = .2:
		// 10,000 x .2 x .6 x .4 = 480. Firm 2's count firm 1 at 0.
		{"silent stake: investor 2 alone controls firm 2", Ownership{Control: [][]float64{{1, 0}, {0, 1}}, Interest: stakes}, 5680},
		// Firm 2's managers now also serve investor 1: W_21 = (.2 x 1 + .8 x 0) /
		// (.2 x .2 + .8 x .8) = .2/.68 = 5/17, and 10,000 x 5/17 x .24 = 705.88...
		{"one share one vote", Proportional(stakes), 5680 + 2400*5/17.0},
		// W_21 = gamma_12 beta_11 / (gamma_12 beta_12) = 1/.2 = 5: managers who
		// serve an investor with a fifth of firm 2 and all of firm 1.
		{"investor 1 controls both with a fifth of firm 2", Ownership{Control: [][]float64{{1, 1}, {0, 0}}, Interest: stakes}, 5680 + 2400*5},
		// W = 1 everywhere: (.6 + .4)^2.
		{"one owner of both: monopoly", Proportional([][]float64{{1, 1}}), 10000},
		{"a control column counts only relative to itself", Ownership{Control: [][]float64{{7, 0}, {0, .01}}, Interest: stakes}, 5680},
	} {
		got, delta, err := MHHI([]float64{60, 40}, row.own)
		if err != nil || !cmp.Equal(got, row.want, near) || !cmp.Equal(delta, row.want-5200, cmpopts.EquateApprox(0, 1e-8)) {
			t.Errorf("%s: MHHI = %v, delta %v, %v; want %v", row.reason, got, delta, err, row.want)
		}
	}
}

func TestPartialOwnershipRefuses(t *testing.T) {
	for _, row := range []struct {
		reason     string
		quantities []float64
		own        Ownership
		want       []string
	}{
		{"nothing sold", []float64{0, 0}, Separate(2), []string{"quantities"}},
		{"owners differ", []float64{1}, Ownership{Control: [][]float64{{1}}}, []string{"1 owners in control and 0 in interest"}},
		{"all misfits at once", []float64{1, 1}, Ownership{Control: [][]float64{{1}, {0, 1}}, Interest: [][]float64{{1, -1}, {0, math.NaN()}}},
			[]string{"control[0]: got 1 entries; want 2", "interest[0][1]: got -1", "interest[1][1]: got NaN"}},
		{"a firm without objective", []float64{1, 1}, Ownership{Control: [][]float64{{1, 0}, {0, 1}}, Interest: [][]float64{{1, 1}, {0, 0}}}, []string{"firm 1"}},
	} {
		_, _, err := MHHI(row.quantities, row.own)
		for _, want := range row.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: got error %v; want one that has %q", row.reason, err, want)
			}
		}
	}
}

// TestConcentrationProperties: scale does not matter, a split lowers the index,
// bounds hold, and separate owners give the plain index.
func TestConcentrationProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.SliceOfN(rapid.Float64Range(0, 1e6), 1, 12).Draw(t, "q")
		q[0]++ // something is sold
		hhi, _ := HHI(q)
		cr4, _ := CR4(q)
		n := float64(len(q))
		if hhi < 10000/n*(1-1e-12) || hhi > 10000*(1+1e-12) || cr4 < math.Min(1, 4/n)*(1-1e-12) || cr4 > 1 {
			t.Fatalf("HHI %v or CR4 %v out of bounds for %d firms", hhi, cr4, len(q))
		}
		scaled := make([]float64, len(q))
		for i := range q {
			scaled[i] = math.Ldexp(q[i], 20)
		}
		if again, _ := HHI(scaled); again != hhi {
			t.Fatalf("HHI changed with the unit: %v, %v", hhi, again)
		}
		split := append([]float64{q[0] / 2, q[0] / 2}, q[1:]...)
		if lower, _ := HHI(split); lower >= hhi {
			t.Fatalf("splitting a firm raised the HHI from %v to %v", hhi, lower)
		}
		if modified, delta, err := MHHI(q, Separate(len(q))); err != nil || !cmp.Equal(modified, hhi, near) || math.Abs(delta) > 1e-8 {
			t.Fatalf("MHHI of separate owners %v, delta %v, %v; want %v", modified, delta, err, hhi)
		}
	})
}
