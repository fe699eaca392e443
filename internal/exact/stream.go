package exact

import (
	"math/bits"
	"math/rand/v2"
)

// Stream is a source of random numbers that belongs to one purpose of one agent at one tick. It is a value of 16 bytes: copy it to
// replay it; two copies give the same draws. Its zero value is a valid stream, but nobody's: use NewStream.
//
// Every method says how many uniforms it takes, and always takes that many, so that a changed parameter never shifts a later draw.
type Stream struct{ generator rand.PCG }

// NewStream returns the stream that the four keys name. The same keys give the same stream on every processor; different keys give
// streams that are independent for all practical purposes, so that adding an agent, a purpose or a draw leaves all others as they were.
// It allocates nothing and keeps no shared state.
//
// The keys are hashed to 128 bits, the state of a permuted congruential generator (PCG-DXSM: O'Neill 2014, as in math/rand/v2).
func NewStream(seed uint64, agent, purpose string, tick int) Stream {
	return NewKey(seed, agent, purpose).At(tick)
}

// hashString folds text into h, 8 bytes at a time; the length goes in last, so that "ab", "c" differs from "a", "bc".
func hashString(h uint64, text string) uint64 {
	n := len(text)
	i := 0
	for ; i+8 <= n; i += 8 {
		word := uint64(text[i]) | uint64(text[i+1])<<8 | uint64(text[i+2])<<16 | uint64(text[i+3])<<24 |
			uint64(text[i+4])<<32 | uint64(text[i+5])<<40 | uint64(text[i+6])<<48 | uint64(text[i+7])<<56
		h = mix(h ^ word)
	}
	var word uint64
	for shift := 0; i < n; i++ {
		word |= uint64(text[i]) << shift
		shift += 8
	}
	return mix(h ^ word ^ uint64(n)<<56 ^ 0xa0761d6478bd642f)
}

// mix is a bijection of 64 bits in which every input bit reaches every output bit (the finaliser of SplitMix64: Steele, Lea and Flood 2014).
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Uint64 returns 64 random bits. One uniform.
func (s *Stream) Uint64() uint64 { return s.generator.Uint64() }

// Float64 returns a number strictly between 0 and 1: an odd multiple of 2^-53, all equally likely. One uniform.
func (s *Stream) Float64() float64 { return (float64(s.Uint64()>>12) + 0.5) * 0x1p-52 }

// Uniform returns a number between low and high. One uniform.
func (s *Stream) Uniform(low, high float64) float64 { return low + float64((high-low)*s.Float64()) }

// IntN returns an integer in 0..n-1. One uniform: floor(n u) for a 64-bit u, so that two results differ in probability by less than
// 2^-64. For n <= 1 it returns 0.
func (s *Stream) IntN(n int) int {
	u := s.Uint64()
	if n <= 1 {
		return 0
	}
	high, _ := bits.Mul64(u, uint64(n))
	return int(high)
}

// Bernoulli returns true with probability p: never for p <= 0, always for p >= 1. One uniform.
func (s *Stream) Bernoulli(p float64) bool { return s.Float64() < p }
