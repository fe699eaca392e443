package compute

const (
	hoursPerYear  = 8760
	monthsPerYear = 12
)

// HoursPerMonth is the average length of a month.
const HoursPerMonth = hoursPerYear / monthsPerYear

// Cost is the user cost of capital: the rent that pays interest, wear and obsolescence of an accelerator, over the hours that are sold, plus
// running cost (Jorgenson 1963). Obsolescence is the largest part: next year's accelerator does the same for a quarter less, and an annuity
// without it understates cost by a third.
type Cost struct {
	// Price of an accelerator with its share of building, network and power supply.
	CapitalUSDPerH100e float64 `yaml:"capital_usd_per_h100e" unit:"USD per H100e" range:"(0,inf)" default:"32000" source:"assumption: all-in, with building and network; 25,000-45,000" doc:"all-in price of an accelerator at the start"`
	// Interest.
	InterestPerYear float64 `yaml:"interest_per_year" unit:"1/year" range:"[0,1]" default:"0.1" source:"assumption, 0.07-0.13" doc:"required return on capital"`
	// Wear and loss.
	DepreciationPerYear float64 `yaml:"depreciation_per_year" unit:"1/year" range:"[0,1]" default:"0.05" source:"assumption" doc:"physical wear and loss"`
	// Share of hours that are sold.
	Utilisation float64 `yaml:"utilisation" unit:"1" range:"(0,1]" default:"0.7" source:"assumption, 0.5-0.85" doc:"hours sold over hours that pass"`
	// Running cost that goes with the price of the accelerator.
	OpexShare float64 `yaml:"opex_share_per_year" unit:"1/year" range:"[0,1]" default:"0.04" source:"assumption" doc:"yearly staff, repair and site cost over the price of the accelerator"`
	// Power.
	PowerUSDPerYear float64 `yaml:"power_usd_per_year" unit:"USD per H100e and year" range:"[0,inf)" default:"1000" source:"assumption: 1.3 kW at .09 USD/kWh" doc:"yearly power cost of an accelerator at the start"`
}

// CapitalUSD returns the price of an accelerator of today's generation: CapitalUSDPerH100e / hardwareIndex, with hardwareIndex the
// performance per dollar relative to the start.
func (c Cost) CapitalUSD(hardwareIndex float64) float64 { return c.CapitalUSDPerH100e / hardwareIndex }

// RunningUSDPerYear returns the running cost of an accelerator of the generation with that index: (OpexShare K + power), both falling
// with performance per dollar (performance per watt has kept pace with it).
func (c Cost) RunningUSDPerYear(hardwareIndex float64) float64 {
	return float64(c.OpexShare*c.CapitalUSD(hardwareIndex)) + c.PowerUSDPerYear/hardwareIndex
}

// UserCostUSDPerHour returns c, the rent at which building pays:
//
//	c = (K (r + d + g_h) + OpexShare K + power) / (8760 u)
//
// with K the price of today's accelerator, r InterestPerYear, d DepreciationPerYear, g_h = obsolescence (log growth of performance per
// dollar, per year) and u Utilisation. At the defaults and g_h = ln 1.3 it is 2.52 USD, at ln 1.2 2.11: the price at the end of 2024.
func (c Cost) UserCostUSDPerHour(hardwareIndex, obsolescence float64) float64 {
	rent := float64(c.CapitalUSD(hardwareIndex) * (c.InterestPerYear + c.DepreciationPerYear + obsolescence))
	return (rent + c.RunningUSDPerYear(hardwareIndex)) / float64(hoursPerYear*c.Utilisation)
}

// CashCostUSDPerHour returns what the owner saves by leaving an accelerator of that generation off for an hour: running cost / 8760.
func (c Cost) CashCostUSDPerHour(hardwareIndex float64) float64 {
	return c.RunningUSDPerYear(hardwareIndex) / hoursPerYear
}

// SellableHours returns the hours that a number of accelerators can sell in a month: units x 730 x Utilisation.
func (c Cost) SellableHours(units float64) float64 {
	return float64(units * HoursPerMonth * c.Utilisation)
}
