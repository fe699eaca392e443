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
	ownersUSD float64 // what the owners are left with: the price and what the shell has over its debts
}

// bestLicence looks for who takes a licence with most of the people and to whom it is worth most, or asks the one
// who is named. The owners ask everybody for the same; a buyer to whom it is worth less offers what it is worth, and no board
// pays more than value. ok is false where nobody leaves the owners their reserve.
func (s *State) bestLicence(f *agents.Firm, only int, reserveUSD float64) (deal licenceDeal, ok bool) {
	c := s.world.Control
	t := s.target(f)
	shell := s.cash(f) - s.firstClaims(f)
	best := 0.0
	deal.buyer = nobody
	for i := range s.firms {
		b := &s.firms[i]
		if i == f.Index || !b.Status.Alive() || s.inReview(i) || b.Levers.BidFactor <= 0 || only != nobody && i != only {
			continue
		}
		who := s.bidder(b)
		luck := s.stream(f.ID, "licence") // the owners ask everybody for the same
		terms := c.Licence.Terms(t, f.Capital.Raised, who.CapabilityOOM, &luck)
		asked := terms.PriceUSD
		private := s.privateLuck(f.ID, b.ID)
		worth := float64(c.LicenceWorth(terms, t, who) * private.Lognormal(1, c.Value.NoiseSD))
		keen := c.Value.Interested(s.moodFactor(), &private)
		limit := float64(c.Affordable.CashShare * math.Max(0, s.cash(b)))
		terms.PriceUSD = math.Min(asked, math.Min(worth, limit))
		owners := math.Max(0, terms.PriceUSD+shell)
		fits := keen && terms.PriceUSD > 0 && owners > 0 && owners >= reserveUSD
		result := "no"
		if fits {
			result = "yes"
		}
		s.decision(b.ID, "licence and hire from "+f.ID, s.ruleOf(i), result, "asked_usd_m=%.6g price_usd_m=%.6g worth_usd_m=%.6g limit_usd_m=%.6g owners_usd_m=%.6g reserve_usd_m=%.6g staff_share=%.4g gain_oom=%.4g raised_usd_m=%.6g interested=%v",
			asked/1e6, terms.PriceUSD/1e6, worth/1e6, limit/1e6, owners/1e6, reserveUSD/1e6, terms.StaffShare, terms.GainOOM, f.Capital.Raised/1e6, keen)
		better := deal.buyer == nobody || terms.PriceUSD > deal.terms.PriceUSD || terms.PriceUSD == deal.terms.PriceUSD && (worth > best || worth == best && b.ID < s.firms[deal.buyer].ID)
		if fits && better {
			best, deal = worth, licenceDeal{buyer: i, terms: terms, ownersUSD: owners}
		}
	}
	return deal, deal.buyer != nobody
}

// licenceAndHire sells a licence with most of the people where somebody leaves the owners their reserve.
func (s *State) licenceAndHire(f *agents.Firm, only int, step control.Step) bool {
	deal, ok := s.bestLicence(f, only, s.reserve(f, step))
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
	s.joinTeams(b, f, terms.StaffShare*(1-s.world.Control.Value.StaffLeave), 0)
	b.Capability += terms.GainOOM
	moved := float64(terms.StaffShare * f.Researchers)
	f.Researchers -= moved
	s.event("licensed-and-hired", f.ID, b.ID, terms.PriceUSD, "%.0f researchers move, know-how worth %.2g orders of magnitude; owners get %.6g USD m", moved, terms.GainOOM, deal.ownersUSD/1e6)
	s.liquidate(f)
	s.end(f, agents.LicensedAndHired, deal.buyer, terms.PriceUSD)
	s.deals++
}
