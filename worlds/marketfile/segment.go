package marketfile

import (
	"fmt"
	"math"

	"shakeout/market/calibration"
	"shakeout/market/customers"
	"shakeout/worlds/history"
)

// segment is a segment of a run in one month, as a market to calibrate.
type segment struct {
	row     *history.SegmentRow
	par     *customers.Params
	p       *customers.Segment
	priced  []*history.OfferRow
	folded  []string // offers that are part of the outside choice
	turned  []string // offers that turned buyers away
	buyers  float64  // share of those considering who have a priced offer
	revenue float64  // of the priced offers, USD m
}

func newSegment(run *history.Run, par *customers.Params, row *history.SegmentRow) *segment {
	s := &segment{row: row, par: par, p: &customers.Segment{}}
	for k := range par.Segments {
		if par.Segments[k].ID == row.Segment {
			s.p = &par.Segments[k]
		}
	}
	for i := range run.Offers {
		r := &run.Offers[i]
		if r.Tick != row.Tick || r.Segment != row.Segment || !(r.Customers > 0) {
			continue
		}
		if r.TurnedAway > 0 {
			s.turned = append(s.turned, r.Offer)
		}
		if r.Channel == "hosted" || r.Channel == "self-hosted" || !(r.Revenue > 0) || !(r.Share > 0) {
			s.folded = append(s.folded, r.Offer)
			continue
		}
		s.priced = append(s.priced, r)
		s.buyers += r.Share
		s.revenue += r.Revenue
	}
	return s
}

// spent returns what a buyer pays in a month, USD.
func spent(r *history.OfferRow) float64 { return r.Revenue / r.Customers }

// served returns what serving a buyer costs in a month, USD.
func served(r *history.OfferRow) float64 { return float64(r.UnitCost*r.Units) / r.Customers }

// worth says whether a unit is a dollar's worth at the month's prices, rather than what a buyer takes in a month.
func (s *segment) worth() bool { return s.par.PriceForm == customers.LogPrice }

// price returns the price of a unit, USD.
func (s *segment) price(r *history.OfferRow) float64 {
	if s.worth() {
		return 1
	}
	return spent(r)
}

// cost returns what a unit costs in the run, USD.
func (s *segment) cost(r *history.OfferRow) float64 {
	return float64(s.price(r) * (served(r) / spent(r)))
}

// share returns the units sold over those that there is room for.
func (s *segment) share(r *history.OfferRow) float64 {
	if s.worth() {
		return float64(s.buyers * (r.Revenue / s.revenue))
	}
	return r.Share
}

// size returns the units that there is room for, if all who consider buying bought.
func (s *segment) size() float64 {
	if s.worth() {
		return float64(s.revenue*1e6) / s.buyers
	}
	return float64(s.row.Potential * s.row.Considering * 1e6)
}

// asked returns what was wanted of an offer over what was sold.
func asked(r *history.OfferRow) float64 {
	if r.TurnedAway > 0 && r.Units > 0 {
		return 1 + r.TurnedAway/r.Units
	}
	return 1
}

// anchor returns the place of the offer with the greatest revenue, whose margin stands for all.
func (s *segment) anchor() int {
	best := 0
	for j, r := range s.priced {
		if r.Revenue > s.priced[best].Revenue {
			best = j
		}
	}
	return best
}

// observed returns the segment as a market to calibrate, with the margin of the anchor at which all offers together leave the gross profit of the run: with
// mu the markups for alpha = 1, s shares and m the margins of the run, alpha = sum of s mu / sum of s m.
func (s *segment) observed(sigma float64, wanted bool) (*calibration.Observed, error) {
	switch {
	case len(s.priced) == 0:
		return nil, fmt.Errorf("no offer was sold at a price")
	case !(1-s.buyers > 1e-9):
		return nil, fmt.Errorf("nobody was left without a priced offer, so the outside share is not known")
	}
	o := &calibration.Observed{MarketSize: s.size(), NestSigma: sigma}
	profit := 0.0
	for _, r := range s.priced {
		share := s.share(r)
		profit += float64(share * (s.price(r) - s.cost(r)))
		if wanted {
			share = float64(share * asked(r))
		}
		o.Products = append(o.Products, calibration.Product{ID: r.Offer, Firm: r.Agent, Nest: r.Owner, Price: s.price(r), Share: share, Lerner: math.NaN()})
	}
	if !(profit > 0) {
		return nil, fmt.Errorf("the offers were sold at or below their unit costs, so no margin identifies demand")
	}
	x := &o.Products[s.anchor()]
	x.Lerner = 0.5 // any will do: markups for alpha = 1 do not depend on it
	c, err := calibration.Calibrate(o)
	if err != nil {
		return nil, err
	}
	implied := 0.0
	for j, p := range o.Products {
		implied += float64(p.Share * (p.Price - c.Costs[j]))
	}
	x.Lerner = float64(x.Lerner * (profit / implied))
	return o, nil
}
