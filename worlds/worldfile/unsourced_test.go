package worldfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnsourced(t *testing.T) {
	tests := []struct {
		reason, text string
		want         []string
	}{
		{"a plain number", head + "compute: {price_usd_per_h: 2}\n",
			[]string{`x.yaml:3:40: customers.segments[a].size_m: got a number without a source; want {value: 1, source: "..."}, or source: assumption`,
				`x.yaml:4:28: compute.price_usd_per_h: got a number without a source; want {value: 2, source: "..."}, or source: assumption`}},
		{"a number with its source, and one with a confidence alone",
			"shakeout: 1\nname: x\ncompute: {price_usd_per_h: {value: 2, source: here}, growth_per_month: {value: 0, confidence: low}}\n",
			[]string{`x.yaml:3:72: compute.growth_per_month: got a number without a source; want {value: 0, source: "..."}, or source: assumption`}},
		{"a scenario, a list and a map", "shakeout: 1\nname: x\nscenarios:\n  dry: {weights: [0.5], params: {k: 3}}\n",
			[]string{`x.yaml:4:19: scenarios.dry.weights[0]: got a number without a source; want {value: 0.5, source: "..."}, or source: assumption`,
				`x.yaml:4:37: scenarios.dry.params.k: got a number without a source; want {value: 3, source: "..."}, or source: assumption`}},
		{"what is exempt", "shakeout: 1\nname: x\nticks: 12\nscenarios: {dry: {ticks: 3}}\n", nil},
	}
	for _, tt := range tests {
		l, err := LoadBytes[sample]("x.yaml", []byte(tt.text), Options{Bundled: bundledForTest, Set: []string{"audit=true"}})
		if err != nil {
			t.Fatalf("%s: %v", tt.reason, err)
		}
		var got []string
		for _, p := range l.Unsourced("shakeout", "ticks") {
			got = append(got, p.String())
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.reason, d)
		}
	}
}
