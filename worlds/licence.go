package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/ledger"
)

// comeBack lets a buyer whose deal was blocked return with a licence-and-hire offer.
func (s *State) comeBack(f *agents.Firm, buyer int) {
	luck := s.stream(f.ID, "comes back")
	if s.world.Control.Licence.ComesBack(&luck) {
		s.licenceAndHire(f, buyer)
	}
}

// licenceAndHire sells a licence with most of the people to whom it is worth most, or to the one who is
// named; no board pays more than value. The shell is final: customers must choose, and what is left goes to
// creditors and owners.
func (s *State) licenceAndHire(f *agents.Firm, only int) bool {
	c := s.world.Control
	t := s.target(f)
	best, winner := 0.0, nobody
	for i := range s.firms {
		b := &s.firms[i]
		if i == f.Index || !b.Status.Alive() || s.inReview(i) || b.Levers.BidFactor <= 0 || only != nobody && i != only {
			continue
		}
		who := s.bidder(b)
		luck := s.stream(f.ID, "licence") // the owners ask everybody for the same
		terms := c.Licence.Terms(t, f.Capital.Raised, who.CapabilityOOM, &luck)
		private := s.privateLuck(f.ID, b.ID)
		worth := float64(c.LicenceWorth(terms, t, who) * private.Lognormal(1, c.Value.NoiseSD))
		keen := c.Value.Interested(s.moodFactor(), &private)
		limit := float64(c.Affordable.CashShare * math.Max(0, s.cash(b)))
		fits := keen && terms.PriceUSD > 0 && worth >= terms.PriceUSD && terms.PriceUSD <= limit
		result := "no"
		if fits {
			result = "yes"
		}
		s.decision(b.ID, "licence and hire from "+f.ID, s.ruleOf(i), result, "price_usd_m=%.6g worth_usd_m=%.6g limit_usd_m=%.6g staff_share=%.4g gain_oom=%.4g raised_usd_m=%.6g",
			terms.PriceUSD/1e6, worth/1e6, limit/1e6, terms.StaffShare, terms.GainOOM, f.Capital.Raised/1e6)
		if fits && (winner == nobody || worth > best || worth == best && b.ID < s.firms[winner].ID) {
			best, winner = worth, i
		}
	}
	if winner == nobody {
		return false
	}
	b := &s.firms[winner]
	luck := s.stream(f.ID, "licence")
	terms := c.Licence.Terms(t, f.Capital.Raised, s.bidder(b).CapabilityOOM, &luck)
	s.pay(b.Account, f.Account, ledger.LicenceAndHire, terms.PriceUSD)
	s.joinTeams(b, f, terms.StaffShare*(1-c.Value.StaffLeave), 0)
	b.Capability += terms.GainOOM
	moved := float64(terms.StaffShare * f.Researchers)
	f.Researchers -= moved
	s.event("licensed-and-hired", f.ID, b.ID, terms.PriceUSD, "%.0f researchers move, know-how worth %.2g orders of magnitude", moved, terms.GainOOM)
	s.liquidate(f)
	s.end(f, agents.LicensedAndHired, winner, terms.PriceUSD)
	s.deals++
	return true
}
