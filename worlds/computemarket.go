package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/ledger"
)

const hoursPerMonth = 730

// spotMonth is the month of the market for accelerators. Hours in millions of H100e-hours.
type spotMonth struct {
	price, cost float64 // USD per hour; user cost of a new one
	supply      float64
	demand      float64
	background  float64 // budget of all other buyers, USD m a month
	fringe      float64 // fleet of clouds that are no agents, H100e
	fringePipe  []float64
	spendGrowth float64 // smoothed, per month
	spend       float64 // USD m
	capexUSD    float64 // USD m this month
	orders      []float64
	research    []float64 // hours by firm
	inference   []float64 // hours by firm
	contract    []float64 // contract price by firm, USD per hour
	reserved    []float64 // hours under contract by firm
	idle        []float64
	hostHours   float64
	selfHours   float64
	related     float64
	sold        []float64 // USD m of compute sold to others, by firm
	expected    []float64 // hours expected for serving, by offer
}

// userCost returns the cost of an H100e-hour bought today (Jorgenson 1963):
// c = (K (r + d + g) + K run + power)/(8760 u), K falling with hardware.
func (s *State) userCost() float64 {
	p := s.world.Compute
	if p == nil {
		return s.world.Serving.ComputePrice
	}
	k := p.Cost / s.hardware
	g := exact.Log(p.HardwareGain)
	return (float64(k*(p.Interest+p.Depreciation+g+p.Running)) + p.Power/s.hardware) / (8760 * p.Utilisation)
}

func (s *State) openCompute() {
	n := len(s.firms)
	c := &s.spot
	for _, x := range []*[]float64{&c.orders, &c.research, &c.inference, &c.contract, &c.reserved, &c.idle, &c.sold} {
		*x = make([]float64, n)
	}
	c.expected = make([]float64, len(s.offers))
	c.price = s.world.Serving.ComputePrice
	c.cost = s.userCost()
	for i := range c.contract {
		c.contract[i] = c.price
	}
	if s.world.Compute != nil {
		c.fringe = s.world.Compute.FringeFleet
		c.fringePipe = make([]float64, 12)
	}
}

// supplyHours returns the hours on offer, millions.
func (s *State) supplyHours() float64 {
	fleet := s.spot.fringe
	for i := range s.firms {
		fleet += s.firms[i].Fleet
	}
	return fleet * hoursPerMonth * s.world.Compute.Utilisation / 1e6
}

// expectHours fills the hours that each offer is expected to need: last month's volume, grown,
// with a margin.
func (s *State) expectHours(growth float64) (hostHours, selfHours float64) {
	c := &s.spot
	clear(c.inference)
	for o := range s.offers {
		of := &s.offers[o]
		if !of.live {
			c.expected[o] = 0
			continue
		}
		h := float64(of.units * of.mtokPerUnit * of.hoursPerTok * growth)
		c.expected[o] = h
		switch {
		case of.seller == hosts:
			hostHours += h
		case of.seller == selfHost:
			selfHours += h
		default:
			c.inference[of.seller] += h
		}
	}
	return hostHours, selfHours
}

// clearCompute delivers accelerators, clears the spot market on orders made from last month's
// volumes, and says how many hours each firm has for serving and for research.
//
// Demand at price p: the hours that serving needs, and budgets over p of research and of all other
// buyers. Supply: hours enter between the cash cost of the oldest and the user cost of the newest
// accelerators. Both sides see one price.
func (s *State) clearCompute() {
	c := &s.spot
	p := s.world.Compute
	host, self := s.expectHours(s.world.Serving.CapacitySpare)
	budgets := 0.0
	for i := range s.firms {
		c.research[i] = 0
		if s.firms[i].Status.Alive() {
			budgets += s.firms[i].ResearchPY / 12e6
		}
	}
	if p == nil {
		for i := range s.firms {
			if s.firms[i].Status.Alive() {
				c.research[i] = s.firms[i].ResearchPY / 12e6 / c.price
			}
		}
		c.hostHours, c.selfHours = host, self
		return
	}
	s.deliver()
	s.hardware = float64(s.hardware * root12(p.HardwareGain))
	c.cost = s.userCost()
	c.supply = s.supplyHours()
	serving := host + self
	for i := range c.inference {
		serving += c.inference[i]
	}
	years := float64(s.tick) / 12
	c.background = float64(c.background * root12(pick(years < 10, p.BackgroundUp, p.BackgroundLate)))
	c.price = clearingPrice(c.supply, serving, budgets+c.background, c.cost, p.CashCost)
	c.demand = math.Min(c.supply, serving+(budgets+c.background)/c.price)
	scale := 1.0
	if serving > c.supply {
		scale = c.supply / serving
	}
	for i := range s.firms {
		f := &s.firms[i]
		c.inference[i] = float64(c.inference[i] * scale)
		if f.Status.Alive() {
			c.research[i] = f.ResearchPY / 12e6 / s.hourPrice(i)
		}
	}
	c.hostHours, c.selfHours = float64(host*scale), float64(self*scale)
	s.orderCapacity()
}

// hourPrice returns the mean price of an hour for a firm: contracts for a part, spot for the rest.
func (s *State) hourPrice(i int) float64 {
	c := &s.spot
	if s.world.Compute == nil || s.firms[i].Kind != agents.Lab || len(s.world.Agents) <= i || s.firms[i].Fleet > 0 {
		return c.price
	}
	r := s.world.Compute.Reserved
	return float64(r*c.contract[i]) + float64((1-r)*c.price)
}

// clearingPrice returns the uniform price at which supply meets serving + budget/p, found by
// bisection; above supply the price rises until budgets give way.
func clearingPrice(supply, serving, budget, cost, cash float64) float64 {
	excess := func(p float64) bool {
		share := (p/cost - cash) / (1 - cash)
		s := float64(supply * math.Max(0.02, math.Min(1, share)))
		return float64(serving*math.Min(1, 4*cost/p))+budget/p > s
	}
	lo, hi := float64(cost*cash), float64(cost*64)
	for range 80 {
		mid := lo + float64((hi-lo)*0.5)
		if excess(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// deliver moves accelerators from the pipelines into the fleets and retires old ones.
func (s *State) deliver() {
	p := s.world.Compute
	retire := 1 - 1/(12*p.LifeYears)
	for i := range s.firms {
		f := &s.firms[i]
		f.Fleet = float64(f.Fleet*retire) + f.Pipeline[0]
		copy(f.Pipeline, f.Pipeline[1:])
		f.Pipeline[len(f.Pipeline)-1] = 0
	}
	c := &s.spot
	c.fringe = float64(c.fringe*retire) + c.fringePipe[0]
	copy(c.fringePipe, c.fringePipe[1:])
	c.fringePipe[len(c.fringePipe)-1] = 0
}

// orderCapacity orders accelerators: desired fleet twelve months on, from smoothed growth of spend
// at the user cost of then, less what there is and what is on its way (a pipeline that is counted:
// Sterman 1989), plus replacement; orders change within limits.
func (s *State) orderCapacity() {
	c := &s.spot
	p := s.world.Compute
	spend := float64(c.demand * c.price)
	if c.spend > 0 {
		g := math.Max(-0.06, math.Min(0.06, exact.Log(spend/c.spend)))
		c.spendGrowth += float64(0.08 * (g - c.spendGrowth))
	}
	c.spend = spend
	costAhead := c.cost / p.HardwareGain
	wanted := spend * exact.Exp(12*math.Max(-0.06, math.Min(0.06, c.spendGrowth))) / costAhead * 1e6 / (hoursPerMonth * p.Utilisation)
	total := c.fringe
	for i := range s.firms {
		total += s.firms[i].Fleet
	}
	k := p.Cost / s.hardware
	c.capexUSD = 0
	up, down := root12(p.CapexGrowthYear), 1-p.CapexFallMonth
	order := func(fleet float64, pipe []float64, last float64, scarce float64) float64 {
		ahead := 0.0
		for _, x := range pipe {
			ahead += x
		}
		want := (wanted*fleet/total-fleet-ahead)/float64(p.BuildMonths) + fleet/(12*p.LifeYears)
		usd := float64(math.Max(0, float64(want*scarce)) * k)
		if last > 0 {
			usd = math.Min(float64(last*up), math.Max(float64(last*down), usd))
		}
		return usd
	}
	at := int(min(p.BuildMonths, 12)) - 1
	for i := range s.firms {
		f := &s.firms[i]
		if f.Fleet <= 0 || !f.Status.Alive() {
			c.orders[i] = 0
			continue
		}
		usd := order(f.Fleet, f.Pipeline, c.orders[i], 1)
		if f.Core == 0 { // who has no core business builds out of its own purse only
			usd = math.Min(usd, float64(0.01*s.cash(f)))
		} else { // a parent builds out of what its core and its compute business earn, never the pile
			usd = math.Min(usd, float64(0.6*f.Core)+float64(0.9e6*c.sold[i]))
		}
		c.orders[i] = usd
		f.Pipeline[at] += usd / k
		c.capexUSD += usd / 1e6
		s.pay(f.Account, s.sector.suppliers, ledger.Capex, usd)
	}
	last := float64(c.fringePipe[at] * k)
	if at > 0 {
		last = float64(c.fringePipe[at-1] * k)
	}
	usd := order(c.fringe, c.fringePipe, last, 1)
	c.fringePipe[at] += usd / k
	c.capexUSD += usd / 1e6
	s.pay(s.sector.neoclouds, s.sector.suppliers, ledger.Capex, usd)
}
