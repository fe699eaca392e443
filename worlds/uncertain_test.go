package worlds_test

import (
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

func TestUncertainNumbersAreChecked(t *testing.T) {
	tests := []struct{ reason, entry, wrong string }{
		{"a number within its range", "{path: customers.none_lambda, dist: uniform, low: 0.1, high: 0.5}", ""},
		{"an agent's", "{path: \"agents[beta].start.cash_usd_m\", dist: lognormal, median: 60, sigma: 0.5}", ""},
		{"a parameter of a strategy", "{path: \"agents[beta].strategy.params.step\", dist: triangular, low: 0.01, mode: 0.05, high: 0.1}", ""},
		{"a word", "{path: customers.price_form, dist: choice, words: [log, linear]}", ""},
		{"a path that leads nowhere", "{path: customers.none_lamda, dist: uniform, low: 0.1, high: 0.5}", `uncertain[0].path: customers.none_lamda: got an unknown key; did you mean "none_lambda"?`},
		{"out of the range of the number", "{path: customers.none_lambda, dist: normal, mean: 0.2, sd: 0.1}", "uncertain[0].path: customers.none_lambda: got -"},
		{"a fraction for a count", "{path: ticks, dist: uniform, low: 12, high: 24}", "uncertain[0].path: ticks: got "},
		{"a count", "{path: ticks, dist: integer, low: 12, high: 24}", ""},
		{"all items of a list", "{path: \"customers.segments[*].switching_cost\", as: factor, dist: lognormal, median: 1, sigma: 0.3, high: 4}", ""},
		{"a factor to a count", "{path: ticks, as: factor, dist: uniform, low: 1, high: 2}", "uncertain[0].path: ticks: got "},
		{"a list that is none", "{path: \"customers[*].switching_cost\", dist: uniform, low: 1, high: 2}", "uncertain[0].path: customers: got [*] after "},
		{"numbers for a word", "{path: customers.price_form, dist: uniform, low: 0, high: 1}", "uncertain[0].path: customers.price_form: got numbers; want dist"},
		{"words for a number", "{path: customers.none_lambda, dist: choice, words: [low, high]}", "uncertain[0].path: customers.none_lambda: got words"},
		{"a word that is none of the path's", "{path: customers.price_form, dist: choice, words: [log, square]}", `uncertain[0].path: customers.price_form: got "square"`},
	}
	base, err := worlds.File("duopoly")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		_, err := worlds.Parse("mine.yaml", append(base, "uncertain:\n  - "+tt.entry+"\n"...), worldfile.Options{})
		switch {
		case tt.wrong == "" && err != nil:
			t.Errorf("%s: %v", tt.reason, err)
		case tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)):
			t.Errorf("%s: got %v; want %s", tt.reason, err, tt.wrong)
		}
	}
	twice := "uncertain:\n  - {path: customers.none_lambda, dist: uniform, low: 0.1, high: 0.5}\n  - {path: customers.none_lambda, dist: uniform, low: 0.1, high: 0.4}\n"
	if _, err := worlds.Parse("mine.yaml", append(base, twice...), worldfile.Options{}); err == nil || !strings.Contains(err.Error(), "uncertain[1].path: got customers.none_lambda again") {
		t.Errorf("a number that is uncertain twice: got %v", err)
	}
}
