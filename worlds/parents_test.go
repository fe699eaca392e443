package worlds

import (
	"math"
	"testing"

	"shakeout/worlds/worldfile"
)

func TestBoardsFollowTheShareOfTheirModels(t *testing.T) {
	s := months(t, "frontier-2025", 2)
	f := &s.firms[s.firmIndex("google")]
	for _, row := range []struct {
		reason         string
		tick           int64
		now, year, ask float64
		from, want     float64
	}{
		{"share as a year ago: what it asks for", 3, 0.1, 0.1, 0.25, 0.24, 0.25},
		{"half as large again: .375, by .02 a quarter", 3, 0.15, 0.1, 0.25, 0.25, 0.27},
		{"halved: .125, by .02 a quarter", 3, 0.05, 0.1, 0.25, 0.25, 0.23},
		{"never above half", 3, 0.9, 0.1, 0.4, 0.49, 0.5},
		{"nothing between quarters", 4, 0.05, 0.1, 0.25, 0.25, 0.25},
		{"no share then: what it asks for", 6, 0, 0, 0.25, 0.25, 0.25},
	} {
		s.tick, f.Envelope = row.tick, row.from
		s.facts.Peers[f.Index].Share, s.facts.Peers[f.Index].ShareYearAgo = row.now, row.year
		if s.allot(f, row.ask); math.Abs(f.Envelope-row.want) > 1e-12 {
			t.Errorf("%s: got %g; want %g", row.reason, f.Envelope, row.want)
		}
	}
}

func TestModelsThatCostMoreThanTheirEnvelopeLoseResearch(t *testing.T) {
	s := months(t, "frontier-2025", 4)
	f := &s.firms[s.firmIndex("google")]
	before := f.ResearchPY
	s.budget(f, 2*before)
	if f.ResearchPY <= before {
		t.Errorf("within the envelope research grows as far as it is affordable: %g after %g", f.ResearchPY, before)
	}
	f.ResearchPY, f.Envelope = before, 0
	s.budget(f, 2*before)
	fall := 1 - s.world.Technology.Budget.MaxFallPerMonth
	if math.Abs(f.ResearchPY/before-fall) > 1e-9 {
		t.Errorf("without an envelope research is %g of before; want the fastest fall, %g", f.ResearchPY/before, fall)
	}
}

// The reach of clouds can be taken away: what their marketplaces sold is sold no more, and their own models lose buyers among their customers.
func TestReachOfCloudsIsALever(t *testing.T) {
	for _, row := range []struct{ reason, scenario string }{{"nothing is sold through marketplaces", "no-marketplaces"}, {"no advantage for customers of the cloud", "no-bundles"}} {
		w, err := Load("frontier-2025", worldfile.Options{Scenarios: []string{row.scenario}, Set: []string{"ticks=12"}})
		if err != nil {
			t.Fatal(err)
		}
		s, err := opened(&w.Value, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.opening()
		with := months(t, "frontier-2025", 0)
		for s.tick < 12 {
			for _, x := range []*State{s, with} {
				x.tick++
				if err := x.Step(); err != nil {
					t.Fatal(err)
				}
			}
		}
		through := func(x *State) (usd float64) {
			for o := range x.offers {
				if of := &x.offers[o]; of.via != nobody && of.via != of.seller || row.scenario == "no-bundles" && of.seller >= 0 && x.firms[of.seller].Core > 0 && !of.channel.Metered() {
					usd += of.revenue
				}
			}
			return usd
		}
		if a, b := through(s), through(with); a >= b || row.scenario == "no-marketplaces" && a != 0 {
			t.Errorf("%s: %g USD m a month after a year, %g with them", row.reason, a, b)
		}
	}
}
