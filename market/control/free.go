package control

import "math"

// Part is what share of a firm's customers and people would come to another if the firm closed: customers choose afresh among those who serve the same segments, people
// look for work where there is some.
type Part struct{ Consumers, Enterprises, Researchers float64 }

// FreeUSD returns what a bidder gets for nothing where the firm closes: its part of the customers for as long as customers stay, and its part of the people. They have
// chosen to come, so that nothing is lost in integration; they bring no more know-how than others who look for work.
func (v Value) FreeUSD(t Target, part Part) float64 {
	customers := float64(v.ConsumerMonths*part.Consumers*math.Max(0, t.ConsumerMarginUSDPerMonth)) +
		float64(v.EnterpriseMonths*part.Enterprises*math.Max(0, t.EnterpriseMarginUSDPerMonth))
	return customers + v.FreePeopleUSD(t, part)
}

// FreePeopleUSD returns what the people are worth who would come to a bidder where the firm closes.
func (v Value) FreePeopleUSD(t Target, part Part) float64 {
	return float64(math.Max(0, t.Researchers) * part.Researchers * (v.PerResearcherUSDM * million) * t.Team)
}
