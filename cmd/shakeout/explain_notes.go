package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"shakeout/worlds/history"
)

// happened are the types of events that a kind of decision is the reason of, in the same month.
var happened = map[string][]string{
	"entry":           {"entry"},
	"round":           {"round", "down-round", "round-failed"},
	"bridge":          {"bridge"},
	"sale":            {"bid"},
	"exit":            {"acquired", "merged", "licence-and-hire", "licensed-and-hired", "wound-down"},
	"research budget": {"cut"},
	"small model":     {"launch"},
}

// routine are decisions that are taken so often that a year of them is told together.
func routine(decision string) bool {
	return decision == "research budget" || decision == "small model" || strings.HasPrefix(decision, "price of ")
}

// telling is the work of turning rows into notes.
type telling struct {
	*biography
	all    bool
	notes  []note
	taken  map[int]bool // events told with their decision
	runs   []int        // decisions on training runs whose model is not on the market yet
	yearly map[string]map[string][]int
	// reserve is the last decision of the owners on what they would sell for, told with the sale; -1: none.
	reserve int
}

// notes tells what mattered, in order.
func (b *biography) notes(all bool) []note {
	t := &telling{biography: b, all: all, taken: map[int]bool{}, yearly: map[string]map[string][]int{}, reserve: -1}
	for _, i := range b.decisions {
		t.decision(i)
	}
	for _, i := range b.events {
		t.event(i)
	}
	t.routines()
	slices.SortStableFunc(t.notes, func(a, b note) int {
		if a.Tick != b.Tick {
			return int(a.Tick - b.Tick)
		}
		return last(a.Kind) - last(b.Kind)
	})
	return collapse(t.notes)
}

// last puts the end of a life after all else of its month.
func last(kind string) int {
	if slices.Contains(happened["exit"], kind) || kind == "exit" {
		return 1
	}
	return 0
}

func (t *telling) decision(i int) {
	d := &t.record.run.Decisions[i]
	matched := t.match(d)
	switch {
	case d.Decision == "training run":
		t.runs = append(t.runs, i) // told when its model comes to market
		return
	case d.Decision == "reserve":
		t.reserve = i
		return
	case routine(d.Decision) && !t.all:
		year := d.Date[:4]
		if t.yearly[year] == nil {
			t.yearly[year] = map[string][]int{}
		}
		t.yearly[year][d.Decision] = append(t.yearly[year][d.Decision], i)
		return
	}
	in := newInputs(d.Inputs)
	n := t.noteOf(i)
	if text, told := t.deal(d, in, &n); !told {
		n.Text = capital(t.decided(d, in))
	} else if text != "" {
		n.Text = text
	} else {
		return
	}
	for _, k := range matched {
		if e := &t.record.run.Events[k]; d.Decision == "exit" && e.Detail != "" {
			left, seen, _ := strings.Cut(n.Text, ". Seen:")
			n.Text = left + " (" + t.named(e.Detail) + ")" + strings.TrimPrefix(n.Text, left)
			if seen == "" {
				n.Text = strings.TrimSuffix(left, ".") + " (" + t.named(e.Detail) + ")."
			}
		}
		n.Rows = append(n.Rows, fmt.Sprintf("events.csv:%d", line(k)))
	}
	t.notes = append(t.notes, n)
}

func (t *telling) noteOf(i int) note {
	d := &t.record.run.Decisions[i]
	return note{Tick: d.Tick, Date: d.Date, Kind: d.Decision, Rule: d.Rule, Inputs: parseInputs(d.Inputs), Result: d.Result,
		Rows: []string{t.place(i)}, Times: 1}
}

// place is where a decision stands, or would stand had it been kept.
func (t *telling) place(i int) string { return fmt.Sprintf("decisions.csv:%d", line(i)) }

// match finds the events that a decision is the reason of, and takes them.
func (t *telling) match(d *history.DecisionRow) []int {
	kinds := happened[d.Decision]
	if strings.HasPrefix(d.Decision, "price of ") {
		kinds = []string{"price-change"}
	}
	var found []int
	for _, k := range t.events {
		e := &t.record.run.Events[k]
		if e.Tick != d.Tick || e.Agent != d.Agent || t.taken[k] || !slices.Contains(kinds, e.Type) {
			continue
		}
		if e.Type == "price-change" && !strings.HasPrefix(e.Detail, strings.TrimPrefix(d.Decision, "price of ")+" ") {
			continue
		}
		if e.Type == "launch" && !strings.HasPrefix(e.Detail, "small") {
			continue
		}
		if e.Type == "cut" { // told by itself: a cut is no routine
			continue
		}
		t.taken[k] = true
		found = append(found, k)
	}
	return found
}

// event tells what no decision was told for.
func (t *telling) event(k int) {
	e := &t.record.run.Events[k]
	if t.taken[k] || e.Type == "price-change" && !t.all && t.record.decisions != "" {
		return
	}
	n := note{Tick: e.Tick, Date: e.Date, Kind: e.Type, Rows: []string{fmt.Sprintf("events.csv:%d", line(k))}, Times: 1}
	n.Text = t.happenedText(e, &n)
	if n.Text != "" {
		t.notes = append(t.notes, n)
	}
}

// launched says what the run of a flagship cost, and takes it off the list of runs in progress.
func (t *telling) launched(tick int64, n *note) string {
	for len(t.runs) > 0 {
		i := t.runs[0]
		d := &t.record.run.Decisions[i]
		if d.Tick > tick {
			break
		}
		t.runs = t.runs[1:]
		if len(t.runs) > 0 && t.record.run.Decisions[t.runs[0]].Tick <= tick {
			continue // the later run is the one that ends here
		}
		in := newInputs(d.Inputs)
		n.Rule, n.Inputs, n.Result = d.Rule, in.list, d.Result
		n.Rows = append([]string{t.place(i)}, n.Rows...)
		if text, ok := in.say("; its final run was begun in " + month(d.Date) + " for {cost_usd_m} out of {means_usd_m}, {months_since_launch} months after the last"); ok {
			return text
		}
		return "; its final run was begun in " + month(d.Date)
	}
	return ""
}

// routines tells the decisions of each year that are taken often.
func (t *telling) routines() {
	var told []note
	for _, kinds := range t.yearly {
		for kind, rows := range kinds {
			n := t.noteOf(rows[len(rows)-1])
			n.Rows, n.Times = t.places(rows), len(rows)
			switch {
			case kind == "research budget":
				n.Text = t.researchYear(rows)
			case kind == "small model":
				n.Text = "Distilled a small model from its flagship."
				if len(rows) > 1 {
					n.Text = fmt.Sprintf("Distilled %d small models from its flagships.", len(rows))
				}
			default:
				n.Text = t.priceYear(kind, rows)
			}
			if n.Text != "" {
				told = append(told, n)
			}
		}
	}
	slices.SortStableFunc(told, func(a, b note) int { // maps have no order
		if a.Tick != b.Tick {
			return int(a.Tick - b.Tick)
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	t.notes = append(t.notes, told...)
}

// places names the rows of several decisions: at most three, else the first and the last.
func (t *telling) places(rows []int) []string {
	if len(rows) > 3 {
		return []string{t.place(rows[0]), fmt.Sprintf("... %d rows ...", len(rows)-2), t.place(rows[len(rows)-1])}
	}
	var list []string
	for _, i := range rows {
		list = append(list, t.place(i))
	}
	return list
}

// researchYear tells what a year did to research: from where to where, and what bound it.
func (t *telling) researchYear(rows []int) string {
	first, last := newInputs(t.record.run.Decisions[rows[0]].Inputs), newInputs(t.record.run.Decisions[rows[len(rows)-1]].Inputs)
	before, bound := first.number("before_usd_m_per_year"), 0
	for _, i := range rows {
		in := newInputs(t.record.run.Decisions[i].Inputs)
		if in.number("affordable_usd_m_per_year") < in.number("wanted_usd_m_per_year") {
			bound++
		}
	}
	d := &t.record.run.Decisions[rows[len(rows)-1]]
	text := fmt.Sprintf("Over the year research compute went from %s to %s", money(before), strings.Replace(d.Result, "USD m", "m USD", 1))
	if after := resultNumber(d.Result); !math.IsNaN(after) {
		text = fmt.Sprintf("Over the year research compute went from %s to %s a year", money(before), money(after))
	}
	if bound > 0 {
		if saw, ok := last.say("; at last it wanted {wanted_usd_m_per_year} and could afford {affordable_usd_m_per_year}, out of revenue of {revenue_usd_m_per_month} and cash and credit of {cash_and_credit_usd_m}"); ok {
			text += fmt.Sprintf(", held back by its means in %d of %d months%s", bound, len(rows), saw)
		}
	}
	return text + "."
}

// priceYear tells what a year did to the price of an offer, and why the largest step was taken.
func (t *telling) priceYear(kind string, rows []int) string {
	from := newInputs(t.record.run.Decisions[rows[0]].Inputs).number("from_usd")
	largest, size := rows[0], -1.0
	for _, i := range rows {
		d := &t.record.run.Decisions[i]
		if step := math.Abs(math.Log(resultNumber(d.Result) / newInputs(d.Inputs).number("from_usd"))); step > size {
			largest, size = i, step
		}
	}
	to := resultNumber(t.record.run.Decisions[rows[len(rows)-1]].Result)
	offer := strings.TrimPrefix(kind, "price of ")
	text := fmt.Sprintf("Changed the price of %s from %s to %s USD", offer, figure(from), figure(to))
	d := &t.record.run.Decisions[largest]
	in := newInputs(d.Inputs)
	in.told["from_usd"] = true
	if len(rows) > 1 {
		text = fmt.Sprintf("Changed the price of %s %d times, from %s to %s USD; the largest step, in %s, went to %s USD", offer, len(rows), figure(from), figure(to), month(d.Date), figure(resultNumber(d.Result)))
	}
	if in.is("new_model") {
		text += " for a new model"
	}
	in.told["new_model"] = true
	if saw := in.rest(6, "rivals_usd", "unit_cost_usd", "quality_premium_log", "elasticity", "share", "share_loss"); len(saw) > 0 {
		text += ", seeing " + enumerate(saw)
	}
	return text + "."
}

// resultNumber is the number that a result begins with; NaN if it begins with none.
func resultNumber(result string) float64 {
	var x float64
	if _, err := fmt.Sscanf(result, "%g", &x); err != nil {
		return math.NaN()
	}
	return x
}

// collapse joins what is the same month after month into one note, told once.
func collapse(notes []note) []note {
	var out []note
	open := map[string]int{} // note to which the next of its kind is joined
	until := map[string]int64{}
	for _, n := range notes {
		key := n.Kind + "|" + n.Result
		if n.Result == "" {
			key = n.Kind + "|" + withoutNumbers(n.Text)
		}
		at, again := open[key]
		switch {
		case repeats(n.Kind) && again && n.Tick <= until[key]+2 && n.Date[:4] == out[at].Date[:4]:
			out[at].Times++
			out[at].Rows = append(out[at].Rows, n.Rows...)
			until[key] = n.Tick
		default:
			open[key], until[key] = len(out), n.Tick
			out = append(out, n)
		}
	}
	for i := range out {
		if out[i].Times > 1 && repeats(out[i].Kind) {
			out[i].Text += fmt.Sprintf(" The same %s in the months that followed.", again(out[i].Times-1))
			if r := out[i].Rows; len(r) > 4 {
				out[i].Rows = append(r[:2:2], fmt.Sprintf("... %d rows ...", len(r)-3), r[len(r)-1])
			}
		}
	}
	return out
}

// repeats tells what happens month after month until it ends.
func repeats(kind string) bool {
	return kind == "cut" || kind == "trimmed" || kind == "sale" || kind == "departure" || kind == "alarm" || kind == "distress" || kind == "serving-short"
}

func again(n int) string {
	if n == 1 {
		return "once more"
	}
	return fmt.Sprintf("%d times more", n)
}

func withoutNumbers(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '.' || r == ',' || r == '-' {
			return -1
		}
		return r
	}, text)
}
