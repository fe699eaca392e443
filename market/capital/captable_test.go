package capital

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/internal/exact"
)

func table(t *testing.T, holdings ...Holding) CapTable {
	t.Helper()
	c, err := NewCapTable(holdings...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCapTable(t *testing.T) {
	c := table(t, Holding{"staff", 100}, Holding{"founders", 740})
	c, shares, err := c.Issue("fund", 0.16)
	if err != nil || shares != 160 || c.Total() != 1000 || c.Fraction("fund") != 0.16 {
		t.Errorf("840 shares and 16 %% for a fund: %d issued, total %d, %v", shares, c.Total(), err)
	}
	if diff := cmp.Diff([]Holding{{"founders", 740}, {"fund", 160}, {"staff", 100}}, c.Holdings()); diff != "" {
		t.Errorf("sorted by holder (-want +got):\n%s", diff)
	}
	before := c
	c, err = c.Transfer("founders", "fund", 40)
	if err != nil || c.Shares("founders") != 700 || c.Shares("fund") != 200 {
		t.Errorf("transfer: %v, %v", c.Holdings(), err)
	}
	if before.Shares("founders") != 740 {
		t.Error("a change must leave the old table alone")
	}
	if _, err := c.Transfer("fund", "staff", 201); err == nil {
		t.Error("nobody transfers more than is held")
	}
	c = c.TransferAll("fund", "cloud")
	if c.Shares("fund") != 0 || c.Shares("cloud") != 200 || c.Total() != 1000 {
		t.Errorf("all of a holding: %v", c.Holdings())
	}
	if got := c.TransferAll("cloud", "cloud"); got.Shares("cloud") != 200 {
		t.Errorf("to oneself: %v", got.Holdings())
	}
	if got := c.Retire("cloud"); got.Shares("cloud") != 0 || got.Total() != c.Total()-c.Shares("cloud") {
		t.Errorf("own shares: got %d of %d; want none, and as many fewer in all", got.Shares("cloud"), got.Total())
	}
	c = c.Acquire("parent")
	if got := c.Retire("parent"); got.Total() != c.Total() {
		t.Error("shares that nobody else holds a part of vanish")
	}
	if diff := cmp.Diff([]Holding{{"parent", 1000}}, c.Holdings()); diff != "" {
		t.Errorf("acquired (-want +got):\n%s", diff)
	}
	if c.Fraction("nobody") != 0 || (CapTable{}).Fraction("x") != 0 {
		t.Error("who holds nothing has no part")
	}
}

func TestConvertAndGrant(t *testing.T) {
	p := defaults[Params](t)
	c := table(t, Holding{"founders", 800_000_000})
	c, shares, err := p.Bridge.Convert(c, "fund", 80, 400)
	if err != nil || shares != 200_000_000 || c.Fraction("fund") != 0.2 {
		t.Errorf("80 lent turn into 100 of 500: %d shares, %g, %v", shares, c.Fraction("fund"), err)
	}
	for range 12 {
		if c, _, err = p.Options.Grant(c, "staff"); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.Fraction("staff"); math.Abs(got-0.03) > 1e-7 {
		t.Errorf("a year of shares for staff: %g; want .03", got)
	}
	if got := c.Fraction("fund"); math.Abs(got-0.2*0.97) > 1e-7 {
		t.Errorf("which dilutes everybody else: %g; want %g", got, 0.2*0.97)
	}
}

func TestCapTableErrors(t *testing.T) {
	for reason, holdings := range map[string][]Holding{
		"no name": {{"", 5}}, "no shares": {{"a", 0}}, "negative": {{"a", -1}}, "twice": {{"a", 1}, {"a", 2}}, "too many": {{"a", 1 << 52}, {"b", 1}},
	} {
		if _, err := NewCapTable(holdings...); err == nil {
			t.Errorf("%s: no error", reason)
		}
	}
	c := table(t, Holding{"a", 10})
	for _, f := range []float64{-0.1, 1, math.NaN(), math.Inf(1), 1 - 1e-15} {
		if _, _, err := c.Issue("b", f); err == nil && f != 1-1e-15 {
			t.Errorf("issue of %g: no error", f)
		}
	}
	if _, _, err := (CapTable{}).Issue("b", 0.1); err == nil {
		t.Error("issue from an empty table: no error")
	}
	c, err := NewCapTableFromFractions(1e9, "founders", Fraction{"Amazon", 0.17}, Fraction{"Google", 0.14})
	if err != nil || c.Fraction("Amazon") != 0.17 || c.Fraction("founders") != 0.69 {
		t.Errorf("stakes: %v, %v", c.Holdings(), err)
	}
	if _, err := NewCapTableFromFractions(1e9, "founders", Fraction{"a", 0.7}, Fraction{"b", 0.4}); err == nil {
		t.Error("stakes above one: no error")
	}
	if c, err := NewCapTableFromFractions(3, "founders", Fraction{"a", 0.5}, Fraction{"b", 0.5}); err != nil || c.Total() != 3 {
		t.Errorf("halves of three shares round to the total: %v, %v", c.Holdings(), err)
	}
}

// Whatever happens, the holdings add to the total, nobody holds less than nothing, and payouts add to the sum.
func TestCapTableSums(t *testing.T) {
	s := exact.NewStream(7, "", "table", 0)
	for range 300 {
		c := table(t, Holding{"founders", 1_000_000_000})
		for range 60 {
			holder := fmt.Sprintf("h%d", s.IntN(12))
			switch s.IntN(4) {
			case 0, 1:
				want := s.Uniform(0, 0.4)
				held := c.Fraction(holder)
				next, _, err := c.Issue(holder, want)
				if err != nil {
					t.Fatal(err)
				}
				if got := next.Fraction(holder); math.Abs(got-(want+held*(1-want))) > 1e-6 {
					t.Fatalf("issue of %g to a holder of %g gives %g", want, held, got)
				}
				c = next
			case 2:
				next, err := c.Transfer(holder, "other", c.Shares(holder)/2)
				if err != nil {
					t.Fatal(err)
				}
				c = next
			case 3:
				c = c.TransferAll(holder, "founders")
			}
			var sum int64
			for _, h := range c.Holdings() {
				if h.Shares <= 0 {
					t.Fatalf("%s holds %d", h.Holder, h.Shares)
				}
				sum += h.Shares
			}
			if sum != c.Total() || sum > 1<<53 {
				t.Fatalf("holdings add to %d; total %d", sum, c.Total())
			}
		}
		money := int64(s.Lognormal(1e12, 4))
		var paid int64
		for _, p := range c.Distribute(money) {
			paid += p.Amount
			exactPart := float64(money) * c.Fraction(p.Holder)
			if math.Abs(float64(p.Amount)-exactPart) > 1+1e-12*exactPart {
				t.Fatalf("%s gets %d of %d; owns %g", p.Holder, p.Amount, money, c.Fraction(p.Holder))
			}
		}
		if paid != money {
			t.Fatalf("%d paid out of %d", paid, money)
		}
	}
	c := table(t, Holding{"a", 1}, Holding{"b", 1}, Holding{"c", 1})
	if diff := cmp.Diff([]Payout{{"a", 34}, {"b", 33}, {"c", 33}}, c.Distribute(100)); diff != "" {
		t.Errorf("the odd cent goes by name (-want +got):\n%s", diff)
	}
	if got := c.Distribute(-1); got != nil {
		t.Errorf("a loss is not distributed: %v", got)
	}
}

func TestMergedTables(t *testing.T) {
	a, _ := NewCapTable(Holding{"fund", 300}, Holding{"founders", 700})
	b, _ := NewCapTable(Holding{"cloud", 50}, Holding{"fund", 50})
	merged, err := a.Merge(b, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	want := []Holding{{"cloud", 500}, {"founders", 700}, {"fund", 800}}
	if diff := cmp.Diff(want, merged.Holdings()); diff != "" || merged.Total() != 2000 {
		t.Errorf("half of the merged firm to the other's holders, in proportion (-want +got):\n%s", diff)
	}
	if _, err := a.Merge(CapTable{}, 0.5); err == nil {
		t.Error("a firm without shares can't merge")
	}
	if _, err := a.Merge(b, 1); err == nil {
		t.Error("nobody gets all of it in a merger")
	}
}
