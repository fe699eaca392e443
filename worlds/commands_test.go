package worlds_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// TestChild is no test: it is the program that decides in the tests below, this test binary itself.
func TestChild(t *testing.T) {
	mode := os.Getenv("SHAKEOUT_CHILD")
	if mode == "" {
		return
	}
	type offer struct {
		ID    string
		Price float64 `json:"price_usd"`
		Cost  float64 `json:"unit_cost_usd"`
		Peer  float64 `json:"peer_price_usd"`
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var q struct {
			Tick   int64
			Agents []struct {
				ID, Kind string
				Luck     int64
				Params   map[string]float64
				View     struct{ Offers []offer }
			}
		}
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		moves := map[string]map[string]any{}
		for _, a := range q.Agents {
			prices := map[string]float64{}
			for _, o := range a.View.Offers {
				if o.Price > 0 && o.Peer > 0 {
					prices[o.ID] = max(1.1*o.Cost, (1-a.Params["step"])*o.Peer)
				}
			}
			moves[a.ID] = map[string]any{"prices_usd": prices}
		}
		if mode != "good" && q.Tick >= 5 {
			switch mode {
			case "wrong field once":
				if q.Tick == 5 {
					moves["beta"]["raise_usd"] = "much"
				}
			case "says so once":
				if q.Tick == 5 {
					moves["beta"] = map[string]any{"failed": "no idea"}
				}
			case "garbage once":
				if q.Tick == 5 {
					fmt.Println("sorry, what?")
					continue
				}
			case "late":
				time.Sleep(time.Minute)
			case "crash":
				os.Exit(1)
			}
		}
		answer, err := json.Marshal(map[string]any{"tick": q.Tick, "moves": moves})
		if err != nil {
			os.Exit(1)
		}
		fmt.Println(string(answer))
	}
	os.Exit(0)
}

// commanded is the duopoly in which the test binary decides for both labs, or for one.
func commanded(t testing.TB, mode, fallback string, ids ...string) *worlds.World {
	t.Helper()
	t.Setenv("SHAKEOUT_CHILD", mode)
	set := []string{}
	for _, id := range ids {
		at := "agents[" + id + "].strategy."
		set = append(set, at+"params=null", at+"params.step=0.1", at+"timeout_s=2", at+"name="+fallback, at+`command=["`+os.Args[0]+`","-test.run=^TestChild$"]`)
	}
	w, err := worlds.Load("duopoly", worldfile.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return &w.Value
}

func events(r *history.Run, kind string) (list []string) {
	for _, e := range r.Events {
		if e.Type == kind {
			list = append(list, fmt.Sprintf("%d %s: %s", e.Tick, e.Agent, e.Detail))
		}
	}
	return list
}

func TestCommandsNeedLeave(t *testing.T) {
	w := commanded(t, "good", "null", "beta")
	_, err := worlds.Run(context.Background(), w, worlds.Options{})
	var refused *worlds.CommandError
	if !errors.As(err, &refused) || !strings.HasPrefix(err.Error(), "agents[beta].strategy.command: got the command [") {
		t.Errorf("got %v; want a *CommandError", err)
	}
}

func TestCommands(t *testing.T) {
	for _, row := range []struct {
		reason, mode, fallback string
		agents                 []string
		events                 []string // of failures
	}{
		{"one program for one agent", "good", "null", []string{"beta"}, nil},
		{"one program for two agents, one line a month", "good", "null", []string{"alpha", "beta"}, nil},
		{"a wrong field: the move of that month is dropped, the other agent's stands", "wrong field once", "null", []string{"alpha", "beta"},
			[]string{`5 beta: raise_usd: got "much"; want a number in [0,1e+18] USD; it carries on`}},
		{"it says itself that it could not decide", "says so once", "undercut", []string{"beta"}, []string{`5 beta: it says "no idea"; undercut decides instead`}},
		{"an answer that is no JSON: nobody's move, and next month goes on", "garbage once", "cost-plus", []string{"alpha", "beta"}, []string{
			"5 alpha: got no JSON: invalid character 's' looking for beginning of value; cost-plus decides instead",
			"5 beta: got no JSON: invalid character 's' looking for beginning of value; cost-plus decides instead"}},
		{"no answer in time: the program is stopped", "late", "undercut", []string{"beta"}, []string{
			"5 beta: no answer came within 2s; its program is asked no more; undercut decides instead",
			"6 beta: its program is asked no more; undercut decides instead"}},
		{"a crash", "crash", "null", []string{"beta"}, []string{
			"5 beta: its program has ended; its program is asked no more; it carries on", "6 beta: its program is asked no more; it carries on"}},
	} {
		t.Run(row.reason, func(t *testing.T) {
			w := commanded(t, row.mode, row.fallback, row.agents...)
			run, err := worlds.Run(context.Background(), w, worlds.Options{AllowCommands: true, Stderr: io.Discard})
			if err != nil {
				t.Fatal(err)
			}
			if len(run.Transcript) != 24 {
				t.Errorf("got %d rows of transcript.csv; want one a month", len(run.Transcript))
			}
			got := events(run, "strategy-failed")
			if !slices.Equal(got[:min(len(got), len(row.events))], row.events) || len(row.events) == 0 && len(got) > 0 {
				t.Errorf("got %q; want %q", got, row.events)
			}
			if got := events(run, "price-change"); len(got) == 0 {
				t.Error("no price was changed")
			}
			again, err := worlds.Run(context.Background(), w, worlds.Options{Transcript: run.Transcript})
			if err != nil {
				t.Fatal(err)
			}
			a, _ := history.Digest(run)
			if b, _ := history.Digest(again); a != b {
				t.Errorf("the run from the transcript has digest %s; want %s", b, a)
			}
		})
	}
}

// TestCommandsMatter: the transcript is part of the result, and a run without it is another.
func TestCommandsMatter(t *testing.T) {
	w := commanded(t, "good", "null", "beta")
	run, err := worlds.Run(context.Background(), w, worlds.Options{AllowCommands: true, Stderr: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := history.Digest(run)
	run.Transcript[3].Answer += " "
	if b, _ := history.Digest(run); a == b {
		t.Error("transcript.csv is not under the digest")
	}
	run.Transcript = run.Transcript[:5]
	_, err = worlds.Run(context.Background(), w, worlds.Options{Transcript: run.Transcript})
	if err == nil || !strings.Contains(err.Error(), "tick 6 of seed 1: transcript.csv: got no answer for beta in month 6") {
		t.Errorf("got %v", err)
	}
}

func TestCommandThatCannotBeStarted(t *testing.T) {
	w := commanded(t, "good", "null", "beta")
	w.Agents[1].Strategy.Command = []string{"/no/such/program"}
	_, err := worlds.Run(context.Background(), w, worlds.Options{AllowCommands: true})
	if err == nil || !strings.HasPrefix(err.Error(), "agents[beta].strategy.command: ") {
		t.Errorf("got %v", err)
	}
}
