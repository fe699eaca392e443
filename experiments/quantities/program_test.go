package quantities_test

import (
	"math"
	"strings"
	"testing"

	"shakeout/experiments/quantities"
	"shakeout/worlds/history"
)

var run = &history.Run{
	Ticks:  1,
	Market: []history.MarketRow{{Tick: 0, HHI: 3000, Leader: "a"}, {Tick: 1, HHI: 2500, Leader: "b"}},
	Agents: []history.AgentRow{
		{Tick: 0, Agent: "a", Kind: "lab", Cash: 10, Revenue: 4}, {Tick: 0, Agent: "b", Kind: "cloud", Cash: 20, Revenue: 6},
		{Tick: 1, Agent: "a", Kind: "lab", Cash: 8, Revenue: 5}, {Tick: 1, Agent: "b", Kind: "cloud", Cash: math.NaN(), Revenue: 15},
	},
	Offers: []history.OfferRow{
		{Tick: 1, Offer: "a/x", Agent: "a", Channel: "api", Open: true, Revenue: 2}, {Tick: 1, Offer: "b/x", Agent: "b", Channel: "seat", Revenue: 3},
	},
	Events:   []history.EventRow{{Tick: 1, Type: "launch", Agent: "a"}},
	Outcomes: []history.OutcomeRow{{Agent: "a", Outcome: "wound-down", Tick: 1}, {Agent: "b", Outcome: "subsidised", Tick: 1}},
}

func TestValues(t *testing.T) {
	const script = `
def revenue(t, **which): return total([r.revenue_usd_m for r in offers(t, **which)])
exits = ["acquired", "wound-down"]
`
	tests := []struct {
		reason, of string
		want       float64
	}{
		{"a column", "market(1).hhi", 2500},
		{"of an agent", `agent("a", 1).cash_usd_m`, 8},
		{"an agent that is not there", `agent("c", 1).cash_usd_m`, math.NaN()},
		{"a month that is not there", `market(7).hhi`, math.NaN()},
		{"the text of a row that is not there", `agent("c", 1).kind == ""`, 1},
		{"a list", `total([r.model_revenue_usd_m for r in agents(0)])`, 10},
		{"a list by a column", `total([r.model_revenue_usd_m for r in agents(0, kind = "cloud")])`, 6},
		{"one of several", `len(offers(1, channel = ["api", "seat"]))`, 2},
		{"true or false", `len(offers(1, open = True))`, 1},
		{"a function of the script", `revenue(1, agent = "b")`, 3},
		{"events", `[e.tick for e in events(type = "launch")][0]`, 1},
		{"outcomes", `len([o for o in outcomes() if o.outcome in exits])`, 1},
		{"yes", `outcome("a").outcome in exits`, 1},
		{"nothing", `None`, math.NaN()},
		{"a ratio to nothing", `ratio(1, 0)`, math.NaN()},
		{"a logarithm", `ln(1)`, 0},
		{"a logarithm of nothing", `ln(0)`, math.NaN()},
		{"known", `known(agent("b", 1).cash_usd_m)`, 0},
		{"of a mean", `mean([1, 2, 6])`, 3},
		{"of an empty mean", `mean([])`, math.NaN()},
		{"a median", `median([5, 1, 2, 8])`, 3.5},
		{"pairs won, ties half", `won([3, 1], [1, 2])`, 2.5},
		{"length of the run", `ticks()`, 1},
	}
	var list []quantities.Definition
	for _, tt := range tests {
		list = append(list, quantities.Definition{ID: tt.reason, Of: tt.of})
	}
	p, err := quantities.Compile(script, list)
	if err != nil {
		t.Fatal(err)
	}
	for k, tt := range tests {
		got, err := p.Value(k, run)
		if err != nil || got != tt.want && !(math.IsNaN(got) && math.IsNaN(tt.want)) {
			t.Errorf("%s: %s: got %v, %v; want %v", tt.reason, tt.of, got, err, tt.want)
		}
	}
}

func TestTablesThatAreNeeded(t *testing.T) {
	p, err := quantities.Compile("def a(): return len(offers(1))\ndef b(): return a()\n", []quantities.Definition{
		{ID: "x", Of: "b()"}, {ID: "y", Of: "market(1).hhi"}, {ID: "z", Of: `len(events()) + segment("s", 1).hhi`},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		which []int
		want  quantities.Tables
	}{
		{[]int{0}, quantities.Tables{Offers: true}}, {[]int{1}, quantities.Tables{}}, {[]int{1, 2}, quantities.Tables{Segments: true, Events: true}},
	} {
		if got := p.Needs(tt.which); got != tt.want {
			t.Errorf("%v: got %+v; want %+v", tt.which, got, tt.want)
		}
	}
}

func TestWhatIsWrongHasAPlace(t *testing.T) {
	for _, tt := range []struct{ reason, script, of, wrong string }{
		{"a broken script", "x = (", "1", "script, line 1"},
		{"a broken expression", "", "1 +", "q, line 1"},
		{"an unknown name", "", "turnover(1)", "undefined: turnover"},
		{"a run before there is one", "x = market(1)", "1", "there is no run yet"},
		{"an unknown column", "", "market(1).hhj", "no .hhj"},
		{"a condition on a number", "", `offers(1, revenue_usd_m = "2")`, "want a column with text"},
		{"no tick", "", `market("1")`, "want a tick"},
		{"no number", "", `"text"`, "want a number"},
		{"a month for all events", "", `events(12, type = "launch")`, "events: got 1 arguments; want 0"},
		{"a month too many", "", "market(1, 2).hhi", "market: got 2 arguments; want 1"},
		{"an agent without a month", "", `agent("a").share`, "agent: got 1 arguments; want 2"},
		{"a segment by condition", "", `segment("s", 1, segment = "s").hhi`, "segment: got segment =; want no argument with a name"},
		{"a kind of outcome", "", `outcome("a", kind = "lab").tick`, "outcome: got kind =; want no argument with a name"},
		{"a month of the length", "", "ticks(1)", "ticks: got 1 arguments; want 0"},
		{"a base of a logarithm", "", "ln(2, 10)", "ln: got 2 arguments; want 1"},
		{"a ratio of three", "", "ratio(1, 2, 3)", "ratio: got 3 arguments; want 2"},
		{"known nothing", "", "known()", "known: got 0 arguments; want 1"},
		{"known text", "", `known("text")`, "want a number"},
		{"no end", "def f():\n  for i in range(1000000000):\n    pass\n  return 1", "f()", "too many steps"},
	} {
		p, err := quantities.Compile(tt.script, []quantities.Definition{{ID: "q", Of: tt.of}})
		if err == nil {
			_, err = p.Value(0, run)
		}
		if err == nil || !strings.Contains(err.Error(), tt.wrong) {
			t.Errorf("%s: got %v; want %q", tt.reason, err, tt.wrong)
		}
	}
}
