package technology

import (
	"math"

	"shakeout/internal/exact"
)

// Spillover is what a laggard learns from others each month: papers, weights, distilled answers, talk. It closes a share of the gap to the frontier of
// knowledge, which is ahead of the market (rivals know of a development within a year or so, often before the product is out: Mansfield 1985), more where the better model is open (its weights can be studied), and only as far as the laggard does research itself: who does
// none absorbs little (Cohen and Levinthal 1990). The steady gap of a follower is (frontier growth - own growth)/rate; a year's lag of open
// weights gives rates of .5 to .9 a year.
type Spillover struct {
	// Share of the gap that closes in a year, at full absorption.
	RatePerYear float64 `yaml:"rate_per_year" unit:"1/year" range:"[0,12]" default:"0.5" source:"data/capability.csv, arena_elo_gap_closed_minus_open: a lag near 12 months gives 0.5-0.9 for all channels, of which people who move are one (talent.know_how)" doc:"share of the gap to the frontier of knowledge that closes in a year at full absorption"`
	// Factor on the rate toward open weights.
	OpenFactor float64 `yaml:"open_factor" unit:"1" range:"[1,10]" default:"1.5" source:"assumption, 1-2" doc:"factor on the rate for the part of the gap below the best open weights"`
	// Exponent of absorptive capacity.
	AbsorptionExponent float64 `yaml:"absorption_exponent" unit:"1" range:"[0,2]" default:"0.5" source:"assumption; Cohen and Levinthal 1990 for the concept" doc:"exponent of own over largest research spending; 0 means that everybody absorbs all"`
}

// Position is where a laboratory stands, for Spillover.
type Position struct {
	OwnOOM      float64 // its capability
	FrontierOOM float64 // the greatest capability that anybody has reached, on the market or not
	OpenOOM     float64 // the best open weights; -Inf where there are none
	RDRatio     float64 // own research spending / the largest laboratory's
}

// Absorption returns absorptive capacity, min(1, RDRatio)^AbsorptionExponent.
func (p Spillover) Absorption(rdRatio float64) float64 {
	return exact.Pow(math.Min(1, math.Max(0, rdRatio)), p.AbsorptionExponent)
}

// GainOOMPerMonth returns what leaks to a laboratory in a month:
//
//	RatePerYear/12 x Absorption x (OpenFactor x gap to open weights + the rest of the gap to the frontier),
//
// never below zero and never more than the whole gap.
func (p Spillover) GainOOMPerMonth(at Position) float64 {
	gap := math.Max(0, at.FrontierOOM-at.OwnOOM)
	open := math.Min(gap, math.Max(0, at.OpenOOM-at.OwnOOM))
	pull := float64(p.OpenFactor*open) + (gap - open)
	return math.Min(gap, float64(float64(p.RatePerYear/monthsPerYear*p.Absorption(at.RDRatio))*pull))
}

// HalfLifeMonths returns the months in which a gap halves if both sides gain equally on their own: ln .5 / ln(1 - monthly rate). +Inf at
// rate zero; 0 where a month closes everything.
func (p Spillover) HalfLifeMonths(rdRatio float64, open bool) float64 {
	rate := float64(p.RatePerYear / monthsPerYear * p.Absorption(rdRatio))
	if open {
		rate = float64(rate * p.OpenFactor)
	}
	switch {
	case !(rate > 0):
		return math.Inf(1)
	case rate >= 1:
		return 0
	}
	return -math.Ln2 / exact.Log1p(-rate)
}

// SteadyGapOOM returns the gap at which spillover makes up for slower own progress: (frontier growth - own growth) / rate, both growths in
// OOM a year; 0 for a laboratory that gains faster than the frontier, +Inf where nothing leaks to it.
func (p Spillover) SteadyGapOOM(frontierOOMPerYear, ownOOMPerYear, rdRatio float64) float64 {
	behind := math.Max(0, frontierOOMPerYear-ownOOMPerYear)
	if behind == 0 {
		return 0
	}
	return behind / float64(p.RatePerYear*p.Absorption(rdRatio))
}
