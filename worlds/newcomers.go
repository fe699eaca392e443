package worlds

import (
	"fmt"
	"math"
	"slices"

	"shakeout/agents"
)

// Offers that come to market after the start: their date is declared in the world file, what they
// sell is not.

// tickOf returns the tick of a month, YYYY-MM.
func (s *State) tickOf(month string) (int64, error) {
	t, err := parseMonth(month)
	if err != nil {
		return 0, fmt.Errorf("got %q; want a month like 2025-01", month)
	}
	return int64(t.Year()-s.start.Year())*12 + int64(t.Month()-s.start.Month()), nil
}

// calibrateAll is calibrate, before which the offers are taken into the market that come later and
// of which the world file says what they would sell were they on sale now: what is found between
// them and the others is the intercept with which they enter.
func (s *State) calibrateAll(seg *segmentState, revenue, users []float64) error {
	var early []int
	for j, o := range seg.offers {
		if of := &s.offers[o]; !of.live && revenue[j]+users[j] > 0 {
			of.live = true
			early = append(early, j)
		}
	}
	if early == nil {
		return s.calibrate(seg, revenue, users)
	}
	if err := s.calibrate(seg, revenue, users); err != nil {
		return err
	}
	with := slices.Clone(seg.xi)
	clear(seg.xi)
	seg.expected = make([]float64, len(with))
	for _, j := range early {
		s.offers[seg.offers[j]].live = false
		seg.expected[j] = with[j]
	}
	seg.all = with
	return s.calibrate(seg, revenue, users)
}

// newcomers gives the offers of a segment that are not on sale at the start their intercepts. Where
// the world file says what they would sell now, calibrateAll has found them. Else no sale reveals what
// buyers think of them: they are thought of as what is known of their maker and of their form, in two
// effects that add up,
//
//	xi_j = mean + maker effect + form effect,
//
// fitted to the offers that do sell by alternating means; a maker or a form that nobody knows has no
// effect. Forms are metered use by line, of open weights and of others, plans without price, plans, seats. (Petrin 2002 draws new
// products from the distribution of the old.)
func (s *State) newcomers(seg *segmentState, target []float64) {
	late := false
	for _, o := range seg.offers {
		late = late || !s.offers[o].live
	}
	if !late {
		return
	}
	xi, known := slices.Clone(seg.xi), slices.Clone(target)
	shift, n := 0.0, 0.0
	for j := range seg.all {
		if target[j] > 0 { // by how much the others moved when the early ones were taken out again
			shift, n = shift+seg.xi[j]-seg.all[j], n+1
		}
	}
	shift /= math.Max(n, 1)
	for j := range seg.all {
		if seg.expected[j] != 0 {
			xi[j], known[j] = seg.expected[j]+shift, 1
		}
	}
	fit := s.tastes(seg, xi, known)
	for j, o := range seg.offers {
		of := &s.offers[o]
		switch {
		case of.live:
		case known[j] > 0:
			seg.xi[j] = xi[j]
		default:
			seg.xi[j] = fit.mean + fit.maker[of.owner] + fit.form[formOf(of)]
		}
	}
}

// tastes are the effects of makers and of forms on the intercepts of a segment.
type tastes struct {
	mean  float64
	maker []float64 // by firm
	form  [forms]float64
}

// tastes fits both effects to the intercepts that are known, each the mean of what the other leaves, until they
// stand still.
func (s *State) tastes(seg *segmentState, xi, known []float64) tastes {
	t := tastes{maker: make([]float64, len(s.firms))}
	makers := make([]float64, len(s.firms))
	sum, all := 0.0, 0.0
	for j := range seg.offers {
		if known[j] > 0 {
			sum, all = sum+xi[j], all+1
		}
	}
	if all == 0 {
		return t
	}
	t.mean = sum / all
	for range 200 {
		left, n := [forms]float64{}, [forms]float64{}
		for j, o := range seg.offers {
			if of := &s.offers[o]; known[j] > 0 {
				k := formOf(of)
				left[k], n[k] = left[k]+xi[j]-t.mean-t.maker[of.owner], n[k]+1
			}
		}
		for k := range left {
			t.form[k] = left[k] / math.Max(n[k], 1)
		}
		clear(makers)
		rest := make([]float64, len(s.firms))
		for j, o := range seg.offers {
			if of := &s.offers[o]; known[j] > 0 {
				rest[of.owner], makers[of.owner] = rest[of.owner]+xi[j]-t.mean-t.form[formOf(of)], makers[of.owner]+1
			}
		}
		for i := range rest {
			t.maker[i] = rest[i] / math.Max(makers[i], 1)
		}
	}
	return t
}

// forms of offers that buyers tell apart, whoever sells them.
const forms = 8

func formOf(of *offer) int {
	open := of.channel == agents.Hosted || of.channel == agents.SelfHosted
	switch {
	case open && of.line == agents.Flagship:
		return 0
	case open:
		return 1
	case of.channel.Metered() && of.line == agents.Flagship:
		return 2
	case of.channel.Metered():
		return 3
	case of.channel == agents.Free:
		return 4
	case of.channel == agents.Subscription:
		return 5
	case of.channel == agents.Seat:
		return 6
	default:
		return 7
	}
}

// openSales marks the offers that the world file puts on sale this month as new, so that their
// sellers price them afresh.
func (s *State) openSales() {
	for o := range s.offers {
		of := &s.offers[o]
		if of.enters != s.tick || s.tick == 0 || !of.live {
			continue
		}
		of.fresh = true
		s.event("on-sale", s.firms[of.agent].ID, "", math.NaN(), "%s is on sale, at %.4g USD per %s", of.id, of.list, of.channel.Unit())
	}
}
