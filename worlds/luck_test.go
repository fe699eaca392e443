package worlds

import (
	"testing"

	"shakeout/worlds/worldfile"
)

// With one lab taken out of a world, every other agent and every segment draws the same luck: arms of an experiment differ
// by what is done to them and by nothing else.
func TestOneAgentLessMovesNobodysLuck(t *testing.T) {
	opened := func(o worldfile.Options) *State {
		w, err := Load("frontier-2025", o)
		if err != nil {
			t.Fatal(err)
		}
		s, err := open(&w.Value, 7, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.opening()
		return s
	}
	with, without := opened(worldfile.Options{}), opened(worldfile.Options{Set: []string{"agents[cohere].remove=true"}})
	if len(without.firms) != len(with.firms)-1 {
		t.Fatalf("got %d agents without cohere; want one less than %d", len(without.firms), len(with.firms))
	}
	for range 24 {
		for _, s := range []*State{with, without} {
			s.tick++
			if err := s.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if with.mood != without.mood {
			t.Fatalf("tick %d: the mood of the capital market parts", with.tick)
		}
		for i := range with.segments {
			if a, b := with.segments[i].luck, without.segments[i].luck; a != b {
				t.Errorf("tick %d: segment %d draws %g with and %g without", with.tick, i, a, b)
			}
		}
		for i := range with.firms {
			f := &with.firms[i]
			k := without.firmIndex(f.ID)
			if k < 0 {
				continue
			}
			if a, b := f.BrandLuck, without.firms[k].BrandLuck; a != b {
				t.Errorf("tick %d: %s draws %g with and %g without", with.tick, f.ID, a, b)
			}
			a, b := with.stream(f.ID, "training"), without.stream(f.ID, "training")
			if a.Float64() != b.Float64() {
				t.Errorf("tick %d: %s has another stream", with.tick, f.ID)
			}
		}
	}
}
