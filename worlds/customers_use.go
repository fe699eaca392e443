package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// splitByUse splits every kind of buyers into classes of use, light to heavy.
func (seg *segmentState) splitByUse(kinds []buyerKind) {
	for _, k := range kinds {
		k.weight /= float64(len(seg.uses))
		for _, use := range seg.uses {
			if len(seg.uses) > 1 {
				k.use, k.log = use, exact.Log(use)
			}
			seg.kinds = append(seg.kinds, k)
		}
	}
}

// openUse keeps what the holders of an offer use at the start: the world file says what that is in
// tokens.
func (seg *segmentState) openUse(j int) {
	J := len(seg.offers)
	mean := 0.0
	for i, w := range seg.weight {
		if use := seg.kinds[seg.kindOf[i]].use; use > 0 {
			mean += float64(w * seg.stock[i*J+j] * use)
		}
	}
	seg.use0[j] = 1
	if mean > 0 && seg.share[j] > 0 {
		seg.use0[j] = mean / seg.share[j]
	}
}

// composition returns the use of an offer's holders over that of its holders at the start.
func (of *offer) composition() float64 {
	if of.mix <= 0 {
		return 1
	}
	return of.mix
}

// mixUse lets the tokens per subscriber follow who subscribes.
func (s *State) mixUse() {
	for o := range s.offers {
		of := &s.offers[o]
		if of.channel != agents.Subscription || of.units <= 0 || of.load <= 0 {
			continue
		}
		mix := of.load / of.units
		of.mtokPerUnit = float64(of.mtokPerUnit * (mix / of.composition()))
		of.mix = mix
	}
}

// tailMargins returns what a subscriber of the lightest and of the heaviest tenth leaves its seller
// over fees and serving, USD a month; NaN where all pay for what they use, or all use the same.
func (s *State) tailMargins(seg *segmentState, j int) (light, heavy float64) {
	of := &s.offers[seg.offers[j]]
	if of.channel != agents.Subscription || len(seg.uses) < 2 || seg.share[j] <= 0 || seg.use0[j] <= 0 {
		return math.NaN(), math.NaN()
	}
	J, classes := len(seg.offers), len(seg.uses)
	if cap(seg.mass) < classes {
		seg.mass = make([]float64, classes)
	}
	mass := seg.mass[:classes]
	clear(mass)
	for i, w := range seg.weight {
		mass[seg.kindOf[i]%classes] += float64(w * seg.stock[i*J+j])
	}
	light, heavy = customers.Tails(mass, seg.uses, 0.1)
	kept := float64(of.posted * of.realised * (1 - s.feeOf(of) - of.royalty))
	was := &of.served
	cost := was.mtokPerUnit / was.composition * was.hoursPerTok * s.spot.price / seg.use0[j]
	return kept - float64(light*cost), kept - float64(heavy*cost)
}
