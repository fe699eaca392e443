package capital

import "math"

// Strategic is money of a cloud for a laboratory. It comes partly as compute that has still to be used, and against a commitment to buy more, so that much of it
// flows back as the cloud's own revenue (Microsoft and OpenAI, Amazon and Anthropic). The cloud pays for that: it accepts a higher price than other
// investors, up to the margin it expects to earn on the commitment.
type Strategic struct {
	// Share that comes as compute.
	CreditShare float64 `yaml:"credit_share" unit:"1" range:"[0,1]" default:"0.5" source:"assumption; press reports on Microsoft and OpenAI 2023" doc:"share of strategic money that comes as prepaid compute"`
	// Commitment over the amount.
	CommitmentRatio float64 `yaml:"commitment_ratio" unit:"1" range:"[0,10]" default:"1" source:"assumption" doc:"compute that the laboratory commits to buy over the amount invested"`
	// Years over which it is bought.
	CommitmentYears float64 `yaml:"commitment_years" unit:"years" range:"(0,20]" default:"4" source:"assumption" doc:"years over which the commitment is bought"`
	// Cloud's margin on compute.
	CloudMargin float64 `yaml:"cloud_margin" unit:"1" range:"[0,1]" default:"0.3" source:"assumption: operating margin of the large clouds" doc:"share of the commitment that is the cloud's profit"`
	// Most that a cloud pays at once.
	CashShare float64 `yaml:"cash_share" unit:"1" range:"[0,1]" default:"0.1" source:"assumption, 0.05-0.2" doc:"share of its cash that a cloud may put into one round"`
	// Largest share that a cloud takes without control.
	MaxStake float64 `yaml:"max_stake" unit:"1" range:"[0,1]" default:"0.24" source:"assumption: below the review of control" doc:"largest share that a cloud holds without asking the merger authority"`
}

// Stake are the terms of a strategic round.
type Stake struct {
	AmountUSD     float64 // in total
	CashUSD       float64 // in money
	CreditsUSD    float64 // in prepaid compute
	CommitmentUSD float64 // compute to be bought over CommitmentYears, credits not included
	PremiumUSD    float64 // what the cloud can pay above the common pre-money: its margin on commitment and credits
}

// Terms returns the terms for an amount.
func (t Strategic) Terms(amountUSD float64) Stake {
	amount := math.Max(0, amountUSD)
	credits := float64(t.CreditShare * amount)
	commitment := float64(t.CommitmentRatio * amount)
	return Stake{
		AmountUSD: amount, CashUSD: amount - credits, CreditsUSD: credits, CommitmentUSD: commitment,
		PremiumUSD: float64(t.CloudMargin * (commitment + credits)),
	}
}

// MaxAmountUSD returns the most that a cloud with a share held can invest at a pre-money without passing MaxStake: with s = MaxStake and h = held,
// h pre/(pre + a) + a/(pre + a) = s gives a = pre (s - h)/(1 - s).
func (t Strategic) MaxAmountUSD(preMoneyUSD, held float64) float64 {
	if t.MaxStake >= 1 {
		return math.Inf(1)
	}
	return math.Max(0, preMoneyUSD) * math.Max(0, t.MaxStake-held) / (1 - t.MaxStake)
}
