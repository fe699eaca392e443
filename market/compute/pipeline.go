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

// Order puts an order into the pipeline, behind what arrives in the same month. An order of nothing leaves it as it is.
func (p *Pipeline) Order(a Arrival) {
	if !(a.Units > 0) {
		return
	}
	i, _ := slices.BinarySearchFunc(*p, a.Month+1, func(b Arrival, month int64) int { return cmp.Compare(b.Month, month) })
	*p = slices.Insert(*p, i, a)
}

// Deliver takes out of the pipeline what arrives at a month and appends it to arrived. In a shortage (shortageLeft > 0 months to go)
// ShortageShare of what is due stays in it until the shortage ends.
func (d Delivery) Deliver(p *Pipeline, arrived []Arrival, month, shortageLeft int64) []Arrival {
	due := 0
	for due < len(*p) && (*p)[due].Month <= month {
		due++
	}
	from := len(arrived)
	arrived = append(arrived, (*p)[:due]...)
	*p = slices.Delete(*p, 0, due)
	if shortageLeft > 0 {
		for i := range arrived[from:] {
			a := &arrived[from+i]
			late := float64(a.Units * d.ShortageShare)
			p.Order(Arrival{month + shortageLeft, late, a.HardwareIndex})
			a.Units -= late
		}
	}
	return arrived
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

// OpeningPipeline returns the pipeline of a builder that ordered unitsPerMonth in month 0, and before it orders that grew by growthPerYear (a factor),
// of generations that improved by hardwareGainPerYear (log growth): one arrival for each of the next LagMonths months.
func (d Delivery) OpeningPipeline(unitsPerMonth, growthPerYear, hardwareGainPerYear float64) Pipeline {
	var p Pipeline
	for month := int64(1); month <= d.LagMonths; month++ {
		years := float64(month-d.LagMonths) / monthsPerYear
		units := float64(unitsPerMonth * exact.Pow(growthPerYear, years))
		p = append(p, Arrival{Month: month, Units: units, HardwareIndex: exact.Exp(float64(hardwareGainPerYear * years))})
	}
	return p
}
