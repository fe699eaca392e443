package talent

import (
	"math"

	"shakeout/internal/exact"
)

const monthsPerYear = 12

// Pool is the supply of researchers who can work at the frontier, and the pay that clears it. The number of such people grows with doctoral
// cohorts, not with budgets, so that most of a race for talent ends in pay (Goolsbee 1998 for research and development at large): more laboratories that bid, or
// richer ones, raise it for all.
type Pool struct {
	// Growth of their number.
	GrowthPerYear float64 `yaml:"growth_per_year" unit:"factor per year" range:"[0.5,3]" default:"1.1" source:"assumption, 1.05-1.2" doc:"growth of the number of researchers"`
	// Pay to which the number belongs.
	ReferencePayUSDPerYear float64 `yaml:"reference_pay_usd_per_year" unit:"USD per person and year" range:"(0,inf)" default:"900000" source:"assumption, 0.5-1.5 m with shares" doc:"pay at which the elasticity of supply is anchored"`
	// Elasticity of supply to pay.
	SupplyElasticity float64 `yaml:"supply_elasticity" unit:"1" range:"[0,5]" default:"0.3" source:"assumption, 0.1-0.5; Goolsbee 1998 for research labour" doc:"elasticity of the number of researchers in laboratories to pay"`
	// How fast pay follows.
	PayAdjustmentPerMonth float64 `yaml:"pay_adjustment_per_month" unit:"1/month" range:"(0,1]" default:"0.15" source:"assumption: yearly reviews, matched offers" doc:"share of the log distance to clearing pay that is covered in a month"`
}

// Size returns the number of researchers at the reference pay, years after it was opening: opening x GrowthPerYear^years.
func (p Pool) Size(opening, years float64) float64 {
	return float64(opening * exact.Pow(p.GrowthPerYear, years))
}

// Supply returns the researchers who work in laboratories at a pay: size x (pay/ReferencePay)^SupplyElasticity.
func (p Pool) Supply(size, payUSDPerYear float64) float64 {
	return float64(size * exact.Pow(math.Max(0, payUSDPerYear)/p.ReferencePayUSDPerYear, p.SupplyElasticity))
}

// ClearingPayUSD returns the yearly pay at which budgets hire exactly the supply. With B the firms' talent budgets a year at market pay,
// B/w = size (w/w0)^e, so that
//
//	w = w0 x (B / (size w0))^(1/(1+e)).
//
// Zero where nobody hires.
func (p Pool) ClearingPayUSD(budgetUSDPerYear, size float64) float64 {
	if !(budgetUSDPerYear > 0) || !(size > 0) {
		return 0
	}
	tightness := budgetUSDPerYear / float64(size*p.ReferencePayUSDPerYear)
	return float64(p.ReferencePayUSDPerYear * exact.Pow(tightness, 1/(1+p.SupplyElasticity)))
}

// NextPayUSD returns pay a month later, on its way to the pay that clears: ln w' = ln w + PayAdjustmentPerMonth ln(clearing/w). Where nobody
// hires it stays.
func (p Pool) NextPayUSD(payUSDPerYear, clearingUSDPerYear float64) float64 {
	if !(clearingUSDPerYear > 0) || !(payUSDPerYear > 0) {
		return math.Max(payUSDPerYear, clearingUSDPerYear)
	}
	return float64(payUSDPerYear * exact.Pow(clearingUSDPerYear/payUSDPerYear, p.PayAdjustmentPerMonth))
}

// OpeningSize returns the number of researchers at the reference pay with which the market clears at the given pay and budgets at the start,
// so that a world's opening teams and pay are in equilibrium; 0 where nobody is paid.
func (p Pool) OpeningSize(budgetUSDPerYear, payUSDPerYear float64) float64 {
	if !(payUSDPerYear > 0) {
		return 0
	}
	return budgetUSDPerYear / payUSDPerYear / exact.Pow(payUSDPerYear/p.ReferencePayUSDPerYear, p.SupplyElasticity)
}
