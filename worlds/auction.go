package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
	"shakeout/market/control"
	"shakeout/market/customers"
)

// rememberMargins smooths, over about a quarter, what customers of each firm leave after the cost of
// serving them: consumers, and everybody else.
func (s *State) rememberMargins() {
	for i := range s.firms {
		f := &s.firms[i]
		month := s.margins(f)
		for k := range f.MarginUSD {
			if s.tick == 1 {
				f.MarginUSD[k] = month[k]
			}
			f.MarginUSD[k] += (month[k] - f.MarginUSD[k]) / 3
		}
	}
}

// margins returns what a firm's customers left this month after compute, fees, royalties and what it costs to sell to
// them, USD: consumers, and everybody else, royalties from others who sell its models included.
func (s *State) margins(f *agents.Firm) (usd [2]float64) {
	var revenue [2]float64
	for k := range s.segments {
		seg := &s.segments[k]
		at := 1
		if s.world.Customers.Segments[k].Demand == customers.Buyer {
			at = 0
		}
		for j, o := range seg.offers {
			of := &s.offers[o]
			switch {
			case of.seller == f.Index && of.units > 0:
				revenue[at] += seg.revenue[j]
				part := seg.units[j] / of.units
				usd[at] += float64(seg.revenue[j]*(1-s.feeOf(of)-of.royalty)*1e6) - float64(of.cost*part*1e6)
			case of.owner == f.Index && of.seller >= 0:
				usd[1] += float64(seg.revenue[j] * of.royalty * 1e6)
			}
		}
	}
	selling := f.SalesUSD + f.BrandUSD // customers stay as long as they are looked after
	for k := range usd {
		usd[k] -= float64(selling * ratio(revenue[k], revenue[0]+revenue[1]))
	}
	return usd
}

// monthsOfGrowth is how far ahead a bidder looks at the growth of a target's margins.
const monthsOfGrowth = 18

// target returns what is for sale: margins as the plan of investors says they will be a year and a half on. Machines count as owners
// count them, by what they would bring: the buyer gets them with the loans on them.
func (s *State) target(f *agents.Firm) control.Target {
	grown := 1.0
	if p := s.world.Capital; p != nil {
		if o := s.outlook(f); o.RevenueUSDPerYear > 0 {
			grown = p.PlanUSDPerYear(o, monthsOfGrowth) / o.RevenueUSDPerYear
		}
	}
	return control.Target{
		ConsumerMarginUSDPerMonth: float64(grown * f.MarginUSD[0]), EnterpriseMarginUSDPerMonth: float64(grown * f.MarginUSD[1]),
		CapabilityOOM: f.Capability, Researchers: f.Researchers, Team: s.team(f),
		NetCashUSD: s.cash(f) + s.machines(f) - owed(f) - s.contractClaims(f),
	}
}

// team returns what a researcher of a firm is worth over one of the teams that were bought in 2024, by how far what they know is behind
// the frontier.
func (s *State) team(f *agents.Firm) float64 {
	return s.world.Control.Value.Team(s.frontier - f.Capability)
}

// bidder returns who values it, with what an order of capability would cost it in research today.
func (s *State) bidder(b *agents.Firm) control.Bidder {
	order := b.ResearchPY
	if t := s.world.Technology; t != nil {
		order = float64(1e6 * t.Effort.OrderCostUSD(b.Effort, s.tech.AlgorithmIndex(), s.spot.price))
	}
	return control.Bidder{
		CapabilityOOM: math.Max(b.Capability, b.Models[agents.Flagship].Capability),
		OrderCostUSD:  order, ResearchUSDPerMonth: b.ResearchPY / 12,
	}
}

// purse returns what a bidder can pay with.
func (s *State) purse(b *agents.Firm) control.Purse {
	return control.Purse{CashUSD: s.cash(b), MarketValueUSD: s.valueOf(b)}
}

// takenOver returns what a buyer of a firm has to answer for besides the price, net of the firm's cash, USD: its debts and what sellers
// of compute could claim. Loans on accelerators stand against the accelerators, which come with them.
func (s *State) takenOver(f *agents.Firm) float64 {
	return math.Max(0, owed(f)-f.FleetDebtUSD+s.contractClaims(f)-s.cash(f))
}

// contractClaims returns what sellers of compute could claim if a firm left its contracts, USD.
func (s *State) contractClaims(f *agents.Firm) float64 {
	return float64(s.world.Control.WindDown.ContractShare * s.commitments(f.Index) * 1e6)
}

// privateLuck returns the stream of what only one bidder knows about a target: drawn anew twice a year,
// so that asking again next month is no new chance.
func (s *State) privateLuck(target, bidder string) exact.Stream {
	return exact.NewStream(s.seed, target+"|"+bidder, "bid", int(s.tick/6))
}

// bidOf returns a firm's bid for a target: its decision times its private value, never more than that
// value (no board pays more than value), within what it can pay. Where the firm closes unsold, it gets a part of it without a bid.
func (s *State) bidOf(b, f *agents.Firm, closes bool) control.Bid {
	c := s.world.Control
	luck := s.privateLuck(f.ID, b.ID)
	t := s.target(f)
	worth := c.Value.Worth(t, s.bidder(b))
	value := c.Value.Private(worth, &luck)
	keen := c.Value.Interested(s.moodFactor(), &luck)
	factor := math.Min(1, math.Max(0, b.Levers.BidFactor))
	bid := control.Bid{Bidder: b.ID, ValueUSD: float64(factor * value), LimitUSD: c.Affordable.LimitUSD(s.purse(b), s.takenOver(f))}
	if closes {
		bid.FreeUSD = s.freeTo(b, f, t, worth, value, factor)
	}
	if !keen {
		bid.ValueUSD = 0
	}
	s.decision(b.ID, "bid for "+f.ID, s.ruleOf(b.Index), fmt.Sprintf("%.6g USD m", math.Max(0, bid.OfferUSD())/1e6),
		"customers_usd_m=%.6g research_usd_m=%.6g people_usd_m=%.6g integration_usd_m=%.6g deal_usd_m=%.6g net_cash_usd_m=%.6g value_usd_m=%.6g free_usd_m=%.6g interested=%v bid_factor=%.4g limit_usd_m=%.6g",
		worth.Customers/1e6, worth.Research/1e6, worth.People/1e6, worth.Integration/1e6, worth.Deal/1e6, worth.NetCash/1e6, value/1e6, bid.FreeUSD/1e6, keen, b.Levers.BidFactor, bid.LimitUSD/1e6)
	return bid
}

// mark returns what investors would say a firm is worth today, USD: the rule of valuation with what the
// last price said beyond it. What an owner pays for out of another business it values at no less than
// those payments.
func (s *State) mark(f *agents.Firm) float64 {
	p, c := s.world.Capital, &f.Capital
	if p == nil || f.Kind != agents.Lab {
		return s.valueOf(f)
	}
	need := float64(p.Rounds.NeedMonths * math.Max(0, f.Month.Mean(&f.Month.Burn, 3)))
	if v, _ := s.verdict(f); v == capital.Closed {
		need = 0
	}
	rule := p.Valuation.PreMoneyUSD(s.outlook(f), need, p.Rounds.DilutionMedian, p.Mood.Factor(s.mood))
	worth := float64(rule * exact.Exp(p.Valuation.Belief(c.Belief, float64(s.tick-c.BeliefTick))))
	if f.Core > 0 {
		worth = math.Max(worth, float64(12*f.Core/p.Valuation.DiscountPerYear))
	}
	return worth
}

// holdings returns what the owners of a firm have.
func (s *State) holdings(f *agents.Firm) control.Holdings {
	return control.Holdings{
		LastPostUSD: s.modelsOver(f), WorthUSD: math.Max(s.mark(f), s.customersWorth(f)), Researchers: f.Researchers, Team: s.team(f), DealUSD: float64(s.world.Control.Value.DealCostUSDM * 1e6),
		CashUSD: math.Max(0, s.cash(f)), FleetUSD: s.machines(f), DebtUSD: owed(f), ClaimsUSD: s.contractClaims(f), ControlPremium: f.Capital.Premium,
	}
}

// reserve is the least that the owners take at a step of distress.
func (s *State) reserve(f *agents.Firm, step control.Step) float64 {
	c := s.world.Control
	h := s.holdings(f)
	usd := c.Reserve.VoluntaryUSD(h)
	switch {
	case step == control.EndBusiness:
		assets, claims := s.estate(f, f.Researchers)
		usd = c.Reserve.LastUSD(h.CashUSD+assets, claims)
	case step >= control.SeekBuyer:
		usd = c.Reserve.DistressUSD(h)
	}
	niche := 0.0
	if step >= control.SeekBuyer { // what they can do instead: a going concern again, with control of it
		niche, _ = s.nicheWorth(f)
		usd = math.Max(usd, float64((1+h.ControlPremium)*niche))
	}
	s.decision(f.ID, "reserve", "owners, "+step.String(), fmt.Sprintf("%.6g USD m", usd/1e6),
		"last_post_usd_m=%.6g worth_usd_m=%.6g premium=%.4g researchers=%.5g cash_usd_m=%.6g fleet_usd_m=%.6g debt_usd_m=%.6g claims_usd_m=%.6g niche_usd_m=%.6g",
		h.LastPostUSD/1e6, h.WorthUSD/1e6, h.ControlPremium, h.Researchers, h.CashUSD/1e6, h.FleetUSD/1e6, h.DebtUSD/1e6, h.ClaimsUSD/1e6, niche/1e6)
	return usd
}

// sell looks for a buyer of a firm, or for one of a licence with its people, whichever leaves the owners more: the
// price of a deal that the authority may stop counts with the chance that it does not. A licence that somebody else
// would take is what the owners can do if they do not agree with the buyer, so he has to pay more than that; where
// one firm alone wants both, either form splits its gain, and both sides prefer the one that gains more. True where
// there is a deal.
func (s *State) sell(f *agents.Firm, step control.Step) bool {
	reserve := s.reserve(f, step)
	closes := s.closesUnsold(f, step)
	s.gatherBids(f, closes)
	deal, licence := s.bestLicence(f, nobody, reserve, closes)
	if sale, sold := control.Auction(reserve, s.bids); licence && !(sold && s.bidders[sale.Winner] == deal.buyer) {
		reserve = math.Max(reserve, deal.ownersUSD)
	}
	winner, price, setBy := s.auction(f, "sale", step, reserve)
	expected := 0.0
	if winner != nobody {
		assessed := s.world.Control.Review.Assess(s.world.Policy.Authority, s.dealOf(f, winner, price, step == control.EndBusiness))
		expected = float64(price * (1 - assessed.Block))
	}
	switch {
	case licence && (winner == nobody || deal.ownersUSD > expected):
		s.decision(f.ID, "form of the deal", "owners, "+step.String(), "licence and hire by "+s.firms[deal.buyer].ID, "licence_owners_usd_m=%.6g sale_expected_usd_m=%.6g", deal.ownersUSD/1e6, expected/1e6)
		s.sellLicence(f, deal)
	case winner != nobody:
		s.event("bid", f.ID, s.firms[winner].ID, price, "%s; reserve %.6g USD m, %s", setBy, reserve/1e6, step)
		s.openReview(f, winner, price, step == control.EndBusiness, false)
	default:
		return false
	}
	return true
}

// gatherBids asks everybody for a bid for a firm that closes, or does not, if nobody buys it.
func (s *State) gatherBids(f *agents.Firm, closes bool) {
	s.bids, s.bidders = s.bids[:0], s.bidders[:0]
	for i := range s.firms {
		b := &s.firms[i]
		if i == f.Index || !b.Status.Alive() || s.inReview(i) {
			continue
		}
		s.bids, s.bidders = append(s.bids, s.bidOf(b, f, closes)), append(s.bidders, i)
	}
}

// auction sells a firm, or its business out of the estate, to the highest of the bids and says what set the price; nobody where no bid reaches the reserve.
func (s *State) auction(f *agents.Firm, what string, step control.Step, reserve float64) (winner int, price float64, setBy string) {
	sale, sold := control.Auction(reserve, s.bids)
	if !sold {
		s.decision(f.ID, what, "auction", "no bid at the reserve", "reserve_usd_m=%.6g bids=%d step=%s", reserve/1e6, len(s.bids), step)
		return nobody, 0, ""
	}
	winner, price = s.bidders[sale.Winner], sale.PriceUSD
	s.decision(f.ID, what, "auction", s.firms[winner].ID, "reserve_usd_m=%.6g bids=%d offer_usd_m=%.6g value_usd_m=%.6g price_usd_m=%.6g step=%s",
		reserve/1e6, len(s.bids), s.bids[sale.Winner].OfferUSD()/1e6, s.bids[sale.Winner].ValueUSD/1e6, price/1e6, step)
	setBy = "price halfway between the reserve and the bid"
	if sale.RunnerUp >= 0 {
		setBy = "price set by the bid of " + s.bids[sale.RunnerUp].Bidder
	}
	return winner, price, setBy
}
