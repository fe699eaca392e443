package history

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChangedLinesAreFound(t *testing.T) {
	const world = "shakeout: 1\nname: x\nseed: 1\nagents:\n- id: a\n  cash_usd_m: 500\n- id: b\n  cash_usd_m: 500\n"
	m := &Manifest{WorldLines: worldLines([]byte(world))}
	for _, c := range []struct {
		reason, text string
		want         []ChangedLine
	}{
		{"nothing", world, nil},
		{"a value", strings.Replace(world, "seed: 1", "seed: 7", 1), []ChangedLine{{3, "seed: 7", 1}}},
		{"the second of two equal lines", "shakeout: 1\nname: x\nseed: 1\nagents:\n- id: a\n  cash_usd_m: 500\n- id: b\n  cash_usd_m: 600\n", []ChangedLine{{8, "  cash_usd_m: 600", 1}}},
		{"two values", strings.Replace(strings.Replace(world, "seed: 1", "seed: 7", 1), "id: b", "id: c", 1), []ChangedLine{{3, "seed: 7", 1}, {7, "- id: c", 1}}},
		{"a line put in", strings.Replace(world, "agents:", "ticks: 5\nagents:", 1), []ChangedLine{{4, "ticks: 5", 0}}},
		{"a line taken out", strings.Replace(world, "seed: 1\n", "", 1), []ChangedLine{{3, "", 1}}},
		{"the last line taken out", strings.TrimSuffix(world, "  cash_usd_m: 500\n"), []ChangedLine{{8, "", 1}}},
		{"all", "a\nb", []ChangedLine{{1, "a", 8}, {2, "b", 0}}},
		{"empty", "", []ChangedLine{{1, "", 8}}},
	} {
		if diff := cmp.Diff(c.want, m.ChangedLines([]byte(c.text))); diff != "" {
			t.Errorf("%s: %s", c.reason, diff)
		}
	}
	if got := (&Manifest{WorldLines: "?"}).ChangedLines([]byte(world)); got != nil {
		t.Errorf("marks that can't be read: got %v", got)
	}
}

func TestDiffTurnsOneIntoTheOther(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		a, b := make([]int, rng.IntN(12)), make([]int, rng.IntN(12))
		for i := range a {
			a[i] = rng.IntN(3)
		}
		for i := range b {
			b[i] = rng.IntN(3)
		}
		var got []int
		from, to := 0, 0
		for _, e := range diff(a, b) {
			got = append(got, a[from:from+e.at-to]...)
			from += e.at - to
			got = append(got, b[e.at:e.at+e.added]...)
			from += e.gone
			to = e.at + e.added
		}
		got = append(got, a[from:]...)
		if fmt.Sprint(got) != fmt.Sprint(b) {
			t.Fatalf("%v to %v: got %v", a, b, got)
		}
	}
}

func TestDiffOfHugeTextsIsShort(t *testing.T) {
	a, b := make([]int, 5000), make([]int, 5000)
	for i := range a {
		a[i], b[i] = i, -i
	}
	if got := diff(a, b); !cmp.Equal(got, []edit{{1, 4999, 4999}}, cmp.AllowUnexported(edit{})) {
		t.Errorf("got %v", got)
	}
}
