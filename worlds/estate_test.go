package worlds

import (
	"testing"

	"shakeout/agents"
	"shakeout/market/ledger"
)

// Who buys out of an estate gets customers, models and people, and neither debts nor contracts; creditors get the price.
func TestEstatesAreSoldFreeOfDebts(t *testing.T) {
	s := months(t, "frontier-2025", 6)
	f := &s.firms[s.firmIndex("anthropic")]
	s.pay(f.Account, s.sector.investors, ledger.Payouts, s.cash(f))
	f.DebtUSD += 1e12
	debts, hours := map[string]float64{}, map[string]float64{}
	for i := range s.firms {
		debts[s.firms[i].ID], hours[s.firms[i].ID] = s.firms[i].DebtUSD, s.spot.book.BoughtBy(i, s.tick+1).CommittedUSD
	}
	if hours["anthropic"] <= 0 {
		t.Fatal("got no commitments to begin with")
	}
	if !s.sellEstate(f) {
		t.Fatal("nobody buys the business of a leader free of its debts")
	}
	if f.Status != agents.WoundDown || f.Parent == nobody || f.ExitPrice <= 0 || !f.FromEstate {
		t.Fatalf("got %v, price %g", f.Status, f.ExitPrice)
	}
	b := &s.firms[f.Parent]
	if b.DebtUSD != debts[b.ID] {
		t.Errorf("the buyer's debts go from %g to %g", debts[b.ID], b.DebtUSD)
	}
	if got := s.spot.book.BoughtBy(b.Index, s.tick+1).CommittedUSD; got > hours[b.ID]+1e-9 {
		t.Errorf("the buyer's commitments go from %g to %g USD m", hours[b.ID], got)
	}
	if f.PaidOutUSD > 1 || s.ownersValue(f) > f.PayoutsUSD+1 { // cents that claims leave over
		t.Errorf("owners get %g although creditors do not", f.PaidOutUSD)
	}
	sold := 0
	for o := range s.offers {
		if s.offers[o].seller == b.Index && s.offers[o].owner == b.Index && s.offers[o].fresh {
			sold++
		}
	}
	if sold == 0 {
		t.Error("no offer has gone to the buyer")
	}
	if s.err != nil || s.cash(f) != 0 {
		t.Errorf("error %v, %g USD left in the shell", s.err, s.cash(f))
	}
	for _, id := range []string{"google", "amazon"} {
		if g := &s.firms[s.firmIndex(id)]; s.sellEstate(g) {
			t.Errorf("%s is sold with its other business", id)
		}
	}
}
