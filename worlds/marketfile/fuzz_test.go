package marketfile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"shakeout/worlds/worldfile"
)

// FuzzRead holds that no text makes a reader panic, that what is refused is refused as problems of the file, and that what is read can be answered or
// is refused with an error.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"../../market/*/testdata/*.json", "../../market/*/testdata/*/*.json"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		problems := func(err error) {
			var p worldfile.Problems
			if err != nil && !errors.As(err, &p) {
				t.Errorf("got %v; want problems of the file", err)
			}
		}
		g, err := ReadGame("f", text)
		problems(err)
		if err == nil && len(g.Game.Products) < 6 && len(g.Game.Types) < 4 {
			_, _ = NewGameAnswer(g.Game, g.Merger, true)
		}
		o, err := ReadObserved("f", text)
		problems(err)
		if err == nil && len(o.Observed.Products) < 6 {
			_, _ = NewCalibrationAnswer(o, true)
		}
		m, err := ReadClearing("f", text)
		problems(err)
		if err == nil {
			_, _ = NewClearingAnswer(m)
		}
		a, err := ReadAuction("f", text)
		problems(err)
		if err == nil {
			_, _ = NewAuctionAnswer(a)
		}
	})
}
