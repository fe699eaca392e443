package capital

import (
	"fmt"
	"math"
)

// Debt is money against data centres: lenders pay a part of the fleet's book value, want interest and straight repayment over the life of the machines, and end the
// loan when the fleet no longer covers it or earnings no longer cover the interest (collateral as the limit to borrowing: Kiyotaki and Moore 1997). Firms
// without a fleet cannot borrow.
type Debt struct {
	// Loan over book value.
	LoanToValue float64 `yaml:"loan_to_value" unit:"1" range:"[0,1]" default:"0.6" source:"assumption, 0.5-0.8: loans against accelerators 2023-24" doc:"greatest loan over the book value of the fleet"`
	// Interest.
	InterestPerYear float64 `yaml:"interest_per_year" unit:"1/year" range:"[0,1]" default:"0.11" source:"assumption, 0.08-0.14" doc:"interest in normal times"`
	// Interest added in a bust.
	BustSpreadPerYear float64 `yaml:"bust_spread_per_year" unit:"1/year" range:"[0,1]" default:"0.03" source:"assumption" doc:"added interest on new loans in a bust"`
	// Term.
	TermMonths int64 `yaml:"term_months" unit:"months" range:"[1,600]" default:"60" source:"assumption: life of the machines" doc:"term of a loan"`
	// Covenant on collateral.
	CovenantLoanToValue float64 `yaml:"covenant_loan_to_value" unit:"1" range:"[0,10]" default:"0.85" source:"assumption" doc:"loan over book value above which the covenant is broken"`
	// Covenant on earnings.
	CovenantCoverage float64 `yaml:"covenant_coverage" unit:"1" range:"[0,10]" default:"1" source:"assumption" doc:"cash earnings over interest below which, together with less than a year of interest in cash, the covenant is broken"`
}

// Loan is a loan against a fleet, repaid in equal parts of principal.
type Loan struct {
	Lender, Borrower string
	PrincipalUSD     float64 // still owed
	RepaymentUSD     float64 // per month
	RatePerYear      float64
}

// Instalment is what falls due in a month.
type Instalment struct{ InterestUSD, RepaymentUSD float64 }

// CapacityUSD returns what a firm can still borrow: LoanToValue x book value - debt.
func (d Debt) CapacityUSD(bookValueUSD, debtUSD float64) float64 {
	return math.Max(0, float64(d.LoanToValue*math.Max(0, bookValueUSD))-debtUSD)
}

// Lend returns a new loan at the rate of the mood.
func (d Debt) Lend(lender, borrower string, amountUSD float64, mood Mood) Loan {
	rate := d.InterestPerYear
	if mood == Bust {
		rate += d.BustSpreadPerYear
	}
	amount := math.Max(0, amountUSD)
	return Loan{lender, borrower, amount, amount / float64(max(1, d.TermMonths)), rate}
}

// Due returns what falls due in a month: interest on what is owed, and a part of the principal, the last part being the rest.
func (l Loan) Due() Instalment {
	return Instalment{l.PrincipalUSD * l.RatePerYear / monthsPerYear, math.Min(l.RepaymentUSD, l.PrincipalUSD)}
}

// Pay returns the loan after a repayment.
func (l Loan) Pay(repaymentUSD float64) Loan {
	l.PrincipalUSD = math.Max(0, l.PrincipalUSD-math.Max(0, repaymentUSD))
	return l
}

// Standing is what the covenants look at.
type Standing struct {
	DebtUSD             float64
	BookValueUSD        float64 // of the fleet
	EarningsUSDPerMonth float64 // before interest, research cut to what keeps the firm alive
	InterestUSDPerMonth float64
	CashUSD             float64
}

// Covenant returns nil, or an error that names the broken covenant: debt above CovenantLoanToValue x book value; or earnings below CovenantCoverage x interest
// while cash covers less than a year of interest.
func (d Debt) Covenant(s Standing) error {
	if limit := float64(d.CovenantLoanToValue * math.Max(0, s.BookValueUSD)); s.DebtUSD > limit {
		return fmt.Errorf("debt of %.0f USD above %g of the fleet's book value of %.0f USD", s.DebtUSD, d.CovenantLoanToValue, s.BookValueUSD)
	}
	poor := s.CashUSD < monthsPerYear*s.InterestUSDPerMonth
	if needed := float64(d.CovenantCoverage * s.InterestUSDPerMonth); poor && s.EarningsUSDPerMonth < needed {
		return fmt.Errorf("earnings of %.0f USD a month below %g times interest of %.0f USD, and less than a year of interest in cash", s.EarningsUSDPerMonth, d.CovenantCoverage, s.InterestUSDPerMonth)
	}
	return nil
}
