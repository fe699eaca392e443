package capital

import "math"

// Payouts are dividends and buy-backs. Cash that no plan needs is worth less inside a firm than outside, where managers would find uses for it (free cash flow: Jensen
// 1986); but who lives on research that banks don't finance keeps cash against a bad year (the precautionary motive: Bates, Kahle and Stulz 2009). So a board pays
// out, by degrees as with dividends (Lintner 1956), what is beyond a stock for bad times, once the firm earns what it needs.
type Payouts struct {
	// Cash that is kept.
	ReserveMonths float64 `yaml:"reserve_months" unit:"months" range:"[0,120]" default:"9" source:"annual reports for 2021 and fiscal 2022: cash and securities of Alphabet, Apple, Meta, Microsoft and Nvidia, who all pay out, over costs and expenses: 7 to 15 months, median 9" doc:"months of costs that a laboratory keeps in cash before it pays anything out"`
	// How fast.
	PartPerMonth float64 `yaml:"part_per_month" unit:"1/month" range:"[0,1]" default:"0.1" source:"assumption: as parents pay out what they do not need" doc:"part of the cash beyond that which is paid out in a month"`
}

// Earner is a firm whose board thinks of its owners, in USD.
type Earner struct {
	CashUSD          float64
	CostUSDPerMonth  float64
	OperatingUSD     float64 // operating profit of the last twelve months
	FreeCashUSD      float64 // what its business brought in cash in the last twelve months, investment counted
	LossExcusedUSD   float64 // what growth lets it lose in a month: above zero it grows too fast to pay
	DebtUSD          float64 // due before owners: credit that is drawn, bridges
	MonthsSinceRound int64
	Raising          bool // looks for money
}

// AmountUSD returns what a board pays out in a month: PartPerMonth x (cash - ReserveMonths x costs), if a year has brought profit and cash, growth excuses no loss, nothing
// is owed that comes before owners, and no money was raised within a year: who burns, grows, borrows or raises pays nothing.
func (p Payouts) AmountUSD(e Earner) float64 {
	if !(e.OperatingUSD > 0) || !(e.FreeCashUSD > 0) || e.LossExcusedUSD > 0 || e.DebtUSD > 0 || e.Raising || e.MonthsSinceRound < monthsPerYear {
		return 0
	}
	return float64(p.PartPerMonth * math.Max(0, e.CashUSD-float64(p.ReserveMonths*math.Max(0, e.CostUSDPerMonth))))
}
