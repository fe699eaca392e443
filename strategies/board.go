package strategies

import (
	"math"

	"shakeout/agents"
)

// board is the last look at a move: no paid offer below marginal cost without a stated plan, no run and no research that can't be paid.
// Research may stay as it is: it can only be cut so fast, and the engine cuts it where money ends.
func board(books *agents.Books, m *agents.ModelMove) {
	for k := range books.Offers {
		o := &books.Offers[k]
		if paid(o) && m.Plans[k] == "" && m.PricesUSD[k] < o.UnitCostUSD {
			m.PricesUSD[k] = o.UnitCostUSD
		}
	}
	m.Train = m.Train && payable(books)
	m.ResearchUSD = math.Min(m.ResearchUSD, math.Max(books.ResearchUSDPerYear, means(books)))
}

// means is what there is to spend in a year: cash, credit, revenue and the envelope, USD.
func means(books *agents.Books) float64 {
	return math.Max(0, books.CashUSD+books.CreditUSD) + books.RevenueUSDPerYear + books.EnvelopeUSDPerYear
}
