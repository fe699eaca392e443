package sampling

import (
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"

	"shakeout/internal/exact"
)

// joeKuo is the table of direction numbers, with its source and licence.
//
//go:embed joe_kuo.txt
var joeKuo string

// Sizes of the Sobol' generator.
const (
	sobolBits = 52
	// GreatestSobolDimensions is the number of dimensions of the table: a Saltelli design takes two per axis.
	GreatestSobolDimensions = 1024
)

// directions[d][k] is the direction number v_(k+1) of dimension d as a 52-bit fraction.
type directions [][sobolBits]uint64

var loadDirections = sync.OnceValues(func() (directions, error) { return parseDirections(joeKuo) })

// parseDirections reads the table: a line per dimension from the second on, with d, s, a, m_1 ... m_s. Further numbers
// follow from m_k = 2 a_1 m_(k-1) xor 4 a_2 m_(k-2) xor ... xor 2^s m_(k-s) xor m_(k-s), and v_k = m_k / 2^k.
func parseDirections(table string) (directions, error) {
	first := [sobolBits]uint64{}
	for k := range first {
		first[k] = 1 << (sobolBits - 1 - k)
	}
	all := directions{first}
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "d") {
			continue
		}
		var numbers []uint64
		for field := range strings.FieldsSeq(line) {
			n, err := strconv.ParseUint(field, 10, 32)
			if err != nil {
				return nil, fmt.Errorf("sobol: direction numbers: got %q; want a whole number", field)
			}
			numbers = append(numbers, n)
		}
		if len(numbers) < 4 || numbers[0] != uint64(len(all)+1) || numbers[1] != uint64(len(numbers)-3) {
			return nil, fmt.Errorf("sobol: direction numbers: got %q; want dimension %d, s, a, m_1 ... m_s", strings.TrimSpace(line), len(all)+1)
		}
		degree, inner, initial := int(numbers[1]), numbers[2], numbers[3:]
		var v [sobolBits]uint64
		for k := range v {
			if k < degree {
				v[k] = initial[k] << (sobolBits - 1 - k)
				continue
			}
			v[k] = v[k-degree] ^ v[k-degree]>>degree
			for j := 1; j < degree; j++ {
				if inner>>(degree-1-j)&1 == 1 {
					v[k] ^= v[k-j]
				}
			}
		}
		all = append(all, v)
	}
	return all, nil
}

// Scrambling is how a low-discrepancy sequence is made random, so that its points are uniform one by one and a repeat
// with another seed tells the error.
type Scrambling int

// The ways of scrambling.
const (
	// ScrambleNested permutes the digits of every coordinate, each digit according to all those before it: Owen's
	// scrambling for Sobol', random digit permutations for Halton.
	ScrambleNested Scrambling = iota
	// ScrambleShift adds one random number to all points: bit by bit for Sobol', modulo 1 for Halton.
	ScrambleShift
	// ScrambleNone leaves the sequence as published. Its first point is 0 for Sobol'.
	ScrambleNone
)

var scramblingNames = []string{"nested", "shift", "none"}

// Values returns the names of all ways of scrambling.
func (Scrambling) Values() []string { return slices.Clone(scramblingNames) }

// String returns the name.
func (s Scrambling) String() string { return nameOf(scramblingNames, int(s), "scrambling") }

// MarshalText returns the name.
func (s Scrambling) MarshalText() ([]byte, error) {
	return marshalName(scramblingNames, int(s), "scrambling")
}

// UnmarshalText reads a name.
func (s *Scrambling) UnmarshalText(text []byte) error {
	i, err := unmarshalName(scramblingNames, text, "scrambling")
	if err == nil {
		*s = Scrambling(i)
	}
	return err
}

// Sobol is a Sobol' sequence: points 0, 1, 2, ... of the unit cube that fill it evenly, best where their number is a
// power of 2. Point k does not depend on how many there are.
// Source: Sobol' (1967); Bratley and Fox (1988) for the order by Gray code; Joe and Kuo (2008) for the direction
// numbers; Owen (1995) for the scrambling.
type Sobol struct {
	directions directions
	scrambling Scrambling
	keys       []uint64 // one per axis
}

// NewSobol returns the sequence for up to GreatestSobolDimensions axes. Errors: too many axes or none, an empty or
// doubled name, an unknown scrambling.
func NewSobol(axes Axes, seed uint64, scrambling Scrambling) (*Sobol, error) {
	if err := axes.check("sobol", GreatestSobolDimensions); err != nil {
		return nil, err
	}
	if scrambling < ScrambleNested || scrambling > ScrambleNone {
		return nil, fmt.Errorf("sobol: scrambling: got %v; want %v", scrambling, scramblingNames)
	}
	all, err := loadDirections()
	if err != nil {
		return nil, err
	}
	s := &Sobol{directions: all[:len(axes)], scrambling: scrambling, keys: make([]uint64, len(axes))}
	for d, name := range axes {
		stream := exact.NewStream(seed, name, "sobol", 0)
		s.keys[d] = stream.Uint64()
	}
	return s, nil
}

// Point writes point k (from 0) into the first coordinates of point, as many as there are axes. Scrambled coordinates
// are odd multiples of 2^-53, so never 0 or 1; unscrambled ones are multiples of 2^-52 from 0 on.
func (s *Sobol) Point(k uint64, point []float64) {
	gray := k ^ k>>1
	for d := range s.directions {
		var x uint64
		for rest := gray; rest != 0; rest &= rest - 1 {
			if bit := bits.TrailingZeros64(rest); bit < sobolBits {
				x ^= s.directions[d][bit]
			}
		}
		switch s.scrambling {
		case ScrambleNested:
			point[d] = (float64(nestedScramble(x, s.keys[d])) + 0.5) * 0x1p-52
		case ScrambleShift:
			point[d] = (float64(x^s.keys[d]>>(64-sobolBits)) + 0.5) * 0x1p-52
		default:
			point[d] = float64(x) * 0x1p-52
		}
	}
}

// nestedScramble flips each bit of x or not by a hash of the key and of all higher bits: one random permutation of the
// two halves of every interval of length 2^-b. Source: Owen (1995).
func nestedScramble(x, key uint64) uint64 {
	var flips uint64
	for b := range sobolBits {
		prefix := x>>(sobolBits-b) | 1<<b // the bits above, after a 1 that says how many
		flips = flips<<1 | hash(key^hash(prefix))>>63
	}
	return x ^ flips
}

// hash is a bijection of 64 bits in which every input bit reaches every output bit: two rounds of xor-shift and
// multiplication with constants of Moremur (Evensen 2019), which have less bias than those of SplitMix64.
func hash(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>27) * 0x3c79ac492ba7b653
	z = (z ^ z>>33) * 0x1c69b3f74ac4ae35
	return z ^ z>>27
}
