package sampling

import (
	"fmt"

	"shakeout/internal/exact"
)

// GreatestHaltonDimensions bounds the axes of a Halton sequence. Unscrambled it is poor from about 8 on, because
// neighbouring large bases go together.
const GreatestHaltonDimensions = 1000

// Halton is a Halton sequence: coordinate d of point k is the radical inverse of k in the d-th prime base. Point k does
// not depend on how many there are. Use Sobol' where a power of 2 of points suits; Halton has no preferred number.
// Source: Halton (1960); Owen (2017) A randomized Halton algorithm in R, for the scrambling.
type Halton struct {
	bases      []uint64
	scrambling Scrambling
	shifts     []float64
	// digits[d][j] is the permutation of digit j (from the point on) in base d.
	digits [][][]uint32
}

// NewHalton returns the sequence for up to GreatestHaltonDimensions axes. Errors: too many axes or none, an empty or
// doubled name, an unknown scrambling.
func NewHalton(axes Axes, seed uint64, scrambling Scrambling) (*Halton, error) {
	if err := axes.check("halton", GreatestHaltonDimensions); err != nil {
		return nil, err
	}
	if scrambling < ScrambleNested || scrambling > ScrambleNone {
		return nil, fmt.Errorf("halton: scrambling: got %v; want %v", scrambling, scramblingNames)
	}
	h := &Halton{bases: primes(len(axes)), scrambling: scrambling}
	for d, name := range axes {
		stream := exact.NewStream(seed, name, "halton", 0)
		switch scrambling {
		case ScrambleShift:
			h.shifts = append(h.shifts, stream.Float64())
		case ScrambleNested:
			var digits [][]uint32
			for reach := 1.0; reach < 0x1p54; reach *= float64(h.bases[d]) { // as many digits as matter to a float64
				digits = append(digits, permutation(int(h.bases[d]), &stream))
			}
			h.digits = append(h.digits, digits)
		}
	}
	return h, nil
}

// Point writes point k (from 0) into the first coordinates of point, as many as there are axes. Unscrambled, point k is
// the radical inverse of k + 1, so that 0 does not occur.
func (h *Halton) Point(k uint64, point []float64) {
	for d, base := range h.bases {
		var x float64
		switch h.scrambling {
		case ScrambleNested:
			x = permutedInverse(k, base, h.digits[d])
		case ScrambleShift:
			x = radicalInverse(k, base) + h.shifts[d]
			if x >= 1 {
				x--
			}
		default:
			x = radicalInverse(k+1, base)
		}
		point[d] = inside(x)
	}
}

// radicalInverse mirrors the digits of k at the point: 6 = 110 in base 2 becomes 0.011 = 3/8.
func radicalInverse(k, base uint64) float64 {
	var reversed, scale uint64 = 0, 1
	for ; k > 0 && scale <= (1<<63)/base; k /= base {
		reversed = reversed*base + k%base
		scale *= base
	}
	return float64(reversed) / float64(scale)
}

// permutedInverse is radicalInverse with every digit permuted, those beyond the last of k included.
func permutedInverse(k, base uint64, digits [][]uint32) float64 {
	var places [64]uint32
	for j := range digits {
		places[j] = digits[j][k%base]
		k /= base
	}
	x := 0.0
	for j := len(digits) - 1; j >= 0; j-- { // smallest first, so that rounding does not add up
		x = (float64(places[j]) + x) / float64(base)
	}
	return x
}

// inside moves 0 and 1 to the nearest numbers strictly between them that every distribution can take.
func inside(x float64) float64 { return max(least, min(x, greatest)) }

// Smallest and greatest probability at which a quantile is taken.
const (
	least    = 0x1p-54
	greatest = 1 - 0x1p-53
)

// permutation returns a random order of 0 ... n - 1 (Fisher and Yates; Durstenfeld 1964). n - 1 uniforms.
func permutation(n int, stream *exact.Stream) []uint32 {
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	for i := n - 1; i > 0; i-- {
		j := stream.IntN(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// primes returns the first count primes.
func primes(count int) []uint64 {
	found := make([]uint64, 0, count)
	for candidate := uint64(2); len(found) < count; candidate++ {
		prime := true
		for _, p := range found {
			if p*p > candidate {
				break
			}
			if candidate%p == 0 {
				prime = false
				break
			}
		}
		if prime {
			found = append(found, candidate)
		}
	}
	return found
}
