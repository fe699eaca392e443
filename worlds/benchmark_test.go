package worlds

import (
	"testing"

	"shakeout/worlds/worldfile"
)

// BenchmarkTick is a mean month of the second half of ten years of the world of January 2025.
func BenchmarkTick(b *testing.B) {
	w, err := Load("frontier-2025", worldfile.Options{})
	if err != nil {
		b.Fatal(err)
	}
	step := func(s *State) {
		s.tick++
		if err := s.Step(); err != nil {
			b.Fatal(err)
		}
	}
	var s *State
	b.ReportAllocs()
	for b.Loop() {
		if s == nil || s.tick == w.Value.Ticks {
			b.StopTimer()
			if s, err = opened(&w.Value, Options{Omit: OmitOffers | OmitSegments | OmitEvents}); err != nil {
				b.Fatal(err)
			}
			s.opening()
			for s.tick < w.Value.Ticks/2 {
				step(s)
			}
			b.StartTimer()
		}
		step(s)
	}
}
