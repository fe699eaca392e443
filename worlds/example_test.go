package worlds_test

import (
	"context"
	"fmt"

	"shakeout/agents"
	"shakeout/market/customers"
	"shakeout/worlds"
)

// halving lets its price fall by half in a year, whatever the others do.
type halving struct{}

func (halving) Decide(view *agents.LabView, _ *agents.Luck, move *agents.LabMove) {
	for i, offer := range view.Offers {
		move.PricesUSD[i] = 0.944 * offer.PriceUSD
	}
}

// A world built in code, a strategy of one's own, and the history read back.
func Example() {
	w, segment := worlds.Default[worlds.World](), worlds.Default[customers.Segment]()
	segment.ID, segment.Potential, segment.TaskMean = "developers", 10, 0
	w.Name, w.Ticks, w.Customers.Segments = "two-labs", 12, []customers.Segment{segment}
	for _, id := range []string{"alpha", "beta"} {
		lab, api, sale := worlds.Default[worlds.Agent](), worlds.Default[worlds.Product](), worlds.Default[worlds.ProductSale]()
		sale.ID, sale.Revenue = "developers", 50
		api.ID, api.Channel, api.Price, api.Sales = "api", agents.API, 3, []worlds.ProductSale{sale}
		lab.ID, lab.Name, lab.Start.Cash, lab.Products = id, id, 100, []worlds.Product{api}
		w.Agents = append(w.Agents, lab)
	}
	own := worlds.Own{Labs: map[string]agents.LabStrategy{"alpha": halving{}, "beta": halving{}}}
	run, err := worlds.RunChecked(context.Background(), &w, worlds.Options{Own: own})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range run.Agents {
		if row.Tick == w.Ticks {
			fmt.Printf("%s: price %.2f USD, %s\n", row.Agent, row.Price, row.Status)
		}
	}
	// Output:
	// alpha: price 1.50 USD, active
	// beta: price 1.50 USD, active
}

func ExampleRunChecked_problems() {
	w := worlds.Default[worlds.World]()
	w.Name = "empty"
	_, err := worlds.RunChecked(context.Background(), &w, worlds.Options{})
	fmt.Println(err)
	// Output:
	// agents: got none; want at least one agent
	// customers.segments: got none; want at least one segment
}
