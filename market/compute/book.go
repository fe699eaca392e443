package compute

import "math"

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
func (b Book) BoughtBy(buyer int, month int64) Party {
	var p Party
	for i := range b {
		if b[i].Buyer == buyer {
			p.add(&b[i], month)
		}
	}
	return p
}

// SoldBy returns what a firm has under contract as a seller in a month.
func (b Book) SoldBy(seller int, month int64) Party {
	var p Party
	for i := range b {
		if b[i].Seller == seller {
			p.add(&b[i], month)
		}
	}
	return p
}

func (p *Party) add(c *Contract, month int64) {
	p.CommittedUSD += c.CommittedUSD(month)
	if c.Active(month) {
		p.HoursPerMonth += c.HoursPerMonth
		p.BillUSD += c.BillUSD(month)
	}
}

// Expire takes out the contracts that have ended by a month.
func (b *Book) Expire(month int64) {
	rest := (*b)[:0]
	for _, c := range *b {
		if c.EndMonth > month {
			rest = append(rest, c)
		}
	}
	*b = rest
}

// Assign moves what a firm has signed, on either side, to another: an acquirer takes over the contracts of the acquired firm. A contract
// between the two ends: nobody owes himself.
func (b *Book) Assign(from, to int) {
	rest := (*b)[:0]
	for _, c := range *b {
		if c.Buyer == from {
			c.Buyer = to
		}
		if c.Seller == from {
			c.Seller = to
		}
		if c.Buyer != c.Seller {
			rest = append(rest, c)
		}
	}
	*b = rest
}

// Release takes out the contracts of a buyer that has ceased to exist and appends those that still ran at a month to lost, in book order: the sellers'
// claims in the wind-down.
func (b *Book) Release(lost []Contract, buyer int, month int64) []Contract {
	rest := (*b)[:0]
	for _, c := range *b {
		if c.Buyer != buyer {
			rest = append(rest, c)
		} else if c.EndMonth > month {
			lost = append(lost, c)
		}
	}
	*b = rest
	return lost
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
