package capital

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Holding is the shares of one holder.
type Holding struct {
	Holder string
	Shares int64
}

// CapTable says who owns a firm: whole shares by holder, so that the shares of all add to the total exactly. It is a value; every change returns a new table and
// leaves the old. The zero value is a table without shares.
type CapTable struct {
	holdings []Holding // sorted by holder, all above zero
	total    int64
}

// splitAbove is the number of shares above which Issue first makes one share of many, so that no history of rounds overflows.
const splitAbove = 1 << 52

// NewCapTable returns a table from holdings. An error names what is wrong: no holder, a holder twice, shares not above zero, too many shares.
func NewCapTable(holdings ...Holding) (CapTable, error) {
	t := CapTable{holdings: slices.Clone(holdings)}
	slices.SortFunc(t.holdings, func(a, b Holding) int { return cmp.Compare(a.Holder, b.Holder) })
	for i, h := range t.holdings {
		switch {
		case h.Holder == "":
			return CapTable{}, fmt.Errorf("a holding of %d shares has no holder", h.Shares)
		case h.Shares <= 0:
			return CapTable{}, fmt.Errorf("holder %s: %d shares; want more than 0", h.Holder, h.Shares)
		case i > 0 && t.holdings[i-1].Holder == h.Holder:
			return CapTable{}, fmt.Errorf("holder %s stands twice", h.Holder)
		case h.Shares > splitAbove-t.total:
			return CapTable{}, fmt.Errorf("holder %s: %d shares, with %d of others above the limit of %d", h.Holder, h.Shares, t.total, int64(splitAbove))
		}
		t.total += h.Shares
	}
	return t, nil
}

// Fraction is a holder's part of a firm.
type Fraction struct {
	Holder string
	Part   float64
}

// NewCapTableFromFractions returns a table of the given number of shares, with each holder's part rounded to whole shares and the rest with founders. Parts must be within
// (0, 1] and add to at most one.
func NewCapTableFromFractions(total int64, founders string, parts ...Fraction) (CapTable, error) {
	if total <= 0 || total > splitAbove {
		return CapTable{}, fmt.Errorf("%d shares; want 1 to %d", total, int64(splitAbove))
	}
	rest := total
	var holdings []Holding
	for _, p := range parts {
		if !(p.Part > 0 && p.Part <= 1) {
			return CapTable{}, fmt.Errorf("holder %s: part %g; want above 0 and at most 1", p.Holder, p.Part)
		}
		shares := int64(math.Round(float64(p.Part * float64(total))))
		if rest -= shares; rest < -1 {
			return CapTable{}, fmt.Errorf("holder %s: part %g brings the sum above one", p.Holder, p.Part)
		} else if rest < 0 {
			shares, rest = shares+rest, 0
		}
		if shares > 0 {
			holdings = append(holdings, Holding{p.Holder, shares})
		}
	}
	if rest > 0 {
		holdings = append(holdings, Holding{founders, rest})
	}
	return NewCapTable(holdings...)
}

// Total returns all shares.
func (t CapTable) Total() int64 { return t.total }

// Holdings returns the holdings sorted by holder. The caller may keep and change the slice.
func (t CapTable) Holdings() []Holding { return slices.Clone(t.holdings) }

// Shares returns the shares of a holder, 0 for who holds none.
func (t CapTable) Shares(holder string) int64 {
	for i := range t.holdings { // a handful, and names mostly differ in length: faster than a search
		if h := &t.holdings[i]; h.Holder == holder {
			return h.Shares
		}
	}
	return 0
}

// Fraction returns the part of the firm that a holder owns; 0 for an empty table.
func (t CapTable) Fraction(holder string) float64 {
	if t.total == 0 {
		return 0
	}
	return float64(t.Shares(holder)) / float64(t.total)
}

func (t CapTable) find(holder string) (int, bool) {
	return slices.BinarySearchFunc(t.holdings, holder, func(h Holding, name string) int { return cmp.Compare(h.Holder, name) })
}

// give returns the table with shares added to a holder (or taken, if negative), without a check.
func (t CapTable) give(holder string, shares int64) CapTable {
	out := CapTable{holdings: slices.Clone(t.holdings), total: t.total + shares}
	i, found := out.find(holder)
	switch {
	case !found && shares != 0:
		out.holdings = slices.Insert(out.holdings, i, Holding{holder, shares})
	case found:
		out.holdings[i].Shares += shares
		if out.holdings[i].Shares == 0 {
			out.holdings = slices.Delete(out.holdings, i, i+1)
		}
	}
	return out
}
