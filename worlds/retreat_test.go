package worlds

import (
	"math"
	"testing"

	"shakeout/agents"
	"shakeout/market/ledger"
)

// Who retreats pays the overhead that it reckoned with from the next month on, though the revenue of the last month was that of the whole firm.
func TestARetreatPaysTheOverheadItReckonedWith(t *testing.T) {
	s := months(t, "frontier-2025", 12)
	f := &s.firms[s.firmIndex("mistral")]
	s.pay(s.sector.investors, f.Account, ledger.Equity, 9e9)
	_, r := s.retreatOf(f)
	_, there, all := s.bestSegment(f)
	if !s.retreat(f, "test") || f.Status != agents.Niche || !(all.revenueUSD > 1.2*there.revenueUSD) {
		t.Fatalf("no retreat to tell of: %s, %g USD of %g kept", f.Status, there.revenueUSD, all.revenueUSD)
	}
	s.tick++
	if got, want := s.overhead(f), r.CostsUSDPerMonth.OverheadUSD; math.Abs(got-want) > 1e-9*want {
		t.Errorf("got overhead of %g USD; want %g", got, want)
	}
	s.tick++
	if got, want := s.overhead(f), r.CostsUSDPerMonth.OverheadUSD; got <= want {
		t.Errorf("got overhead of %g USD in a month after larger sales; want more than %g", got, want)
	}
}
