package plots

import (
	"slices"

	"shakeout/worlds/history"
)

// Flows draws who ends where: a ribbon from each agent to its outcome, and to the buyer where there
// is one. Ribbons are as wide as they have agents. Entrants that never had 1 % of model revenue are drawn
// together, and slots that nobody entered left out; the drawn data name them all.
func Flows(run *history.Run) (*Figure, error) {
	r := read(run)
	var flows []alluvium
	t := newTable("from", "to", "weight", "drawn_as")
	single, crowd := apart(r.actors)
	for _, a := range single {
		if a.outcome == nil || a.outcome.Outcome == "" {
			continue
		}
		to := destination(r, a)
		t.add(a.name, to, "1", a.name)
		flows = append(flows, alluvium{Flow{From: a.name, To: to, Weight: 1}, straight(a.look.colour)})
	}
	together, entered := map[string]int{}, 0
	for _, a := range crowd {
		if a.outcome == nil || a.outcome.Outcome == "" {
			continue
		}
		to, as := destination(r, a), "entrants"
		if a.outcome.Outcome == "not-entered" {
			as = ""
		} else {
			together[to]++
			entered++
		}
		t.add(a.name, to, "1", as)
	}
	if len(flows)+len(together) == 0 {
		return nothing("flows", "the run has no outcomes")
	}
	var order []string
	for _, outcome := range []string{"independent-profitable", "independent-burning", "niche", "subsidised", "merged", "acquired", "licensed-and-hired", "wound-down", "not-entered"} {
		for _, a := range r.actors {
			if a.outcome != nil && a.outcome.Outcome == outcome {
				if to := destination(r, a); !a.crowd || together[to] > 0 {
					order = append(order, to)
				}
			}
		}
	}
	// Agents in the order of where they go, the crowd where its middle one goes: the ribbons hardly cross.
	place, middle, before := map[string]int{}, 0, 0
	for i, to := range order {
		if _, known := place[to]; known {
			continue
		}
		place[to] = i
		if n := together[to]; n > 0 {
			flows = append(flows, alluvium{Flow{From: crowdTitle(entered), To: to, Weight: float64(n)}, softGrey})
			if 2*before < entered {
				middle = i
			}
			before += n
		}
	}
	from := func(a alluvium) int {
		if a.From == crowdTitle(entered) {
			return 2*middle + 1
		}
		return 2 * place[a.To]
	}
	slices.SortStableFunc(flows, func(a, b alluvium) int { return from(a) - from(b) })
	figure, err := alluvial("flows", "Who ends where: "+caption(run), flows, order)
	if err == nil {
		figure.Data = t
	}
	return figure, err
}

// destination is an outcome with its counterparty, without the price.
func destination(r *reading, a *actor) string {
	o := *a.outcome
	o.Price = 0
	b := *a
	b.outcome = &o
	return outcomeWords(r, &b)
}
