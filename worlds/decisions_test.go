package worlds_test

import (
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// explain and whoever reads decisions.csv take the inputs apart by this form.
var inputs = regexp.MustCompile(`^([a-z0-9_]+=[^ =]+( [a-z0-9_]+=[^ =]+)*)?$`)

func TestDecisionsSayRuleInputsAndResult(t *testing.T) {
	seen := map[string]int{}
	for seed := range int64(3) {
		w := load(t, "frontier-2025", worldfile.Options{Scenarios: []string{"drought"}})
		w.Seed = seed
		r, err := worlds.Run(context.Background(), w, worlds.Options{Decisions: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range r.Decisions {
			if d.Agent == "" || d.Decision == "" || d.Rule == "" || d.Result == "" || !inputs.MatchString(d.Inputs) {
				t.Fatalf("decisions.csv:%d: got %+v; want agent, decision, rule, result, and inputs as name=value pairs", i+2, d)
			}
			if i > 0 && d.Tick < r.Decisions[i-1].Tick {
				t.Fatalf("decisions.csv:%d: tick %d comes after %d", i+2, d.Tick, r.Decisions[i-1].Tick)
			}
			seen[d.Decision]++
		}
		for _, o := range r.Outcomes { // nobody leaves without a word
			if o.Counterparty != "" || o.Outcome == "wound-down" {
				if !decided(r, o.Agent, "exit", o.Tick) {
					t.Errorf("seed %d: %s is %s at tick %d, and no decision says why", seed, o.Agent, o.Outcome, o.Tick)
				}
			}
		}
	}
	for _, what := range []string{"research budget", "training run", "small model", "raise", "round", "exit"} {
		if seen[what] == 0 {
			t.Errorf("no decision on %q in three runs", what)
		}
	}
}

func decided(r *history.Run, agent, what string, tick int64) bool {
	for _, d := range r.Decisions {
		if d.Agent == agent && d.Decision == what && d.Tick == tick {
			return true
		}
	}
	return false
}

func TestDecisionsChangeNothing(t *testing.T) {
	w := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=24"}})
	plain, err := history.Digest(simulate(t, w))
	if err != nil {
		t.Fatal(err)
	}
	r, err := worlds.Run(context.Background(), w, worlds.Options{Decisions: true, Ledger: true})
	if err != nil {
		t.Fatal(err)
	}
	if told, _ := history.Digest(r); told != plain {
		t.Errorf("recording decisions and transfers changes the digest from %s to %s", plain, told)
	}
}

// Owners license the people rather than sell the firm only where that leaves them more, and no licence costs a buyer
// more than it is worth to it.
func TestOwnersTakeTheFormThatLeavesThemMore(t *testing.T) {
	forms := 0
	for seed := range int64(8) {
		r := explained(t, seed)
		for i, d := range r.Decisions {
			switch {
			case d.Decision == "form of the deal":
				forms++
				if x := numbers(t, d.Inputs); x["licence_owners_usd_m"] <= x["sale_expected_usd_m"] {
					t.Errorf("seed %d, decisions.csv:%d: %s with %s; want a sale", seed, i+2, d.Result, d.Inputs)
				}
			case strings.HasPrefix(d.Decision, "licence and hire from") && d.Result == "yes":
				if x := numbers(t, d.Inputs); x["offer_usd_m"] > x["worth_usd_m"] || x["offer_usd_m"] > x["limit_usd_m"] || x["offer_usd_m"] < x["least_usd_m"] {
					t.Errorf("seed %d, decisions.csv:%d: %s; want an offer within worth and limit that leaves owners their reserve", seed, i+2, d.Inputs)
				}
			}
		}
	}
	if forms == 0 {
		t.Error("nobody ever licensed its people in eight runs")
	}
}

// What the owners of a firm reckon a licence leaves them is what the shell then pays them, to the digits that are written.
func TestOwnersOfAShellGetWhatTheyReckonedWith(t *testing.T) {
	deals := 0
	for seed := range int64(8) {
		r := explained(t, seed)
		for _, e := range r.Events {
			if e.Type != "licensed-and-hired" {
				continue
			}
			deals++
			_, owners, _ := strings.Cut(e.Detail, "owners get ")
			found := false
			for _, d := range r.Decisions {
				if d.Tick == e.Tick && d.Agent == e.Agent && d.Decision == "liquidation" {
					found = true
					if d.Result != owners+" for the owners" {
						t.Errorf("seed %d, month %d, %s: reckoned %s; got %s", seed, e.Tick, e.Agent, owners, d.Result)
					}
				}
			}
			if !found {
				t.Errorf("seed %d, month %d: %s was not liquidated", seed, e.Tick, e.Agent)
			}
		}
	}
	if deals == 0 {
		t.Error("no licence in eight runs")
	}
}

// explained runs the 2025 world with a seed and keeps all decisions.
func explained(t *testing.T, seed int64) *history.Run {
	t.Helper()
	w := load(t, "frontier-2025", worldfile.Options{})
	w.Seed = seed
	r, err := worlds.Run(context.Background(), w, worlds.Options{Decisions: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// numbers reads the inputs of a decision that are numbers.
func numbers(t *testing.T, inputs string) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, pair := range strings.Fields(inputs) {
		name, text, _ := strings.Cut(pair, "=")
		if x, err := strconv.ParseFloat(text, 64); err == nil {
			out[name] = x
		}
	}
	return out
}

// What boards ask holds in runs, not only on views drawn at random: no bid above value or means, no money raised with three years of
// cash without a reason, no run begun that cannot be paid, no price below marginal cost without a plan.
func TestBoardsHoldInRuns(t *testing.T) {
	seen := map[string]int{}
	for _, scenario := range []string{"", "pessimistic", "price-war"} {
		o := worldfile.Options{}
		if scenario != "" {
			o.Scenarios = []string{scenario}
		}
		r, err := worlds.Run(context.Background(), load(t, "frontier-2025", o), worlds.Options{Decisions: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range r.Decisions {
			x, amount := numbers(t, d.Inputs), 0.0
			if f := strings.Fields(d.Result); len(f) > 0 {
				amount, _ = strconv.ParseFloat(f[0], 64)
			}
			bad := ""
			switch {
			case strings.HasPrefix(d.Decision, "bid for "):
				seen["bid"]++
				if most := math.Min(x["value_usd_m"], x["limit_usd_m"]); amount > 1.000001*math.Max(0, most) {
					bad = "a bid above value or means"
				}
			case d.Decision == "raise" && x["runway_months"] >= 36:
				seen["raise"]++
				if d.Result == "" || d.Result == "short runway" {
					bad = "money raised with three years of cash and no reason"
				}
			case d.Decision == "training run" && strings.HasPrefix(d.Result, "begun"):
				seen["run"]++
				if x["cost_usd_m"] > x["means_usd_m"] {
					bad = "a run that cannot be paid"
				}
			case strings.HasPrefix(d.Decision, "price of "):
				seen["price"]++
				if amount < 0.99999*x["unit_cost_usd"] && !strings.Contains(d.Result, "below cost: ") {
					bad = "a price below marginal cost without a plan"
				}
			}
			if bad != "" {
				t.Errorf("%s, decisions.csv:%d: %s: %s of %s: %s (%s)", scenario, i+2, bad, d.Decision, d.Agent, d.Result, d.Inputs)
			}
		}
	}
	for _, what := range []string{"bid", "raise", "run", "price"} {
		if seen[what] == 0 {
			t.Errorf("no decision on a %s was seen", what)
		}
	}
}
