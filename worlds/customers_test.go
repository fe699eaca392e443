package worlds

import (
	"math"
	"testing"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
	"shakeout/worlds/worldfile"
)

// months returns a world after some months.
func months(t testing.TB, name string, n int, set ...string) *State {
	t.Helper()
	w, err := Load(name, worldfile.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	s, err := open(&w.Value, 1, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.opening()
	for range n {
		s.tick++
		if err := s.Step(); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// planned returns a world in the middle of a month, before customers choose.
func planned(t testing.TB, set ...string) *State {
	t.Helper()
	s := months(t, "frontier-2025", 3, set...)
	s.tick++
	s.openMonth()
	s.plan()
	s.clearCompute()
	return s
}

func unitsOf(s *State, seller int) (units float64) {
	for o := range s.offers {
		if s.offers[o].seller == seller && s.offers[o].channel.Metered() {
			units += s.offers[o].units
		}
	}
	return units
}

func TestWhoIsTurnedAwayBuysFromOthersInTheSameMonth(t *testing.T) {
	free, tight := planned(t), planned(t)
	leader := free.firmIndex("openai")
	tight.spot.inference[leader] *= 0.5
	tight.spot.research[leader] = 0 // no hours at short notice
	free.clearCustomers()
	tight.clearCustomers()
	if tight.clearing.Count < 2 {
		t.Errorf("got %d rounds where the leader has half its hours; want the turned away to choose again", tight.clearing.Count)
	}
	if a, b := unitsOf(free, leader), unitsOf(tight, leader); b > 0.8*a {
		t.Errorf("the leader sells %v m units with half its hours and %v with all; want clearly less", b, a)
	}
	for _, rival := range []string{"anthropic", "google"} {
		if a, b := unitsOf(free, free.firmIndex(rival)), unitsOf(tight, tight.firmIndex(rival)); b <= a {
			t.Errorf("%s sells %v m units while the leader is full and %v otherwise; want more", rival, b, a)
		}
	}
	for o := range tight.offers {
		if units, capacity := tight.offers[o].load, tight.capacity[o]; units > capacity*(1+1e-9) {
			t.Errorf("%s sells %v m units; its capacity is %v", tight.offers[o].id, units, capacity)
		}
	}
	for k := range tight.segments {
		seg := &tight.segments[k]
		J := len(seg.offers)
		for i := range seg.weight {
			sum := seg.none[i]
			for _, x := range seg.stock[i*J : i*J+J] {
				sum += x
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Fatalf("segment %d cohort %d: shares add to %v", k, i, sum)
			}
		}
	}
}

func TestOneRoundIsAllWhereNothingIsShort(t *testing.T) {
	s := planned(t, "customers.capacity_margin=5", "customers.capacity_burst=10")
	for i := range s.spot.inference {
		s.spot.inference[i] *= 100
	}
	s.spot.hostHours *= 100
	s.spot.selfHours *= 100
	s.clearCustomers()
	if s.clearing.Count != 1 {
		t.Errorf("got %d rounds; want one", s.clearing.Count)
	}
}

func TestContractsAreServedBeforeFreePlans(t *testing.T) {
	s := planned(t)
	leader := s.firmIndex("openai")
	s.spot.inference[leader] *= 0.3
	s.spot.research[leader] = 0 // no hours at short notice
	s.shareCapacity()
	share := map[int]float64{}
	last := months(t, "frontier-2025", 3)
	for o := range s.offers {
		of := &s.offers[o]
		if of.seller == leader && of.live && last.offers[o].units > 0 {
			share[servingOrder(of.channel)] = s.capacity[o] / last.offers[o].units
		}
	}
	for class := 1; class < servingClasses; class++ {
		if share[class] > share[class-1]*(1+1e-9) {
			t.Errorf("class %d gets %.2f of last month's volume and class %d, which is served before it, %.2f", class, share[class], class-1, share[class-1])
		}
	}
	if share[servingOrder(agents.Seat)] < 1 || share[servingOrder(agents.Free)] > 0.2 {
		t.Errorf("with 0.3 of the hours contracts get %.2f of last month's volume and free plans %.2f; want at least 1 and next to nothing",
			share[servingOrder(agents.Seat)], share[servingOrder(agents.Free)])
	}
}

// Utilities too far apart for a common shift are the same market as those near each other.
func TestFarUtilitiesAreChosenFromAsNearOnesAre(t *testing.T) {
	near, far := planned(t), planned(t)
	for k := range far.segments {
		seg, g := &far.segments[k], far.segments[k].group
		near.utilities(&near.segments[k], 1)
		far.utilities(seg, 1)
		far.farUtilities(seg, far.world.Customers.Segments[k].AdequacyWeight)
		J := len(seg.offers)
		var a, b customers.Choice
		for i := range seg.weight {
			n := near.segments[k].group
			a.BuildFrom(n.Tree, n.E[i*J:i*J+J], n.Shift, exact.Exp(n.Lambda*n.Shift), &n.Nesting)
			b.Build(g.Tree, g.V[i*J:i*J+J], &g.Nesting)
			for j, nest := range g.Of {
				if x, y := a.Within(j, nest), b.Within(j, nest); math.Abs(x-y) > 1e-12 {
					t.Fatalf("segment %d cohort %d offer %d: %v of its family from weights and %v from utilities", k, i, j, x, y)
				}
			}
			if x, y := a.Inclusive(n.Tree), b.Inclusive(g.Tree); math.Abs(x-y) > 1e-10 {
				t.Fatalf("segment %d cohort %d: worth %v from weights and %v from utilities", k, i, x, y)
			}
		}
	}
}
