package compute

import (
	"math"
	"slices"
)

// Book is a list of contracts. Sums run in its order, so keep that fixed: the functions here never reorder it.
type Book []Contract

// Party is the total of one firm's contracts in a month.
type Party struct {
	HoursPerMonth float64
	BillUSD       float64 // to pay or to receive
	CommittedUSD  float64 // to be paid or received from this month on
}

// PriceUSDPerHour returns the mean price of the hours; 0 without hours.
func (p Party) PriceUSDPerHour() float64 {
	if !(p.HoursPerMonth > 0) {
		return 0
	}
	return p.BillUSD / p.HoursPerMonth
}

// BoughtBy returns what a firm has under contract as a buyer in a month.
func (b Book) BoughtBy(buyer string, month int64) Party {
	return b.total(month, func(c Contract) bool { return c.Buyer == buyer })
}

// SoldBy returns what a firm has under contract as a seller in a month.
func (b Book) SoldBy(seller string, month int64) Party {
	return b.total(month, func(c Contract) bool { return c.Seller == seller })
}

func (b Book) total(month int64, of func(Contract) bool) Party {
	var p Party
	for _, c := range b {
		if !of(c) {
			continue
		}
		p.CommittedUSD += c.CommittedUSD(month)
		if c.Active(month) {
			p.HoursPerMonth += c.HoursPerMonth
			p.BillUSD += c.BillUSD(month)
		}
	}
	return p
}

// Running returns the contracts that have not ended by a month.
func (b Book) Running(month int64) Book {
	return slices.DeleteFunc(slices.Clone(b), func(c Contract) bool { return c.EndMonth <= month })
}

// Assign returns the book with every contract of a buyer moved to another: an acquirer takes over what the acquired firm has signed.
func (b Book) Assign(from, to string) Book {
	out := slices.Clone(b)
	for i := range out {
		if out[i].Buyer == from {
			out[i].Buyer = to
		}
		if out[i].Seller == from {
			out[i].Seller = to
		}
	}
	return out
}

// Release returns the book without the contracts of a buyer that has ceased to exist, and what each seller loses by it, in book order: its claim in the
// wind-down.
func (b Book) Release(buyer string, month int64) (rest Book, lost []Contract) {
	for _, c := range b {
		if c.Buyer != buyer {
			rest = append(rest, c)
		} else if c.EndMonth > month {
			lost = append(lost, c)
		}
	}
	return rest, lost
}

// Stagger returns contracts for a total of hours at the start of a world, as if signed one by one in the past: equal parts that end at evenly
// spaced months between MinMonths/2 and MaxMonths - MinMonths/2, so that the same share comes up for renewal again and again instead of all at once.
func (p Contracts) Stagger(of Contract, parts int64) Book {
	parts = max(1, parts)
	first := float64(float64(p.MinMonths) / 2)
	span := float64(p.MaxMonths-p.MinMonths) * float64(parts-1) / float64(parts)
	book := make(Book, 0, parts)
	for k := range parts {
		c := of
		c.HoursPerMonth = of.HoursPerMonth / float64(parts)
		at := 0.0
		if parts > 1 {
			at = float64(k) / float64(parts-1)
		}
		c.EndMonth = of.StartMonth + int64(math.Max(1, math.Round(first+float64(span*at))))
		book = append(book, c)
	}
	return book
}
