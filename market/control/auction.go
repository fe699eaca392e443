package control

import "math"

// Bid is what a bidder values a target at, and can pay.
type Bid struct {
	Bidder   string
	ValueUSD float64 // private value
	LimitUSD float64 // the most it can pay
	FreeUSD  float64 // what it would get for nothing if nobody bought: 0 but for a firm that then closes
}

// OfferUSD returns the most a bidder offers, the lesser of its value and its limit: in a second-price auction offering one's value is a dominant strategy
// (Vickrey 1961), and no board pays more than value.
func (b Bid) OfferUSD() float64 { return math.Min(b.ValueUSD, b.LimitUSD) }

// AloneUSD returns the most a bidder offers where nobody else would buy, so that it gets FreeUSD without paying.
func (b Bid) AloneUSD() float64 { return math.Min(b.ValueUSD-math.Max(0, b.FreeUSD), b.LimitUSD) }

// Sale is the outcome of an auction.
type Sale struct {
	Winner   int     // index of the winning bid
	PriceUSD float64 // what the winner pays
	RunnerUp int     // index of the bid that set the price, -1 where bargaining with the winner did
}

// Auction sells to the highest offer. The owners bargain with who offers most, and meet halfway between the reserve and the offer: equal powers split what there is
// to gain (Nash 1950). Where a second offer is above that, bidding has driven the price to it (a second-price auction: Vickrey 1961), so that another bidder never
// costs the owners anything (Bulow and Klemperer 1996). Equal offers go to the bidder whose name comes first, so that the order of the bids changes nothing. ok is
// false where no offer reaches the reserve or is above zero.
//
// What a bidder loses by not buying depends on what happens then (Jehiel and Moldovanu 1996). Where the firm would close, it gets its part of customers and people
// for nothing; where a rival would buy, it gets none of them. So nobody bids who would rather let the firm close than pay the reserve, alone; one who is alone bids
// what the firm is worth beyond that part; and two or more who would each buy alone bid what it is worth.
func Auction(reserveUSD float64, bids []Bid) (sale Sale, ok bool) {
	first, second := -1, -1
	better := func(i, j int) bool {
		if j < 0 {
			return true
		}
		a, b := bids[i].OfferUSD(), bids[j].OfferUSD()
		return a > b || (a == b && bids[i].Bidder < bids[j].Bidder)
	}
	for i, b := range bids {
		if offer := b.AloneUSD(); !(offer > 0) || !(offer >= reserveUSD) {
			continue
		}
		switch {
		case better(i, first):
			first, second = i, first
		case better(i, second):
			second = i
		}
	}
	if first < 0 {
		return Sale{Winner: -1, RunnerUp: -1}, false
	}
	least, offer := math.Max(0, reserveUSD), bids[first].OfferUSD()
	if second < 0 {
		offer = bids[first].AloneUSD()
	}
	sale = Sale{Winner: first, PriceUSD: least + float64(0.5*(offer-least)), RunnerUp: -1}
	if second >= 0 && bids[second].OfferUSD() > sale.PriceUSD {
		sale.PriceUSD, sale.RunnerUp = bids[second].OfferUSD(), second
	}
	return sale, true
}
