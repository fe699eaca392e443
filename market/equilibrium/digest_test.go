package equilibrium

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"
	"testing"
)

// The same bits on amd64 (v1 and v3), 386 and arm64.
func TestBits(t *testing.T) {
	h := sha256.New()
	for seed := range uint64(4) {
		for _, of := range []size{{2, 1, 1}, {3, 2, 3}, {4, 3, 5}} {
			g := random(seed, of)
			addSolution(t, h, g)
			if of.types == 1 {
				g.Demand.NestSigma = 0.8
				addSolution(t, h, g)
			}
			g.Demand = Demand{NestSigma: 0.5, Lambda: 0.25, Form: Log, Budget: true}
			for j := range g.Products {
				g.Products[j].Handling, g.Products[j].Saturation = 0.1, 0.2
			}
			addSolution(t, h, g)
		}
		addSolution(t, h, polar(seed, 2))
	}
	want := "a14c51c374a2c41411a461547e563bff6e4e45471e59132091b24e1b36d56cb4"
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("got bits %s; want %s", got, want)
	}
}

func addSolution(t *testing.T, h hash.Hash, g *Game) {
	t.Helper()
	s, err := Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]float64{s.Prices, s.Shares, s.Profits, {s.OutsideShare, s.ConsumerSurplus, s.HHI}} {
		for _, x := range list {
			h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
		}
	}
}
