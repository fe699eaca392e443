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
	// Months that share a vintage.
	VintageMonths int64 `yaml:"vintage_months" unit:"months" range:"[1,120]" default:"3" source:"assumption: generations come yearly, a quarter is fine enough" doc:"months of arrivals that make one vintage"`
	// Steps of a fleet.
	Steps float64 `yaml:"steps" unit:"1" range:"[1,1000]" default:"24" source:"assumption: no step above a twenty-fourth of a fleet, hence no cliffs in the supply curve" doc:"price steps in which a fleet is offered, at least one for each vintage"`
}

// Vintage is the capacity that arrived in one spell of VintageMonths.
type Vintage struct {
	Month         int64   // month of the first arrival; negative before the start of the world
	Units         float64 // H100e that still work
	HardwareIndex float64 // performance per dollar of its generation, relative to the start
}

// Fleet is a firm's capacity, oldest vintage first.
type Fleet []Vintage

// Units returns the accelerators of the fleet.
func (f Fleet) Units() float64 {
	var sum float64
	for _, v := range f {
		sum += v.Units
	}
	return sum
}

// Add puts arrivals into the fleet: into the vintage of their spell of VintageMonths, or into a new one. The generation of a vintage is the one whose
// price is the mean price of its accelerators: units / sum of units over index. Arrivals of no units leave the fleet as it is.
func (r FleetRule) Add(f *Fleet, v Vintage) {
	if !(v.Units > 0) {
		return
	}
	spell := func(month int64) int64 { // floor division, for months before the start too
		q := month / r.VintageMonths
		if month%r.VintageMonths < 0 {
			q--
		}
		return q
	}
	i, found := slices.BinarySearchFunc(*f, spell(v.Month), func(a Vintage, at int64) int { return cmp.Compare(spell(a.Month), at) })
	if !found {
		*f = slices.Insert(*f, i, v)
		return
	}
	old := (*f)[i]
	units := old.Units + v.Units
	cost := old.Units/old.HardwareIndex + v.Units/v.HardwareIndex
	(*f)[i] = Vintage{min(old.Month, v.Month), units, units / cost}
}

// Join puts another firm's fleet into this one: what an acquirer takes over.
func (r FleetRule) Join(f *Fleet, other Fleet) {
	for _, v := range other {
		r.Add(f, v)
	}
}

// Age lets the fleet grow a month older, up to the given month, and returns the accelerators that were lost: DepreciationPerYear/12 of each vintage,
// and all of those whose age is above LifeMonths.
func (p Params) Age(f *Fleet, month int64) (lost float64) {
	keep := 1 - p.Cost.DepreciationPerYear/monthsPerYear
	aged := (*f)[:0]
	for _, v := range *f {
		if month-v.Month > p.Fleet.LifeMonths {
			lost += v.Units
			continue
		}
		left := float64(v.Units * keep)
		lost += v.Units - left
		aged = append(aged, Vintage{v.Month, left, v.HardwareIndex})
	}
	*f = aged
	return lost
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

// OpeningFleet returns a fleet of the given size at month 0 that has grown by growthPerYear (a factor) for as long as its vintages live, one arrival
// every quarter, with generations that improved by hardwareGainPerYear (log growth).
func (p Params) OpeningFleet(units, growthPerYear, hardwareGainPerYear float64) Fleet {
	const quarter = 3
	var fleet Fleet
	var sum float64
	for month := -p.Fleet.LifeMonths + 1; month <= 0; month += quarter {
		years := float64(month) / monthsPerYear
		v := Vintage{Month: month, Units: exact.Pow(growthPerYear, years), HardwareIndex: exact.Exp(float64(hardwareGainPerYear * years))}
		p.Fleet.Add(&fleet, v)
		sum += v.Units
	}
	for i := range fleet {
		fleet[i].Units = float64(fleet[i].Units * (units / sum))
	}
	return fleet
}
