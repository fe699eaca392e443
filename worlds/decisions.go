package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/worlds/history"
)

// decision keeps what was decided, by which rule, on which inputs: pairs name=value with a space
// between, names ending in their unit, as the keys of a world file do. Result is what came of it.
// Without Options.Decisions nothing is kept.
func (s *State) decision(agent, what, rule, result, format string, args ...any) {
	if !s.options.Decisions {
		return
	}
	s.run.Decisions = append(s.run.Decisions, history.DecisionRow{
		Tick: s.tick, Date: s.date(s.tick), Agent: agent, Decision: what, Rule: rule,
		Inputs: fmt.Sprintf(format, args...), Result: result,
	})
}

// books returns what an agent knew of itself when it decided this month.
func (d *decider) books(kind agents.Kind) *agents.Books {
	switch kind {
	case agents.Cloud:
		return &d.cloudView.Books
	case agents.Releaser:
		return &d.releaserView.Books
	default:
		return &d.labView.Books
	}
}

// decidePrice keeps a change of a list price with what the sales department knew.
func (s *State) decidePrice(f *agents.Firm, o *agents.OwnOffer, price float64, plan string) {
	if !s.options.Decisions {
		return
	}
	why := ""
	if o.New {
		why = ", for a new model"
	}
	if price < o.UnitCostUSD && plan != "" {
		why += ", below cost: " + plan
	}
	s.decision(f.ID, "price of "+o.ID, s.ruleOf(f.Index), fmt.Sprintf("%.6g USD%s", price, why),
		"from_usd=%.6g unit_cost_usd=%.6g rivals_usd=%.6g quality_premium_log=%.4g elasticity=%.4g share=%.4g share_loss=%.4g new_model=%v",
		o.PriceUSD, o.UnitCostUSD, o.PeerPriceUSD, o.QualityPremium, o.Elasticity, o.Share, o.ShareLoss, o.New)
}

// decideExit keeps how and in what state a firm leaves the market.
func (s *State) decideExit(f *agents.Firm, status agents.Status, parent int, price float64) {
	if !s.options.Decisions {
		return
	}
	burn := f.Month.Mean(&f.Month.Burn, 3)
	cash := s.cash(f)
	runway := math.Inf(1)
	if burn > 0 {
		runway = math.Max(0, cash+f.CreditUSD) / burn
	}
	result := status.String()
	if parent != nobody {
		result += fmt.Sprintf(" by %s for %.6g USD m", s.firms[parent].ID, price/1e6)
	}
	s.decision(f.ID, "exit", "control", result,
		"cash_usd_m=%.6g credit_usd_m=%.6g debt_usd_m=%.6g burn_usd_m_per_month=%.6g runway_months=%.4g failed_raises=%d gap_oom=%.4g share=%.4g last_valuation_usd_m=%.6g",
		cash/1e6, f.CreditUSD/1e6, f.DebtUSD/1e6, burn/1e6, runway, f.Capital.Failed,
		s.frontier-f.Models[agents.Flagship].Capability, s.indicators.share[f.Index], f.Capital.LastValuation()/1e6)
}

// orFunded says what an empty reason for a refusal means.
func orFunded(refused string) string {
	if refused == "" {
		return "funded"
	}
	return "refused: " + refused
}
