package worlds

import (
	"math"
	"slices"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
	"shakeout/market/ledger"
)

// showBooks fills what an agent knows of itself. The engine reuses its lists every month.
func (s *State) showBooks(i int, d *decider) agents.Books {
	f := &s.firms[i]
	burn := f.Month.Mean(&f.Month.Burn, 3)
	cash := s.cash(f)
	runway := math.Inf(1)
	if burn > 0 {
		runway = (cash + f.CreditUSD) / burn
	}
	sum, n := f.Month.Sum(&f.Month.Revenue, 12)
	b := agents.Books{
		ID: f.ID, Index: i, Kind: f.Kind, Niche: f.Status == agents.Niche, CashUSD: cash, CreditUSD: f.CreditUSD,
		DebtUSD: f.DebtUSD + f.FleetDebtUSD, PrepaidUSD: s.books.USD(s.books.Balance(ledger.Prepaid, f.Account)),
		RevenueUSD: f.Month.Mean(&f.Month.Revenue, 1), BurnUSD: burn, RunwayMonths: runway,
		RevenueUSDPerYear: float64(s.indicators.revenueBy[i] * 12e6), RevenueGrowth: revenueGrowth(&f.Month),
		GrossMargin: math.NaN(), OperatingUSD: f.Month.Mean(&f.Month.Operating, 1), ResearchUSDPerYear: f.ResearchPY,
		Researchers: f.Researchers, ResearchersUSD: float64(12 * s.usualTalentBill(f)), StaffUSDPerYear: float64(s.staffCost(f) * 12), SalesUSD: f.SalesUSD + f.BrandUSD, ServingUSD: s.servingBill(i),
		Capability: f.Capability, OnMarket: math.Inf(-1), RunMonthsLeft: f.RunLeft,
		MonthsSinceLaunch: s.tick - f.Models[agents.Flagship].Launched, MonthsSinceSmall: s.tick - f.Models[agents.Small].Launched,
		LaunchCostUSD: float64(s.world.Costs.LaunchCost * 1e6), LeastBrandUSD: float64(s.world.Costs.BrandFloor * 1e6 / 12), CoreUSDPerYear: float64(f.Core * 12),
		EnvelopeUSDPerYear: float64(12 * s.envelopeUSD(f)), EnvelopeShare: f.Envelope,
		PostMoneyUSD: f.Capital.PostMoney, RaisedUSD: f.Capital.Raised,
		Raising: f.Capital.RaisingUntil >= 0, FailedRaises: f.Capital.Failed, PlanAttainment: s.attainment(f),
		MonthsSinceRound: s.tick - f.Capital.RoundTick, GrantedUSDPerYear: math.Inf(1), LossUSD: math.Inf(1),
	}
	s.showHours(i, &b)
	if n > 0 {
		b.RevenueUSDPerYear = float64(sum / float64(n) * 12)
	}
	if b.RevenueUSD > 0 {
		b.GrossMargin = f.Month.Gross / b.RevenueUSD
	}
	if f.Models[agents.Flagship].Live {
		b.OnMarket = f.Models[agents.Flagship].Capability
	}
	if t := s.world.Technology; t != nil {
		b.RunMonths = monthsOfRun
		b.RunUSD = t.Training.FinalRunUSD(f.ResearchPY)
		g := s.grantOf(f)
		b.GrantedUSDPerYear, b.LossUSD = float64(12*g.granted), g.loss
	}
	d.offers, d.shown = d.offers[:0], d.shown[:0]
	for o := range s.offers {
		of := &s.offers[o]
		if of.live && of.seller == i {
			d.offers = append(d.offers, o)
			d.shown = append(d.shown, s.showOffer(o))
		}
	}
	b.Offers = d.shown
	return b
}

// showStakes fills the one public fact that depends on who looks: what the viewer holds of each peer.
func (s *State) showStakes(f *agents.Firm, market *agents.Market) {
	for k := range market.Peers {
		market.Peers[k].StakeOfViewer = s.firms[k].Capital.Table.Fraction(f.ID)
	}
}

// showCloud fills what a cloud knows of its marketplace and of labs that look for money.
func (s *State) showCloud(i int, d *decider, market *agents.Market) {
	v, f := &d.cloudView, &s.firms[i]
	v.DemandGrowth, v.ComputeUSD = s.spot.spendGrowth, float64(s.spot.sold[i]*1e6)
	v.DesiredCapacity, v.RelatedShare = s.spot.parkOf(i).wanted, ratio(s.spot.related[i], s.spot.sold[i])
	v.ComputeMarkup, v.BundleDiscount = f.Levers.ComputeMarkup, f.Levers.BundleDiscount
	sales := 0.0
	for o := range s.offers {
		if of := &s.offers[o]; of.live && of.via == i && of.seller != i {
			sales += float64(of.revenue * 1e6)
			v.MarketplaceUSD += float64(of.revenue * 1e6 * s.feeOf(of))
		}
	}
	if sales > 0 {
		v.MarketplaceFee = v.MarketplaceUSD / sales
	}
	d.carries, d.seeking, d.asks, d.limits = d.carries[:0], d.seeking[:0], d.asks[:0], d.limits[:0]
	for k := range market.Peers {
		d.carries = append(d.carries, f.Levers.Carried(k))
		if c := &s.firms[k].Capital; s.firms[k].Status.Alive() && k != i && c.RaisingUntil >= s.tick {
			d.seeking, d.asks, d.limits = append(d.seeking, k), append(d.asks, c.Asked), append(d.limits, s.investLimit(i, k, c.PostMoney))
		}
	}
	v.Carries, v.LabsSeeking, v.AskUSD, v.InvestLimitUSD = d.carries, d.seeking, d.asks, d.limits
}

func revenueGrowth(b *agents.Books12) float64 {
	now, n := b.Sum(&b.Revenue, 3)
	six, m := b.Sum(&b.Revenue, 6)
	if n < 3 || m < 6 || six-now <= 0 || now <= 0 {
		return 1
	}
	r := now / (six - now)
	return float64((r * r) * (r * r))
}

// showOffer computes what the sales department knows: unit cost, the long-run elasticity
// E = p/(p + saturation) + alpha (1 - s) p/(p + h), with s what buyers who spend a budget spend on all that its seller sells: what goes over to its other
// offers is not lost, so that a firm of many products asks one mark-up, that of all of them together (Anderson and de Palma 1992; Nocke and Schutz
// 2018); the mean rival's price and the premium
// (V dA + g dC)/alpha at which a buyer would be indifferent, with the links of parity.go.
func (s *State) showOffer(o int) agents.OwnOffer {
	of := &s.offers[o]
	v := agents.OwnOffer{
		ID: of.id, Channel: of.channel, Line: of.line, Licensed: of.owner != of.seller, Capability: of.capability, PriceUSD: of.list,
		UnitCostUSD: s.unitCost(of) / of.realised, Share: of.share, Units: of.units, New: of.fresh, Elasticity: math.NaN(),
		PriceMonths: s.tick - of.priced, IncomeGrowth: 1,
		Alpha: math.NaN(), HandlingUSD: math.NaN(), SaturationUSD: math.NaN(), KeptPerYear: math.NaN(),
	}
	if asked := of.units + of.turned; asked > 0 {
		v.TurnedAway = of.turned / asked
	}
	if of.shareAgo[3] > 0 {
		v.ShareLoss = 1 - of.share/of.shareAgo[3]
	}
	from := of.list // rivals' prices are averaged as ratios to it, in any unit of money alike
	if from <= 0 {
		from = s.refPrice
	}
	var alphas, elasticity, weight, peer, peerWeight, premium, chosen, handling, saturation, kept, incomes float64
	par := &s.world.Customers
	use := s.useIndex()
	rivals, dearer := s.rivals(of, from)
	for k := range s.segments {
		seg := &s.segments[k]
		p := &par.Segments[k]
		mine := slices.Index(seg.offers, o)
		if mine < 0 {
			continue
		}
		worth := s.desk.worth[k]
		w := seg.revenue[mine] + s.world.speck()
		share := seg.revenue[mine] / math.Max(s.desk.sales[k], s.world.speck())
		paid := float64(of.list * of.realised)
		h, sat := p.Handling, p.Saturation/use
		if !of.channel.Metered() {
			h, sat = p.HandlingPlan, p.SaturationSeat
		}
		if p.Demand == customers.Buyer { // who takes one plan chooses once, whatever it costs; a dearer plan loses less to none than to others
			taken := math.Max(s.desk.taken[k], s.world.speck())
			share = float64(seg.share[mine] / taken * (1 - float64(par.Lambda*(1-taken))))
		}
		chosen += float64(w * share)
		if p.Demand == customers.Budget {
			share = math.Max(share, s.soldBy(of.seller, seg)/math.Max(s.desk.sales[k], s.world.speck()))
		}
		e := float64(p.Alpha * (1 - share))
		if par.PriceForm == customers.LinearPrice {
			e = float64(e * paid)
		} else {
			e = float64(e * (paid / (paid + h)))
		}
		if p.Demand == customers.Budget {
			e += paid / (paid + sat)
			saturation += float64(w * sat / of.realised)
		} else {
			saturation = math.Inf(1)
		}
		elasticity += float64(w * e)
		if v.LinearPrice = par.PriceForm == customers.LinearPrice; v.LinearPrice {
			alphas += float64(w * p.Alpha * of.realised)
		} else {
			alphas += float64(w * p.Alpha)
		}
		handling += float64(w * h / of.realised)
		kept += float64(w * s.desk.kept[k])
		incomes += float64(w * exact.Log(p.IncomeGrowth))
		weight += w
		for j, other := range seg.offers {
			if !rivals[other] {
				continue
			}
			rw := seg.revenue[j] + s.world.speck()
			peer += float64(rw * dearer[other])
			premium += float64(rw * (worth[mine] - worth[j]) / math.Max(p.Alpha, 1e-9))
			peerWeight += rw
		}
	}
	if weight > 0 && of.list > 0 {
		v.Elasticity = math.Max(1.3, elasticity/weight)
		v.Chosen = chosen / weight
		v.IncomeGrowth = exact.Exp(float64(incomes / weight * float64(v.PriceMonths) / 12))
		v.Alpha, v.HandlingUSD, v.SaturationUSD, v.KeptPerYear = alphas/weight, handling/weight, saturation/weight, kept/weight
	}
	if peerWeight > 0 {
		v.PeerPriceUSD = float64(from * exact.Exp(peer/peerWeight))
		v.QualityPremium = premium/peerWeight + of.link
	}
	if of.channel.Metered() && s.firms[of.owner].Models[of.line].Open {
		v.OpenPriceUSD = float64(s.world.Serving.HostMarkup * v.UnitCostUSD)
	}
	return v
}

// salesDesk is what the sales departments of all firms look up, made once a month, and what one of them looks up for all its segments.
type salesDesk struct {
	open   []int       // offers with a price that somebody who sells asks
	sales  []float64   // revenue by segment
	taken  []float64   // buyers who hold any offer, of those who consider, by segment
	worth  [][]float64 // by segment and its offers: what the model behind it is worth to the mean buyer, utils
	kept   []float64   // customers who do not choose afresh within a year, by segment
	rivals []bool      // by offer
	dearer []float64   // logarithm of a rival's price over one's own, by offer
}

// soldBy returns what a seller sells in a segment with all its offers, USD m.
func (s *State) soldBy(seller int, seg *segmentState) float64 {
	usd := 0.0
	for j, o := range seg.offers {
		if of := &s.offers[o]; of.live && of.seller == seller {
			usd += seg.revenue[j]
		}
	}
	return usd
}

func (s *State) openDesk() {
	d := &s.desk
	if d.sales == nil {
		d.sales, d.kept, d.taken = make([]float64, len(s.segments)), make([]float64, len(s.segments)), make([]float64, len(s.segments))
		d.rivals, d.dearer = make([]bool, len(s.offers)), make([]float64, len(s.offers))
		d.worth = make([][]float64, len(s.segments))
		for k := range d.kept {
			d.kept[k] = exact.Pow(1-s.world.Customers.Segments[k].ChooseRate(), 12)
		}
	}
	for k := range s.segments {
		d.sales[k], d.taken[k] = sum(s.segments[k].revenue), sum(s.segments[k].share)
		d.worth[k] = s.worthOfModels(&s.segments[k], d.worth[k][:0])
	}
	d.open = d.open[:0]
	for o := range s.offers {
		if of := &s.offers[o]; of.live && of.list > 0 && of.seller != selfHost {
			d.open = append(d.open, o)
		}
	}
	clear(d.rivals)
}

// worthOfModels appends what the model behind each offer of a segment is worth to its mean buyer, utils: V A + g max(C - C_F, -floor), as in utilities.
func (s *State) worthOfModels(seg *segmentState, worth []float64) []float64 {
	p := &s.world.Customers.Segments[seg.index]
	J := len(seg.offers)
	for j, o := range seg.offers {
		of := &s.offers[o]
		if !of.live {
			worth = append(worth, 0)
			continue
		}
		s.adequate(seg, j, of)
		var adequacy, weight float64
		for i, w := range seg.weight {
			adequacy += float64(w * seg.adequacy[seg.stratumOf[i]*J+j])
			weight += w
		}
		u := float64(p.FrontierTaste * math.Max(of.capability-s.frontier, -s.world.Customers.GapFloor))
		worth = append(worth, u+float64(p.AdequacyWeight*adequacy/weight))
	}
	return worth
}

// rivals finds the offers of others that buyers may take in place of an offer, and how much dearer than from they are.
func (s *State) rivals(of *offer, from float64) (rivals []bool, dearer []float64) {
	d := &s.desk
	unit := of.channel.Unit()
	for _, o := range d.open {
		r := &s.offers[o]
		d.rivals[o] = r.line == of.line && r.owner != of.owner && r.channel.Unit() == unit && sameTier(of, r)
		if d.rivals[o] {
			d.dearer[o] = exact.Log(r.list * r.realised / float64(of.realised*from))
		}
	}
	return d.rivals, d.dearer
}

// unitCost returns the marginal cost of a unit of an offer, USD: compute at the spot price, which every further hour costs and every spare hour brings, and
// fees and royalties, which are a share of the price paid.
func (s *State) unitCost(of *offer) float64 {
	return float64(of.mtokPerUnit*of.hoursPerTok*s.spot.usual) + float64((s.feeOf(of)+of.royalty)*of.list*of.realised)
}

// sameTier reports whether two offers are of a size that buyers compare: a plan for heavy users is no rival of a plan for light ones.
func sameTier(a, b *offer) bool {
	const apart = 3
	return a.tokens < apart*b.tokens && b.tokens < apart*a.tokens
}
