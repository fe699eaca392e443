package marketfile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shakeout/market/calibration"
	"shakeout/market/customers"
	"shakeout/worlds/history"
)

// Snapshot is one segment of a run in one month as a market file.
type Snapshot struct {
	Segment string
	JSON    []byte // the file; nil where the segment can't be put into the form
	Left    string // why not
}

// SnapshotOptions say what a snapshot holds.
type SnapshotOptions struct {
	Tick   int64
	Merger []string // two firms; nil: no merger
	Form   SnapshotForm
	// SimulatedCosts gives the game the unit costs of the run in place of those under which the prices are an equilibrium.
	SimulatedCosts bool
}

// SnapshotForm is the command that a snapshot is for.
type SnapshotForm uint8

// The forms.
const (
	EquilibriumForm SnapshotForm = iota // a calibrated game
	CalibrationForm                     // what was observed
	ClearingForm                        // posted prices and, where buyers were turned away, capacities
)

// SnapshotForms are the names of the forms, in their order.
var SnapshotForms = []string{"equilibrium", "calibration", "clearing"}

// TakeSnapshot returns every segment of a run, in the order of their ids, as a market file: nests are families of models, the outside choice is all that
// has no price that somebody sets: no use, free plans, self-hosting, and hosts at cost.
//
// Where price enters the run's utility as a logarithm, a unit of an offer is a dollar's worth of it at the month's prices: its price is 1, its share is
// that of spending, and what the linear price of the form leaves equal on all products of a firm is the margin in per cent, as under a logarithm. Where it
// enters linearly, a unit is what a buyer takes in a month. Alpha is such that at the equilibrium all offers together leave the gross profit that they leave in the
// run. What the form has no place for is named in the note. par are the parameters of the world. A tick that the run does not have is an error.
func TakeSnapshot(run *history.Run, par *customers.Params, o SnapshotOptions) ([]Snapshot, error) {
	var out []Snapshot
	for i := range run.Segments {
		r := &run.Segments[i]
		if r.Tick != o.Tick {
			continue
		}
		s := newSegment(run, par, r)
		shot := Snapshot{Segment: r.Segment}
		text, err := s.file(run, o)
		if err != nil {
			shot.Left = err.Error()
		} else {
			shot.JSON = text
		}
		out = append(out, shot)
	}
	if out == nil {
		return nil, fmt.Errorf("got tick %d; want one from 0 to %d, of a run that kept its segments", o.Tick, run.Ticks)
	}
	slices.SortFunc(out, func(a, b Snapshot) int { return strings.Compare(a.Segment, b.Segment) })
	return out, nil
}

type snapshotFile struct {
	Name       string            `json:"name"`
	Demand     string            `json:"demand,omitempty"`
	Method     string            `json:"method,omitempty"`
	MarketSize *Number           `json:"market_size,omitempty"`
	NestSigma  *Number           `json:"nest_sigma,omitempty"`
	Types      []snapshotType    `json:"types,omitempty"`
	Products   []snapshotProduct `json:"products,omitempty"`
	Offers     []snapshotOffer   `json:"offers,omitempty"`
	Cohorts    []snapshotCohort  `json:"cohorts,omitempty"`
	Margin     *snapshotMargin   `json:"margin,omitempty"`
	Merger     *snapshotMerger   `json:"merger,omitempty"`
	Note       snapshotNote      `json:"note"`
}

type snapshotType struct {
	Weight Number   `json:"weight"`
	Alpha  Number   `json:"alpha"`
	Delta  []Number `json:"delta"`
}

type snapshotProduct struct {
	ID    string  `json:"id"`
	Firm  string  `json:"firm"`
	Nest  string  `json:"nest,omitempty"`
	Cost  *Number `json:"cost,omitempty"`
	Price *Number `json:"price,omitempty"`
	Share *Number `json:"share,omitempty"`
}

type snapshotOffer struct {
	ID       string  `json:"id"`
	Price    Number  `json:"price"`
	Capacity *Number `json:"capacity"`
}

type snapshotCohort struct {
	ID    string   `json:"id"`
	Size  Number   `json:"size"`
	Alpha Number   `json:"alpha"`
	Delta []Number `json:"delta"`
}

type snapshotMargin struct {
	Product string `json:"product"`
	Lerner  Number `json:"lerner"`
}

type snapshotMerger struct {
	Firms []string `json:"firms"`
}

type snapshotNote struct {
	From      string                    `json:"from"`
	Units     string                    `json:"units"`
	Missing   []string                  `json:"not_in_this_form"`
	Simulated map[string]simulatedOffer `json:"simulated"`
}

// simulatedOffer is an offer as it stands in the run: what a buyer pays and costs in a month, and the share of buyers.
type simulatedOffer struct {
	Price   Number `json:"price"`
	Cost    Number `json:"cost"`
	Share   Number `json:"share"`
	Revenue Number `json:"revenue_usd_m"`
	List    Number `json:"realised_price_usd"`
	Unit    string `json:"unit"`
}

// file returns the text of a snapshot.
func (s *segment) file(run *history.Run, o SnapshotOptions) ([]byte, error) {
	sigma := s.par.Sigma
	if o.Form == ClearingForm { // which knows no nests
		sigma = 0
	}
	seen, err := s.observed(sigma, o.Form == ClearingForm)
	if err != nil {
		return nil, err
	}
	f := snapshotFile{
		Name: fmt.Sprintf("%s-%s-%d", run.World, s.row.Segment, o.Tick),
		Note: snapshotNote{
			From:    fmt.Sprintf("world %s, seed %d, tick %d (%s), segment %s", run.World, run.Seed, o.Tick, s.row.Date, s.row.Segment),
			Units:   s.units(),
			Missing: s.missing(o), Simulated: map[string]simulatedOffer{},
		},
	}
	for _, r := range s.priced {
		f.Note.Simulated[r.Offer] = simulatedOffer{Number(spent(r)), Number(served(r)), Number(r.Share), Number(r.Revenue), Number(r.Realised), r.Unit}
	}
	if o.Form == ClearingForm {
		err = s.addClearing(&f, seen)
	} else {
		err = s.addGame(&f, seen, o)
	}
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(&f, "", " ")
	return append(text, '\n'), err
}

func (s *segment) units() string {
	if s.worth() {
		return "a unit of an offer is a US dollar's worth of it at the month's prices: prices are 1, costs are per dollar of sales, shares are those of what all would spend in a month if those without an offer spent like the others; profits in USD a month"
	}
	return "a unit is what a buyer of the offer takes in a month; prices, costs and profits in USD, per unit and per month; buyers are those who consider buying"
}

// addGame fills in a game, or what was observed of it.
func (s *segment) addGame(f *snapshotFile, seen *calibration.Observed, o SnapshotOptions) error {
	f.Demand, f.MarketSize = "logit", pointer(seen.MarketSize)
	if seen.NestSigma > 0 {
		f.Demand, f.NestSigma = "nested", pointer(seen.NestSigma)
	}
	for _, p := range seen.Products {
		q := snapshotProduct{ID: p.ID, Firm: p.Firm}
		if seen.NestSigma > 0 {
			q.Nest = p.Nest
		}
		if o.Form == CalibrationForm {
			q.Price, q.Share = pointer(p.Price), pointer(p.Share)
		}
		f.Products = append(f.Products, q)
	}
	if err := s.addMerger(f, o); err != nil {
		return err
	}
	if o.Form == CalibrationForm {
		x := seen.Products[s.anchor()]
		f.Method, f.Margin = calibration.KnownOutside.String(), &snapshotMargin{x.ID, Number(x.Lerner)}
		return nil
	}
	c, err := calibration.Calibrate(seen)
	if err != nil {
		return err
	}
	f.Types = []snapshotType{{Weight: 1, Alpha: Number(c.Alpha), Delta: numbers(c.Delta)}}
	var below []string
	for j := range f.Products {
		f.Products[j].Cost = pointer(c.Costs[j])
		if o.SimulatedCosts {
			f.Products[j].Cost = pointer(s.cost(s.priced[j]))
		} else if c.Costs[j] < 0 {
			below = append(below, f.Products[j].ID)
		}
	}
	if below != nil {
		f.Note.Missing = append(f.Note.Missing, "costs below zero of "+strings.Join(below, ", ")+": with a price that enters linearly a firm takes the same margin in money on a unit of all its products, more than these cost")
	}
	return c.Game.Check()
}

// addClearing fills in posted prices and capacities.
func (s *segment) addClearing(f *snapshotFile, seen *calibration.Observed) error {
	c, err := calibration.Calibrate(seen)
	if err != nil {
		return err
	}
	for _, r := range s.priced {
		offer := snapshotOffer{ID: r.Offer, Price: Number(s.price(r))}
		if r.TurnedAway > 0 {
			offer.Capacity = pointer(float64(s.share(r) * seen.MarketSize))
		}
		f.Offers = append(f.Offers, offer)
	}
	f.Cohorts = []snapshotCohort{{ID: s.row.Segment, Size: Number(seen.MarketSize), Alpha: Number(c.Alpha), Delta: numbers(c.Delta)}}
	return nil
}

func numbers(xs []float64) []Number {
	out := make([]Number, len(xs))
	for i, x := range xs {
		out[i] = Number(x)
	}
	return out
}

func (s *segment) addMerger(f *snapshotFile, o SnapshotOptions) error {
	if o.Merger == nil {
		return nil
	}
	var firms []string
	for _, p := range f.Products {
		if !slices.Contains(firms, p.Firm) {
			firms = append(firms, p.Firm)
		}
	}
	for _, m := range o.Merger {
		if !slices.Contains(firms, m) {
			return fmt.Errorf("%q sells nothing here at a price; %s do", m, strings.Join(firms, ", "))
		}
	}
	f.Merger = &snapshotMerger{o.Merger}
	return nil
}

// missing names what the form has no place for.
func (s *segment) missing(o SnapshotOptions) []string {
	out := []string{
		fmt.Sprintf("inertia: in the run %.3g of the buyers reconsider in a month, with a switching cost of %.3g utils and contracts; here all choose afresh", s.p.ChooseRate(), s.p.SwitchingCost),
	}
	if s.par.PriceForm == customers.LogPrice {
		out = append(out, fmt.Sprintf("price enters the run's utility as -%.3g ln((p + h)/P); here linearly, with the slope that the margin implies: good for small changes of prices, too steep for large rises", s.p.Alpha))
	}
	if s.par.Lambda < 1 {
		out = append(out, fmt.Sprintf("in the run something against nothing is a level of choice of its own, with parameter %.3g; here the outside choice is an option like others", s.par.Lambda))
	}
	if s.p.Demand == customers.Budget {
		out = append(out, "in the run a buyer spends a budget, and takes more units the cheaper they are; here a number that does not depend on the price")
	}
	if s.p.Cohorts > 1 {
		out = append(out, fmt.Sprintf("in the run buyers differ (%d strata of tasks, clouds in use, ability to run weights); here all have the same mean tastes", s.p.Cohorts))
	}
	if s.folded != nil {
		out = append(out, "offers that nobody sets a price for are part of the outside choice: "+strings.Join(s.folded, ", "))
	}
	if s.turned != nil && o.Form != ClearingForm {
		out = append(out, "capacity: "+strings.Join(s.turned, ", ")+" turned buyers away; here there is room for all")
	}
	if s.turned != nil && o.Form == ClearingForm {
		out = append(out, "capacity: "+strings.Join(s.turned, ", ")+" turned buyers away; they have room for what they sold in the month, and are wanted as they were in the first round; others without limit")
	}
	if o.Form == ClearingForm && s.par.Sigma > 0 {
		out = append(out, fmt.Sprintf("in the run models of one family are alike (%.3g); here nests mean nothing", s.par.Sigma))
	}
	if o.Form == EquilibriumForm && !o.SimulatedCosts {
		out = append(out, "unit costs are those under which the month's prices are an equilibrium; those of the run stand under simulated")
	}
	return append(out, "alpha is such that all offers together leave the gross profit that they leave in the run; the margins of single offers differ")
}
