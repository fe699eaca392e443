package main

import (
	"fmt"
	"math"
	"slices"

	"shakeout/worlds/history"
)

// flows are the lines of the books that a life's money is told by.
var flows = []struct {
	name string
	of   func(r *history.AgentRow) float64
}{
	{"serving customers", func(r *history.AgentRow) float64 { return r.CostInference }},
	{"research compute", func(r *history.AgentRow) float64 { return r.CostResearchCompute }},
	{"staff", func(r *history.AgentRow) float64 { return r.CostStaff }},
	{"sales and brand", func(r *history.AgentRow) float64 { return r.CostSales }},
	{"fees and royalties", func(r *history.AgentRow) float64 { return r.CostFees }},
	{"overhead", func(r *history.AgentRow) float64 { return r.CostOverhead }},
	{"compute it had paid for and did not use", func(r *history.AgentRow) float64 { return r.CostIdleCompute }},
	{"its own accelerators", func(r *history.AgentRow) float64 { return r.CostFleet }},
	{"interest", func(r *history.AgentRow) float64 { return r.CostInterest }},
}

// accounts adds a life up: what came in, what it was spent on, and what became of the cash it began with.
func (b *biography) accounts() string {
	spent := make([]float64, len(flows))
	revenue, equity, paid, total := 0.0, 0.0, 0.0, 0.0
	first, last := -1, -1
	for i := range b.books {
		r := &b.books[i]
		if !alive(r.Status) {
			continue
		}
		if first < 0 {
			first = i
			continue // the opening state; its month is not its own yet
		}
		last = i
		revenue += r.Revenue + r.RevenueRoyalty
		equity += r.EquityRaised
		paid += r.PaidOut
		for k, f := range flows {
			spent[k] += f.of(r)
			total += f.of(r)
		}
	}
	if last < 0 || total <= 0 || math.IsNaN(total) {
		return ""
	}
	order := make([]int, len(flows))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(x, y int) int {
		switch {
		case spent[x] > spent[y]:
			return -1
		case spent[x] < spent[y]:
			return 1
		}
		return 0
	})
	var parts []string
	for _, k := range order[:3] {
		if spent[k] > 0 {
			parts = append(parts, fmt.Sprintf("%s on %s", money(spent[k]), flows[k].name))
		}
	}
	from, to := &b.books[first], &b.books[last]
	text := fmt.Sprintf("From %s to %s it took in %s from customers and spent %s, most of it %s", month(from.Date), month(to.Date), money(revenue), money(total), enumerate(parts))
	if equity > 0 {
		text += fmt.Sprintf("; investors and partners put in %s", money(equity))
	}
	if paid > 0 {
		text += fmt.Sprintf("; its owners were paid %s", money(paid))
	}
	return fmt.Sprintf("%s. It began with %s in cash. [agents.csv:%d to %d]", text, money(from.Cash), b.lines[first], b.lines[last])
}
