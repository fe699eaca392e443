package worlds

import (
	"math"

	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// Alarms are the bounds outside which a world has stopped to be an economy: a run that crosses one
// goes on, and says so in its events. They are a smell test of worlds, not a part of them.
type Alarms struct {
	Months       int64   `yaml:"months" unit:"months" range:"[1,120]" default:"12" source:"assumption" doc:"months in a row after which a margin raises an alarm"`
	LernerHigh   float64 `yaml:"lerner_high" unit:"ratio" range:"[0,1]" default:"0.9" source:"assumption" doc:"greatest margin over compute, fees and selling, as a share of revenue, of a firm that nobody pays for"`
	LernerLow    float64 `yaml:"lerner_low" unit:"ratio" range:"[-100,0]" default:"-1" source:"assumption" doc:"least such margin"`
	Share        float64 `yaml:"share" unit:"share" range:"[0,1]" default:"0.9" source:"assumption" doc:"greatest share of model revenue of one seller"`
	FrozenMonths int64   `yaml:"frozen_months" unit:"months" range:"[2,360]" default:"24" source:"assumption" doc:"months without any movement of a seller's share after which it counts as frozen"`
	NoneLow      float64 `yaml:"none_low" unit:"share" range:"[0,1]" default:"0.02" source:"assumption" doc:"least share of those who consider buying that use nothing"`
	NoneHigh     float64 `yaml:"none_high" unit:"share" range:"[0,1]" default:"0.98" source:"assumption" doc:"greatest such share"`
	GDP          float64 `yaml:"gdp_usd_bn_per_year" unit:"USD bn a year" range:"(0,inf)" default:"110000" source:"assumption; IMF World Economic Outlook, October 2024: world GDP of 2024, current prices, rounded" doc:"world product at the start"`
	GDPGrowth    float64 `yaml:"gdp_growth_per_year" unit:"factor a year" range:"[0.5,2]" default:"1.05" source:"assumption, nominal" doc:"its growth"`
	GDPShare     float64 `yaml:"gdp_share" unit:"share" range:"[0,1]" default:"0.03" source:"assumption" doc:"greatest model revenue over world product"`
	CapexRatio   float64 `yaml:"capex_over_use" unit:"ratio" range:"[0,100]" default:"3" source:"assumption" doc:"greatest investment in accelerators over model revenue and what other buyers of compute spend, five years after the start and later"`
	ComputeLow   float64 `yaml:"compute_price_low" unit:"ratio" range:"[0,1]" default:"0.3" source:"assumption: near cash cost, below it nobody runs accelerators" doc:"least spot price of compute over user cost"`
	ComputeHigh  float64 `yaml:"compute_price_high" unit:"ratio" range:"[1,100]" default:"6" source:"assumption" doc:"greatest spot price of compute over user cost"`
	ComputeSpell int64   `yaml:"compute_price_months" unit:"months" range:"[1,120]" default:"3" source:"assumption" doc:"months in a row outside these bounds after which the price of compute raises an alarm"`
}

// watch is what alarms remember.
type watch struct {
	high, low, frozen []int64 // months in a row, by firm
	lastShare         []float64
	raised            map[string]bool
	compute           int64 // months in a row in which the price of compute was out of bounds
}

// sound raises the alarms of the month, each kind once for each agent and run.
func (s *State) sound() {
	a := s.world.Alarms
	if a == nil || s.tick == 0 {
		return
	}
	w := &s.watch
	if w.raised == nil {
		n := len(s.firms)
		w.high, w.low, w.frozen, w.lastShare = make([]int64, n), make([]int64, n), make([]int64, n), make([]float64, n)
		w.raised = map[string]bool{}
	}
	s.soundFirms(a)
	s.soundMarkets(a)
}

func (s *State) alarm(firm, what, format string, args ...any) {
	if key := firm + "|" + what; !s.watch.raised[key] {
		s.watch.raised[key] = true
		s.event("alarm", firm, "", math.NaN(), what+": "+format, args...)
	}
}

func (s *State) soundFirms(a *Alarms) {
	w, x := &s.watch, &s.indicators
	for i := range s.firms {
		f := &s.firms[i]
		if !f.Status.Alive() {
			continue
		}
		revenue, cost := 0.0, 0.0
		for o := range s.offers {
			if of := &s.offers[o]; of.seller == i {
				revenue += of.revenue
				cost += of.cost + float64((of.fee+of.royalty)*of.revenue)
			}
		}
		cost += f.SalesUSD / 1e6 // one more customer must be found
		lerner := 0.0
		if revenue > 0 {
			lerner = 1 - cost/revenue
		}
		own := f.Core == 0 && !f.OwnedLab && x.share[i] > 0.001
		w.high[i] = count(own && lerner > a.LernerHigh, w.high[i])
		w.low[i] = count(own && lerner < a.LernerLow, w.low[i])
		w.frozen[i] = count(x.share[i] > 0.001 && x.share[i] == w.lastShare[i], w.frozen[i])
		w.lastShare[i] = x.share[i]
		switch {
		case w.high[i] >= a.Months:
			s.alarm(f.ID, "margin", "%.3g of revenue is left over compute, fees and selling for %d months", lerner, w.high[i])
		case w.low[i] >= a.Months:
			s.alarm(f.ID, "margin", "%.3g of revenue is left over compute, fees and selling for %d months", lerner, w.low[i])
		}
		if x.share[i] > a.Share {
			s.alarm(f.ID, "share", "%.3g of model revenue", x.share[i])
		}
		if w.frozen[i] >= a.FrozenMonths {
			s.alarm(f.ID, "frozen", "share of %.6g for %d months", x.share[i], w.frozen[i])
		}
	}
}

func (s *State) soundMarkets(a *Alarms) {
	x := &s.indicators
	for k := range s.segments {
		seg, p := &s.segments[k], &s.world.Customers.Segments[k]
		none := 1 - seg.using
		if none < a.NoneLow && p.Demand != customers.Buyer || none > a.NoneHigh && seg.considering > 0.05 {
			s.alarm("", "non-use in "+p.ID, "%.3g of those who consider buying use nothing", none)
		}
	}
	product := float64(a.GDP * exact.Pow(a.GDPGrowth, float64(s.tick)/12) * 1e3)
	if year := float64(12 * x.revenue); year > float64(a.GDPShare*product) {
		s.alarm("", "size", "model revenue is %.3g of world product", year/product)
	}
	if use := x.revenue + s.spot.background; s.tick > 60 && s.spot.capexUSD > float64(a.CapexRatio*use) {
		s.alarm("", "investment", "%.4g USD m a month in accelerators, %.4g earned with models and other use", s.spot.capexUSD, use)
	}
	if s.world.Compute == nil {
		return
	}
	over := s.spot.price / s.spot.cost
	s.watch.compute = count(over < a.ComputeLow || over > a.ComputeHigh, s.watch.compute)
	if s.watch.compute > a.ComputeSpell {
		s.alarm("", "compute", "spot price is %.3g of user cost for %d months", over, s.watch.compute)
	}
	if hours, fleet := s.spot.servedHours, s.supplyHours(); hours > float64(1.000001*fleet) {
		s.alarm("", "capacity", "%.6g million hours served with fleets of %.6g", hours, fleet)
	}
}

func count(now bool, before int64) int64 {
	if !now {
		return 0
	}
	return before + 1
}
