package history

// LearningRow is what one agent has learnt, in a run with a rule for the end of learning (learning.csv): what play repeats once nobody learns or
// tries any more.
type LearningRow struct {
	Agent         string  `csv:"agent" doc:"agent that learns"`
	Converged     bool    `csv:"converged" doc:"whether learning ended by the rule, not at the last tick of the world"`
	Periods       int64   `csv:"periods" doc:"ticks until learning ended"`
	CycleTicks    int64   `csv:"cycle_ticks" doc:"length of the cycle that play without learning and trying reaches; 0 where none was found"`
	Price         float64 `csv:"price_usd" doc:"own price, mean over the cycle, USD per unit"`
	PriceAll      float64 `csv:"price_all_usd" doc:"the same, mean over all agents"`
	Profit        float64 `csv:"profit_usd_m" doc:"own operating profit of a tick, mean over the cycle, USD m"`
	NashPrice     float64 `csv:"nash_price_usd" doc:"own price in the Nash equilibrium of a single tick, USD per unit"`
	JointPrice    float64 `csv:"joint_price_usd" doc:"own price at which joint profit of a tick is greatest, USD per unit"`
	NashProfit    float64 `csv:"nash_profit_usd_m" doc:"own profit of a tick at Nash prices, USD m"`
	JointProfit   float64 `csv:"joint_profit_usd_m" doc:"own profit of a tick at prices of greatest joint profit, USD m"`
	ProfitGain    float64 `csv:"profit_gain" doc:"(profit - nash_profit)/(joint_profit - nash_profit) of the agent"`
	ProfitGainAll float64 `csv:"profit_gain_all" doc:"the same of the means over all agents: the profit gain of the session (Calvano et al. 2020)"`
	DeviationTick float64 `csv:"deviation_tick" doc:"tick at which an agent was made to deviate; empty without a test"`
	DeviatesTo    float64 `csv:"deviation_price_usd" doc:"what this agent asked then, USD per unit"`
	ReturnTicks   float64 `csv:"return_ticks" doc:"ticks from then until play was back in its cycle; empty where it was not before the end"`
}
