package compute

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

// spotFile is an auction of the reference with its answer.
type spotFile struct {
	Sellers []struct {
		ID                string
		Reserve, Quantity float64
	}
	Buyers []struct {
		ID           string
		Type         SpotBuyerKind
		Qmax, Budget float64
		Limit        *float64
		Bids         []SpotBid
	}
	Expect struct {
		Price                              *float64
		Quantity                           float64
		RationedSide                       SpotSide `json:"rationed_side"`
		Buyers, Sellers, Payments, Revenue map[string]float64
	}
}

func (f spotFile) market() (sellers []SpotSeller, buyers []SpotBuyer) {
	for _, s := range f.Sellers {
		sellers = append(sellers, SpotSeller(s))
	}
	for _, b := range f.Buyers {
		buyer := SpotBuyer{ID: b.ID, Kind: b.Type, MaxQuantity: b.Qmax, Budget: b.Budget, Bids: b.Bids}
		if b.Type == BudgetBuyer {
			buyer.Limit = math.Inf(1)
			if b.Limit != nil {
				buyer.Limit = *b.Limit
			}
		}
		buyers = append(buyers, buyer)
	}
	return sellers, buyers
}

func TestSpotReference(t *testing.T) {
	for _, row := range []struct{ file, reason string }{
		{"01-budget-buyers-interior", "the price lies between all reserves: budget over quantity"},
		{"02-sellers-prorated", "two sellers at the marginal reserve share what is wanted"},
		{"03-buyers-prorated", "two bids at the price share what is left; each bid counts by itself"},
		{"04-no-trade", "no bid reaches a reserve: no price"},
		{"05-limits-and-ties", "a budget's limit and a bid tie at the price"},
		{"06-ten-by-twelve", "many of both"},
	} {
		text, err := os.ReadFile(filepath.Join("testdata/spot", row.file+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var f spotFile
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatal(err)
		}
		sellers, buyers := f.market()
		got, err := Spot(sellers, buyers)
		if err != nil {
			t.Fatal(err)
		}
		want := SpotResult{Quantity: f.Expect.Quantity, Rationed: f.Expect.RationedSide}
		if f.Expect.Price != nil {
			want.Traded, want.Price = true, *f.Expect.Price
		}
		for _, b := range buyers {
			want.Bought, want.Paid = append(want.Bought, f.Expect.Buyers[b.ID]), append(want.Paid, f.Expect.Payments[b.ID])
		}
		for _, s := range sellers {
			want.Sold, want.Earned = append(want.Sold, f.Expect.Sellers[s.ID]), append(want.Earned, f.Expect.Revenue[s.ID])
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-14, 1e-14)); diff != "" {
			t.Errorf("%s (%s): -want +got\n%s", row.file, row.reason, diff)
		}
	}
}

func TestSpotCorners(t *testing.T) {
	capped := func(max, money, limit float64) SpotBuyer {
		return SpotBuyer{Kind: BudgetBuyer, MaxQuantity: max, Budget: money, Limit: limit}
	}
	for _, row := range []struct {
		reason  string
		sellers []SpotSeller
		buyers  []SpotBuyer
		want    SpotResult
	}{
		{"nobody", nil, nil, SpotResult{}},
		{"no sellers and a budget without limit: no price is high enough", nil, []SpotBuyer{NewBudgetBuyer("", 1, 1)}, SpotResult{Bought: []float64{0}, Paid: []float64{0}}},
		{"free supply beyond all wants: price 0 is a price", []SpotSeller{{Quantity: 10}}, []SpotBuyer{NewStepBuyer("", SpotBid{2, 4})},
			SpotResult{Traded: true, Quantity: 4, Rationed: SpotSellers, Bought: []float64{4}, Paid: []float64{0}, Sold: []float64{4}, Earned: []float64{0}}},
		{"free supply short of wants: the budget sets the price", []SpotSeller{{Quantity: 10}}, []SpotBuyer{NewBudgetBuyer("", 20, 5)},
			SpotResult{Traded: true, Price: .5, Quantity: 10, Bought: []float64{10}, Paid: []float64{5}, Sold: []float64{10}, Earned: []float64{5}}},
		{"a budget of nothing gets nothing when it alone keeps the price off 0", []SpotSeller{{Quantity: 10}}, []SpotBuyer{NewBudgetBuyer("", 20, 0), NewStepBuyer("", SpotBid{1, 4})},
			SpotResult{Traded: true, Quantity: 4, Rationed: SpotSellers, Bought: []float64{0, 4}, Paid: []float64{0, 0}, Sold: []float64{4}, Earned: []float64{0}}},
		{"a budget of nothing gets MaxQuantity where supply at 0 is enough", []SpotSeller{{Quantity: 30}}, []SpotBuyer{NewBudgetBuyer("", 20, 0)},
			SpotResult{Traded: true, Quantity: 20, Rationed: SpotSellers, Bought: []float64{20}, Paid: []float64{0}, Sold: []float64{20}, Earned: []float64{0}}},
		{"decimal sums that differ in the last bit are equal", []SpotSeller{{Reserve: 1, Quantity: .1}, {Reserve: 1, Quantity: .2}}, []SpotBuyer{NewStepBuyer("", SpotBid{2, .3})},
			SpotResult{Traded: true, Price: 1, Quantity: .3, Bought: []float64{.3}, Paid: []float64{.3}, Sold: []float64{.1, .2}, Earned: []float64{.1, .2}}},
		{"the price is a reserve to the bit although the budget meets supply just there", []SpotSeller{{Reserve: 1, Quantity: 30}, {Reserve: .7, Quantity: 3}, {Reserve: 1.1, Quantity: 9}},
			[]SpotBuyer{NewBudgetBuyer("", 1000, float64(33*1.1))},
			SpotResult{Traded: true, Price: 1.1, Quantity: 33, Rationed: SpotSellers, Bought: []float64{33}, Paid: []float64{33 * 1.1}, Sold: []float64{30, 3, 0}, Earned: []float64{33, 3.3, 0}}},
		{"two limits tie at the price and share by what they ask for there", []SpotSeller{{Reserve: 1, Quantity: 9}}, []SpotBuyer{capped(20, 12, 2), capped(12, 1000, 2)},
			SpotResult{Traded: true, Price: 2, Quantity: 9, Rationed: SpotBuyers, Bought: []float64{3, 6}, Paid: []float64{6, 12}, Sold: []float64{9}, Earned: []float64{18}}},
		{"a seller of nothing and a buyer of nothing are there and do nothing", []SpotSeller{{Reserve: 1, Quantity: 0}, {Reserve: 2, Quantity: 5}}, []SpotBuyer{NewBudgetBuyer("", 0, 7), NewStepBuyer(""), NewStepBuyer("", SpotBid{3, 0}, SpotBid{2, 4})},
			SpotResult{Traded: true, Price: 2, Quantity: 4, Rationed: SpotSellers, Bought: []float64{0, 0, 4}, Paid: []float64{0, 0, 8}, Sold: []float64{0, 4}, Earned: []float64{0, 8}}},
	} {
		got, err := Spot(row.sellers, row.buyers)
		if err != nil {
			t.Errorf("%s: %v", row.reason, err)
		}
		if diff := cmp.Diff(row.want, got, cmpopts.EquateApprox(1e-13, 0), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: -want +got\n%s", row.reason, diff)
		}
		if row.want.Traded && got.Price != row.want.Price {
			t.Errorf("%s: price %v; want %v to the bit", row.reason, got.Price, row.want.Price)
		}
	}
}

func TestSpotRefuses(t *testing.T) {
	_, err := Spot([]SpotSeller{{ID: "s", Reserve: -1, Quantity: math.NaN()}, {ID: "s", Quantity: math.Inf(1)}},
		[]SpotBuyer{{Kind: 7}, {Kind: StepBuyer, Bids: []SpotBid{{-2, -3}}, Budget: 1}, {Limit: math.NaN(), Bids: []SpotBid{}}})
	for _, want := range []string{"sellers[0].reserve: got -1; want a finite number >= 0", "sellers[0].quantity: got NaN", "sellers[1].id: got \"s\" twice", "sellers[1].quantity: got +Inf",
		"buyers[0].type: got unknown(7); want one of [budget step]", "buyers[1].bids[0].price: got -2", "buyers[1].bids[0].quantity: got -3", "of a step buyer", "buyers[2].limit: got NaN", "of a budget buyer"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v; want %q in it", err, want)
		}
	}
	if _, err := Spot([]SpotSeller{{Quantity: 1e308}, {Quantity: 1e308}}, nil); err == nil || !strings.Contains(err.Error(), "total quantity on offer") {
		t.Errorf("overflow: got error %v", err)
	}
}

// drawSpot draws an auction on a coarse grid, so that ties, zeros and gaps are common, or on the real line.
func drawSpot(rng *rand.Rand) ([]SpotSeller, []SpotBuyer) {
	number := func(n int) float64 { return float64(rng.IntN(n)) / 4 }
	if rng.IntN(3) == 0 {
		number = func(n int) float64 { return rng.Float64() * float64(n) / 4 }
	}
	sellers, buyers := make([]SpotSeller, rng.IntN(7)), make([]SpotBuyer, rng.IntN(7))
	for i := range sellers {
		sellers[i] = SpotSeller{Reserve: number(12), Quantity: number(40)}
	}
	for i := range buyers {
		switch rng.IntN(3) {
		case 0:
			buyers[i] = NewBudgetBuyer("", number(40), number(60))
		case 1:
			buyers[i] = SpotBuyer{MaxQuantity: number(40), Budget: number(60), Limit: number(14)}
		default:
			buyers[i].Kind = StepBuyer
			for range rng.IntN(4) {
				buyers[i].Bids = append(buyers[i].Bids, SpotBid{number(14), number(20)})
			}
		}
	}
	return sellers, buyers
}

// TestSpotAgainstTheRule compares with the rule as it is written: bisection for the price, then the definitions.
func TestSpotAgainstTheRule(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 20000 {
		sellers, buyers := drawSpot(rng)
		got, err := Spot(sellers, buyers)
		if err != nil {
			t.Fatal(err)
		}
		holds := func(p float64) bool {
			demand, supply := 0.0, 0.0
			for _, s := range sellers {
				if s.Reserve <= p {
					supply += s.Quantity
				}
			}
			for _, b := range buyers {
				if b.Kind == BudgetBuyer && b.Limit > p {
					demand += wanted(b.MaxQuantity, b.Budget, p)
				}
				for _, bid := range b.Bids {
					if bid.Price > p {
						demand += bid.Quantity
					}
				}
			}
			return demand <= supply*(1+1e-11) || p == 0 && got.Traded && got.Price == 0 // see TestSpotCorners for budgets of 0
		}
		if got.Traded && !holds(got.Price*(1+1e-12)) || got.Traded && got.Price > 0 && holds(got.Price*(1-1e-9)) {
			t.Fatalf("market %d: price %v is not the lowest that clears\n%+v\n%+v", n, got.Price, sellers, buyers)
		}
		var bought, sold float64
		for i, q := range got.Bought {
			b := buyers[i]
			bought += q
			least, most := 0.0, 0.0
			bids := b.Bids
			if b.Kind == BudgetBuyer {
				bids = []SpotBid{{b.Limit, wanted(b.MaxQuantity, b.Budget, got.Price)}}
			}
			for _, bid := range bids {
				if bid.Price >= got.Price {
					most += bid.Quantity
				}
				if bid.Price > got.Price {
					least += bid.Quantity
				}
			}
			if penniless := got.Price == 0 && b.Budget == 0; got.Traded && (q < least && !penniless || q > most) {
				t.Fatalf("market %d: buyer %d gets %v; want between %v and %v", n, i, q, least, most)
			}
		}
		for i, q := range got.Sold {
			sold += q
			s := sellers[i]
			if got.Traded && (q > s.Quantity || s.Reserve > got.Price && q > 0 || s.Reserve < got.Price && q != s.Quantity) {
				t.Fatalf("market %d: seller %d sells %v of %+v at %v", n, i, q, s, got.Price)
			}
		}
		if tol := 1e-11 * (1 + got.Quantity); math.Abs(bought-got.Quantity) > tol || math.Abs(sold-got.Quantity) > tol {
			t.Fatalf("market %d: bought %v, sold %v, quantity %v\n%+v\n%+v", n, bought, sold, got.Quantity, sellers, buyers)
		}
		if !got.Traded && bought+sold+got.Price != 0 {
			t.Fatalf("market %d: no trade, yet %+v", n, got)
		}
	}
}

// TestSpotInvariance: money times 2^k, and any order, give the same bits.
func TestSpotInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		sellers, buyers := drawSpot(rng)
		base, _ := Spot(sellers, buyers)
		k := rapid.IntRange(-30, 30).Draw(t, "k")
		s2, b2 := make([]SpotSeller, len(sellers)), make([]SpotBuyer, len(buyers))
		sellerOf, buyerOf := rng.Perm(len(sellers)), rng.Perm(len(buyers))
		for i, from := range sellerOf {
			s2[i] = sellers[from]
			s2[i].Reserve = math.Ldexp(s2[i].Reserve, k)
		}
		for i, from := range buyerOf {
			b2[i] = buyers[from]
			b2[i].Budget, b2[i].Limit = math.Ldexp(b2[i].Budget, k), math.Ldexp(b2[i].Limit, k)
			b2[i].Bids = nil
			for _, bid := range buyers[from].Bids {
				b2[i].Bids = append(b2[i].Bids, SpotBid{math.Ldexp(bid.Price, k), bid.Quantity})
			}
		}
		moved, _ := Spot(s2, b2)
		if moved.Price != math.Ldexp(base.Price, k) || moved.Quantity != base.Quantity || moved.Rationed != base.Rationed {
			t.Fatalf("scaled by 2^%d and shuffled: %+v; want %+v", k, moved, base)
		}
		for i, from := range sellerOf {
			if moved.Sold[i] != base.Sold[from] || moved.Earned[i] != math.Ldexp(base.Earned[from], k) {
				t.Fatalf("seller %d: %v, %v", from, moved, base)
			}
		}
		for i, from := range buyerOf {
			if moved.Bought[i] != base.Bought[from] || moved.Paid[i] != math.Ldexp(base.Paid[from], k) {
				t.Fatalf("buyer %d: %v, %v", from, moved, base)
			}
		}
	})
}

func TestSpotWorkspaceIsClean(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var w SpotWorkspace
	for range 500 {
		sellers, buyers := drawSpot(rng)
		want, _ := Spot(sellers, buyers)
		if diff := cmp.Diff(want, w.Clear(sellers, buyers), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("a used workspace differs from a new one: -want +got\n%s", diff)
		}
	}
	sellers, buyers := benchmarkSpot()
	if n := testing.AllocsPerRun(10, func() { w.Clear(sellers, buyers) }); n > 0 {
		w.Clear(sellers, buyers)
		t.Errorf("%v allocations per clearing; want 0", n)
	}
}

func TestSpotNames(t *testing.T) {
	var kind SpotBuyerKind
	if err := kind.UnmarshalText([]byte("auction")); err == nil || !strings.Contains(err.Error(), `got "auction"; want one of [budget step]`) {
		t.Errorf("kind: %v", err)
	}
	for _, name := range SpotSide(0).Values() {
		var s SpotSide
		if err := s.UnmarshalText([]byte(name)); err != nil || s.String() != name {
			t.Errorf("side %q: got %v, %v", name, s, err)
		}
	}
}

func benchmarkSpot() ([]SpotSeller, []SpotBuyer) {
	rng := rand.New(rand.NewPCG(5, 6))
	var sellers []SpotSeller
	var buyers []SpotBuyer
	for range 200 {
		sellers = append(sellers, SpotSeller{Reserve: rng.Float64(), Quantity: rng.Float64()})
	}
	for range 50 {
		buyers = append(buyers, NewBudgetBuyer("", rng.Float64()*9, rng.Float64()*2), NewStepBuyer("", SpotBid{rng.Float64(), rng.Float64()}))
	}
	return sellers, buyers
}

func BenchmarkSpot200Sellers100Buyers(b *testing.B) {
	sellers, buyers := benchmarkSpot()
	var w SpotWorkspace
	for b.Loop() {
		w.Clear(sellers, buyers)
	}
}
