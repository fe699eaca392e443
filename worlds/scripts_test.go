package worlds_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

const examples = "../examples/strategies/"

// scripted writes a world in which an agent of a bundled world follows a script, and loads it.
func scripted(t testing.TB, base, agent, file, text string, set ...string) (*worldfile.Loaded[worlds.World], error) {
	t.Helper()
	dir := t.TempDir()
	world := "shakeout: 1\nname: " + base + "\nextends: " + base + "\nagents:\n  - {id: " + agent + ", strategy: {name: null, params: null, script: " + file + "}}\n"
	for name, content := range map[string]string{"mine.yaml": world, file: text} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return worlds.Load(filepath.Join(dir, "mine.yaml"), worldfile.Options{Set: set})
}

func digest(t testing.TB, w *worlds.World) string {
	t.Helper()
	d, err := history.Digest(simulate(t, w))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTwin: a script that decides as a built-in strategy with memory and luck leaves the same history, byte for byte.
func TestTwin(t *testing.T) {
	text, err := os.ReadFile(examples + "imitate_the_best.star")
	if err != nil {
		t.Fatal(err)
	}
	for _, agent := range []string{"mistral", "openai"} {
		twin, err := scripted(t, "frontier-2025", agent, "twin.star", string(text), "ticks=72")
		if err != nil {
			t.Fatal(err)
		}
		built := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=72", "agents[" + agent + "].strategy.name=imitate-the-best"}})
		usual := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=72"}})
		a, b, c := digest(t, &twin.Value), digest(t, built), digest(t, usual)
		if a != b {
			t.Errorf("%s: got digests %s and %s; want one", agent, a, b)
		}
		if a == c {
			t.Errorf("%s: the strategy changes nothing", agent)
		}
	}
}

// TestScriptIsPartOfTheWorld: the resolved world holds the text, and needs no file to run again.
func TestScriptIsPartOfTheWorld(t *testing.T) {
	text, err := os.ReadFile(examples + "tit_for_tat.star")
	if err != nil {
		t.Fatal(err)
	}
	w, err := scripted(t, "duopoly", "alpha", "mine.star", string(text))
	if err != nil {
		t.Fatal(err)
	}
	resolved, err := w.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	again, err := worlds.Parse("world.yaml", resolved, worldfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if again.Value.Agents[0].Strategy.Script != string(text) {
		t.Error("the text of the script is not in the resolved world")
	}
	if a, b := digest(t, &w.Value), digest(t, &again.Value); a != b {
		t.Errorf("got digests %s and %s; want one", a, b)
	}
}

func TestExamplesRun(t *testing.T) {
	files, err := filepath.Glob(examples + "*.star")
	if err != nil || len(files) < 3 {
		t.Fatalf("got %d examples, %v; want at least 3", len(files), err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		w, err := scripted(t, "duopoly", "beta", "mine.star", string(text))
		if err != nil {
			t.Fatal(err)
		}
		digest(t, &w.Value)
	}
}

func TestScriptErrors(t *testing.T) {
	for _, row := range []struct{ reason, text, load, run string }{
		{"found when the world is checked, at the line of the script", "def decide(view):\n  return muve()\n", "mine.yaml:5:62: agents[alpha].strategy.script: mine.star:2:10: undefined: muve", ""},
		{"no decide", "x = 1\n", "mine.yaml:5:62: agents[alpha].strategy.script: mine.star: got no function decide", ""},
		{"found in the month in which it happens", "def decide(view):\n  if view.market.tick == 3:\n    return move(raise_usd='much')\n  return None\n", "",
			`tick 3 of seed 1: agents[alpha].strategy: mine.star:3:16: move: raise_usd: got "much"; want a number in [0,1e+18] USD`},
	} {
		t.Run(row.reason, func(t *testing.T) {
			w, err := scripted(t, "duopoly", "alpha", "mine.star", row.text)
			if row.load != "" {
				if err == nil || !strings.Contains(err.Error(), row.load) {
					t.Errorf("got %v; want %s", err, row.load)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err = worlds.Run(context.Background(), &w.Value, worlds.Options{}); err == nil || err.Error() != row.run {
				t.Errorf("got %v; want %s", err, row.run)
			}
		})
	}
}
