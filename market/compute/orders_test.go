package compute

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

func TestPlan(t *testing.T) {
	o := defaults[Params](t).Orders
	for _, row := range []struct {
		reason string
		need   Need
		want   Plan
	}{
		{"nothing reserved: all on the spot, the margin of 15 hours charged to research", Need{100, 500, 0, 0, 2},
			Plan{ServingSpot: 115, ResearchSpotUSD: 470, ResearchHours: 15}},
		{"reserved hours serve customers first", Need{100, 500, 100, 300, 2},
			Plan{ServingReserved: 100, ServingSpot: 15, ResearchSpotUSD: 470, ResearchHours: 15}},
		{"then research, at their mean price of 3", Need{100, 500, 215, 645, 2},
			Plan{ServingReserved: 115, ResearchReserved: 100, ResearchSpotUSD: 170, ResearchHours: 115}},
		{"what its budget can't pay is spare", Need{100, 330, 315, 945, 2},
			Plan{ServingReserved: 115, ResearchReserved: 100, SpareHours: 100, ResearchHours: 115}},
		{"no research: nobody takes the margin", Need{100, 0, 0, 0, 2}, Plan{ServingSpot: 115}},
		{"free hours all go to research", Need{0, 10, 50, 0, 2}, Plan{ResearchReserved: 50, ResearchSpotUSD: 10, ResearchHours: 50}},
	} {
		if diff := cmp.Diff(row.want, o.Plan(row.need), cmpopts.EquateApprox(1e-12, 1e-9)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.reason, diff)
		}
	}
}

func TestServingGivesWay(t *testing.T) {
	o := defaults[Params](t).Orders
	b := o.Serving(100, 3, 2, math.Inf(1)) // limit: the greater of 2 x 2 and 3
	near(t, "all hours up to twice the user cost", b.Budget/b.MaxQuantity, 4)
	near(t, "or up to what they earn", o.Serving(100, 9, 2, math.Inf(1)).Budget/100, 9)
	near(t, "but nobody serves away all that he has: revenue and a sixth of the cash", o.Serving(100, 9, 2, o.ServingMeansUSD(50, 600)).Budget, 150)
	if r := o.Research(80, 2); r.MaxQuantity != 800 || r.Budget != 80 {
		t.Errorf("research asks for no more than 80/(.05 x 2) hours: %+v", r)
	}
}

func TestReserve(t *testing.T) {
	var r Reserver
	for _, row := range []struct {
		reason             string
		want, weight, room []float64
		hours              []float64
	}{
		{"by weight", []float64{10}, []float64{3, 1}, []float64{100, 100}, []float64{7.5, 2.5}},
		{"a seller without enough room serves both in proportion; the rest goes where there is room", []float64{30, 60}, []float64{1, 0, 1, 0}, []float64{45, 100},
			[]float64{15, 15, 30, 30}},
		{"more wanted than there is room", []float64{30, 60}, []float64{1, 0, 1, 0}, []float64{45, 30}, []float64{15, 10, 30, 20}},
		{"no room", []float64{5}, []float64{1}, []float64{0}, []float64{0}},
		{"no weight: all room is open", []float64{6}, []float64{0, 0}, []float64{20, 10}, []float64{4, 2}},
		{"nothing wanted", []float64{0}, []float64{1}, []float64{10}, []float64{0}},
	} {
		if diff := cmp.Diff(row.hours, r.Reserve(row.want, row.weight, row.room), cmpopts.EquateApprox(1e-12, 1e-12)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.reason, diff)
		}
	}
	c := defaults[Params](t).Contracts
	near(t, "a named seller at the market's price", c.Weight(0.7, 0.2, 1), 0.7+0.05*0.2)
	near(t, "a tenth dearer: 1.1^-5 of it", c.Weight(0.7, 0.2, 1.1), 0.71*math.Pow(1.1, -5))
}

func TestReserveNeverGoesBeyond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, s := rapid.IntRange(1, 6).Draw(t, "buyers"), rapid.IntRange(1, 6).Draw(t, "sellers")
		numbers := func(name string, n int) []float64 {
			return rapid.SliceOfN(rapid.Float64Range(0, 1e9), n, n).Draw(t, name)
		}
		want, weight, room := numbers("want", b), numbers("weight", b*s), numbers("room", s)
		hours := new(Reserver).Reserve(want, weight, room)
		var wanted, given, free float64
		for i := range b {
			var sum float64
			for j := range s {
				if h := hours[i*s+j]; h < 0 {
					t.Fatalf("hours of %g", h)
				}
				sum += hours[i*s+j]
			}
			if sum > want[i]*(1+1e-9)+1e-6 {
				t.Errorf("buyer %d gets %g; wants %g", i, sum, want[i])
			}
			wanted, given = wanted+want[i], given+sum
		}
		for j := range s {
			var sum float64
			for i := range b {
				sum += hours[i*s+j]
			}
			if sum > room[j]*(1+1e-9)+1e-6 {
				t.Errorf("seller %d gives %g; has room for %g", j, sum, room[j])
			}
			free += room[j]
		}
		if full := math.Min(wanted, free); math.Abs(given-full) > 1e-6*full+1e-6 {
			t.Errorf("%g reserved; want all of %g", given, full)
		}
	})
}

func TestPurse(t *testing.T) {
	x := defaults[Params](t).Capex
	near(t, "a parent: .9 of compute earnings and .6 of its core", x.LimitUSD(Purse{100, 50, 1e6}), 120)
	near(t, "who has no core: a hundredth of its cash", x.LimitUSD(Purse{100, 0, 1000}), 100)
	near(t, "no earnings below zero", x.LimitUSD(Purse{-100, 0, 0}), 0)
}

func TestOpeningOrders(t *testing.T) {
	p := defaults[Params](t)
	g := math.Log(p.Opening.FleetGrowthPerYear)
	near(t, "growth and wear of a month, as large as they will be when they arrive", p.OpeningOrders(), (g+0.05)/12*2.1)
}
