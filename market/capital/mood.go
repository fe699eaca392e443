package capital

import (
	"fmt"
	"strings"

	"shakeout/internal/exact"
)

// Mood is the state of the capital market.
type Mood uint8

// The moods.
const (
	Normal Mood = iota
	Boom
	Bust
)

var moodNames = [...]string{"normal", "boom", "bust"}

// String returns the mood's name in files.
func (m Mood) String() string {
	if int(m) < len(moodNames) {
		return moodNames[m]
	}
	return fmt.Sprintf("mood(%d)", uint8(m))
}

// Values returns the names that are allowed.
func (Mood) Values() []string { return moodNames[:] }

// MarshalText returns the mood's name.
func (m Mood) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads a mood's name.
func (m *Mood) UnmarshalText(text []byte) error {
	for i, name := range moodNames {
		if name == string(text) {
			*m = Mood(i)
			return nil
		}
	}
	return fmt.Errorf("mood %q; want one of %s", text, strings.Join(moodNames[:], ", "))
}

// MoodChain is the mood of investors, a Markov chain with three states (Hamilton 1989). Venture money comes in waves that have little to do with any
// one firm (Gompers and Lerner 1998): in a boom there is more of it at higher prices, in a bust two thirds of it disappear. A bust ends in normal times.
type MoodChain struct {
	// Factor on valuations and money in a boom, in normal times and in a bust.
	BoomFactor   float64 `yaml:"boom_factor" unit:"1" range:"[0,10]" default:"1.3" source:"assumption, 1.1-2" doc:"factor on valuations and on new money in a boom"`
	NormalFactor float64 `yaml:"normal_factor" unit:"1" range:"[0,10]" default:"1" source:"by definition" doc:"factor on valuations and on new money in normal times"`
	BustFactor   float64 `yaml:"bust_factor" unit:"1" range:"[0,10]" default:"0.35" source:"assumption, 0.2-0.6; US venture capital 2000-02 and 2021-23 for the order" doc:"factor on valuations and on new money in a bust"`
	// Mean lengths.
	BoomMonths   float64 `yaml:"boom_months" unit:"months" range:"[1,1200]" default:"30" source:"assumption" doc:"mean length of a boom"`
	NormalMonths float64 `yaml:"normal_months" unit:"months" range:"[1,1200]" default:"36" source:"assumption" doc:"mean length of normal times"`
	BustMonths   float64 `yaml:"bust_months" unit:"months" range:"[1,1200]" default:"18" source:"assumption" doc:"mean length of a bust"`
	// Where a mood goes when it ends.
	BoomToBust   float64 `yaml:"boom_to_bust" unit:"1" range:"[0,1]" default:"0.5" source:"assumption" doc:"probability that a boom ends in a bust rather than in normal times"`
	NormalToBoom float64 `yaml:"normal_to_boom" unit:"1" range:"[0,1]" default:"0.6" source:"assumption" doc:"probability that normal times end in a boom rather than in a bust"`
	BustToBoom   float64 `yaml:"bust_to_boom" unit:"1" range:"[0,1]" default:"0" source:"assumption" doc:"probability that a bust ends in a boom rather than in normal times"`
	// Mood at the start.
	Start Mood `yaml:"start" unit:"mood" default:"normal" source:"assumption" doc:"mood at the start"`
	// Moods that a scenario fixes.
	Spells []Spell `yaml:"spells" doc:"stretches of time whose mood is fixed"`
}

// Spell fixes the mood for some months; afterwards the chain goes on from it. Where spells overlap the first in the list counts.
type Spell struct {
	// Name of the spell.
	ID string `yaml:"id" unit:"name" source:"the scenario" doc:"name of the spell"`
	// Mood that rules.
	Mood Mood `yaml:"mood" unit:"mood" source:"the scenario" doc:"mood that rules"`
	// First month, and first month after.
	FromMonth  int64 `yaml:"from_month" unit:"months" range:"[0,100000]" source:"the scenario" doc:"first month of the spell, from the start of the world"`
	UntilMonth int64 `yaml:"until_month" unit:"months" range:"[0,100000]" source:"the scenario" doc:"first month after the spell"`
}

// Factor returns the factor of a mood on valuations and new money.
func (c MoodChain) Factor(m Mood) float64 {
	switch m {
	case Boom:
		return c.BoomFactor
	case Bust:
		return c.BustFactor
	}
	return c.NormalFactor
}

// At returns the mood of a month that a spell fixes, or the given one.
func (c MoodChain) At(month int64, m Mood) Mood {
	for _, s := range c.Spells {
		if s.FromMonth <= month && month < s.UntilMonth {
			return s.Mood
		}
	}
	return m
}

// Next returns the mood of the given month from the mood of the month before. A mood ends with probability 1/(mean length). Two uniforms, also where a
// spell rules.
func (c MoodChain) Next(m Mood, month int64, s *exact.Stream) Mood {
	ends, side := s.Float64(), s.Float64()
	length, odds, one, other := c.NormalMonths, c.NormalToBoom, Boom, Bust
	switch m {
	case Boom:
		length, odds, one, other = c.BoomMonths, c.BoomToBust, Bust, Normal
	case Bust:
		length, odds, one, other = c.BustMonths, c.BustToBoom, Boom, Normal
	}
	next := m
	if ends*length < 1 {
		next = other
		if side < odds {
			next = one
		}
	}
	return c.At(month, next)
}
