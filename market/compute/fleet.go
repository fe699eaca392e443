package compute

import (
	"cmp"
	"math"
	"slices"

	"shakeout/internal/exact"
)

// FleetRule is the life of accelerators: vintages (Solow 1960) that wear, are scrapped after some years, and are offered at prices between the
// cost of running them and the cost of replacing them.
type FleetRule struct {
	// Age at which a vintage is scrapped.
	LifeMonths int64 `yaml:"life_months" unit:"months" range:"[1,600]" default:"84" source:"assumption: five to six years on the books, longer in use" doc:"age at which accelerators are scrapped"`
	// Age at which nothing of the price is left to earn.
	WriteOffMonths int64 `yaml:"write_off_months" unit:"months" range:"[1,600]" default:"60" source:"assumption: five years, as in the accounts of the large clouds" doc:"age over which the price of accelerators is written off"`
	// Steps per vintage.
	StepsPerVintage int64 `yaml:"steps_per_vintage" unit:"1" range:"[1,100]" default:"4" source:"assumption: no cliffs in the supply curve" doc:"price steps in which a vintage is offered"`
}

// Vintage is the capacity that arrived in one month.
type Vintage struct {
	Month         int64   // month of arrival; negative before the start of the world
	Units         float64 // H100e that still work
	HardwareIndex float64 // performance per dollar of its generation, relative to the start
}

// Fleet is a firm's capacity, oldest vintage first, at most one per month.
type Fleet []Vintage

// Units returns the accelerators of the fleet.
func (f Fleet) Units() float64 {
	var sum float64
	for _, v := range f {
		sum += v.Units
	}
	return sum
}

// Add returns the fleet with a vintage added, merged with an earlier arrival of the same month. The receiver is not changed.
func (f Fleet) Add(v Vintage) Fleet {
	out := slices.Clone(f)
	if !(v.Units > 0) {
		return out
	}
	i, found := slices.BinarySearchFunc(out, v.Month, func(a Vintage, month int64) int { return cmp.Compare(a.Month, month) })
	if found {
		out[i].Units += v.Units
		return out
	}
	return slices.Insert(out, i, v)
}

// Age returns the fleet a month later, at the given month, and the accelerators that were lost: DepreciationPerYear/12 of each vintage, and all of
// those whose age is above LifeMonths.
func (p Params) Age(f Fleet, month int64) (aged Fleet, lost float64) {
	keep := 1 - p.Cost.DepreciationPerYear/monthsPerYear
	aged = make(Fleet, 0, len(f))
	for _, v := range f {
		if month-v.Month > p.Fleet.LifeMonths {
			lost += v.Units
			continue
		}
		left := float64(v.Units * keep)
		lost += v.Units - left
		aged = append(aged, Vintage{v.Month, left, v.HardwareIndex})
	}
	return aged, lost
}

// BookValueUSD returns what the fleet stands for in the accounts at a month: straight line over WriteOffMonths from the price of each
// generation. It secures data-centre debt.
func (p Params) BookValueUSD(f Fleet, month int64) float64 {
	var sum float64
	for _, v := range f {
		sum += float64(float64(v.Units*p.Cost.CapitalUSD(v.HardwareIndex)) * p.bookShare(month-v.Month))
	}
	return sum
}

// bookShare returns the share of the price that is not written off at an age.
func (p Params) bookShare(age int64) float64 {
	return math.Max(0, math.Min(1, 1-float64(age)/float64(p.Fleet.WriteOffMonths)))
}

// OpeningFleet returns a fleet of the given size at month 0 that has grown by growthPerYear (a factor) for as long as its vintages live, one vintage a
// quarter, with generations that improved by hardwareGainPerYear (log growth).
func (p Params) OpeningFleet(units, growthPerYear, hardwareGainPerYear float64) Fleet {
	const quarter = 3
	var fleet Fleet
	var sum float64
	for month := -p.Fleet.LifeMonths + 1; month <= 0; month += quarter {
		years := float64(month) / monthsPerYear
		v := Vintage{Month: month, Units: exact.Pow(growthPerYear, years), HardwareIndex: exact.Exp(float64(hardwareGainPerYear * years))}
		fleet = append(fleet, v)
		sum += v.Units
	}
	for i := range fleet {
		fleet[i].Units = float64(fleet[i].Units * (units / sum))
	}
	return fleet
}
