package sampling_test

import (
	"strings"
	"testing"

	"shakeout/internal/sampling"
	"shakeout/worlds/worldfile"
)

type file struct {
	Uncertain []uncertain `yaml:"uncertain" doc:"uncertain numbers"`
}

type uncertain struct {
	Path                  string `yaml:"path" doc:"where"`
	sampling.Distribution `yaml:",inline"`
}

func TestDistributionInAFile(t *testing.T) {
	const text = `
uncertain:
  - {path: a.b, dist: lognormal, median: 2, sigma: .3}
  - {path: c.d, dist: choice, words: [open, closed], weights: [1, 3]}
`
	loaded, err := worldfile.LoadBytes[file]("experiment.yaml", []byte(text), worldfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	u := loaded.Value.Uncertain
	if got := u[0].Distribution.String(); got != "{dist: lognormal, median: 2, sigma: 0.3}" {
		t.Errorf("got %s", got)
	}
	if draw, err := u[1].Draw(0.3); err != nil || draw.Text != "closed" {
		t.Errorf("got %v, %v", draw, err)
	}

	const wrong = `
uncertain:
  - {path: a.b, dist: lognormal, median: 2}
  - {path: c.d, dist: uniform, low: 3, high: 1}
  - {path: e.f, dist: gaussian, mean: 3}
`
	_, err = worldfile.LoadBytes[file]("experiment.yaml", []byte(wrong), worldfile.Options{})
	if err == nil {
		t.Fatal("got no error")
	}
	if !strings.Contains(err.Error(), `experiment.yaml:5:23: uncertain[2].dist: got "gaussian"`) {
		t.Errorf("got %v; want the place of the unknown family", err)
	}
	_, err = worldfile.LoadBytes[file]("experiment.yaml", []byte(wrong[:strings.Index(wrong, "  - {path: e.f")]), worldfile.Options{})
	for _, want := range []string{"experiment.yaml:3:5: uncertain[0].sigma: got nothing", "experiment.yaml:4:46: uncertain[1].high: got 1; want a number above low, 3"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v; want %q", err, want)
		}
	}
}
