package strategies

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// qLearning sets prices as the algorithms of Calvano, Calzolari, Denicolo and Pastorello (2020) do: it learns for every state, the prices that
// all asked in the last months, what each of its own prices is worth, takes the best, and now and then tries another. In a market of learners it
// is briefed and does exactly that. In the seat of a lab among others it learns a mark-up for all it sells, see inSeat.
type qLearning struct {
	Prices   int64   `yaml:"prices" unit:"count" range:"[2,1000]" source:"Calvano et al. 2020: 15" doc:"prices that it chooses from"`
	Xi       float64 `yaml:"xi" unit:"ratio" range:"[0,5]" source:"Calvano et al. 2020" doc:"how far its prices reach below the Nash price and above that of joint profit, over the distance between the two; only in a market of learners"`
	Memory   int64   `yaml:"memory" unit:"periods" range:"[1,4]" source:"Calvano et al. 2020" doc:"periods whose prices make up the state; 1 in the seat of a lab"`
	Discount float64 `yaml:"discount" unit:"factor a period" range:"[0,0.9999]" source:"Calvano et al. 2020" doc:"weight of the next period's payoff"`
	Rate     float64 `yaml:"learning_rate" unit:"share" range:"[0,1]" source:"Calvano et al. 2020" doc:"part of the way that a value goes to what was seen"`
	Beta     float64 `yaml:"beta" unit:"1/period" range:"[0,10]" source:"assumption: half as many trials after 14 months; Calvano et al. 2020 have 4e-6, for a million periods" doc:"it tries a random price with probability exp(-beta t) in period t = 0, 1, ..."`
	High     float64 `yaml:"high" unit:"ratio" range:"[1.01,100]" source:"assumption" doc:"greatest price over marginal cost in the seat of a lab; the least is 1"`
	development
	promotion
	funding

	table   *qTable
	explore exploration
	grid    grid // of its own prices
	period  int64
	frozen  bool
	state   int // in which the next price is asked
	action  int // place of the last price

	game  *agents.Briefing // nil in the seat of a lab
	base  int              // joint actions of a period, Prices^sellers
	all   int              // states, base^Memory
	grids []grid           // of the prices of all sellers, as if all chose theirs as it does
	seen  []asked          // the last prices of all
}

var qLearningEntry = lab(Entry{
	Name:   "q-learning",
	About:  "learns by trial what each price is worth after the prices of last month, takes the best and tries others less and less often",
	Sees:   "all prices of last month and own profit; among other kinds of labs own cost, rivals' mean price, gross profit over the industry's revenue, and once, before the first month, what its sales department knows of demand",
	Source: "Watkins 1989; Calvano, Calzolari, Denicolo and Pastorello 2020",
	Well:   Trial{In: undercutters, Agent: "alpha", Why: "it soon learns that a price war pays less than a higher price"},
	Badly:  Trial{In: research, Agent: "alpha", Why: "models and costs move faster than it learns, and trials cost money"},
}, qLearning{
	Prices: 15, Xi: 0.1, Memory: 1, Discount: 0.95, Rate: 0.15, Beta: 0.05, High: 4,
	development: development{Pace: 0.95, Months: 7, Small: 2, Gain: 0.1},
	promotion:   promotion{Sales: 0.09, Brand: 0.04},
	funding:     funding{RaiseBelow: 13, Need: 21, SellBelow: 6},
})

// asked is a price and its place on the grid of who asked it.
type asked struct {
	price float64
	place int
}

// mostCells is how many numbers a table may hold: 256 MB.
const mostCells = 1 << 25

// Brief implements agents.Learner: it lays its prices around the Nash price and that of joint profit, and values each of them at the mean profit of a
// month, over all prices of the others, for ever. It takes the others to lay theirs
// in the same way around their own:
//
//	p_k = p_N - xi (p_M - p_N) + k (1 + 2 xi)(p_M - p_N)/(m - 1)      Q(s, k) = mean over the others' prices of profit(p_k, .) / (1 - discount)
func (s *qLearning) Brief(b *agents.Briefing) error {
	m, n := int(s.Prices), len(b.NashUSD)
	cells := power(m, n*int(s.Memory)+1, mostCells)
	if cells == 0 {
		return fmt.Errorf("params.memory: got %d with %d sellers and %d prices, a table of more than %d numbers; want fewer sellers, prices or periods",
			s.Memory, n, m, mostCells)
	}
	for i, nash := range b.NashUSD {
		width := b.JointUSD[i] - nash
		if !finite(width) || !(width > 0) {
			return fmt.Errorf("params.xi: got a market with the Nash price %g and the price of joint profit %g; want the second above the first", nash, b.JointUSD[i])
		}
		s.grids = append(s.grids, newGrid(nash-float64(s.Xi*width), b.JointUSD[i]+float64(s.Xi*width), m))
	}
	s.game, s.seen, s.grid = b, make([]asked, n), s.grids[b.Place]
	s.base, s.all = power(m, n, mostCells), cells/m
	s.explore = exploration{beta: s.Beta}
	values, prices := make([]float64, m), make([]float64, n)
	for a := range values {
		sum, count := 0.0, 0.0
		combinations(n, m, b.Place, func(at []int) {
			for i, k := range at {
				prices[i] = s.grids[i].prices[k]
			}
			prices[b.Place] = s.grid.prices[a]
			sum += b.ProfitUSD(prices)
			count++
		})
		values[a] = sum / count / (1 - s.Discount)
	}
	s.table = newQTable(s.all, values)
	luck := b.Start
	for range int(s.Memory) {
		joint := 0
		for range n {
			joint = joint*m + luck.IntN(m)
		}
		s.state = (s.state*s.base + joint) % s.all
	}
	return nil
}

// Price implements agents.Learner: with probability exp(-beta t) any of its prices, else the best one, the lowest if several are.
func (s *qLearning) Price(luck *exact.Stream) float64 {
	s.action = s.choose(luck)
	return s.grid.prices[s.action]
}

func (s *qLearning) choose(luck *exact.Stream) int {
	if !s.frozen && s.explore.tries(luck.Float64(), s.period) {
		return luck.IntN(len(s.grid.prices))
	}
	return s.table.choice[s.state].best
}

// Learn implements agents.Learner.
func (s *qLearning) Learn(pricesUSD []float64, profitUSD float64) (unchanged int64) {
	joint := 0
	for i, p := range pricesUSD {
		at := &s.seen[i]
		if p != at.price { // most ask what they asked before
			at.price, at.place = p, s.grids[i].near(p)
		}
		joint = joint*len(s.grid.prices) + at.place
	}
	next := joint
	if s.all != s.base {
		next = (s.state*s.base + joint) % s.all
	}
	s.learn(next, profitUSD)
	return s.table.unchanged
}

func (s *qLearning) learn(next int, payoff float64) {
	if !s.frozen {
		s.table.update(s.state, s.action, next, payoff, s.Rate, s.Discount)
	}
	s.state = next
	s.period++
}

// Freeze implements agents.Learner.
func (s *qLearning) Freeze() { s.frozen = true }

// State implements agents.Learner.
func (s *qLearning) State() int64 { return int64(s.state) }

// Deviation implements agents.Learner.
func (s *qLearning) Deviation(pricesUSD []float64) float64 {
	prices := append([]float64(nil), pricesUSD...)
	best, most := 0.0, math.Inf(-1)
	for _, p := range s.grid.prices {
		prices[s.game.Place] = p
		if profit := s.game.ProfitUSD(prices); profit > most {
			best, most = p, profit
		}
	}
	return best
}

// Decide implements agents.LabStrategy. It takes the same number of draws whatever it sees.
func (s *qLearning) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	if s.game != nil {
		m.PricesUSD[0] = s.Price(luck)
		return
	}
	s.inSeat(v, luck, m)
}

// inSeat decides for a lab among others of any kind: one mark-up for all it sells, out of Prices from 1 to High in equal ratios. The state is the
// mark-up of last month and that of rivals over its own cost; the payoff is gross profit over the industry's revenue, which does not grow with
// the market. Before the first month a mark-up is worth what it would bring in the long run if rivals kept their prices.
func (s *qLearning) inSeat(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	rivals := s.rivals(&v.Books)
	if s.table == nil {
		s.sit(v)
		s.state = s.nearest(s.markup(&v.Books))*int(s.Prices) + rivals
	} else {
		s.learn(s.action*int(s.Prices)+rivals, grossShare(v))
	}
	u, where := luck.Float64(), luck.IntN(int(s.Prices))
	s.action = s.table.choice[s.state].best
	if s.explore.tries(u, s.period) {
		s.action = where
	}
	for k := range v.Offers {
		if o := &v.Offers[k]; paid(o) {
			m.PricesUSD[k] = underOpen(o, float64(leastCost(o)*s.grid.prices[s.action]))
		}
	}
	s.develop(v.Market, &v.Books, &m.ModelMove)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}

// sit lays out the mark-ups and their values before the first month.
func (s *qLearning) sit(v *agents.LabView) {
	n := int(s.Prices)
	s.explore = exploration{beta: s.Beta}
	s.grid = grid{prices: make([]float64, n)}
	values := make([]float64, n)
	for a := range values {
		s.grid.prices[a] = exact.Exp(float64(exact.Log(s.High) * float64(a) / float64(n-1)))
		usd := 0.0
		for k := range v.Offers {
			if o := &v.Offers[k]; paid(o) {
				usd += prospect(o, float64(leastCost(o)*s.grid.prices[a]))
			}
		}
		if industry := v.Market.RevenueUSDPerYear / 12; industry > 0 && finite(usd) {
			values[a] = usd / industry / (1 - s.Discount)
		}
	}
	s.table = newQTable(n*n, values)
}

// nearest returns the place of the mark-up that is nearest, in logs.
func (s *qLearning) nearest(markup float64) int {
	if !(markup > 1) {
		return 0
	}
	n := float64(s.Prices - 1)
	return int(math.Min(n, math.Floor(float64(n*(exact.Log(markup)/exact.Log(s.High)))+0.5)))
}

// markup returns the mean price of paid offers over their cost, weighted by sales; 1 without any.
func (s *qLearning) markup(b *agents.Books) float64 {
	return meanMarkup(b, func(o *agents.OwnOffer) float64 { return o.PriceUSD })
}

// rivals returns the place of the mark-up at which rivals' prices stand over the own cost.
func (s *qLearning) rivals(b *agents.Books) int {
	return s.nearest(meanMarkup(b, func(o *agents.OwnOffer) float64 { return o.PeerPriceUSD }))
}

func meanMarkup(b *agents.Books, price func(*agents.OwnOffer) float64) float64 {
	sum, weight := 0.0, 0.0
	for k := range b.Offers {
		o := &b.Offers[k]
		if p := price(o); paid(o) && p > 0 {
			w := float64(o.PriceUSD * o.Units)
			sum += float64(w * exact.Log(p/leastCost(o)))
			weight += w
		}
	}
	if !(weight > 0) {
		return 1
	}
	return exact.Exp(math.Min(50, sum/weight))
}

// grossShare returns gross profit of last month over the industry's revenue.
func grossShare(v *agents.LabView) float64 {
	industry := v.Market.RevenueUSDPerYear / 12
	if !(industry > 0) || !finite(v.GrossMargin) {
		return 0
	}
	return float64(v.RevenueUSD*v.GrossMargin) / industry
}

// prospect returns what an offer would leave over its cost at another price in the long run if rivals kept theirs, USD a month:
// (p - c) x units x s(p)/s x (P + saturation)/(p + saturation), with the odds s/(1 - s) falling with (p + h)^alpha, or exp(alpha p).
func prospect(o *agents.OwnOffer, price float64) float64 {
	if !(o.Alpha > 0) || !(o.Chosen > 0) || math.IsNaN(o.HandlingUSD) {
		return 0
	}
	fall := float64(o.Alpha * exact.Log((price+o.HandlingUSD)/(o.PriceUSD+o.HandlingUSD)))
	if o.LinearPrice {
		fall = float64(o.Alpha * (price - o.PriceUSD))
	}
	odds := float64(o.Chosen / math.Max(1-o.Chosen, 1e-9) * exact.Exp(-math.Max(-50, math.Min(50, fall))))
	units := float64(o.Units * 1e6 * (odds / (1 + odds) / o.Chosen))
	if finite(o.SaturationUSD) {
		units = float64(units * ((o.PriceUSD + o.SaturationUSD) / (price + o.SaturationUSD)))
	}
	return float64((price - o.UnitCostUSD) * units)
}
