package plots

import (
	"slices"

	"shakeout/worlds/history"
)

// Flows draws who ends where: a ribbon from each agent to its outcome, and to the buyer where there
// is one. All ribbons are of one width.
func Flows(run *history.Run) (*Figure, error) {
	r := read(run)
	var flows []alluvium
	for _, a := range r.actors {
		if a.outcome == nil || a.outcome.Outcome == "" {
			continue
		}
		flows = append(flows, alluvium{Flow{From: a.name, To: destination(r, a), Weight: 1}, straight(a.look.colour)})
	}
	if len(flows) == 0 {
		return nothing("flows", "the run has no outcomes")
	}
	var order []string
	for _, outcome := range []string{"independent-profitable", "independent-burning", "niche", "subsidised", "merged", "acquired", "licensed-and-hired", "wound-down", "not-entered"} {
		for _, a := range r.actors {
			if a.outcome != nil && a.outcome.Outcome == outcome {
				order = append(order, destination(r, a))
			}
		}
	}
	// Agents in the order of where they go: the ribbons hardly cross.
	slices.SortStableFunc(flows, func(a, b alluvium) int { return slices.Index(order, a.To) - slices.Index(order, b.To) })
	return alluvial("flows", "Who ends where: "+caption(run), flows, order)
}

// destination is an outcome with its counterparty, without the price.
func destination(r *reading, a *actor) string {
	o := *a.outcome
	o.Price = 0
	b := *a
	b.outcome = &o
	return outcomeWords(r, &b)
}
