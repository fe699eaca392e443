package experiments

import "testing"

// BenchmarkRun is one run of the world of January 2025 within an experiment, with its uncertain numbers drawn; each iteration is another replicate.
func BenchmarkRun(b *testing.B) {
	e, err := Parse("bench.yaml", []byte("shakeout: 1\nname: bench\nworld: frontier-2025\nruns: 1000000\n"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	row := int64(0)
	for b.Loop() {
		row++
		if _, err := e.simulate(b.Context(), row); err != nil {
			b.Fatal(err)
		}
	}
}
