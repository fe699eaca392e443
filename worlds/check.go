package worlds

import (
	"fmt"
	"slices"

	"shakeout/agents"
	"shakeout/strategies"
	"shakeout/strategies/script"
	"shakeout/worlds/worldfile"
)

// Check reports what the fields of a world must be to each other: ids that lead somewhere, months
// in order, stakes that add to one at most, strategies that exist for the kind of agent.
func (w *World) Check(report func(path, format string, args ...any)) {
	c := worldCheck{w, report, nil, nil}
	for i := range w.Agents {
		c.agents = append(c.agents, w.Agents[i].ID)
	}
	for i := range w.Customers.Segments {
		c.segments = append(c.segments, w.Customers.Segments[i].ID)
	}
	if len(w.Agents) == 0 {
		report("agents", "got none; want at least one agent")
	}
	if len(w.Customers.Segments) == 0 {
		report("customers.segments", "got none; want at least one segment")
	}
	if err := worldfile.CheckName(w.Name); err != nil { // run directories are called by it
		report("name", "got %.80q; want %s", w.Name, err)
	}
	if _, err := parseMonth(w.Start); err != nil {
		report("start", "got %.80q; want a month like 2025-01", w.Start)
	}
	if w.Record != RecordLast && w.Ticks > mostRecorded {
		report("ticks", "got %d, each of them recorded; want at most %d, or record: last", w.Ticks, mostRecorded)
	}
	for i := range w.Agents {
		c.agent(&w.Agents[i])
	}
	c.stakes()
	for _, id := range w.Parents.NotCarried {
		c.id("parents.not_carried", id, c.agents, "agent")
	}
	for _, list := range []struct {
		key string
		ids []string
	}{{"policy.open_weights_barred", w.Policy.Barred}, {"policy.open_weights_frozen", w.Policy.Frozen}} {
		for _, id := range list.ids {
			if id != "*" {
				c.id(list.key, id, c.agents, "agent")
			}
		}
	}
	c.sales()
	c.entry()
	c.checkChanges()
	c.stops()
	c.worths()
	w.CheckUncertain(w.Uncertain, func(i int, key, format string, args ...any) {
		report(fmt.Sprintf("uncertain[%d].%s", i, key), format, args...)
	})
}

// mostRecorded is how many ticks can leave rows behind: of two firms some GB, and years beyond any forecast.
const mostRecorded = 1_000_000

// worldCheck is a world under examination.
type worldCheck struct {
	world            *World
	report           func(path, format string, args ...any)
	agents, segments []string
}

// id reports an id that is in no list.
func (c *worldCheck) id(path, got string, known []string, what string) {
	if !slices.Contains(known, got) {
		c.report(path, "got %.80q, the id of no %s; %s", got, what, worldfile.WantOneOf(got, known))
	}
}

func (c *worldCheck) agent(a *Agent) {
	at := "agents[" + a.ID + "]"
	if a.Enters != "" {
		if _, err := parseMonth(a.Enters); err != nil {
			c.report(at+".enters", "got %.80q; want a month like 2025-01", a.Enters)
		} else if a.Enters < c.world.Start {
			c.report(at+".enters", "got %.80s, before the start of the world in %s; want a month after it, or no enters for an agent that is there from the start", a.Enters, c.world.Start)
		}
	}
	for i := range a.Products {
		c.product(at, &a.Products[i])
	}
	for _, x := range a.Stakes {
		c.id(at+".stakes["+x.ID+"]", x.ID, c.agents, "agent")
		if x.ID == a.ID {
			c.report(at+".stakes["+x.ID+"]", "got a stake in itself; want the id of another agent")
		}
	}
	shares := 0.0
	for _, x := range a.Supplier {
		c.id(at+".contracts["+x.ID+"]", x.ID, c.agents, "agent")
		shares += x.Share
	}
	if shares > 1+1e-9 {
		c.report(at+".contracts", "got shares that add to %g; want at most 1", shares)
	}
	c.strategy(at+".strategy", a)
}

func (c *worldCheck) product(agent string, p *Product) {
	at := agent + ".products[" + p.ID + "]"
	if p.Enters != "" {
		if _, err := parseMonth(p.Enters); err != nil {
			c.report(at+".enters", "got %.80q; want a month like 2025-01", p.Enters)
		}
	}
	if p.Model != "" {
		c.id(at+".model_of", p.Model, c.agents, "agent")
	}
	if p.Via != "" {
		c.id(at+".via", p.Via, c.agents, "agent")
	}
	if p.Price == 0 && p.Channel != agents.Free {
		c.report(at+".price_usd", "got no price; want one above 0 for a product of channel %s (only free has none)", p.Channel)
	}
	for _, sale := range p.Sales {
		c.id(at+".sales["+sale.ID+"]", sale.ID, c.segments, "segment")
	}
}

func (c *worldCheck) strategy(at string, a *Agent) {
	spec := &a.Strategy
	switch {
	case spec.Script != "" && len(spec.Command) > 0:
		c.report(at, "got a script and a command; want one of them")
		return
	case spec.Script != "" && spec.Name != "":
		c.report(at, "got a name and a script; want one of them (name: null takes out a name that came with extends)")
		return
	case spec.Script != "":
		if _, err := script.Load(spec.scriptName(at), spec.Script, spec.Params); err != nil {
			c.report(at+".script", "%s", err)
		}
		return
	case len(spec.Command) > 0 && spec.Name == "":
		return
	case spec.Name == "":
		c.report(at, "got nothing; want a name, a script or a command")
		return
	}
	var err error
	switch a.Kind {
	case agents.Cloud:
		_, err = strategies.NewCloud(a.Strategy.Name, spec.catalogueParams())
	case agents.Releaser:
		_, err = strategies.NewReleaser(a.Strategy.Name, spec.catalogueParams())
	default:
		_, err = strategies.NewLab(a.Strategy.Name, spec.catalogueParams())
	}
	if err == nil {
		return
	}
	var names []string
	for _, e := range strategies.Catalogue() {
		if e.Kind != a.Kind {
			continue
		}
		names = append(names, e.Name)
		if e.Name == a.Strategy.Name || a.Strategy.Name == "" {
			c.report(at, "%s", err) // the parameters, which the catalogue knows best
			return
		}
	}
	c.report(at+".name", "got %.80q, no strategy of a %s; %s", a.Strategy.Name, a.Kind, worldfile.WantOneOf(a.Strategy.Name, names))
}

// stakes reports agents of which more than all is held.
func (c *worldCheck) stakes() {
	for _, id := range c.agents {
		held := 0.0
		for k := range c.world.Agents {
			for _, x := range c.world.Agents[k].Stakes {
				if x.ID == id {
					held += x.Share
				}
			}
		}
		if held > 1+1e-9 {
			c.report("agents["+id+"]", "got stakes in it that add to %g; want at most 1", held)
		}
	}
}

// sales reports segments in which nobody sells anything.
func (c *worldCheck) sales() {
	for _, id := range c.segments {
		sold := false
		for i := range c.world.Agents {
			for _, p := range c.world.Agents[i].Products {
				sold = sold || slices.ContainsFunc(p.Sales, func(s ProductSale) bool { return s.ID == id })
			}
		}
		if !sold && len(c.agents) > 0 {
			c.report("customers.segments["+id+"]", "got no product that is sold in it; want at least one, under products of some agent as sales: [{id: %s}]", id)
		}
	}
}

// entry reports templates of entrants that could not trade, and agents that bear the name of a slot.
func (c *worldCheck) entry() {
	e := c.world.Entry
	if e == nil {
		return
	}
	for k := range e.Templates {
		t := &e.Templates[k]
		at := "entry.templates[" + t.ID + "]"
		for i := range t.Products {
			c.product(at, &t.Products[i])
		}
		c.strategy(at+".strategy", &Agent{Kind: agents.Lab, Strategy: t.Strategy})
	}
	for n := 1; n <= int(e.Slots); n++ {
		if slices.Contains(c.agents, entrant(n)) {
			c.report("agents["+entrant(n)+"]", "got the name of a slot of the section entry; want another id")
		}
	}
}
