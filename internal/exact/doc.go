// Package exact provides elementary functions and random draws that give the same bits on every processor.
//
// The functions of package math differ in their last bits between architectures (some are assembly, and the compiler may fuse
// x*y+z into one rounding), so a simulation that uses them can't promise the same history everywhere. Everything here is
// plain Go in which every product that is added stands inside float64(...), which forbids fusing; math.Sqrt, math.FMA and the
// like, which IEEE 754 defines to the last bit, are used where they help.
//
// Randomness is a keyed Stream: seed, agent, purpose and tick name it, so that no draw can shift another.
package exact
