package worlds

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// calibrate finds the intercepts at which the long run of the segment (every cohort at its
// stationary distribution, switching costs included) earns each offer what it earns at the start
// times its trend, then sets the stocks so that month 0 is what the start state says. Contraction
// of Berry, Levinsohn and Pakes (1995) on revenue instead of shares, accelerated.
func (s *State) calibrate(seg *segmentState, revenue, users []float64) error {
	p := &s.world.Customers.Segments[seg.index]
	par := &s.world.Customers
	if worth := s.worths(seg); worth != nil {
		return s.openAtWorth(seg, worth)
	}
	J, G := len(seg.offers), seg.group.Count
	target, value := make([]float64, J), make([]float64, J)
	total, using := 0.0, p.Using
	for j, o := range seg.offers {
		of := &s.offers[o]
		value[j] = float64(of.list * of.realised)
		target[j] = revenue[j]
		if p.Demand == customers.Buyer {
			value[j] = 1
			target[j] = users[j]
			if of.list > 0 {
				target[j] += revenue[j] / (of.list * of.realised)
			}
		}
		total += target[j]
	}
	if p.Demand == customers.Buyer {
		if total > 0 {
			using = total / (seg.potential * seg.considering)
		}
		if using >= 0.98 {
			return fmt.Errorf("customers.segments[%s]: got %g m users of %g m who consider; want fewer users than buyers",
				p.ID, total, seg.potential*seg.considering)
		}
	}
	for j := range target { // nobody yet: a seed, so that it can grow
		if !s.offers[seg.offers[j]].live {
			target[j] = 0 // not on sale: newcomers
			continue
		}
		if target[j] < 1e-4*total || total == 0 {
			target[j] = math.Max(float64(1e-4*total), 1e-9)
		}
	}
	sum := 0.0
	for _, t := range target {
		sum += t
	}
	seg.value = seg.potential // a budget of one USD a month for each buyer
	s.openDemand()
	s.utilities(seg, 1)
	base := longRun{segment: p, e: seg.group.E != nil, of: append([]float64(nil), seg.group.V...)}
	if base.e {
		base.of = append(base.of[:0], seg.group.E...)
	}
	x := make([]float64, G)
	pred, move := make([]float64, J), make([]float64, J)
	var faster acceleration
	for round := 0; ; round++ {
		predicted := base.stocks(seg, value, x, pred)
		worst := 0.0
		all := 0.0
		for j := range pred {
			all += pred[j]
		}
		level := (exact.Log(using/predicted) - exact.Log((1-using)/(1-predicted))) / par.Lambda
		for j := range pred {
			if target[j] <= 0 {
				continue
			}
			d := exact.Log(target[j]/sum) - exact.Log(pred[j]/all)
			worst = math.Max(worst, math.Abs(d))
			move[j] = float64((1-par.Sigma)*0.8*d) + float64(0.5*math.Max(-1, math.Min(1, level)))
		}
		worst = math.Max(worst, math.Abs(level))
		if worst < 1e-10 {
			base.fill = true
			if seg.pipeline != nil {
				seg.pipeline.empty()
			}
			base.stocks(seg, value, x, pred)
			s.openTerms(seg)
			break
		}
		if round > 2000 {
			return fmt.Errorf("customers.segments[%s]: got no intercepts that reproduce the start state (residual %g); want sales that the segment's buyers could make", p.ID, worst)
		}
		faster.step(seg.xi, move, math.Abs(level) > 1)
	}
	if p.Demand == customers.Budget {
		got := 0.0
		for j := range pred {
			got += pred[j]
		}
		if p.Value > 0 {
			seg.value = p.Value / 12
		} else {
			seg.value = float64(seg.value * (sum / (got * seg.considering * seg.potential)))
		}
	}
	// Where flows already point elsewhere, the stock starts from where it is and the intercepts carry
	// the trend: a shift of a whole family by ln trend moves its odds by the trend.
	for j := range seg.offers {
		seg.xi[j] += exact.Log(seg.trend[j])
	}
	s.newcomers(seg, target)
	seg.sold0 = target
	s.utilities(seg, seg.potential*seg.considering)
	g := seg.group
	scale := g.Scale()
	g.ChooseAll(scale)
	for i := range seg.iv {
		seg.iv[i] = g.Choose(i, scale).Inclusive(g.Tree)
	}
	seg.iv0 = seg.worth()
	return nil
}

// longRun is a segment at its opening without intercepts: weights of offers by cohort, or utilities.
type longRun struct {
	segment *customers.Segment
	e       bool
	of      []float64
	fill    bool // also the pipeline
}

// stocks fills the stocks of a segment with each cohort's stationary distribution at its intercepts,
// pred with the value of each offer's sales per considering buyer, and returns the share of buyers
// who use something.
func (l *longRun) stocks(seg *segmentState, value, x, pred []float64) (using float64) {
	J := len(seg.offers)
	clear(pred)
	g := seg.group
	scale, lift := g.Scale(), make([]float64, J)
	for j, xi := range seg.xi {
		lift[j] = exact.Exp(xi / (1 - g.Sigma))
	}
	for i := range seg.weight {
		menu := seg.menuOf(i)
		of := l.of[i*J:][:J]
		if l.e {
			e := g.E[i*J:][:J]
			for _, j := range menu.Offers {
				e[j] = float64(of[j] * lift[j])
			}
		} else {
			v := g.V[i*J:][:J]
			for _, j := range menu.Offers {
				v[j] = of[j] + seg.xi[j]
			}
		}
	}
	g.Forget()
	g.ChooseAll(scale)
	for i, w := range seg.weight {
		menu := seg.menuOf(i)
		units, stock := g.Units[i*J:][:J], seg.stock[i*J:][:J]
		choice := g.Choose(i, scale)
		seg.none[i] = l.spread(seg, choice, i, x, choice.Stationary(g.Tree, x))
		using += float64(w * (1 - seg.none[i]))
		for _, j := range menu.Offers {
			n := g.Of[j]
			q := float64(x[n] * choice.Within(j, n))
			stock[j] = q
			pred[j] += float64(q * units[j] * value[j])
		}
	}
	return using
}
