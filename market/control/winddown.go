package control

import (
	"cmp"
	"math"
	"slices"
)

// WindDown is the end: what can be sold is sold, creditors are paid by rank (absolute priority: US Bankruptcy Code, section 726), and investors get what is left, which is
// mostly nothing.
type WindDown struct {
	// What weights, code and names bring.
	ModelsShareOfPost float64 `yaml:"models_share_of_post" unit:"1" range:"[0,1]" default:"0.02" source:"assumption; price over last valuation within 0.02-3" doc:"what models, code and names bring over the last valuation"`
	// What machines bring.
	FleetShare float64 `yaml:"fleet_share" unit:"1" range:"[0,1]" default:"0.5" source:"assumption" doc:"what owned machines bring over their book value"`
	// What staff is owed.
	SeveranceMonths float64 `yaml:"severance_months" unit:"months" range:"[0,24]" default:"2" source:"assumption: notice" doc:"months of pay owed to staff"`
	// What a seller of reserved compute can claim.
	ContractShare float64 `yaml:"contract_share" unit:"1" range:"[0,1]" default:"0.25" source:"assumption: the seller can let the hours again" doc:"share of outstanding commitments that sellers of reserved compute can claim"`
}

// Rank is the order in which creditors are paid.
type Rank uint8

// The ranks, first to last.
const (
	State Rank = iota
	Staff
	Suppliers
	Lenders
	Investors
)

// String returns the rank in words.
func (r Rank) String() string {
	return [...]string{"state", "staff", "suppliers", "lenders", "investors"}[min(r, Investors)]
}

// Claim is what somebody is owed. Investors' claims are their shares; what is left after all others is divided over them by amount, without limit.
type Claim struct {
	Creditor  string
	Rank      Rank
	AmountUSD float64
}

// AssetsUSD returns what there is to divide: cash, what models bring and what machines bring.
func (w WindDown) AssetsUSD(cashUSD, lastPostUSD, fleetBookUSD float64) float64 {
	models := float64(w.ModelsShareOfPost * math.Max(0, lastPostUSD))
	return math.Max(0, cashUSD) + models + float64(w.FleetShare*math.Max(0, fleetBookUSD))
}

// Waterfall divides assets over claims, rank by rank; within a rank that cannot be paid in full, in proportion to the amounts. It returns what each claim gets, in the order of
// the claims, and what nobody claims. The sum is the assets up to rounding; the caller who keeps cents gives the odd ones to the last rank paid.
func Waterfall(assetsUSD float64, claims []Claim) (paid []float64, leftUSD float64) {
	paid = make([]float64, len(claims))
	order := make([]int, 0, len(claims))
	for i, c := range claims {
		if c.AmountUSD > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(claims[i].Rank, claims[j].Rank) })
	left := math.Max(0, assetsUSD)
	for len(order) > 0 && left > 0 {
		rank, n := claims[order[0]].Rank, 1
		for n < len(order) && claims[order[n]].Rank == rank {
			n++
		}
		var owed float64
		for _, i := range order[:n] {
			owed += claims[i].AmountUSD
		}
		part := left / owed
		if rank != Investors && part > 1 {
			part = 1
		}
		for _, i := range order[:n] {
			paid[i] = float64(claims[i].AmountUSD * part)
		}
		left = math.Max(0, left-float64(owed*part))
		if rank == Investors {
			left = 0
		}
		order = order[n:]
	}
	return paid, left
}
