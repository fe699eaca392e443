package marketfile

import (
	"encoding/json"
	"math"

	"shakeout/market/calibration"
	"shakeout/market/compute"
	"shakeout/market/customers"
	"shakeout/market/equilibrium"
	"shakeout/market/merger"
)

// Number is a number of an answer: all digits that it takes to read it back as the same 64-bit number, null where there is none.
type Number float64

// MarshalJSON writes the number.
func (x Number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(x))
}

// Market is one state of a market in an answer.
type Market struct {
	Prices          map[string]Number `json:"prices"`
	Shares          map[string]Number `json:"shares"`
	OutsideShare    Number            `json:"outside_share"`
	Profits         map[string]Number `json:"profits"`
	ConsumerSurplus Number            `json:"consumer_surplus"`
	HHI             Number            `json:"hhi"`

	HHIChange             *Number `json:"hhi_change,omitempty"`
	ConsumerSurplusChange *Number `json:"consumer_surplus_change,omitempty"`
}

// GameAnswer is the answer of `market equilibrium`.
type GameAnswer struct {
	Pre       Market                       `json:"pre"`
	Post      *Market                      `json:"post,omitempty"`
	UPP       map[string]Number            `json:"upp,omitempty"`
	GUPPI     map[string]Number            `json:"guppi,omitempty"`
	Diversion map[string]map[string]Number `json:"diversion,omitempty"`

	HHIChangeAtPreShares *Number `json:"hhi_change_at_pre_merger_shares,omitempty"`

	Details *Details `json:"details,omitempty"`
}

// Details are what the reference form has no place for.
type Details struct {
	CMCR       map[string]Number `json:"cmcr,omitempty"`       // money
	CMCRShare  map[string]Number `json:"cmcr_share,omitempty"` // of unit cost
	Equilibria *Found            `json:"found_before,omitempty"`
	After      *Found            `json:"found_after,omitempty"`
}

// Found is how many solutions of the first-order conditions the solver met, and how many of them are Nash equilibria.
type Found struct {
	Stationary int `json:"stationary"`
	Nash       int `json:"nash"`
}

// NewGameAnswer returns the answer of a game, with its merger if it has one. details adds compensating marginal cost reductions and what the solver found.
func NewGameAnswer(g *equilibrium.Game, m *merger.Merger, details bool) (*GameAnswer, error) {
	if m == nil {
		s, err := equilibrium.Solve(g)
		if err != nil {
			return nil, err
		}
		a := &GameAnswer{Pre: marketOf(g, s)}
		if details {
			a.Details = &Details{Equilibria: &Found{s.Stationary, s.Equilibria}}
		}
		return a, nil
	}
	r, err := merger.Simulate(g, *m)
	if err != nil {
		return nil, err
	}
	post := marketOf(g, r.Post)
	post.HHIChange, post.ConsumerSurplusChange = pointer(r.HHIChange), pointer(r.ConsumerSurplusChange)
	a := &GameAnswer{
		Pre: marketOf(g, r.Pre), Post: &post, UPP: map[string]Number{}, GUPPI: map[string]Number{}, Diversion: map[string]map[string]Number{},
		HHIChangeAtPreShares: pointer(r.HHIChangeAtPreShares),
	}
	d := &Details{map[string]Number{}, map[string]Number{}, &Found{r.Pre.Stationary, r.Pre.Equilibria}, &Found{r.Post.Stationary, r.Post.Equilibria}}
	for _, s := range r.Screens {
		id := g.Products[s.Product].ID
		a.UPP[id], a.GUPPI[id] = Number(s.UPP), Number(s.GUPPI)
		d.CMCR[id], d.CMCRShare[id] = Number(s.CMCR), Number(s.CMCRShare)
		to := map[string]Number{"outside": Number(s.OutsideDiversion)}
		for k, x := range s.Diversion {
			if k != s.Product {
				to[g.Products[k].ID] = Number(x)
			}
		}
		a.Diversion[id] = to
	}
	if details {
		a.Details = d
	}
	return a, nil
}

func pointer(x float64) *Number {
	n := Number(x)
	return &n
}

func marketOf(g *equilibrium.Game, s *equilibrium.Solution) Market {
	m := Market{
		Prices: byProduct(g, s.Prices), Shares: byProduct(g, s.Shares), OutsideShare: Number(s.OutsideShare), Profits: map[string]Number{},
		ConsumerSurplus: Number(s.ConsumerSurplus), HHI: Number(s.HHI),
	}
	for f, id := range s.Firms {
		m.Profits[id] = Number(s.Profits[f])
	}
	return m
}

func byProduct(g *equilibrium.Game, x []float64) map[string]Number {
	m := map[string]Number{}
	for j, p := range g.Products {
		m[p.ID] = Number(x[j])
	}
	return m
}

// CalibrationAnswer is the answer of `market calibrate`.
type CalibrationAnswer struct {
	Alpha        Number            `json:"alpha"`
	OutsideShare Number            `json:"outside_share"`
	Delta        map[string]Number `json:"delta"`
	Costs        map[string]Number `json:"costs"`
	Lerner       map[string]Number `json:"lerner"`
	GameAnswer
}

// NewCalibrationAnswer calibrates a market and returns the answer of the game found.
func NewCalibrationAnswer(o *Observed, details bool) (*CalibrationAnswer, error) {
	r, err := calibration.Calibrate(o.Observed)
	if err != nil {
		return nil, err
	}
	a, err := NewGameAnswer(r.Game, o.Merger, details)
	if err != nil {
		return nil, err
	}
	a.HHIChangeAtPreShares = nil // the reference form has it for games only
	return &CalibrationAnswer{
		Alpha: Number(r.Alpha), OutsideShare: Number(r.OutsideShare), Delta: byProduct(r.Game, r.Delta), Costs: byProduct(r.Game, r.Costs), Lerner: byProduct(r.Game, r.Lerner), GameAnswer: *a,
	}, nil
}

// ClearingAnswer is the answer of `market clear`.
type ClearingAnswer struct {
	Rounds           int                          `json:"rounds"`
	Sold             map[string]Number            `json:"sold"`
	Revenue          map[string]Number            `json:"revenue"`
	Served           map[string]map[string]Number `json:"served"`
	Outside          map[string]Number            `json:"outside"`
	FirstRoundDemand map[string]Number            `json:"first_round_demand"`
	Trace            []RoundAnswer                `json:"trace"`
}

// RoundAnswer is one round of a clearing.
type RoundAnswer struct {
	Open           []string          `json:"open"`
	Demand         map[string]Number `json:"demand"`
	ServedFraction map[string]Number `json:"served_fraction"`
}

// NewClearingAnswer clears a market.
func NewClearingAnswer(m *customers.Market) (*ClearingAnswer, error) {
	c, err := customers.Clear(*m)
	if err != nil {
		return nil, err
	}
	a := &ClearingAnswer{
		Rounds: c.Rounds, Sold: map[string]Number{}, Revenue: map[string]Number{}, Served: map[string]map[string]Number{}, Outside: map[string]Number{},
		FirstRoundDemand: map[string]Number{}, Trace: []RoundAnswer{},
	}
	for j, o := range m.Offers {
		a.Sold[o.ID], a.Revenue[o.ID], a.FirstRoundDemand[o.ID] = Number(c.Sold[j]), Number(c.Revenue[j]), Number(c.FirstRoundDemand[j])
	}
	for i, h := range m.Cohorts {
		a.Outside[h.ID] = Number(c.Outside[i])
		a.Served[h.ID] = map[string]Number{}
		for j, o := range m.Offers {
			a.Served[h.ID][o.ID] = Number(c.Served[i][j])
		}
	}
	for _, step := range c.Trace {
		r := RoundAnswer{Open: []string{}, Demand: map[string]Number{}, ServedFraction: map[string]Number{}}
		for k, j := range step.Open {
			id := m.Offers[j].ID
			r.Open = append(r.Open, id)
			r.Demand[id], r.ServedFraction[id] = Number(step.Demand[k]), Number(step.ServedFraction[k])
		}
		a.Trace = append(a.Trace, r)
	}
	return a, nil
}

// AuctionAnswer is the answer of `market spot`.
type AuctionAnswer struct {
	Price        Number            `json:"price"`
	Quantity     Number            `json:"quantity"`
	RationedSide compute.SpotSide  `json:"rationed_side"`
	Buyers       map[string]Number `json:"buyers"`
	Sellers      map[string]Number `json:"sellers"`
	Payments     map[string]Number `json:"payments"`
	Revenue      map[string]Number `json:"revenue"`
}

// NewAuctionAnswer clears an auction.
func NewAuctionAnswer(a *Auction) (*AuctionAnswer, error) {
	r, err := compute.Spot(a.Sellers, a.Buyers)
	if err != nil {
		return nil, err
	}
	out := &AuctionAnswer{
		Price: Number(r.Price), Quantity: Number(r.Quantity), RationedSide: r.Rationed,
		Buyers: map[string]Number{}, Sellers: map[string]Number{}, Payments: map[string]Number{}, Revenue: map[string]Number{},
	}
	if !r.Traded {
		out.Price = Number(math.NaN())
	}
	for i, b := range a.Buyers {
		out.Buyers[b.ID], out.Payments[b.ID] = Number(r.Bought[i]), Number(r.Paid[i])
	}
	for i, s := range a.Sellers {
		out.Sellers[s.ID], out.Revenue[s.ID] = Number(r.Sold[i]), Number(r.Earned[i])
	}
	return out, nil
}
