package worldfile

import "testing"

// Loading happens once a run, and once for every row of an experiment whose
// arms differ in more than numbers.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := LoadBytes[sample]("good.yaml", []byte(good), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Setting a number in place is what an ensemble does for every draw.
func BenchmarkSetNumber(b *testing.B) {
	l, err := LoadBytes[sample]("good.yaml", []byte(good), Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := SetNumber(&l.Value, "agents[mistral].start.cash_usd_m", 5); err != nil {
			b.Fatal(err)
		}
	}
}
