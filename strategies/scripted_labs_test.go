package strategies

import (
	"math"

	"shakeout/agents"
)

type (
	labStep = step[agents.LabView, agents.LabMove]
	lv      = agents.LabView
	lm      = agents.LabMove
)

// parityPrice is the launch price of the duel with a weight on own mark-up: mark-up 1 x 2.5/1.5, rival 3.
func parityPrice(weight float64) float64 {
	return math.Exp(weight*math.Log(2.5/1.5) + (1-weight)*math.Log(3))
}

var scripted = map[string]script{
	"frontier-race": labScript("frontier-race",
		labStep{"nothing new: list prices are sticky, research grows as the frontier wants", nil, func(v *lv, m *lm) string {
			return first(near("price", m.PricesUSD[0], 3), near("research", m.ResearchUSD, 4e8*math.Pow(2.4, 1.0/12)),
				holds("a flagship is due", m.Train, m.Train))
		}},
		labStep{"a launch: half-way in logs between own mark-up and the rival", launched, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], parityPrice(0.5))
		}},
		labStep{"a rival 40 % cheaper takes share: half-way toward the new price", cut(0.4), func(v *lv, m *lm) string {
			return holds("price falls", m.PricesUSD[0] < 2.6 && m.PricesUSD[0] > 1.8, m.PricesUSD[0])
		}},
		labStep{"cash for eight months: it looks for money", func(v *lv) { v.CashUSD, v.RunwayMonths = 2.4e8, 8 }, func(v *lv, m *lm) string {
			return holds("a raise", m.RaiseUSD > 12*v.BurnUSD && m.RaiseWhy == "short runway", m.RaiseUSD)
		}},
		labStep{"no money was found and five months are left: it looks for a buyer", func(v *lv) { v.CashUSD, v.RunwayMonths, v.FailedRaises = 1.5e8, 5, 1 }, func(v *lv, m *lm) string {
			return holds("for sale", m.SeekBuyer, m.SeekBuyer)
		}},
	),
	"premium-enterprise": labScript("premium-enterprise",
		labStep{"a rival 40 % cheaper takes share: it follows no cuts", cut(0.4), func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 3) }},
		labStep{"a better launch: never below what its quality is worth", func(v *lv) { launched(v); v.Offers[0].QualityPremium = 0.3 }, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], 3*math.Exp(0.3))
		}},
		labStep{"always: a large sales force", nil, func(v *lv, m *lm) string { return near("sales", m.SalesUSD, 0.15*5e7) }},
	),
	"fast-follower": labScript("fast-follower",
		labStep{"nobody is ahead: it waits", func(v *lv) { v.OnMarket, v.Capability = 1.2, 1.4 }, func(v *lv, m *lm) string { return holds("no launch", !m.Train, m.Train) }},
		labStep{"the rival has just launched something better: it follows", func(v *lv) { v.Market.Peers[2].MonthsSinceLaunch = 1 }, func(v *lv, m *lm) string {
			return holds("launch", m.Train, m.Train)
		}},
		labStep{"the rival leads with an old model: no hurry", nil, func(v *lv, m *lm) string { return holds("no launch", !m.Train, m.Train) }},
		labStep{"always: less research than the frontier wants", nil, func(v *lv, m *lm) string { return near("research", m.ResearchUSD, 4e8*math.Pow(2.4, 0.75/12)) }},
	),
	"penetration": labScript("penetration",
		labStep{"below its target share: 30 % under the price of equal quality, with no plan needed above cost", nil, func(v *lv, m *lm) string {
			return first(near("price", m.PricesUSD[0], 2.1), near("plan price", m.PricesUSD[1], 14), holds("no plan", m.Plans[0] == "", m.Plans[0]))
		}},
		labStep{"the rival sells at cost: below cost, with the plan on record", func(v *lv) { v.Offers[0].PeerPriceUSD = 1 }, func(v *lv, m *lm) string {
			return first(near("price", m.PricesUSD[0], 0.75), holds("a plan", m.Plans[0] == buysShare, m.Plans[0]))
		}},
		labStep{"money is short: it prices as others do", func(v *lv) { v.RunwayMonths = 6; launched(v) }, func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], parityPrice(0.5)) }},
		labStep{"it has its share: it prices as others do", func(v *lv) { v.Market.Peers[1].Share = 0.4; launched(v) }, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], parityPrice(0.5))
		}},
	),
	"cost-plus": labScript("cost-plus",
		labStep{"whatever the rival asks, half over cost", cut(0.6), func(v *lv, m *lm) string {
			return first(near("price", m.PricesUSD[0], 1.5), near("plan", m.PricesUSD[1], 12))
		}},
		labStep{"cost doubles: the price doubles", func(v *lv) { v.Offers[0].UnitCostUSD = 2 }, func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 3) }},
	),
	"value-based": labScript("value-based",
		labStep{"a better model: the reference and 70 % of the gain", func(v *lv) { launched(v); v.Offers[0].QualityPremium = math.Log(2) }, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], 3+0.7*3)
		}},
		labStep{"a worse model: all of the difference is given", func(v *lv) { launched(v); v.Offers[0].QualityPremium = -math.Log(2) }, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], 1.5)
		}},
		labStep{"cost falls tenfold: it does not matter", func(v *lv) { launched(v); v.Offers[0].UnitCostUSD = 0.1 }, func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 3) }},
	),
	"undercut": labScript("undercut",
		labStep{"the rival cuts by 30 %: 5 % below", cut(0.3), func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 3*0.7*0.95) }},
		labStep{"the rival sells below cost: it stops at its floor", cut(0.9), func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 1.1) }},
		labStep{"the rival's model is worth twice as much: 5 % below the price of equal quality", func(v *lv) { v.Offers[0].QualityPremium = -math.Log(2) }, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], 3*0.5*0.95)
		}},
		labStep{"no rival: the price stays", cut(1), func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 3) }},
	),
	"harvest": labScript("harvest",
		labStep{"few leave: prices creep up, research and launches end, no money is raised", func(v *lv) { v.RunwayMonths = 5 }, func(v *lv, m *lm) string {
			return first(near("price", m.PricesUSD[0], 3*1.02), near("research", m.ResearchUSD, 4e8*0.96), holds("no launch, no raise", !m.Train && m.RaiseUSD == 0, m.RaiseUSD))
		}},
		labStep{"many leave: prices stay", cut(0.3), func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 3) }},
		labStep{"at its ceiling over the rival: prices stay", func(v *lv) { v.Offers[0].PriceUSD, v.Offers[0].PeerPriceUSD = 4.5, 3 }, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], 4.5)
		}},
		labStep{"fourth month of losses", nil, func(v *lv, m *lm) string { return holds("not for sale yet", !m.SeekBuyer, m.SeekBuyer) }},
		labStep{"fifth", nil, noWish}, labStep{"sixth", nil, noWish}, labStep{"seventh", nil, noWish}, labStep{"eighth", nil, noWish},
		labStep{"ninth month of losses: for sale", nil, func(v *lv, m *lm) string { return holds("for sale", m.SeekBuyer, m.SeekBuyer) }},
		labStep{"a month of profit: it goes on", func(v *lv) { v.OperatingUSD = 1 }, func(v *lv, m *lm) string { return holds("not for sale", !m.SeekBuyer, m.SeekBuyer) }},
	),
	"niche": labScript("niche",
		labStep{"near the frontier: it stays", nil, func(v *lv, m *lm) string { return holds("stays", !m.GoNiche, m.GoNiche) }},
		labStep{"far behind and small, with money for three years: it tries to catch up", func(v *lv) { v.OnMarket = 0; v.Market.Peers[1].Share = 0.01 }, func(v *lv, m *lm) string { return holds("stays", !m.GoNiche, m.GoNiche) }},
		labStep{"far behind, small and with cash for a year: it leaves", func(v *lv) { v.OnMarket, v.RunwayMonths = 0, 12; v.Market.Peers[1].Share = 0.01 }, func(v *lv, m *lm) string { return holds("leaves", m.GoNiche, m.GoNiche) }},
		labStep{"far behind and large: it stays", func(v *lv) { v.OnMarket, v.RunwayMonths = 0, 12 }, func(v *lv, m *lm) string { return holds("stays", !m.GoNiche, m.GoNiche) }},
		labStep{"in its niche: research stays within what customers pay for", func(v *lv) { v.Niche, v.CashUSD = true, 1e8 }, func(v *lv, m *lm) string { return near("research", m.ResearchUSD, 0.97*4e8) }},
	),
	"capital-preserving": labScript("capital-preserving",
		labStep{"cash for 33 months: research grows slowly, no round", nil, func(v *lv, m *lm) string {
			return first(near("research", m.ResearchUSD, 4e8*math.Pow(2.4, 0.55/12)), holds("no raise", m.RaiseUSD == 0, m.RaiseUSD))
		}},
		labStep{"cash for ten months: research shrinks and money is looked for", func(v *lv) { v.CashUSD, v.RunwayMonths = 3e8, 10 }, func(v *lv, m *lm) string {
			return first(near("research", m.ResearchUSD, 0.98*4e8), holds("a raise", m.RaiseUSD > 0, m.RaiseUSD))
		}},
	),
	"subscription-first": labScript("subscription-first",
		labStep{"a launch: the plan 10 % under the rival's, the API dear", launched, func(v *lv, m *lm) string {
			return first(near("plan", m.PricesUSD[1], 18), near("api", m.PricesUSD[0], 2.2))
		}},
		labStep{"the rival's plan gets cheap: not below cost", func(v *lv) { launched(v); v.Offers[1].PeerPriceUSD = 5 }, func(v *lv, m *lm) string { return near("plan", m.PricesUSD[1], 1.05*8) }},
		labStep{"always: brand before sales", nil, func(v *lv, m *lm) string { return holds("brand", m.BrandUSD > m.SalesUSD, m.BrandUSD) }},
	),
	"imitate-the-best": labScript("imitate-the-best",
		labStep{"the lab that grew most cuts its price to a third: it goes part of the way", func(v *lv) { v.Market.Peers[2].PriceUSD = 1 }, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], 3*math.Exp(0.3*(math.Log(1.0/3)+0.33*(0.8-1))))
		}},
		labStep{"it has its model: another lab may grow faster for a while", func(v *lv) {
			v.Market.Peers[0].Kind, v.Market.Peers[0].ShareYearAgo, v.Market.Peers[0].PriceUSD = agents.Lab, 0.01, 9
		}, func(v *lv, m *lm) string {
			return near("price", m.PricesUSD[0], 3*math.Exp(0.3*0.33*(0.8-1)))
		}},
		labStep{"it launches: so does its pupil", func(v *lv) { v.Market.Peers[2].MonthsSinceLaunch = 2 }, func(v *lv, m *lm) string { return holds("launch", m.Train, m.Train) }},
		labStep{"nobody to imitate: prices stay", func(v *lv) { v.Market.Peers[2].Status = agents.WoundDown }, func(v *lv, m *lm) string { return near("price", m.PricesUSD[0], 3) }},
	),
	"best-response": labScript("best-response",
		labStep{"a launch: the price at which the first-order condition holds", launched, func(v *lv, m *lm) string {
			p := m.PricesUSD[0]
			at := 0.25 * math.Pow((3+0.005)/(p+0.005), 1.8)
			e := p/(p+0.15) + 1.8*p/(p+0.005)/(1+at)
			net := 1 - 0.5*0.5*(3-1)
			return holds("(p - c)/p E = 1", math.Abs((p-net)/p*e-1) < 1e-6 || p == 1, p)
		}},
		labStep{"customers who leave at once: the textbook mark-up", func(v *lv) { launched(v); v.Offers[0].KeptPerYear = 0; v.Offers[0].Chosen = 0 }, func(v *lv, m *lm) string {
			p := m.PricesUSD[0]
			e := p/(p+0.15) + 1.8*p/(p+0.005)
			return near("price", p, 1*e/(e-1))
		}},
		labStep{"between launches: half of the way in logs", func(v *lv) { v.Offers[0].KeptPerYear = 0; v.Offers[0].Chosen = 0 }, func(v *lv, m *lm) string {
			return holds("between", m.PricesUSD[0] > 1.6 && m.PricesUSD[0] < 2.9, m.PricesUSD[0])
		}},
	),
	"q-learning": labScript("q-learning",
		labStep{"the first month in the seat of a lab: any of its mark-ups, between 1 and 4", nil, func(v *lv, m *lm) string {
			return holds("a mark-up", m.PricesUSD[0] >= v.Offers[0].UnitCostUSD && m.PricesUSD[0] <= 4*v.Offers[0].UnitCostUSD*(1+1e-12), m.PricesUSD[0])
		}},
		labStep{"the month after: one of the same", nil, func(v *lv, m *lm) string {
			return holds("a mark-up", m.PricesUSD[0] >= v.Offers[0].UnitCostUSD && m.PricesUSD[0] <= 4*v.Offers[0].UnitCostUSD*(1+1e-12), m.PricesUSD[0])
		}},
		labStep{"cash for eight months: it looks for money", func(v *lv) { v.CashUSD, v.RunwayMonths = 2.4e8, 8 }, func(v *lv, m *lm) string {
			return holds("a raise", m.RaiseUSD > 0 && m.RaiseWhy == "short runway", m.RaiseUSD)
		}},
	),
	"zero-intelligence": labScript("zero-intelligence",
		labStep{"whatever the rival does, prices stand between cost and four times cost", cut(0.9), bounded},
		labStep{"again", nil, bounded}, labStep{"again", launched, bounded}, labStep{"again", nil, bounded}, labStep{"again", nil, bounded},
		labStep{"with money for years it raises none", nil, func(v *lv, m *lm) string { return holds("no raise", m.RaiseUSD == 0, m.RaiseUSD) }},
	),
}

func noWish(v *lv, m *lm) string { return holds("not for sale", !m.SeekBuyer, m.SeekBuyer) }

func bounded(v *lv, m *lm) string {
	return first(holds("price", m.PricesUSD[0] >= 1 && m.PricesUSD[0] <= 4, m.PricesUSD[0]),
		holds("research", m.ResearchUSD >= 0.9*4e8 && m.ResearchUSD <= 1.1*4e8, m.ResearchUSD))
}
