package history

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// awkward are numbers at the edges of what a float64 and the notation of the files can hold.
var awkward = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.1, 1.0 / 3, math.NaN(),
	1e-6, math.Nextafter(1e-6, 0), 1e15, 1e15 - 0.125, 1<<53 - 1, 1 << 53, 1<<53 + 2, 1e21, math.Nextafter(1e21, 0),
	123456789012345678, 5e-324, 2.2250738585072014e-308, 2.2250738585072011e-308, math.MaxFloat64, -math.MaxFloat64,
	1e23, 8.41e21, 9007199254740993, 0.30000000000000004, -0.000123, 100, 1e5, 4.35, 1e-5,
}

var awkwardText = []string{
	"", "mistral", "Mistral AI", "a,b", `say "no"`, "two\nlines", "cr\r\nlf", "\r", " space at the start", "at the end ",
	"\ttab", "a\tb", "=1+1", "-0", "NaN", "true", "Dubé, Hitsch", "日本語", "'", `"`, `""`, ",", "\n", "price=2.5; share=0.1", `\.`, "#",
}

// fill sets every field of row from rng: awkward values and ordinary ones.
func fill(rng *rand.Rand, row reflect.Value) {
	for i := range row.NumField() {
		f := row.Field(i)
		switch f.Kind() {
		case reflect.Float64:
			switch rng.IntN(4) {
			case 0:
				f.SetFloat(awkward[rng.IntN(len(awkward))])
			case 1:
				x := math.Float64frombits(rng.Uint64())
				if math.IsInf(x, 0) || math.IsNaN(x) {
					x = math.NaN()
				}
				f.SetFloat(x)
			case 2:
				f.SetFloat(math.Round(rng.Float64()*1e9) / 1e2)
			default:
				f.SetFloat((rng.Float64() - 0.5) * 1e4)
			}
		case reflect.Int64:
			f.SetInt([]int64{0, 1, -1, 120, math.MaxInt64, math.MinInt64, rng.Int64()}[rng.IntN(7)])
		case reflect.Uint64:
			f.SetUint([]uint64{0, 1, math.MaxUint64, rng.Uint64()}[rng.IntN(4)])
		case reflect.Bool:
			f.SetBool(rng.IntN(2) == 0)
		case reflect.String:
			f.SetString(awkwardText[rng.IntN(len(awkwardText))])
		}
	}
}

func randomRows[T any](rng *rand.Rand, n int) []T {
	rows := make([]T, n)
	for i := range rows {
		fill(rng, reflect.ValueOf(&rows[i]).Elem())
	}
	return rows
}

// sameRows compares bit by bit, with all NaN alike: go-cmp takes 0 and -0 for the same.
func sameRows[T any](a, b []T) error {
	if len(a) != len(b) {
		return fmt.Errorf("%d rows and %d", len(a), len(b))
	}
	for i := range a {
		x, y := reflect.ValueOf(a[i]), reflect.ValueOf(b[i])
		for f := range x.NumField() {
			p, q := x.Field(f), y.Field(f)
			same := reflect.DeepEqual(p.Interface(), q.Interface())
			if p.Kind() == reflect.Float64 {
				same = math.Float64bits(p.Float()) == math.Float64bits(q.Float()) || math.IsNaN(p.Float()) && math.IsNaN(q.Float())
			}
			if !same {
				return fmt.Errorf("row %d: %s: %v and %v", i+1, x.Type().Field(f).Name, p, q)
			}
		}
	}
	return nil
}

// randomRun is a run with every table and awkward values throughout.
func randomRun(seed uint64, rows int) *Run {
	rng := rand.New(rand.NewPCG(seed, 1))
	return &Run{
		World: "random", Seed: seed, Ticks: int64(rows), Resolved: []byte(fmt.Sprintf("shakeout: 1\nname: random\nseed: %d\nticks: %d\n", seed, rows)),
		Market: randomRows[MarketRow](rng, rows), Segments: randomRows[SegmentRow](rng, rows), Agents: randomRows[AgentRow](rng, rows),
		Offers: randomRows[OfferRow](rng, rows), Events: randomRows[EventRow](rng, rows), Outcomes: randomRows[OutcomeRow](rng, rows),
		Ledger: randomRows[LedgerRow](rng, rows), Decisions: randomRows[DecisionRow](rng, rows), Transcript: randomRows[TranscriptRow](rng, rows),
	}
}

// plausibleRun has the keys and magnitudes of a real run: ticks+1 rows per agent, offers in segments.
func plausibleRun(seed uint64, ticks, agents, offers int) *Run {
	rng := rand.New(rand.NewPCG(seed, 2))
	amount := func() float64 { return math.Round(rng.Float64()*1e8) / 1e2 }
	run := &Run{World: "plausible", Seed: seed, Ticks: int64(ticks), Resolved: []byte(fmt.Sprintf("shakeout: 1\nname: plausible\nseed: %d\n", seed))}
	set := func(row reflect.Value, tick int, keys map[string]string) {
		t := row.Type()
		for i := range t.NumField() {
			f := row.Field(i)
			switch f.Kind() {
			case reflect.Float64:
				f.SetFloat([]float64{amount(), rng.Float64()}[rng.IntN(2)])
			case reflect.String:
				f.SetString(keys[t.Field(i).Tag.Get("csv")])
			case reflect.Int64:
				f.SetInt(int64(rng.IntN(20)))
			case reflect.Bool:
				f.SetBool(rng.IntN(2) == 0)
			}
			if t.Field(i).Tag.Get("csv") == "tick" {
				f.SetInt(int64(tick))
			}
		}
	}
	for tick := range ticks + 1 {
		keys := map[string]string{"date": fmt.Sprintf("%d-%02d-01", 2025+tick/12, 1+tick%12), "mood": "normal", "regime": "scale", "channel": "subscription", "unit": "mtok", "kind": "lab", "status": "active", "outcome": "independent-burning", "register": "cash", "line": "revenue", "type": "round", "detail": "series C, led by investors"}
		var market MarketRow
		set(reflect.ValueOf(&market).Elem(), tick, keys)
		run.Market = append(run.Market, market)
		for a := range agents {
			keys["agent"] = fmt.Sprintf("agent-%02d", a)
			keys["name"], keys["owner"], keys["leader"] = keys["agent"], keys["agent"], keys["agent"]
			keys["from"], keys["to"], keys["counterparty"] = keys["agent"], "customers", "agent-00"
			keys["decision"], keys["rule"], keys["inputs"], keys["result"] = "price", "undercut", "cash=12.5 rival=3", "price 2.1"
			var row AgentRow
			set(reflect.ValueOf(&row).Elem(), tick, keys)
			run.Agents = append(run.Agents, row)
			var l LedgerRow
			set(reflect.ValueOf(&l).Elem(), tick, keys)
			run.Ledger = append(run.Ledger, l)
			var d DecisionRow
			set(reflect.ValueOf(&d).Elem(), tick, keys)
			run.Decisions = append(run.Decisions, d)
			if tick == ticks {
				var o OutcomeRow
				set(reflect.ValueOf(&o).Elem(), tick, keys)
				run.Outcomes = append(run.Outcomes, o)
			}
			if a == tick%agents {
				var e EventRow
				set(reflect.ValueOf(&e).Elem(), tick, keys)
				run.Events = append(run.Events, e)
			}
			for o := a; o < offers; o += agents {
				keys["segment"], keys["offer"] = fmt.Sprintf("segment-%d", o%6), fmt.Sprintf("%s/product-%d", keys["agent"], o/6)
				var row OfferRow
				set(reflect.ValueOf(&row).Elem(), tick, keys)
				run.Offers = append(run.Offers, row)
			}
		}
		for s := range 6 {
			keys["segment"] = fmt.Sprintf("segment-%d", s)
			var row SegmentRow
			set(reflect.ValueOf(&row).Elem(), tick, keys)
			run.Segments = append(run.Segments, row)
		}
	}
	return run
}

// sameRun compares all that a run directory keeps.
func sameRun(a, b *Run) error {
	if a.World != b.World || a.Seed != b.Seed || a.Ticks != b.Ticks || string(a.Resolved) != string(b.Resolved) {
		return fmt.Errorf("identity: %q %d %d and %q %d %d", a.World, a.Seed, a.Ticks, b.World, b.Seed, b.Ticks)
	}
	for name, err := range map[string]error{
		"market": sameRows(a.Market, b.Market), "segments": sameRows(a.Segments, b.Segments), "agents": sameRows(a.Agents, b.Agents),
		"offers": sameRows(a.Offers, b.Offers), "events": sameRows(a.Events, b.Events), "outcomes": sameRows(a.Outcomes, b.Outcomes),
		"ledger": sameRows(a.Ledger, b.Ledger), "decisions": sameRows(a.Decisions, b.Decisions),
	} {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func mustDigest(t testing.TB, run *Run) string {
	t.Helper()
	d, err := Digest(run)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
