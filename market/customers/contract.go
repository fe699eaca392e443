package customers

// Sign returns how those whose contract is up decide where a change takes time, as it does where procurement, security review and integration
// come between a decision and its first use. Of those with nest g now, renew[g] stay with it and leave[g] sign with another one; of those without
// anything leaveNone sign with one; sign[g] is who signs with nest g. Both sums of signatures are the same:
//
//	renew_g = a_g W_g e^Switching,  leave_g = a_g (W - W_g),  sign_g = W_g (S - a_g)
//
// with a and S of Mix, whose flows these are. out take nothing from now on, whatever they had. m.Loyal is not used.
func (c *Choice) Sign(t Tree, m Waiting, renew, leave, sign []float64) (leaveNone, out float64) {
	m.Loyal = nil
	if c.Sum <= 0 {
		clear(renew)
		clear(leave)
		clear(sign)
		return 0, m.total()
	}
	h, pull := c.habitOf(t), c.pulls(len(sign))
	_, out = c.attract(t, h, m, pull)
	s := 0.0
	for _, course := range c.menu.Courses {
		s += pull[course.Nest]
	}
	s += pull[len(sign)]
	s += pull[len(sign)+1]
	for _, course := range c.menu.Courses {
		g := course.Nest
		a, w := pull[g], c.Weight[g]
		renew[g], leave[g], sign[g] = float64(a*w*h.up), float64(a*(c.Sum-w)), float64(w*(s-a))
	}
	return float64((pull[len(sign)] + pull[len(sign)+1]) * c.Sum), out
}

// Terms is the calendar of a segment's contracts: which part of each family's ends in which month. Contracts signed in a month end together, so
// a wave of signatures comes back as a wave of renewals.
type Terms struct {
	months int
	signed [][]float64 // by month of the calendar and family
}

// NewTerms returns a calendar of contracts of so many months with that many families, without any contract.
func NewTerms(months, families int) *Terms {
	t := &Terms{months: months, signed: make([][]float64, months)}
	for k := range t.signed {
		t.signed[k] = make([]float64, families)
	}
	return t
}

// Spread gives a family contracts whose ends are spread evenly over the calendar.
func (t *Terms) Spread(family int, signed float64) {
	for k := range t.signed {
		t.signed[k][family] = signed / float64(t.months)
	}
}

// Due returns the part of a family's contracts that ends in a month: 1/months for a family without any.
func (t *Terms) Due(month int64, family int) float64 {
	all := 0.0
	for _, signed := range t.signed {
		all += signed[family]
	}
	if all <= 0 {
		return 1 / float64(t.months)
	}
	return t.signed[month%int64(t.months)][family] / all
}

// Enter books what a family has signed in a month, in any unit that stays the same, in the place of the contracts that have ended.
func (t *Terms) Enter(month int64, family int, signed float64) {
	t.signed[month%int64(t.months)][family] = signed
}

// Move hands a part of what one family has signed to another, which takes it over.
func (t *Terms) Move(from, to int, part float64) {
	for _, signed := range t.signed {
		x := float64(signed[from] * part)
		signed[from] -= x
		signed[to] += x
	}
}
