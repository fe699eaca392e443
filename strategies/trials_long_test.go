//go:build long

package strategies_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"shakeout/strategies"
)

var trials = flag.Bool("trials", false, "write the table of trials in docs/strategies.md anew")

const trialSeeds = 20

// TestTrials plays the worlds in which strategies say that they do well and badly: the interval of the paired difference in owners' value to
// the world's own strategy in that seat must lie above zero, or below.
func TestTrials(t *testing.T) {
	own := map[string][]float64{}
	lines := map[string]string{}
	for _, e := range strategies.Catalogue() {
		line := "| " + e.Name
		for _, c := range []struct {
			what  string
			sign  float64
			trial *strategies.Trial
		}{{"well", 1, &e.Well}, {"badly", -1, &e.Badly}} {
			where := c.trial.Agent + " in " + c.trial.In.Name
			if own[where] == nil {
				for seed := 1; seed <= trialSeeds; seed++ {
					x, err := worth(c.trial, "", seed)
					if err != nil {
						t.Fatal(err)
					}
					own[where] = append(own[where], x)
				}
			}
			effect, err := gain(c.trial, e.Name, own[where])
			if err != nil {
				t.Fatal(err)
			}
			mean := 0.0
			for _, x := range own[where] {
				mean += x / trialSeeds
			}
			text := fmt.Sprintf("%+.4g [%+.4g, %+.4g] on %.4g", effect.Estimate, effect.Interval.Lower, effect.Interval.Upper, mean)
			t.Logf("%s does %s: %s %s", e.Name, c.what, text, where)
			line += " | " + where + " | " + text
			if min(c.sign*effect.Interval.Lower, c.sign*effect.Interval.Upper) <= 0 {
				t.Errorf("%s: does not do %s in %s: %s USD m", e.Name, c.what, where, text)
			}
		}
		lines[e.Name] = line + " |"
	}
	if !*trials {
		return
	}
	var b strings.Builder
	b.WriteString("\n| strategy | does well | difference, USD m | does badly | difference, USD m |\n| --- | --- | --- | --- | --- |\n")
	for _, e := range strategies.Catalogue() {
		b.WriteString(lines[e.Name] + "\n")
	}
	const file, begin, end = "../docs/strategies.md", "<!-- trials: measured -->\n", "<!-- /trials -->\n"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(page), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s: want the marks %q and %q", file, begin, end)
	}
	if err := os.WriteFile(file, []byte(before+begin+b.String()+"\n"+end+after), 0o666); err != nil {
		t.Fatal(err)
	}
}
