package compute

import (
	"cmp"
	"slices"

	"shakeout/internal/exact"
)

// Delivery is the construction lag: capacity ordered today works about a year later. Now and then deliveries fall short for half a year (packaging,
// memory, transformers, export rules); what is late arrives when the shortage ends.
type Delivery struct {
	// Months from order to arrival.
	LagMonths int64 `yaml:"lag_months" unit:"months" range:"[0,60]" default:"12" source:"assumption: 9-18 months from order to power" doc:"months from order to arrival"`
	// Hazard of a shortage.
	ShortagePerYear float64 `yaml:"shortage_per_year" unit:"1/year" range:"[0,1]" default:"0.12" source:"assumption" doc:"hazard of a delivery shortage"`
	// What a shortage cuts.
	ShortageShare float64 `yaml:"shortage_share" unit:"1" range:"[0,1]" default:"0.2" source:"assumption" doc:"share of deliveries that a shortage holds back"`
	// How long it lasts.
	ShortageMonths int64 `yaml:"shortage_months" unit:"months" range:"[1,60]" default:"6" source:"assumption" doc:"length of a shortage"`
}

// Arrival is capacity on its way.
type Arrival struct {
	Month         int64   // month in which it arrives
	Units         float64 // H100e
	HardwareIndex float64 // performance per dollar of its generation
}

// Pipeline is a queue of arrivals, soonest first.
type Pipeline []Arrival

// Units returns all capacity on its way.
func (p Pipeline) Units() float64 {
	var sum float64
	for _, a := range p {
		sum += a.Units
	}
	return sum
}

// Order returns the pipeline with an order added, behind what arrives in the same month. The receiver is not changed.
func (p Pipeline) Order(a Arrival) Pipeline {
	if !(a.Units > 0) {
		return slices.Clone(p)
	}
	i, _ := slices.BinarySearchFunc(p, a.Month+1, func(b Arrival, month int64) int { return cmp.Compare(b.Month, month) })
	out := make(Pipeline, 0, len(p)+1)
	out = append(out, p[:i]...)
	out = append(out, a)
	return append(out, p[i:]...)
}

// Deliver splits the pipeline at a month into what arrives now and what is still on its way. In a shortage (shortageLeft > 0 months to go)
// ShortageShare of what is due waits until it ends.
func (d Delivery) Deliver(p Pipeline, month, shortageLeft int64) (arrived []Arrival, rest Pipeline) {
	rest = Pipeline{}
	for _, a := range p {
		if a.Month > month {
			rest = rest.Order(a)
			continue
		}
		if shortageLeft > 0 {
			late := float64(a.Units * d.ShortageShare)
			rest = rest.Order(Arrival{month + shortageLeft, late, a.HardwareIndex})
			a.Units -= late
		}
		arrived = append(arrived, a)
	}
	return arrived, rest
}

// NextShortage returns the months of shortage left in the next month: one less, or ShortageMonths with the monthly hazard when there is none.
// One uniform.
func (d Delivery) NextShortage(left int64, s *exact.Stream) int64 {
	begins := s.Bernoulli(1 - exact.Pow(1-d.ShortagePerYear, 1.0/monthsPerYear))
	switch {
	case left > 0:
		return left - 1
	case begins:
		return d.ShortageMonths
	}
	return 0
}

// OpeningPipeline returns the pipeline of a builder that has ordered unitsPerMonth, growing by growthPerYear (a factor), for as long as the lag:
// one arrival for each of the next LagMonths months, the last ordered in month 0.
func (d Delivery) OpeningPipeline(unitsPerMonth, growthPerYear, hardwareIndex float64) Pipeline {
	var p Pipeline
	for month := int64(1); month <= d.LagMonths; month++ {
		units := float64(unitsPerMonth * exact.Pow(growthPerYear, float64(month-d.LagMonths)/monthsPerYear))
		p = append(p, Arrival{Month: month, Units: units, HardwareIndex: hardwareIndex})
	}
	return p
}
