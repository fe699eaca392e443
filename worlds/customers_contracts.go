package worlds

import (
	"math"

	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// pipeline is what a segment whose customers need months to change has decided and not yet done.
// Who has signed with another supplier stays with its present one, or without any, until then.
// Amounts are shares of a cohort's considering buyers times the considering share of the potential,
// so that they need no change when more of the potential joins.
type pipeline struct {
	leaving, arriving [][]float64 // by month of the beginning, a ring; cohorts by offers
	leavingNone       [][]float64 // by month of the beginning and cohort
	notice            []float64   // all that leave, cohorts by offers
	noticeNone        []float64

	renew, leave, sign []float64 // workspace by family

	free, begun []float64 // workspace by offer
	closing     []float64 // part of its signatures that a seller closes, by offer
	signed      []float64 // buyers who sign this month, millions, by offer
	waiting     float64   // buyers who have signed and not begun, millions
}

func newPipeline(months, cohorts, offers, most int) *pipeline {
	p := &pipeline{notice: make([]float64, cohorts*offers, cohorts*most), noticeNone: make([]float64, cohorts)}
	for range months {
		p.leaving = append(p.leaving, make([]float64, cohorts*offers, cohorts*most))
		p.arriving = append(p.arriving, make([]float64, cohorts*offers, cohorts*most))
		p.leavingNone = append(p.leavingNone, make([]float64, cohorts))
	}
	for _, x := range []*[]float64{&p.renew, &p.leave, &p.sign, &p.free, &p.begun, &p.closing, &p.signed} {
		*x = make([]float64, offers)
	}
	return p
}

// widen makes room for further offers.
func (p *pipeline) widen(cohorts, before, after int) {
	p.notice = customers.Restride(p.notice, cohorts, before, after)
	for k := range p.leaving {
		p.leaving[k] = customers.Restride(p.leaving[k], cohorts, before, after)
		p.arriving[k] = customers.Restride(p.arriving[k], cohorts, before, after)
	}
	for _, x := range []*[]float64{&p.renew, &p.leave, &p.sign, &p.free, &p.begun, &p.closing, &p.signed} {
		*x = customers.Restride(*x, 1, before, after)
	}
}

// empty takes everything out of a pipeline.
func (p *pipeline) empty() {
	clear(p.notice)
	clear(p.noticeNone)
	for k := range p.leaving {
		clear(p.leaving[k])
		clear(p.arriving[k])
		clear(p.leavingNone[k])
	}
}

// closeRate returns the part of the buyers who want to sign with a seller that its sales force brings to
// signature, relative to a seller that spends the usual share of revenue on sales (Albers, Mantrala
// and Sridhar 2010 for the elasticity). Who sells without a sales force, as hosts do, has no such limit.
func (s *State) closeRate(seller int, elasticity float64) float64 {
	if seller < 0 || elasticity == 0 || s.world.Costs.SalesShare <= 0 {
		return 1
	}
	revenue := float64(s.indicators.revenueBy[seller] * 1e6)
	if revenue <= 0 {
		return 1
	}
	effort := s.firms[seller].SalesUSD / float64(s.world.Costs.SalesShare*revenue)
	return math.Max(0.1, math.Min(2, exact.Pow(math.Max(effort, 1e-6), elasticity)))
}

// procure puts the customers of a segment before the market where to change takes months. Contracts
// signed months ago begin; those whose contract is up, and those without one, decide: who stays renews,
// who wants another supplier signs, if its sales force closes the deal, and begins later. So all who
// come to the market this month hold an offer, but those whose supplier is gone.
func (s *State) procure(seg *segmentState, joining float64) {
	par := &s.world.Customers
	p := &par.Segments[seg.index]
	g, pipe := seg.group, seg.pipeline
	J, G := len(seg.offers), g.Count
	keep := seg.considering / math.Max(seg.considering+joining, 1e-300)
	seg.considering += joining
	considering, slot := seg.considering, int(s.tick%p.SalesLag)
	per := 1 / considering
	for j, o := range seg.offers {
		pipe.closing[j] = s.closeRate(s.offers[o].seller, p.SalesEffect)
	}
	s.dueByFamily(seg)
	clear(pipe.signed)
	clear(seg.continued)
	pipe.waiting = 0
	scale := g.Scale()
	free, begun, closing, signed := pipe.free[:J], pipe.begun[:J], pipe.closing[:J], pipe.signed[:J]
	for i, w := range seg.weight {
		row, held := seg.stock[i*J:][:J], g.Held[i*J:][:J]
		fam, loyal := g.Waiting[i*G:i*G+G], g.Loyal[i*G:i*G+G]
		menu := seg.menuOf(i)
		orphans := pipe.begin(seg, i, slot, keep)
		notice := pipe.notice[i*J:][:J]
		for _, course := range menu.Courses {
			n := course.Nest
			due, signs, looks, goesOn := seg.due[n], 0.0, 0.0, seg.continued[n]
			for _, j := range course.Offers {
				x := row[j] - begun[j]
				f := max(0, x-float64(notice[j]*per))
				free[j] = f
				signs += float64(f * due)
				looks += float64(f * (1 - due) * par.ReconsiderWithin)
				goesOn += float64(w * (x - float64(f*due)))
			}
			fam[n], loyal[n], seg.continued[n] = signs, looks, goesOn
		}
		c := g.Choose(i, scale)
		seg.iv[i] = c.Inclusive(g.Tree)
		m := customers.Waiting{Nest: fam, Fresh: 1 - keep}
		m.None = float64(p.Reconsider * max(0, seg.none[i]-float64(pipe.noticeNone[i]*per)))
		leaveNone, out := c.Sign(g.Tree, m, pipe.renew[:G], pipe.leave[:G], pipe.sign[:G])
		closed, scaled := pipe.close(g, c, menu, leaveNone)
		buyers, waiting := float64(w*seg.potential), pipe.noticeNone[i]
		leaving, arriving := pipe.leaving[slot][i*J:][:J], pipe.arriving[slot][i*J:][:J]
		for _, course := range menu.Courses {
			n := course.Nest
			due, each := seg.due[n], 0.0 // of a nest, for each unit of weight
			if c.D[n] > 0 {
				each = 1 / c.D[n]
			}
			goes := 0.0
			if fam[n] > 0 {
				goes = float64(due * (pipe.leave[n] * closed / fam[n]))
			}
			wins := float64(pipe.sign[n] * each * scaled * considering)
			moves := due + float64((1-due)*par.ReconsiderWithin) - goes
			stays := float64((pipe.renew[n] + float64(pipe.leave[n]*(1-closed)) + loyal[n]) * each)
			goesOn := seg.continued[n]
			for _, j := range course.Offers {
				left := float64(free[j] * goes)
				leaving[j] = float64(left * considering)
				notice[j] += leaving[j]
				goesOn += float64(w * left)
				arriving[j] = float64(c.E[j] * wins * closing[j])
				signed[j] += float64(buyers * arriving[j])
				held[j] = max(0, row[j]-float64(free[j]*moves)+float64(c.E[j]*stays))
			}
			seg.continued[n] = goesOn
		}
		for _, j := range menu.Offers {
			waiting += notice[j]
		}
		pipe.leavingNone[slot][i] = float64(leaveNone * closed * considering)
		pipe.noticeNone[i] += pipe.leavingNone[slot][i]
		pipe.waiting += float64(buyers * (waiting + pipe.leavingNone[slot][i]))
		seg.none[i] += out + leaveNone - m.None
		clear(fam)
		clear(loyal)
		g.None[i], g.Fresh[i] = 0, orphans
	}
}

// begin lets the contracts of a cohort begin that were signed long enough ago, and returns those whose
// supplier is gone.
func (pipe *pipeline) begin(seg *segmentState, i, slot int, keep float64) (orphans float64) {
	J := len(seg.offers)
	row, menu := seg.stock[i*J:][:J], seg.menuOf(i)
	leaving, arriving, notice := pipe.leaving[slot][i*J:][:J], pipe.arriving[slot][i*J:][:J], pipe.notice[i*J:][:J]
	moved, coming, per := 0.0, 0.0, 1/seg.considering
	for _, j := range menu.Offers {
		x := float64(row[j] * keep)
		out := min(x, float64(leaving[j]*per))
		notice[j] = max(0, notice[j]-leaving[j])
		row[j] = x - out
		moved += out
		coming += arriving[j]
	}
	none := float64(seg.none[i] * keep)
	out := min(none, float64(pipe.leavingNone[slot][i]*per))
	pipe.noticeNone[i] = max(0, pipe.noticeNone[i]-pipe.leavingNone[slot][i])
	seg.none[i] = none - out
	moved += out
	if coming <= 0 {
		orphans, moved = moved, 0
	}
	rate := 0.0
	if moved > 0 {
		rate = moved / coming
	}
	mean, begun := seg.mean[seg.kindOf[i]*J:][:J], pipe.begun[:J]
	for _, j := range menu.Offers {
		begun[j] = float64(arriving[j] * rate)
		row[j] += begun[j]
		if mean[j] < -math.MaxFloat64 {
			orphans += row[j]
			row[j], notice[j], begun[j] = 0, 0, 0
		}
	}
	return orphans
}

// close says which part of those who want to leave can, because the sales forces of those they want to
// go to close the deal, and by how much what each seller closes must be scaled so that both sums agree.
func (pipe *pipeline) close(g *customers.Group, c *customers.Choice, menu *customers.Menu, leaveNone float64) (closed, scaled float64) {
	wanted, signed := leaveNone, 0.0
	for _, course := range menu.Courses {
		wanted += pipe.leave[course.Nest]
	}
	for _, j := range menu.Offers {
		n := g.Of[j]
		signed += float64(pipe.sign[n] * c.Within(j, n) * pipe.closing[j])
	}
	if wanted <= 0 || signed <= 0 {
		return 0, 0
	}
	closed = math.Min(1, signed/wanted)
	return closed, closed * wanted / signed
}

// signedBy returns the buyers who signed with a seller this month, millions.
func (s *State) signedBy(seller int) (signed float64) {
	for k := range s.segments {
		if seg := &s.segments[k]; seg.pipeline != nil {
			for j, o := range seg.offers {
				if s.offers[o].seller == seller {
					signed += seg.pipeline.signed[j]
				}
			}
		}
	}
	return signed
}

// dueByFamily fills the part of each family's customers who choose afresh this month.
func (s *State) dueByFamily(seg *segmentState) {
	p := &s.world.Customers.Segments[seg.index]
	last := -1
	for j, n := range seg.group.Of {
		if seg.terms == nil {
			seg.due[n] = p.Reconsider
			continue
		}
		if n != last || seg.families[j] != seg.families[j-1] {
			seg.due[n] = seg.terms.Due(s.tick, seg.families[j])
		}
		last = n
	}
}

// enterTerms books the contracts that customers of a segment have signed or renewed this month: what a
// family has beyond those who just went on.
func (s *State) enterTerms(seg *segmentState) {
	if seg.terms == nil {
		return
	}
	now := seg.due[:seg.group.Count]
	clear(now)
	for j, n := range seg.group.Of {
		now[n] += seg.share[j]
	}
	for j, n := range seg.group.Of {
		seg.terms.Enter(s.tick, seg.families[j], float64(math.Max(0, now[n]-seg.continued[n])*seg.considering))
	}
}

// openTerms spreads the ends of the contracts of the start evenly; who has given notice has none.
func (s *State) openTerms(seg *segmentState) {
	if seg.terms == nil {
		return
	}
	J, now := len(seg.offers), seg.due[:seg.group.Count]
	clear(now)
	for i, w := range seg.weight {
		for j, n := range seg.group.Of {
			x := seg.stock[i*J+j]
			if seg.pipeline != nil {
				x -= seg.pipeline.notice[i*J+j] / seg.considering
			}
			now[n] += float64(w * x)
		}
	}
	for j, n := range seg.group.Of {
		seg.terms.Spread(seg.families[j], float64(now[n]*seg.considering))
	}
}

// openContracts makes the calendar of a segment's contracts and its pipeline, with room for the most offers that there may be.
func (s *State) openContracts(seg *segmentState, p *customers.Segment, most int) {
	J := len(seg.offers)
	seg.due, seg.continued = make([]float64, J), make([]float64, J)
	if p.Term > 0 {
		seg.terms = customers.NewTerms(int(p.Term), len(s.firms))
	}
	if p.SalesLag > 0 {
		seg.pipeline = newPipeline(int(p.SalesLag), len(seg.weight), J, most)
	}
}

// spread turns the long-run shares x of those who choose, and none, into the shares of all customers: who
// has a contract stays longer than who has none, and who has signed stays until the new contract begins.
// The result of the choice is in c; with fill set the pipeline of the cohort is filled with one month's
// flows for each of its months.
func (l *longRun) spread(seg *segmentState, c *customers.Choice, i int, x []float64, none float64) float64 {
	p, g, pipe := l.segment, seg.group, seg.pipeline
	if p.Reconsider <= 0 || pipe == nil && p.Term == 0 {
		return none
	}
	stay := 1.0 // months between choices of who has a contract over those of who has none
	if p.Term > 0 {
		stay = float64(p.Reconsider * float64(p.Term))
	}
	leaveNone := 0.0
	lag := float64(p.Reconsider * float64(p.SalesLag))
	G := g.Count
	if pipe != nil {
		leaveNone, _ = c.Sign(g.Tree, customers.Waiting{Nest: x, None: none}, pipe.renew[:G], pipe.leave[:G], pipe.sign[:G])
	}
	total := none + float64(lag*leaveNone)
	none = total
	menu := seg.menuOf(i)
	for _, course := range menu.Courses {
		n := course.Nest
		x[n] = float64(x[n] * stay)
		if pipe != nil {
			x[n] += float64(lag * pipe.leave[n])
		}
		total += x[n]
	}
	for _, course := range menu.Courses {
		x[course.Nest] /= total
	}
	if pipe != nil && l.fill {
		pipe.fill(seg, c, i, p.Reconsider/total, leaveNone)
		// Who has begun to consider in the months before the start has signed by now as well.
		joining := float64((1-seg.considering)*(p.BassP+float64(p.BassQ*seg.considering))) / 12
		leaveNone, _ = c.Sign(g.Tree, customers.Waiting{Nest: pipe.begun[:G], Fresh: 1}, pipe.renew[:G], pipe.leave[:G], pipe.sign[:G])
		pipe.fill(seg, c, i, joining/seg.considering, leaveNone)
	}
	return none / total
}

// fill adds the flows of a month, times rate, to every month of a cohort's pipeline.
func (pipe *pipeline) fill(seg *segmentState, c *customers.Choice, i int, rate, leaveNone float64) {
	J, months := len(seg.offers), float64(len(pipe.leaving))
	rate = float64(rate * seg.considering)
	pipe.noticeNone[i] += float64(rate * leaveNone * months)
	for k := range pipe.leavingNone {
		pipe.leavingNone[k][i] += float64(rate * leaveNone)
	}
	for j, n := range seg.group.Of {
		inside := c.Within(j, n)
		leave, sign := float64(rate*pipe.leave[n]*inside), float64(rate*pipe.sign[n]*inside)
		pipe.notice[i*J+j] += float64(leave * months)
		for k := range pipe.leaving {
			pipe.leaving[k][i*J+j] += leave
			pipe.arriving[k][i*J+j] += sign
		}
	}
}
