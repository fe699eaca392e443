package sampling

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"
)

// TestBits pins the bits of every design and every family. A change moves the runs of every published experiment.
func TestBits(t *testing.T) {
	hash := fnv.New64a()
	add := func(v float64) { binary.Write(hash, binary.LittleEndian, math.Float64bits(v)) }
	families := []Distribution{
		NewUniform(-1.3, 2.7), NewLogUniform(0.01, 77), NewNormal(3, 0.7), NewNormal(1, 2).Between(0.3, 9), NewLogNormal(2, 0.8),
		NewLogNormal(2, 0.8).Between(0, 5), NewTriangular(-1, 0.3, 4), NewBeta(2.3, 0.7), NewInteger(-5, 90), NewChoice(3, 1, 4, 1.5),
		NewWordChoice("a", "b"), NewBernoulli(0.37),
	}
	for _, m := range []Method{Random, LatinHypercube, SobolSequence, HaltonSequence} {
		for _, scrambling := range []Scrambling{ScrambleNested, ScrambleShift, ScrambleNone} {
			points, err := Plan{Method: m, Points: 500, Axes: axes(len(families)), Seed: 5, Scrambling: scrambling}.Sample()
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range points {
				for i, u := range p {
					add(u)
					add(families[i].Quantile(u))
				}
			}
		}
	}
	trajectories, err := MorrisPlan{Trajectories: 9, Levels: 6, Axes: axes(7), Seed: 1}.Sample()
	if err != nil {
		t.Fatal(err)
	}
	for _, trajectory := range trajectories {
		for _, p := range trajectory {
			for _, u := range p {
				add(u)
			}
		}
	}
	const want = 0x315fffcfcb4898fe
	if got := hash.Sum64(); got != want {
		t.Errorf("got %#x; want %#x", got, uint64(want))
	}
}
