package strategies_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"testing"
	"time"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/strategies"
	"shakeout/strategies/fields"
	"shakeout/strategies/process"
	"shakeout/strategies/script"
)

// What a decision costs: built in, as a script, as a program. Each sees the same random views of a lab, with 3 to 10 peers and up to
// eight offers; imitate-the-best is written both in Go and in Starlark, and undercut besides.
//
//	go test ./strategies -run xxx -bench Decide -benchmem

func benchmarkLab(b *testing.B, s agents.LabStrategy) {
	const n = 50
	var list [n]*agents.LabView
	var moves [n]*agents.LabMove
	for i := range list {
		luck := exact.NewStream(1, "", "views", i)
		list[i], moves[i] = strategies.RandomLab(&luck)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		luck, m := exact.NewStream(2, "me", "strategy", i), *moves[i%n]
		s.Decide(list[i%n], &luck, &m)
	}
}

func BenchmarkDecideBuiltIn(b *testing.B) {
	for _, name := range []string{"undercut", "imitate-the-best", "best-response", "frontier-race"} {
		b.Run(name, func(b *testing.B) {
			s, err := strategies.NewLab(name, nil)
			if err != nil {
				b.Fatal(err)
			}
			benchmarkLab(b, s)
		})
	}
}

func BenchmarkDecideStarlark(b *testing.B) {
	for _, name := range []string{"undercut", "imitate_the_best", "tit_for_tat"} {
		b.Run(name, func(b *testing.B) {
			text, err := os.ReadFile("../examples/strategies/" + name + ".star")
			if err != nil {
				b.Fatal(err)
			}
			p, err := script.Load(name+".star", string(text), nil)
			if err != nil {
				b.Fatal(err)
			}
			s := script.NewLab(p)
			benchmarkLab(b, s)
			if s.Err() != nil {
				b.Fatal(s.Err())
			}
		})
	}
}

// TestAnswering is no test: it is the program of BenchmarkDecideProcess, this test binary itself.
func TestAnswering(t *testing.T) {
	if os.Getenv("SHAKEOUT_ANSWER") == "" {
		return
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		fmt.Println(`{"tick":3,"moves":{"me":{"train":true,"research_usd_per_year":1e8,"sales_usd_per_month":1e6}}}`)
	}
	os.Exit(0)
}

func BenchmarkDecideProcess(b *testing.B) {
	b.Run("answers-at-once", func(b *testing.B) { // what the line costs
		b.Setenv("SHAKEOUT_ANSWER", "1")
		benchmarkProcess(b, os.Args[0], "-test.run=^TestAnswering$")
	})
	b.Run("process.py", func(b *testing.B) {
		python, err := exec.LookPath("python3")
		if err != nil {
			b.Skip(err)
		}
		benchmarkProcess(b, python, "../examples/strategies/process.py")
	})
}

func benchmarkProcess(b *testing.B, command ...string) {
	p := process.Start(command, os.Stderr)
	if p.Err() != nil {
		b.Fatal(p.Err())
	}
	defer p.Stop()
	luck := exact.NewStream(1, "", "views", 3)
	v, blank := strategies.RandomLab(&luck)
	names := fields.NamesOf(v.Market, &v.Books, nil)
	var line []byte
	b.ReportAllocs()
	for b.Loop() {
		line = append(line[:0], `{"protocol":1,"world":"x","seed":1,"tick":3,"ticks":120,"date":"2025-04-01","agents":[{"id":"me","kind":"lab","luck":7,"params":{},"view":`...)
		line = append(process.AppendView(line, reflect.ValueOf(v)), "}]}"...)
		answer, status, err := p.Ask(context.Background(), line, time.Minute)
		if err != nil || status != process.Answered {
			b.Fatal(status, err)
		}
		moves, err := process.Parse(answer, 3, []string{"me"})
		if err != nil {
			b.Fatal(err)
		}
		m := *blank
		for i, name := range moves[0].Fields {
			if err := fields.Assign(&m, names, name, moves[0].Values[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
}
