package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/ledger"
)

// comeBack lets a buyer whose deal was blocked return with a licence-and-hire offer.
func (s *State) comeBack(f *agents.Firm, buyer int) {
	luck := s.stream(f.ID, "comes back")
	if s.world.Control.Licence.ComesBack(&luck) {
		s.licenceAndHire(f, buyer, s.world.Control.Distress.Step(s.runway(f), f.Capital.Failed > 0))
	}
}

// licenceDeal is the best licence-and-hire deal that a firm can have.
type licenceDeal struct {
	buyer     int
	terms     control.LicenceTerms
	ownersUSD float64 // what the owners are left with: the price and the estate of the shell, less what it owes
}

// bestLicence looks for who takes a licence with most of the people and to whom it is worth most, or asks the one
// who is named. The price is found as that of a sale, between what leaves the owners their reserve and what the deal
// is worth to the buyer within its cash; nobody pays more than the owners ask, their reserve or what such deals
// brought in 2024. Where the firm closes without a deal, some of the people come to a bidder anyway; the customers are
// free in either case. ok is false where nobody leaves the owners their reserve.
func (s *State) bestLicence(f *agents.Firm, only int, reserveUSD float64, closes bool) (deal licenceDeal, ok bool) {
	c := s.world.Control
	t := s.target(f)
	staff := s.licenceTerms(f, f.Index, t).StaffShare
	assets, claims := s.estate(f, f.Researchers-float64(staff*f.Researchers))
	least := 0.0
	if short := reserveUSD + claims - assets; short > 0 {
		least = math.Max(0, short-s.cash(f))
	}
	bids, bidders := s.licenceBids[:0], s.licensees[:0]
	var asked control.LicenceTerms
	for i := range s.firms {
		b := &s.firms[i]
		if i == f.Index || !b.Status.Alive() || s.inReview(i) || b.Levers.BidFactor <= 0 || only != nobody && i != only {
			continue
		}
		asked = s.licenceTerms(f, i, t)
		private := s.privateLuck(f.ID, b.ID)
		worth := c.Value.Private(c.LicenceWorth(asked, t, s.bidder(b)), &private)
		keen := c.Value.Interested(s.moodFactor(), &private)
		bid := control.Bid{Bidder: b.ID, ValueUSD: worth, LimitUSD: float64(c.Affordable.CashShare * math.Max(0, s.cash(b)))}
		if closes {
			bid.FreeUSD = c.Value.FreePeopleUSD(t, s.partOf(b, f))
		}
		if !keen {
			bid.ValueUSD = 0
		}
		bids, bidders = append(bids, bid), append(bidders, i)
		result := "no"
		offer := bid.AloneUSD()
		if offer > 0 && offer >= least {
			result = "yes"
		}
		s.decision(b.ID, "licence and hire from "+f.ID, s.ruleOf(i), result, "asked_usd_m=%.6g least_usd_m=%.6g offer_usd_m=%.6g worth_usd_m=%.6g free_usd_m=%.6g limit_usd_m=%.6g reserve_usd_m=%.6g staff_share=%.4g gain_oom=%.4g raised_usd_m=%.6g interested=%v",
			asked.PriceUSD/1e6, least/1e6, math.Max(0, offer)/1e6, worth/1e6, bid.FreeUSD/1e6, bid.LimitUSD/1e6, reserveUSD/1e6, asked.StaffShare, asked.GainOOM, f.Capital.Raised/1e6, keen)
	}
	s.licenceBids, s.licensees = bids, bidders
	sale, sold := control.Auction(least, bids)
	if !sold {
		return licenceDeal{buyer: nobody}, false
	}
	buyer := bidders[sale.Winner]
	terms := s.licenceTerms(f, buyer, t)
	terms.PriceUSD = math.Min(math.Max(terms.PriceUSD, least), sale.PriceUSD)
	owners := math.Max(0, math.Max(0, s.cash(f)+terms.PriceUSD)+assets-claims) // lenders bear an overdraft
	return licenceDeal{buyer: buyer, terms: terms, ownersUSD: owners}, owners > 0
}

// licenceTerms are the terms that the owners of a firm ask a buyer for: the same of everybody, but for what is left to learn.
func (s *State) licenceTerms(f *agents.Firm, buyer int, t control.Target) control.LicenceTerms {
	luck := s.stream(f.ID, "licence")
	return s.world.Control.Licence.Terms(t, f.Capital.Raised, s.bidder(&s.firms[buyer]).CapabilityOOM, &luck)
}

// licenceAndHire sells a licence with most of the people where somebody leaves the owners their reserve.
func (s *State) licenceAndHire(f *agents.Firm, only int, step control.Step) bool {
	deal, ok := s.bestLicence(f, only, s.reserve(f, step), s.closesUnsold(f, step))
	if ok {
		s.sellLicence(f, deal)
	}
	return ok
}

// sellLicence carries a deal out. The shell is final: customers must choose, and what is left goes to creditors and
// owners.
func (s *State) sellLicence(f *agents.Firm, deal licenceDeal) {
	b, terms := &s.firms[deal.buyer], deal.terms
	s.pay(b.Account, f.Account, ledger.LicenceAndHire, terms.PriceUSD)
	s.joinTeams(b, f, terms.StaffShare, 0) // who moves has signed, and stays
	s.pay(b.Account, s.sector.suppliers, ledger.Integration, math.Min(float64(s.world.Control.Value.DealCostUSDM*1e6), math.Max(0, s.cash(b))))
	b.Capability += terms.GainOOM
	moved := float64(terms.StaffShare * f.Researchers)
	f.Researchers -= moved
	s.event("licensed-and-hired", f.ID, b.ID, terms.PriceUSD, "%.0f researchers move, know-how worth %.2g orders of magnitude; owners get %.6g USD m", moved, terms.GainOOM, deal.ownersUSD/1e6)
	s.liquidate(f)
	s.end(f, agents.LicensedAndHired, deal.buyer, terms.PriceUSD)
	s.deals++
}
