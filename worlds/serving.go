package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/technology"
)

// Serving is the cost of serving at the start and how a distilled model differs.
type Serving struct {
	Hours technology.Serving `yaml:"hours" doc:"accelerator-hours per million tokens of a model"`

	ComputePrice float64 `yaml:"compute_price_usd_per_h100h" unit:"USD per H100e-hour" range:"(0,inf)" default:"2.5" source:"compute.csv, H100 neocloud 2024-12-31" doc:"compute price at the start"`
	AnchorMargin float64 `yaml:"anchor_margin" unit:"share" range:"[0,1)" default:"0.52" source:"revenue.csv, OpenAI's compute margin at the end of 2024" doc:"compute margin at which opening prices reveal a firm's own cost of serving"`
	SmallGap     float64 `yaml:"small_gap_oom" unit:"OOM" range:"[0,5]" default:"0.7" source:"capability.csv, 4o-mini against 4o: 93 Elo at 110 per OOM, less what arenas overstate" doc:"capability a small model loses"`
	SmallCost    float64 `yaml:"small_cost_ratio" unit:"ratio" range:"(0,1]" default:"0.08" source:"prices.csv, 4o-mini against 4o: 1/17" doc:"its serving cost relative to the flagship"`
	HostMarkup   float64 `yaml:"host_markup" unit:"ratio" range:"[1,10]" default:"1.3" source:"contestable hosts; Baumol, Panzar and Willig 1982; value assumption" doc:"price of hosted open weights over marginal cost"`
	OwnMarkup    float64 `yaml:"self_host_markup" unit:"ratio" range:"[1,10]" default:"1.1" source:"assumption: own staff" doc:"cost of self-hosted open weights over that of the hours"`
	OwnHours     float64 `yaml:"self_host_hours" unit:"ratio" range:"[1,20]" default:"2" source:"assumption: two in three organisations have less than 70 % of their machines at work at the peak (ClearML 2024, The State of AI Infrastructure at Scale), hosts pool the loads of many" doc:"hours of accelerators a token takes who serves only itself, over those of a seller: machines wait between peaks"`
	HostAdjust   float64 `yaml:"host_adjustment_per_month" unit:"1/month" range:"[0,1]" default:"0.15" source:"assumption: contracts for machines of half a year" doc:"part of the way to that price which hosts go in a month"`
	PaidTokens   float64 `yaml:"tokens_per_subscriber_mtok" unit:"million tokens a month" range:"[0,1000]" default:"2.0" source:"assumption; OpenAI inference 2024, compute.csv" doc:"use of a paid subscriber at the start"`
	SeatTokens   float64 `yaml:"tokens_per_seat_mtok" unit:"million tokens a month" range:"[0,1000]" default:"1.5" source:"assumption" doc:"use of a seat at the start"`
	FreeTokens   float64 `yaml:"tokens_per_free_user_mtok" unit:"million tokens a month" range:"[0,1000]" default:"0.15" source:"assumption; demand.csv daily messages" doc:"use of a free user at the start"`
	FreeGrowth   float64 `yaml:"free_use_growth_per_year" unit:"factor a year" range:"[0.5,5]" default:"1.15" source:"assumption" doc:"growth of use by free users, held back by quotas"`
	FairUse      float64 `yaml:"fair_use_cost_share" unit:"share" range:"(0,10]" default:"0.5" source:"assumption; compute margin .52 of the leader, rate limits of all plans" doc:"greatest mean cost of a subscriber over the price of the plan"`
}

// anchorCosts lets each firm's serving cost agree with its opening price: who sells far below or above
// the rule is taken to serve more or less cheaply (own chips, sparse models), within bounds.
func (s *State) anchorCosts() {
	v := &s.world.Serving
	for o := range s.offers {
		of := &s.offers[o]
		if of.live && of.channel == agents.API && of.owner == of.agent {
			rule := float64(of.hoursPerTok * v.ComputePrice)
			s.firms[of.owner].CostAnchor[of.line] = v.Hours.OpeningAnchor(float64(of.list*of.realised*(1-v.AnchorMargin)), rule)
		}
	}
	s.refreshOffers()
}

// fadeAnchors lets the differences of the start be forgotten, and firms gain or lose on the
// industry's cost of serving as they work on it.
func (s *State) fadeAnchors() {
	t := s.world.Technology
	if t == nil {
		return
	}
	for i := range s.firms {
		f := &s.firms[i]
		f.Efficiency = t.Optimisation.Next(f.Efficiency, f.EfficiencyUSD, s.servingBill(i))
		for l, a := range s.firms[i].CostAnchor {
			s.firms[i].CostAnchor[l] = s.world.Serving.Hours.NextAnchor(a)
		}
	}
}

// refreshOffers sets what an offer inherits from the model behind it: capability, hours per token,
// whether it can be had at all.
func (s *State) refreshOffers() {
	w := s.world
	use := s.useIndex()
	free := exact.Pow(w.Serving.FreeGrowth, float64(s.tick)/12)
	for o := range s.offers {
		of := &s.offers[o]
		f := &s.firms[of.owner]
		m := &f.Models[of.line]
		seller := of.seller
		if seller < 0 {
			seller = of.owner
		}
		alive := s.firms[seller].Status.Alive() && (s.makesModels(of.owner) || of.seller < 0)
		of.live = alive && m.Live && s.tick >= of.enters
		if of.channel == agents.Hosted || of.channel == agents.SelfHosted {
			m, of.live = s.weightsOut(of.owner, of.line)
			of.live = of.live && f.Status != agents.NotEntered && s.tick >= of.enters
		}
		of.capability = m.Capability
		of.hoursPerTok = s.hoursPerMTok(of, m)
		switch of.channel {
		case agents.Free:
			of.mtokPerUnit = float64(w.Serving.FreeTokens * of.tokens * free)
		case agents.Subscription:
			of.mtokPerUnit = s.fairUse(of, w.Serving.PaidTokens*of.tokens*use*of.composition())
		case agents.Seat:
			of.mtokPerUnit = s.fairUse(of, w.Serving.SeatTokens*of.tokens*use)
		default:
			of.mtokPerUnit = 1
		}
		if of.channel == agents.Hosted || of.channel == agents.SelfHosted {
			markup := pick(of.channel == agents.Hosted, w.Serving.HostMarkup, w.Serving.OwnMarkup)
			if s.tick > 0 && w.Technology != nil {
				of.list = s.hostPrice(of, float64(markup*of.hoursPerTok*s.spot.price*of.tokens))
			}
		}
	}
}

// hostPrice returns what hosts ask: free entry drives it to a thin margin over what serving costs, at
// once for a model that is new to them and by a part of the way each month afterwards, for hosts stay
// for a while on machines that they have hired, and reprice when they hire others.
func (s *State) hostPrice(of *offer, target float64) float64 {
	if of.priced == s.tick || of.fresh || of.list <= 0 || target <= 0 {
		if of.fresh {
			return target
		}
		return of.list
	}
	of.priced = s.tick
	a := s.world.Serving.HostAdjust
	return float64(of.list * exact.Exp(float64(a*exact.Log(target/of.list))))
}

// hoursPerMTok returns the accelerator-hours that a million tokens of an offer take. A small model is
// a distilled flagship; free users are served by it whatever they are shown.
func (s *State) hoursPerMTok(of *offer, m *agents.Vintage) float64 {
	v := &s.world.Serving
	f := &s.firms[of.owner]
	model := technology.Model{CapabilityOOM: m.Capability, LaunchFrontierOOM: m.Frontier}
	ratio := 1.0
	if of.line == agents.Small {
		model.CapabilityOOM += v.SmallGap
		ratio = v.SmallCost
	}
	if of.channel == agents.Free {
		ratio = v.SmallCost
	}
	if of.channel == agents.SelfHosted {
		ratio = float64(ratio * v.OwnHours)
	}
	anchor := f.CostAnchor[of.line]
	if of.seller == of.owner && f.Efficiency > 0 {
		anchor /= f.Efficiency
	}
	return float64(v.Hours.HoursPerMTok(model, s.serving, anchor) * ratio)
}

// fairUse returns the use of a plan that its seller allows: rate limits hold the mean cost of a
// subscriber below a share of the price at which the plan was opened. Limits are what a tier is: who cuts
// its price sells the same tier for less, and does not serve it more cheaply for that.
func (s *State) fairUse(of *offer, desired float64) float64 {
	cost := float64(of.hoursPerTok * s.spot.usual)
	if cost <= 0 || s.tick == 0 {
		return desired
	}
	opened := of.listStart
	if opened <= 0 {
		opened = of.list
	}
	return math.Min(desired, s.world.Serving.FairUse*opened*of.realised/cost)
}
