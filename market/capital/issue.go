package capital

import (
	"fmt"
	"math"
	"slices"

	"shakeout/internal/exact"
)

// Options is pay in shares: each year staff get new shares worth some percent of the firm, which dilutes everybody (and is an expense without cash).
type Options struct {
	// Shares issued to staff.
	DilutionPerYear float64 `yaml:"dilution_per_year" unit:"1/year" range:"[0,0.5]" default:"0.03" source:"assumption, 0.02-0.05" doc:"share of the firm issued to staff in a year"`
	// Part of pay that is shares.
	PayShare float64 `yaml:"pay_share" unit:"1" range:"[0,1]" default:"0.3" source:"assumption, leaders" doc:"part of pay that comes as shares"`
	// When a valuation holds no more.
	Material float64 `yaml:"material" unit:"log points" range:"[0,5]" default:"0.3" source:"assumption: as far as bidders disagree, control.value.noise_sd; 26 CFR 1.409A-1(b)(5)(iv)(B)(1)" doc:"change of a firm's worth from which its last valuation holds no more, up or down"`
}

// Stale says whether a valuation holds no more: what a firm is worth has moved from it by more than Material log points, or to or from nothing.
func (o Options) Stale(lastUSD, worthUSD float64) bool {
	if !(lastUSD > 0) || !(worthUSD > 0) {
		return lastUSD > 0 || worthUSD > 0
	}
	return math.Abs(exact.Log(worthUSD/lastUSD)) > o.Material
}

// MonthlyFraction returns the share of the firm to issue to staff in a month: 1 - (1 - DilutionPerYear)^(1/12).
func (o Options) MonthlyFraction() float64 {
	return 1 - exact.Pow(1-o.DilutionPerYear, 1.0/monthsPerYear)
}

// Grant returns the table after a month's shares for staff, and the number issued.
func (o Options) Grant(t CapTable, staff string) (CapTable, int64, error) {
	return t.Issue(staff, o.MonthlyFraction())
}

// Issue returns the table with new shares for a holder, who then owns the given fraction through them (more, if shares were held before), and the number issued:
// total x fraction/(1 - fraction), rounded. A fraction of 0 issues nothing; outside [0, 1) is an error, as is an empty table.
func (t CapTable) Issue(holder string, fraction float64) (CapTable, int64, error) {
	switch {
	case holder == "":
		return t, 0, fmt.Errorf("issue: no holder")
	case !(fraction >= 0 && fraction < 1):
		return t, 0, fmt.Errorf("issue to %s: fraction %g; want at least 0 and below 1", holder, fraction)
	case t.total == 0:
		return t, 0, fmt.Errorf("issue to %s: the firm has no shares yet", holder)
	}
	add := float64(float64(t.total) * (fraction / (1 - fraction)))
	for add+float64(t.total) > splitAbove {
		if len(t.holdings) > 1<<20 || fraction > 1-1.0/(1<<20) {
			return t, 0, fmt.Errorf("issue to %s: fraction %g of %d shares is beyond the table's limit of %d", holder, fraction, t.total, int64(splitAbove))
		}
		t = t.reverseSplit(1 << 10)
		add = float64(float64(t.total) * (fraction / (1 - fraction)))
	}
	shares := int64(math.Round(add))
	return t.give(holder, shares), shares, nil
}

// reverseSplit makes one share of n; who is left with less than half a share keeps one, so that nobody disappears.
func (t CapTable) reverseSplit(n int64) CapTable {
	out := CapTable{holdings: slices.Clone(t.holdings)}
	for i := range out.holdings {
		out.holdings[i].Shares = max(1, (out.holdings[i].Shares+n/2)/n)
		out.total += out.holdings[i].Shares
	}
	return out
}

// Transfer returns the table with shares moved from one holder to another. Shares below zero or above what is held are an error.
func (t CapTable) Transfer(from, to string, shares int64) (CapTable, error) {
	switch held := t.Shares(from); {
	case to == "":
		return t, fmt.Errorf("transfer from %s: no receiver", from)
	case shares < 0 || shares > held:
		return t, fmt.Errorf("transfer from %s to %s: %d shares; want 0 to the %d held", from, to, shares, held)
	}
	return t.give(from, -shares).give(to, shares), nil
}

// TransferAll returns the table with everything a holder has moved to another: what a firm held passes to who acquires it.
func (t CapTable) TransferAll(from, to string) CapTable {
	if shares := t.Shares(from); to != "" && from != to {
		return t.give(from, -shares).give(to, shares)
	}
	return t
}

// Retire returns the table without the shares that a firm holds of itself: they carry no rights, and nobody else is paid less for them (treasury
// shares: Delaware General Corporation Law, section 160(c)). Nothing changes where nobody else holds any.
func (t CapTable) Retire(self string) CapTable {
	if shares := t.Shares(self); shares > 0 && shares < t.total {
		return t.give(self, -shares)
	}
	return t
}

// Acquire returns the table after an acquisition: all shares with one owner.
func (t CapTable) Acquire(owner string) CapTable {
	if t.total == 0 || owner == "" {
		return t
	}
	return CapTable{holdings: []Holding{{owner, t.total}}, total: t.total}
}

// Merge returns the table of a firm that takes another over for shares: the holders of the other get the given part of the merged firm between them, in proportion to what
// they held (whole shares, as Distribute). A part outside [0, 1) is an error, as is an empty table.
func (t CapTable) Merge(other CapTable, part float64) (CapTable, error) {
	if other.total == 0 {
		return t, fmt.Errorf("merge: the other firm has no shares")
	}
	const between = "\x00" // no holder has this name
	out, issued, err := t.Issue(between, part)
	if err != nil {
		return t, err
	}
	for _, p := range other.Distribute(issued) {
		if out, err = out.Transfer(between, p.Holder, p.Amount); err != nil {
			return t, err
		}
	}
	return out, nil
}

// Payout is one holder's part of a sum.
type Payout struct {
	Holder string
	Amount int64
}

// Distribute divides a whole sum (cents) over the holders by shares, exactly: everybody gets the part rounded down, and what is left goes one by one to the largest
// remainders, by holder where they are equal. A sum below zero or an empty table gives nothing.
func (t CapTable) Distribute(sum int64) []Payout {
	if sum < 0 || t.total == 0 {
		return nil
	}
	out := make([]Payout, len(t.holdings))
	remainders := make([]uint64, len(t.holdings))
	left := sum
	for i, h := range t.holdings {
		whole, rest := mulDiv(uint64(sum), uint64(h.Shares), uint64(t.total))
		out[i], remainders[i] = Payout{h.Holder, int64(whole)}, rest
		left -= int64(whole)
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case remainders[i] > remainders[j]:
			return -1
		case remainders[i] < remainders[j]:
			return 1
		}
		return 0
	})
	for _, i := range order[:left] {
		out[i].Amount++
	}
	return out
}
