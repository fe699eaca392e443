package customers

import (
	"math"
	"testing"

	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

// Signatures are the flows of the chain, sorted by who changes.
func TestSignaturesAreTheFlowsOfTheChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree, v, n := drawChoice(t)
		var c Choice
		c.Build(tree, v, &n)
		G := n.Count
		m := Waiting{Nest: make([]float64, G), None: 0.3, Fresh: 0.1}
		for g := range m.Nest {
			m.Nest[g] = 0.6 / float64(G)
		}
		inflow := make([]float64, G)
		none := c.Mix(tree, m, inflow, nil)
		renew, leave, sign := make([]float64, G), make([]float64, G), make([]float64, G)
		leaveNone, out := c.Sign(tree, m, renew, leave, sign)
		signed, left := 0.0, leaveNone
		for g := range sign {
			signed, left = signed+sign[g], left+leave[g]
			if math.Abs(renew[g]+sign[g]-inflow[g]) > 1e-13 {
				t.Fatalf("nest %d keeps %v and wins %v; the chain gives it %v", g, renew[g], sign[g], inflow[g])
			}
			if leave[g] < -1e-15 || sign[g] < -1e-15 || renew[g]+leave[g] > m.Nest[g]+1e-13 {
				t.Fatalf("nest %d: %v renew, %v leave, %v sign, of %v", g, renew[g], leave[g], sign[g], m.Nest[g])
			}
		}
		if math.Abs(signed-left) > 1e-13 || out != none {
			t.Fatalf("%v sign and %v leave; %v take nothing, the chain says %v", signed, left, out, none)
		}
	})
}

func TestTerms(t *testing.T) {
	terms := NewTerms(12, 2)
	if got := terms.Due(5, 1); got != 1.0/12 {
		t.Errorf("of a family without contracts %v end in a month; want a twelfth", got)
	}
	terms.Spread(0, 1.2)
	if got := terms.Due(3, 0); math.Abs(got-1.0/12) > 1e-15 {
		t.Errorf("of even contracts %v end in a month; want a twelfth", got)
	}
	// A wave: a third of all contracts is signed in month 15 and ends in month 27.
	terms.Enter(15, 0, 0.55)
	if got := terms.Due(27, 0); math.Abs(got-1.0/3) > 1e-12 {
		t.Errorf("a year after the wave %v of the contracts end; want a third", got)
	}
	if got := terms.Due(26, 0); math.Abs(got-0.1/1.65) > 1e-12 {
		t.Errorf("the month before %v end; want %v", got, 0.1/1.65)
	}
	// A family that takes over the other's contracts keeps their ends.
	terms.Move(0, 1, 1)
	if got := terms.Due(27, 1); math.Abs(got-1.0/3) > 1e-12 || terms.Due(27, 0) != 1.0/12 {
		t.Errorf("after the takeover %v end in the month of the wave; want a third", got)
	}
}
