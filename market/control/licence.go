package control

import (
	"math"

	"shakeout/internal/exact"
)

// Licence is the deal that is no merger: a large firm hires founders and most of the team and pays the investors for a licence. It is below the review of control, quick,
// and leaves a shell with the customers but without the people (Inflection, Adept, Character in 2024). Know-how goes with the team: about half the gap.
type Licence struct {
	// Price per person.
	PerHeadMinUSDM float64 `yaml:"per_head_min_usd_m" unit:"USD m per person" range:"[0,inf)" default:"3" source:"data/events.csv, event:acqui-hire_licence 2024; assumption" doc:"least price per researcher who moves"`
	PerHeadMaxUSDM float64 `yaml:"per_head_max_usd_m" unit:"USD m per person" range:"[0,inf)" default:"10" source:"data/events.csv, Inflection 650 m for about 70; assumption" doc:"greatest price per researcher who moves"`
	// Price over capital raised.
	RaisedMin float64 `yaml:"raised_min" unit:"1" range:"[0,10]" default:"0.4" source:"data/events.csv, data/funding.csv: Inflection 650 of 1,525 m" doc:"least price over capital raised"`
	RaisedMax float64 `yaml:"raised_max" unit:"1" range:"[0,10]" default:"1.3" source:"data/events.csv, data/funding.csv: Adept 330-430 of 415 m; Character is an outlier" doc:"greatest price over capital raised"`
	// Staff who move.
	StaffMin float64 `yaml:"staff_min" unit:"1" range:"[0,1]" default:"0.6" source:"data/events.csv: two thirds of Adept's staff" doc:"least share of researchers who move"`
	StaffMax float64 `yaml:"staff_max" unit:"1" range:"[0,1]" default:"0.8" source:"assumption" doc:"greatest share of researchers who move"`
	// After a blocked merger.
	AfterBlock float64 `yaml:"after_block" unit:"1" range:"[0,1]" default:"0.5" source:"assumption" doc:"probability that a blocked buyer comes back with a licence-and-hire offer"`
	// Know-how.
	KnowHow float64 `yaml:"know_how" unit:"1" range:"[0,1]" default:"0.5" source:"assumption" doc:"share of the capability gap that the buyer closes"`
}

// LicenceTerms are the terms of a licence-and-hire deal.
type LicenceTerms struct {
	PriceUSD   float64
	StaffShare float64 // of the researchers who move
	GainOOM    float64 // what the buyer's capability gains
}

// Terms draws the terms that the owners of a laboratory ask for:
//
//	price = max(U(PerHeadMin, PerHeadMax) x team x staff moved, U(RaisedMin, RaisedMax) x capital raised),
//	staff moved = U(StaffMin, StaffMax) x researchers, gain = KnowHow x max(0, target's - buyer's capability).
//
// Three uniforms, always: staff, price per head, price over capital.
func (l Licence) Terms(t Target, raisedUSD, buyerOOM float64, s *exact.Stream) LicenceTerms {
	staff := s.Uniform(l.StaffMin, l.StaffMax)
	perHead := float64(s.Uniform(l.PerHeadMinUSDM, l.PerHeadMaxUSDM) * million)
	raised := s.Uniform(l.RaisedMin, l.RaisedMax)
	return LicenceTerms{
		PriceUSD:   math.Max(float64(perHead*t.Team*(staff*math.Max(0, t.Researchers))), float64(raised*math.Max(0, raisedUSD))),
		StaffShare: staff,
		GainOOM:    float64(l.KnowHow * math.Max(0, t.CapabilityOOM-buyerOOM)),
	}
}

// ComesBack draws whether a blocked buyer returns with a licence-and-hire offer. One uniform.
func (l Licence) ComesBack(s *exact.Stream) bool { return s.Bernoulli(l.AfterBlock) }

// LicenceWorth returns what such a deal is worth to a buyer: the people who move, and the research that their know-how saves. No customers, no cash; and no firm that
// has to be integrated.
func (p Params) LicenceWorth(terms LicenceTerms, t Target, b Bidder) Worth {
	part := t
	part.ConsumerMarginUSDPerMonth, part.EnterpriseMarginUSDPerMonth, part.NetCashUSD = 0, 0, 0
	part.Researchers = 0
	if stay := 1 - p.Value.StaffLeave; stay > 0 {
		part.Researchers = float64(terms.StaffShare*t.Researchers) / stay // who moves has signed, and stays
	}
	part.CapabilityOOM = b.CapabilityOOM + terms.GainOOM
	w := p.Value.Worth(part, b)
	w.Integration = 0
	return w
}
