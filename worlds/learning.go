package worlds

import (
	"math"
	"slices"

	"shakeout/agents"
	"shakeout/market/ledger"
	"shakeout/worlds/history"
)

// school is a market of sellers of whom some learn: every seller has one offer, and nothing but prices moves. Slices are by firm.
type school struct {
	learners []agents.Learner // nil where a firm does not learn
	offer    []int            // its slot
	prices   []float64        // asked this month, USD
	profit   []float64        // earned with them, USD
	stage    stageGame

	unchanged int64 // months in a row in which no learner has changed its mind
	frozenAt  int64 // tick at which learning ended; 0: it hasn't
	converged bool
	lastTick  int64

	path  []schoolDay // play since then, the state it started from first
	from  int         // place in path where the cycle begins
	cycle int         // its length; 0: not found yet

	deviationAt int64
	deviatesTo  float64
	returned    int64

	repeat repetition
}

// schoolDay is a tick without learning.
type schoolDay struct {
	state          []int64 // of each learner, at its end
	prices, profit []float64
}

// mostSettling is how many ticks play without learning may take until it repeats itself.
const mostSettling = 20000

// learn tells everybody who learns what all have asked and what it has earned, and ends learning when it is time.
func (s *State) learn() {
	c := s.school
	if c == nil {
		return
	}
	for i, o := range c.offer {
		c.prices[i] = s.offers[o].list
		c.profit[i] = float64(s.lines(&s.firms[i]).operating * 1e6)
	}
	s.teach(c.profit)
	s.endLearning()
}

// teach hands the outcome of the month to those who learn.
func (s *State) teach(profit []float64) {
	c := s.school
	c.unchanged = math.MaxInt64
	for i, l := range c.learners {
		if l != nil {
			c.unchanged = min(c.unchanged, l.Learn(c.prices, profit[i]))
		}
	}
}

// endLearning freezes those who learn when the rule of the world says so, and then looks for the cycle of play and lets the test begin.
func (s *State) endLearning() {
	c, rule := s.school, s.world.Stop
	switch {
	case rule == nil:
	case c.frozenAt == 0:
		if c.converged = c.unchanged >= rule.Unchanged; !c.converged && s.tick < s.world.Ticks {
			return
		}
		for _, l := range c.learners {
			if l != nil {
				l.Freeze()
			}
		}
		c.frozenAt, c.lastTick = s.tick, s.tick+mostSettling
		c.path = append(c.path, s.schoolDay())
		s.event("converged", "", "", math.NaN(), "after %d ticks, the last %d without a change of what anybody thinks best", s.tick, c.unchanged)
	default:
		c.path = append(c.path, s.schoolDay())
		s.findCycle()
		if c.deviationAt > 0 && s.tick > c.deviationAt && c.returned < 0 && c.inCycle(len(c.path)-1) {
			c.returned = s.tick - c.deviationAt
		}
	}
}

func (s *State) schoolDay() schoolDay {
	d := schoolDay{prices: slices.Clone(s.school.prices), profit: slices.Clone(s.school.profit)}
	for _, l := range s.school.learners {
		if l != nil {
			d.state = append(d.state, l.State())
		}
	}
	return d
}

// findCycle looks whether the joint state of today has been there before since learning ended.
func (s *State) findCycle() {
	c, rule := s.school, s.world.Stop
	if c.cycle > 0 {
		return
	}
	last := len(c.path) - 1
	for at := range last {
		if slices.Equal(c.path[at].state, c.path[last].state) {
			c.from, c.cycle = at, last-at
			break
		}
	}
	switch {
	case c.cycle == 0:
	case rule.Deviation == nil:
		c.lastTick = s.tick
	default:
		c.deviationAt = max(s.tick, c.frozenAt+rule.Deviation.Before) + 1
		c.lastTick = c.deviationAt + rule.Deviation.After
	}
}

// inCycle reports whether the state at a place of the path is one of the cycle.
func (c *school) inCycle(at int) bool {
	for k := c.from + 1; k <= c.from+c.cycle; k++ {
		if slices.Equal(c.path[k].state, c.path[at].state) {
			return true
		}
	}
	return false
}

// deviate makes the agent that the world names ask another price, in the one month of the test.
func (s *State) deviate() {
	c := s.school
	if c == nil || c.deviationAt == 0 || s.tick != c.deviationAt {
		return
	}
	rule := s.world.Stop.Deviation
	i := s.firmIndex(rule.Agent)
	for k := range c.offer {
		c.prices[k] = s.decide[k].labMove.PricesUSD[0]
	}
	before := c.prices[i]
	if rule.Price != nil {
		c.deviatesTo = *rule.Price
	} else {
		c.deviatesTo = c.learners[i].Deviation(c.prices)
	}
	s.decide[i].labMove.PricesUSD[0] = c.deviatesTo
	s.event("deviation", rule.Agent, "", math.NaN(), "asks %.6g USD in place of %.6g", c.deviatesTo, before)
}

// graduate records what those who learn have learnt.
func (s *State) graduate() {
	c := s.school
	if c == nil || c.frozenAt == 0 {
		return
	}
	n := float64(len(c.learners))
	price, profit := make([]float64, len(c.learners)), make([]float64, len(c.learners))
	var priceAll, profitAll, nashAll, jointAll float64
	for i := range c.learners {
		price[i], profit[i] = math.NaN(), math.NaN()
		if c.cycle > 0 {
			price[i], profit[i] = 0, 0
			for _, d := range c.path[c.from+1:][:c.cycle] {
				price[i] += d.prices[i] / float64(c.cycle)
				profit[i] += d.profit[i] / float64(c.cycle)
			}
		}
		priceAll += price[i] / n
		profitAll += profit[i] / n
		nashAll += c.stage.nashProfit[i] / n
		jointAll += c.stage.jointProfit[i] / n
	}
	for i, l := range c.learners {
		if l == nil {
			continue
		}
		g := &c.stage
		row := history.LearningRow{
			Agent: s.firms[i].ID, Converged: c.converged, Periods: c.frozenAt, CycleTicks: int64(c.cycle), Price: price[i], PriceAll: priceAll,
			Profit: profit[i] / 1e6, NashPrice: g.nash[i], JointPrice: g.joint[i], NashProfit: g.nashProfit[i] / 1e6, JointProfit: g.jointProfit[i] / 1e6,
			ProfitGain: (profit[i] - g.nashProfit[i]) / (g.jointProfit[i] - g.nashProfit[i]), ProfitGainAll: (profitAll - nashAll) / (jointAll - nashAll),
			DeviationTick: math.NaN(), DeviatesTo: math.NaN(), ReturnTicks: math.NaN(),
		}
		if c.deviationAt > 0 {
			row.DeviationTick, row.DeviatesTo = float64(c.deviationAt), c.deviatesTo
		}
		if c.returned >= 0 {
			row.ReturnTicks = float64(c.returned)
		}
		s.run.Learning = append(s.run.Learning, row)
	}
}

// solvent reports whether a firm stays above zero with the result of a month, USD.
func (s *State) solvent(i int, profit float64) bool {
	return profit >= 0 || s.books.USD(s.books.Balance(ledger.Cash, s.firms[i].Account))+profit >= 0
}
