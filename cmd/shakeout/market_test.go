package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	games    = "../../market/equilibrium/testdata"
	observed = "../../market/calibration/testdata"
	clearing = "../../market/customers/testdata/clearing"
	auctions = "../../market/compute/testdata/spot"
)

func TestMarketAnswersTheReference(t *testing.T) {
	for _, c := range []struct{ command, dir, file, reason string }{
		{"equilibrium", games, "01-logit-symmetric-duopoly", "the simplest game"},
		{"equilibrium", games, "02-mixed-several-stationary-points", "only one solution of the first-order conditions is an equilibrium"},
		{"equilibrium", games, "03-logit-four-firms-multiproduct-saving", "products, savings"},
		{"equilibrium", games, "04-logit-tiny-shares", "tiny shares, real-valued market size"},
		{"equilibrium", games, "05-nested-two-nests", "nests"},
		{"equilibrium", games, "06-nested-within-nest-merger-saving", "nests, savings"},
		{"equilibrium", games, "07-mixed-two-types", "types"},
		{"equilibrium", games, "08-mixed-five-types-multiproduct-saving", "types, products, savings"},
		{"calibrate", observed, "01-logit-known-outside", "outside share known"},
		{"calibrate", observed, "02-logit-multiproduct-saving", "several products a firm"},
		{"calibrate", observed, "03-nested-known-sigma", "nests"},
		{"calibrate", observed, "04-logit-market-elasticity", "outside share from the elasticity"},
		{"clear", clearing, "01-slack", "room for all"},
		{"clear", clearing, "02-one-full", "one offer full"},
		{"clear", clearing, "03-exactly-full", "a tie"},
		{"clear", clearing, "04-two-cohorts-cascade", "rounds"},
		{"clear", clearing, "05-all-full", "nothing left"},
		{"clear", clearing, "06-twelve-offers", "null, no capacity, no limit"},
		{"spot", auctions, "01-budget-buyers-interior", "price between the steps"},
		{"spot", auctions, "02-sellers-prorated", "sellers rationed"},
		{"spot", auctions, "03-buyers-prorated", "buyers rationed"},
		{"spot", auctions, "04-no-trade", "null for the price"},
		{"spot", auctions, "05-limits-and-ties", "limits"},
		{"spot", auctions, "06-ten-by-twelve", "many"},
	} {
		t.Run(c.command+"/"+c.file, func(t *testing.T) {
			name := filepath.Join(c.dir, c.file+".json")
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var file struct{ Expect any }
			if err := json.Unmarshal(text, &file); err != nil {
				t.Fatal(err)
			}
			out, code, err := execute(newMarketCommand(), c.command, name)
			if code != 0 {
				t.Fatalf("exit status %d, %v (%s)", code, err, c.reason)
			}
			var got any
			if err := json.Unmarshal([]byte(out), &got); err != nil {
				t.Fatal(err)
			}
			for _, d := range differences("", file.Expect, got, math.NaN()) {
				t.Errorf("%s (%s)", d, c.reason)
			}
			cmd := newMarketCommand()
			cmd.SetIn(strings.NewReader(string(text)))
			if again, code, err := execute(cmd, c.command, "-"); code != 0 || again != out {
				t.Errorf("standard input: exit status %d, %v, or another answer; want the same", code, err)
			}
		})
	}
}

// differences compares an answer with what is expected: the same keys, numbers to 1e-8, a change relative to its level.
func differences(at string, want, got any, level float64) []string {
	var out []string
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || len(g) != len(w) {
			return []string{fmt.Sprintf("%s: got %v; want %v", at, got, want)}
		}
		for k, v := range w {
			level := math.NaN()
			if base, is := strings.CutSuffix(k, "_change"); is {
				level, _ = w[base].(float64)
			}
			x, there := g[k]
			if !there {
				out = append(out, at+"."+k+": got nothing")
			}
			out = append(out, differences(at+"."+k, v, x, level)...)
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return []string{fmt.Sprintf("%s: got %v; want %v", at, got, want)}
		}
		for i := range w {
			out = append(out, differences(fmt.Sprintf("%s[%d]", at, i), w[i], g[i], math.NaN())...)
		}
	case float64:
		g, ok := got.(float64)
		if math.IsNaN(level) {
			level = w
		}
		if tolerance := max(1e-8*math.Abs(level), 1e-12); !ok || !(math.Abs(g-w) <= tolerance) {
			out = append(out, fmt.Sprintf("%s: got %v; want %v", at, got, want))
		}
	default:
		if want != got {
			out = append(out, fmt.Sprintf("%s: got %v; want %v", at, got, want))
		}
	}
	return out
}

func TestMarketBeer(t *testing.T) {
	out, code, err := execute(newMarketCommand(), "calibrate", "--details", "testdata/market/beer.json")
	if code != 0 {
		t.Fatalf("exit status %d, %v", code, err)
	}
	var got struct {
		Alpha   float64
		Post    struct{ HHI float64 }
		Details struct {
			Share map[string]float64 `json:"cmcr_share"`
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.Alpha-73.148) > 5e-4 || math.Abs(got.Post.HHI-3118.59) > 5e-3 || math.Abs(got.Details.Share["b1"]-.11214) > 5e-6 {
		t.Errorf("got alpha %v, HHI %v, CMCR %v; want the published 73.148, 3118.59, .11214", got.Alpha, got.Post.HHI, got.Details.Share["b1"])
	}
}

func TestMarketOrderInTheFile(t *testing.T) {
	turned := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var f map[string]any
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatal(err)
		}
		slices.Reverse(f["products"].([]any))
		slices.Reverse(f["types"].([]any))
		for _, x := range f["types"].([]any) {
			slices.Reverse(x.(map[string]any)["delta"].([]any))
		}
		fresh, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		return write(t, string(fresh))
	}
	for _, file := range []string{"03-logit-four-firms-multiproduct-saving", "06-nested-within-nest-merger-saving", "08-mixed-five-types-multiproduct-saving"} {
		name := filepath.Join(games, file+".json")
		want, _, err := execute(newMarketCommand(), "equilibrium", name)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := execute(newMarketCommand(), "equilibrium", turned(name))
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s: products and types in the other order give other bytes", file)
		}
	}
}

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "market.json")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestMarketRefuses(t *testing.T) {
	game := func(more string) string {
		return `{"demand": "logit", "market_size": 10, "types": [{"weight": 1, "alpha": 1, "delta": [1, 2]}],
 "products": [{"id": "a", "firm": "A", "cost": 1}, {"id": "b", "firm": "B", "cost": 1}]` + more + "}"
	}
	swap := func(old, fresh string) string { return strings.Replace(game(""), old, fresh, 1) }
	calibration := func(old, fresh string) string {
		return strings.Replace(`{"demand": "logit", "method": "known_outside", "market_size": 1, "margin": {"product": "a", "lerner": 0.5},
 "products": [{"id": "a", "firm": "A", "price": 1, "share": 0.3}, {"id": "b", "firm": "B", "price": 1, "share": 0.3}]}`, old, fresh, 1)
	}
	for _, c := range []struct {
		command, text string
		code          int
		want          []string // in the message
		reason        string
	}{
		{"equilibrium", "", 2, []string{":1:1:", "ends too early"}, "an empty file"},
		{"equilibrium", "null", 2, []string{"got null; want an object"}, "null"},
		{"equilibrium", "[]", 2, []string{"got a list; want an object"}, "a list"},
		{"equilibrium", "{}", 2, []string{"demand: got nothing", "market_size: got nothing", "types: got nothing", "products: got nothing"}, "all that is missing, at once"},
		{"equilibrium", game("") + "x", 2, []string{":2:"}, "more after the end"},
		{"equilibrium", swap(`"market_size": 10`, `"market_size": NaN`), 2, []string{":1:36:", "market_size: got NaN; want a finite number above 0"}, "NaN is no JSON"},
		{"equilibrium", strings.ReplaceAll(swap(`"delta": [1, 2]`, `"delta": [-Infinity,nan]`), `"cost": 1`, `"cost": "\"Infinity, NaN"`), 2, []string{"types[0].delta[0]: got -Infinity", "types[0].delta[1]: got nan", "products[0].cost: got \"\\\"Infinity, NaN\""}, "what some programs write, with its field and with all else that is wrong"},
		{"equilibrium", swap(`"market_size": 10`, `"market_size": NaNs`), 2, []string{":1:36:", "can't be read"}, "no word at all"},
		{"equilibrium", swap(`"market_size": 10`, `"market_size": "NaN"`), 2, []string{`market_size: got "NaN"`}, "NaN as a text"},
		{"equilibrium", swap(`"market_size": 10`, `"market_size": 1e999`), 2, []string{"market_size: got 1e999; want a finite number above 0"}, "beyond float64"},
		{"equilibrium", swap(`"market_size": 10`, `"market_size": -1`), 2, []string{"market_size: got -1"}, "a negative size"},
		{"equilibrium", swap(`"weight": 1`, `"weight": -0.5`), 2, []string{"types[0].weight: got -0.5"}, "a negative weight"},
		{"equilibrium", swap(`"weight": 1`, `"weight": 0.9`), 2, []string{"weights that add to 0.9; want 1"}, "weights that do not add to 1"},
		{"equilibrium", swap(`"alpha": 1`, `"alpha": 0`), 2, []string{"types[0].alpha: got 0; want a finite number above 0"}, "no price sensitivity"},
		{"equilibrium", swap(`"delta": [1, 2]`, `"delta": [1]`), 2, []string{"types[0].delta: got 1 numbers; want 2"}, "a list that is too short"},
		{"equilibrium", swap(`"delta": [1, 2]`, `"delta": [1, "x"]`), 2, []string{`types[0].delta[1]: got "x"`}, "a text in a list"},
		{"equilibrium", swap(`"delta": [1, 2]`, `"delta": [1e308, -1e308]`), 2, []string{"types[0].delta[0]: got 1e308", "types[0].delta[1]: got -1e308"}, "utilities without meaning"},
		{"equilibrium", swap(`"id": "b"`, `"id": "a"`), 2, []string{`products[1].id: got "a" twice`}, "a doubled id"},
		{"equilibrium", swap(`"id": "b", `, ``), 2, []string{"products[1].id: got nothing"}, "no id"},
		{"equilibrium", swap(`"cost": 1}`, `"cots": 1}`), 2, []string{"products[0].cots: got an unknown key; did you mean \"cost\"?", "products[0].cost: got nothing"}, "a misspelled key"},
		{"equilibrium", swap(`"logit"`, `"logitt"`), 2, []string{`did you mean "logit"`}, "a misspelled word"},
		{"equilibrium", swap(`"logit"`, `"nested"`), 2, []string{"nest_sigma: got nothing", "products[0].nest: got nothing"}, "nested without nests"},
		{"equilibrium", game(`, "nest_sigma": 0.5`), 2, []string{"nest_sigma: got 0.5 with demand logit"}, "a nest parameter without nests"},
		{"equilibrium", game(`, "market_size": 5`), 2, []string{`got the key "market_size" twice`}, "a doubled key"},
		{"equilibrium", game(`, "merger": {"firms": ["A"]}`), 2, []string{"merger.firms: got 1; want two firms"}, "a merger of one"},
		{"equilibrium", game(`, "merger": {"firms": ["A", "C"]}`), 2, []string{`merger.firms[1]: got "C"`}, "a dangling firm"},
		{"equilibrium", game(`, "merger": {"firms": ["A", "A"]}`), 2, []string{`got "A" twice`}, "a firm with itself"},
		{"equilibrium", game(`, "merger": {"firms": ["A", "B"], "cost_saving": {"z": 1}}`), 2, []string{"merger.cost_saving.z: got a product that is not there"}, "a dangling product"},
		{"equilibrium", game(`, "extra": ` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000)), 2, []string{"levels of nesting"}, "deep nesting"},
		{"equilibrium", game(`, "x": "` + "\xff" + `"`), 2, []string{"no UTF-8"}, "no text"},
		{"equilibrium", `{"sellers": []}`, 2, []string{"got a file of `market spot`; want one of `market equilibrium`"}, "the file of another command"},
		{"equilibrium", `{"demand": "mixed", "market_size": 10, "types": [{"weight": 1, "alpha": 1, "delta": []}], "products": []}`, 2, []string{"products: got none"}, "no products"},
		{"equilibrium", swap(`"logit"`, `"logit", "note": {"anything": [1]}, "expect": 3, "name": 4`), 0, nil, "remarks"},
		{"equilibrium", "\ufeff" + game(""), 0, nil, "a byte order mark"},
		{"equilibrium", swap(`"cost": 1}`, `"cost": 1e300}`), 0, nil, "a product so dear that nobody buys it"},
		{"equilibrium", swap(`"delta": [1, 2]`, `"delta": [null, 2]`), 0, nil, "a product that nobody can choose"},
		{"equilibrium", swap(`"delta": [1, 2]`, `"delta": [null, null]`), 0, nil, "no product that anybody can choose"},
		{"calibrate", calibration("known_outside", "guess"), 2, []string{`got "guess"`}, "an unknown method"},
		{"calibrate", calibration(`"product": "a"`, `"product": "z"`), 2, []string{`margin.product: got "z"`}, "a dangling product"},
		{"calibrate", calibration(`0.3}`, `0.7}`), 2, []string{"shares of all buyers that add to 1"}, "nothing left for the outside choice"},
		{"calibrate", calibration("known_outside", "market_elasticity"), 2, []string{"market_elasticity: got nothing"}, "no elasticity"},
		{"calibrate", calibration(`"lerner": 0.5`, `"lerner": -0.5`), 2, []string{"margin.lerner: got -0.5"}, "a negative margin"},
		{"calibrate", calibration(`"lerner": 0.5`, `"lerner": 1e-320`), 2, []string{"alpha"}, "a margin so small that alpha is infinite"},
		{"clear", `{"offers": [{"id": "o", "price": 1, "capacity": -1}], "cohorts": [{"id": "c", "size": 1, "alpha": 1, "delta": [1]}]}`, 2, []string{"offers[0].capacity: got -1; want a finite number of at least 0, or null for no limit"}, "a negative capacity"},
		{"clear", `{"offers": [{"id": "o", "price": 1, "capacity": null}], "cohorts": [{"id": "c", "size": 1, "alpha": 1, "delta": []}]}`, 2, []string{"cohorts[0].delta: got 0 numbers; want 1"}, "a list that is too short"},
		{"clear", `{"offers": [], "cohorts": []}`, 0, nil, "an empty market is a market"},
		{"spot", `{"sellers": [{"id": "s", "reserve": -1, "quantity": 1}], "buyers": []}`, 2, []string{"sellers[0].reserve: got -1"}, "a negative price"},
		{"spot", `{"sellers": [], "buyers": [{"id": "b", "type": "step", "qmax": 1, "bids": []}]}`, 2, []string{"buyers[0].qmax: got 1 of a step buyer"}, "numbers of the other kind"},
		{"spot", `{"sellers": [], "buyers": [{"id": "b", "type": "budget", "qmax": 1, "budget": 1}, {"id": "b", "type": "x"}]}`, 2, []string{`buyers[1].id: got "b" twice`, `buyers[1].type: got "x"`}, "all problems at once"},
		{"spot", `{"sellers": [{"id": "s", "reserve": 1, "quantity": 1e308}, {"id": "t", "reserve": 1, "quantity": 1e308}], "buyers": []}`, 2, []string{"more than a float64 holds"}, "a total beyond float64"},
	} {
		out, code, err := execute(newMarketCommand(), c.command, write(t, c.text))
		if code != c.code {
			t.Errorf("%s %.60q: got exit status %d, %v; want %d (%s)", c.command, c.text, code, err, c.code, c.reason)
			continue
		}
		if code == 0 {
			if !json.Valid([]byte(out)) {
				t.Errorf("%.60q: got %s; want JSON (%s)", c.text, out, c.reason)
			}
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s %.60q: got %v; want %q in it (%s)", c.command, c.text, err, w, c.reason)
			}
		}
	}
	if _, code, _ := execute(newMarketCommand(), "equilibrium", filepath.Join(t.TempDir(), "none.json")); code != 2 {
		t.Errorf("a file that is not there: got exit status %d; want 2", code)
	}
}

func TestMarketWithoutEquilibrium(t *testing.T) {
	for _, c := range []struct{ text, want, reason string }{
		{`{"demand": "mixed", "market_size": 1, "types": [{"weight": 0.666, "alpha": 6.082, "delta": [13.33, 15.27]}, {"weight": 0.334, "alpha": 0.3582, "delta": [2.417, 3.161]}],
 "products": [{"id": "a", "firm": "A", "cost": 0.853}, {"id": "b", "firm": "B", "cost": 1.234}]}`, "no Nash equilibrium found", "at every solution of the first-order conditions some firm would rather serve the few alone, or win the crowd back"},
	} {
		_, code, err := execute(newMarketCommand(), "equilibrium", write(t, c.text))
		if code != exitFailed || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got exit status %d, %v; want 1 with %q (%s)", code, err, c.want, c.reason)
		}
	}
}

// endless is an input without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestMarketHugeFiles(t *testing.T) {
	cmd := newMarketCommand()
	cmd.SetIn(endless{})
	if _, code, err := execute(cmd, "spot", "-"); code != 2 || !strings.Contains(err.Error(), "got more than 67108864 bytes") {
		t.Errorf("an input without an end: got exit status %d, %v; want 2", code, err)
	}
	var wide strings.Builder
	wide.WriteString(`{"demand": "logit", "market_size": 1, "types": [{"weight": 1, "alpha": 1, "delta": [`)
	for i := range 5000 {
		fmt.Fprintf(&wide, "%s0", []string{"", ", "}[min(i, 1)])
	}
	wide.WriteString(`]}], "products": [`)
	for i := range 5000 {
		fmt.Fprintf(&wide, `%s{"id": "p%d", "firm": "f%d", "cost": 1}`, []string{"", ", "}[min(i, 1)], i, i)
	}
	wide.WriteString("]}")
	_, code, err := execute(newMarketCommand(), "equilibrium", write(t, wide.String()))
	if code != 2 || !strings.Contains(err.Error(), "want at most 1000 products") {
		t.Errorf("5000 products: got exit status %d, %v; want 2", code, err)
	}
	_, code, err = execute(newMarketCommand(), "spot", write(t, `{"sellers": [`+strings.TrimSuffix(strings.Repeat("0, ", 1_000_000), ", ")+`], "buyers": []}`))
	if code != 2 || strings.Count(err.Error(), "\n") > 200 {
		t.Errorf("a million wrong sellers: got exit status %d; want 2 and a message of some lines", code)
	}
}
