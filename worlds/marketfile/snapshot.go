package marketfile

import (
	"encoding/json"
	"fmt"
	"math"
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
	// Observed writes what was observed, for `market calibrate`, in place of the calibrated game.
	Observed bool
	// SimulatedCosts gives the game the unit costs of the run in place of those under which the prices are an equilibrium.
	SimulatedCosts bool
}

// TakeSnapshot returns every segment of a run, in the order of their ids, as the pricing game that a merger simulation would calibrate to it: a unit is
// what a buyer takes in a month, its price what that costs on average, nests are families of models, the outside choice is all that has no price that
// somebody sets: no use, free plans, self-hosting, and hosts at cost. One margin, that of the offer with the greatest revenue, gives alpha. What the form
// has no place for is named in the note. par are the parameters of the world. A tick that the run does not have is an error.
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

// segment is what a snapshot is made of.
type segment struct {
	row     *history.SegmentRow
	par     *customers.Params
	p       *customers.Segment
	priced  []*history.OfferRow
	folded  []string // offers that are part of the outside choice
	turned  []string // offers that turned buyers away
	anchor  int      // priced offer whose margin is taken
	outside float64
}

func newSegment(run *history.Run, par *customers.Params, row *history.SegmentRow) *segment {
	s := &segment{row: row, par: par, p: &customers.Segment{}, anchor: -1, outside: 1}
	for k := range par.Segments {
		if par.Segments[k].ID == row.Segment {
			s.p = &par.Segments[k]
		}
	}
	for i := range run.Offers {
		r := &run.Offers[i]
		if r.Tick != row.Tick || r.Segment != row.Segment || !(r.Customers > 0) {
			continue
		}
		if r.TurnedAway > 0 {
			s.turned = append(s.turned, r.Offer)
		}
		if r.Channel == "hosted" || r.Channel == "self-hosted" || !(r.Revenue > 0) || !(r.Share > 0) {
			s.folded = append(s.folded, r.Offer)
			continue
		}
		s.priced = append(s.priced, r)
		s.outside -= r.Share
		if at := len(s.priced) - 1; cost(r) > 0 && cost(r) < price(r) && (s.anchor < 0 || r.Revenue > s.priced[s.anchor].Revenue) {
			s.anchor = at
		}
	}
	return s
}

// price returns what a buyer pays in a month, USD.
func price(r *history.OfferRow) float64 { return r.Revenue / r.Customers }

// cost returns what serving a buyer costs in a month, USD.
func cost(r *history.OfferRow) float64 { return float64(r.UnitCost*r.Units) / r.Customers }

// observed returns the segment as a market to calibrate.
func (s *segment) observed() (*calibration.Observed, error) {
	switch {
	case len(s.priced) == 0:
		return nil, fmt.Errorf("no offer was sold at a price")
	case s.anchor < 0:
		return nil, fmt.Errorf("no offer was sold above its unit cost, so no margin identifies demand")
	case !(s.outside > 1e-9):
		return nil, fmt.Errorf("nobody was left without a priced offer, so the outside share is not known")
	}
	o := &calibration.Observed{MarketSize: float64(s.row.Potential * s.row.Considering * 1e6), NestSigma: s.par.Sigma}
	for j, r := range s.priced {
		lerner := math.NaN()
		if j == s.anchor {
			lerner = 1 - cost(r)/price(r)
		}
		o.Products = append(o.Products, calibration.Product{ID: r.Offer, Firm: r.Agent, Nest: r.Owner, Price: price(r), Share: r.Share, Lerner: lerner})
	}
	return o, nil
}

type snapshotFile struct {
	Name       string            `json:"name"`
	Demand     string            `json:"demand"`
	Method     string            `json:"method,omitempty"`
	MarketSize Number            `json:"market_size"`
	NestSigma  *Number           `json:"nest_sigma,omitempty"`
	Types      []snapshotType    `json:"types,omitempty"`
	Products   []snapshotProduct `json:"products"`
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

type simulatedOffer struct {
	Price Number `json:"price"`
	Cost  Number `json:"cost"`
	Share Number `json:"share"`
	List  Number `json:"realised_price_usd"`
	Unit  string `json:"unit"`
}

// file returns the text of a snapshot.
func (s *segment) file(run *history.Run, o SnapshotOptions) ([]byte, error) {
	seen, err := s.observed()
	if err != nil {
		return nil, err
	}
	f := snapshotFile{
		Name: fmt.Sprintf("%s-%s-%d", run.World, s.row.Segment, o.Tick), Demand: "logit", MarketSize: Number(seen.MarketSize),
		Note: snapshotNote{
			From:    fmt.Sprintf("world %s, seed %d, tick %d (%s), segment %s", run.World, run.Seed, o.Tick, s.row.Date, s.row.Segment),
			Units:   "a unit is what a buyer of the offer takes in a month; prices, costs and profits in USD, per unit and per month; buyers are those who consider buying",
			Missing: s.missing(o), Simulated: map[string]simulatedOffer{},
		},
	}
	if seen.NestSigma > 0 {
		f.Demand, f.NestSigma = "nested", pointer(seen.NestSigma)
	}
	for j, p := range seen.Products {
		q := snapshotProduct{ID: p.ID, Firm: p.Firm}
		if seen.NestSigma > 0 {
			q.Nest = p.Nest
		}
		if o.Observed {
			q.Price, q.Share = pointer(p.Price), pointer(p.Share)
		}
		f.Products = append(f.Products, q)
		r := s.priced[j]
		f.Note.Simulated[p.ID] = simulatedOffer{Number(price(r)), Number(cost(r)), Number(r.Share), Number(r.Realised), r.Unit}
	}
	if err := s.addMerger(&f, o); err != nil {
		return nil, err
	}
	if o.Observed {
		x := seen.Products[s.anchor]
		f.Method, f.Margin = calibration.KnownOutside.String(), &snapshotMargin{x.ID, Number(x.Lerner)}
	} else if err := s.calibrate(&f, seen, o); err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(&f, "", " ")
	return append(text, '\n'), err
}

// calibrate fills in types and costs.
func (s *segment) calibrate(f *snapshotFile, seen *calibration.Observed, o SnapshotOptions) error {
	c, err := calibration.Calibrate(seen)
	if err != nil {
		return err
	}
	t := snapshotType{Weight: 1, Alpha: Number(c.Alpha)}
	for j := range f.Products {
		t.Delta = append(t.Delta, Number(c.Delta[j]))
		f.Products[j].Cost = pointer(c.Costs[j])
		if o.SimulatedCosts {
			f.Products[j].Cost = pointer(cost(s.priced[j]))
		}
	}
	f.Types = []snapshotType{t}
	var below []string
	for j, p := range c.Game.Products {
		if c.Costs[j] < 0 && !o.SimulatedCosts {
			below = append(below, p.ID)
		}
	}
	if below != nil {
		f.Note.Missing = append(f.Note.Missing, "costs below zero of "+strings.Join(below, ", ")+": with a price that enters linearly a firm takes the same margin in money on all its products, more than these cost")
	}
	return c.Game.Check()
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
		out = append(out, fmt.Sprintf("price enters the run's utility as -%.3g ln((p + h)/P); here linearly, with the slope that the margin implies, so that costs are passed through less as prices fall", s.p.Alpha))
	}
	if s.par.Lambda < 1 {
		out = append(out, fmt.Sprintf("in the run something against nothing is a level of choice of its own, with parameter %.3g; here the outside choice is an option like others", s.par.Lambda))
	}
	if s.p.Demand == customers.Budget {
		out = append(out, "in the run a buyer spends a budget, and takes more units the cheaper they are; here one unit, at the mean price of a month's use")
	}
	if s.p.Cohorts > 1 {
		out = append(out, fmt.Sprintf("in the run buyers differ (%d strata of tasks, clouds in use, ability to run weights); here all have the same mean tastes", s.p.Cohorts))
	}
	if s.folded != nil {
		out = append(out, "offers that nobody sets a price for are part of the outside choice: "+strings.Join(s.folded, ", "))
	}
	if s.turned != nil {
		out = append(out, "capacity: "+strings.Join(s.turned, ", ")+" turned buyers away; here there is room for all")
	}
	if !o.Observed && !o.SimulatedCosts {
		out = append(out, "unit costs are those under which the month's prices are an equilibrium; those of the run stand under simulated")
	}
	return append(out, fmt.Sprintf("alpha follows from the margin of %s; those of other offers differ from what it implies", s.anchorName()))
}

func (s *segment) anchorName() string {
	if s.anchor < 0 {
		return "no offer"
	}
	return s.priced[s.anchor].Offer
}
