package worlds

import (
	"math"
	"testing"

	"shakeout/worlds/worldfile"
)

func segmentOf(t testing.TB, s *State, id string) *segmentState {
	t.Helper()
	for k := range s.segments {
		if s.world.Customers.Segments[k].ID == id {
			return &s.segments[k]
		}
	}
	t.Fatalf("no segment %s", id)
	return nil
}

// From the first contact to revenue pass at least the months of the sales lag.
func TestANewSupplierEarnsNothingBeforeTheSalesLagIsOver(t *testing.T) {
	s := planned(t)
	seg := segmentOf(t, s, "enterprise")
	lag := s.world.Customers.Segments[seg.index].SalesLag
	cohere := s.firmIndex("cohere")
	for i := range s.spot.inference { // who is turned away looks for others at once: here nobody is
		s.spot.inference[i] *= 1e3
	}
	s.spot.hostHours, s.spot.selfHours = s.spot.hostHours*1e3, s.spot.selfHours*1e3
	J := len(seg.offers)
	for j := range seg.offers {
		if seg.families[j] != cohere {
			continue
		}
		for i := range seg.weight { // as if it had never sold anything
			seg.none[i] += seg.stock[i*J+j]
			seg.stock[i*J+j] = 0
			seg.pipeline.notice[i*J+j] = 0
			for k := range seg.pipeline.arriving {
				seg.pipeline.arriving[k][i*J+j], seg.pipeline.leaving[k][i*J+j] = 0, 0
			}
		}
	}
	for month := range lag + 2 {
		s.clearCustomers()
		share, signed := 0.0, 0.0
		for j := range seg.offers {
			if seg.families[j] == cohere {
				share, signed = share+seg.share[j], signed+seg.pipeline.signed[j]
			}
		}
		if signed <= 0 {
			t.Errorf("month %d: nobody signs", month)
		}
		if month < lag && share > 0 {
			t.Errorf("month %d: it has a share of %v; want 0 before %d months have passed", month, share, lag)
		}
		if month >= lag && share <= 0 {
			t.Errorf("month %d: its first contracts have not begun", month)
		}
		s.tick++
	}
	if lag < 3 {
		t.Errorf("got a lag of %d months in the bundled world; want at least 3", lag)
	}
}

func TestFewerSalesPeopleCloseFewerContracts(t *testing.T) {
	signed := func(effort float64, set ...string) float64 {
		s := planned(t, set...)
		for i := range s.firms {
			f := &s.firms[i]
			f.SalesUSD = effort * s.world.Costs.SalesShare * s.indicators.revenueBy[i] * 1e6
		}
		s.clearCustomers()
		return s.signedBy(s.firmIndex("openai"))
	}
	full := signed(1)
	if fall := 1 - signed(0.25)/full; math.Abs(fall-(1-math.Pow(0.25, 0.31))) > 0.02 {
		t.Errorf("with a quarter of the effort %.3f of the leader's new contracts are lost; want about %.3f", fall, 1-math.Pow(0.25, 0.31))
	}
	off := []string{"customers.segments[enterprise].sales_elasticity=0", "customers.segments[regulated].sales_elasticity=0", "customers.segments[platform].sales_elasticity=0"}
	if a, b := signed(1, off...), signed(0.25, off...); a != b {
		t.Errorf("without elasticity %v and %v sign; want the same", a, b)
	}
}

// The pipeline loses nobody: shares add to one, and what has been signed begins.
func TestProcurementConservesBuyers(t *testing.T) {
	s := months(t, "frontier-2025", 14)
	for _, id := range []string{"enterprise", "regulated", "platform"} {
		seg := segmentOf(t, s, id)
		pipe, J := seg.pipeline, len(seg.offers)
		for i := range seg.weight {
			leaving, arriving := 0.0, 0.0
			for k := range pipe.leaving {
				leaving += pipe.leavingNone[k][i]
				for j := range J {
					leaving += pipe.leaving[k][i*J+j]
					arriving += pipe.arriving[k][i*J+j]
				}
			}
			if math.Abs(leaving-arriving) > 1e-9 {
				t.Fatalf("%s cohort %d: %v leave and %v arrive", id, i, leaving, arriving)
			}
		}
	}
}

// A world whose customers change at once is the same world with a lag of nought: only its path differs.
func TestWithoutLagTheLongRunIsTheSame(t *testing.T) {
	with := months(t, "frontier-2025", 0)
	w, err := Load("frontier-2025", worldfile.Options{Set: []string{
		"customers.segments[enterprise].sales_lag_months=0", "customers.segments[enterprise].contract_months=0"}})
	if err != nil {
		t.Fatal(err)
	}
	without, err := open(&w.Value, 1, Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, b := segmentOf(t, with, "enterprise"), segmentOf(t, without, "enterprise")
	without.opening()
	for j := range a.offers {
		if x, y := a.revenue[j], b.revenue[j]; math.Abs(x-y) > 1e-6*(x+1e-3) {
			t.Errorf("%s earns %v with a lag and %v without at the start; want the same", with.offers[a.offers[j]].id, x, y)
		}
	}
}

// What has been signed is not lost when a new lab's offers come to a segment.
func TestNewOffersLoseNoContracts(t *testing.T) {
	s := months(t, "frontier-2025", 5)
	seg := segmentOf(t, s, "enterprise")
	J := len(seg.offers)
	arriving, notice := 0.0, sum(seg.pipeline.notice)
	for _, x := range seg.pipeline.arriving {
		arriving += sum(x)
	}
	due := seg.terms.Due(s.tick+1, seg.families[0])
	s.widen(seg, []int{seg.offers[0]})
	after := 0.0
	for _, x := range seg.pipeline.arriving {
		after += sum(x)
	}
	if len(seg.offers) != J+1 || math.Abs(after-arriving) > 1e-12 || math.Abs(sum(seg.pipeline.notice)-notice) > 1e-12 || seg.terms.Due(s.tick+1, seg.families[0]) != due {
		t.Errorf("before: %v arriving, %v leaving, %v due; after: %v, %v, %v", arriving, notice, due, after, sum(seg.pipeline.notice), seg.terms.Due(s.tick+1, seg.families[0]))
	}
}
