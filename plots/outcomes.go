package plots

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// OutcomeShare is the share of runs in which an agent ends in an outcome, with the limits of its
// interval, NaN for none.
type OutcomeShare struct {
	Agent, Outcome      string
	Share, Lower, Upper float64
}

// Colours of outcomes, from standing alone to being gone.
var outcomeColours = []struct {
	outcome string
	colour  color.NRGBA
}{
	{"independent-profitable", green},
	{"independent-burning", mix(orange, paper, 0.35)},
	{"niche", sky},
	{"subsidised", softGrey},
	{"acquired", blue},
	{"licensed-and-hired", purple},
	{"merged", mix(blue, color.NRGBA{A: 0xff}, 0.5)},
	{"wound-down", vermillion},
	{"not-entered", paleGrey},
}

// Outcomes draws how often each agent ends how as one bar per agent, with the probability written
// where it has room. Agents stand in the order in which they are first named; outcomes in the order
// of the model, others after them.
func Outcomes(name, title string, shares []OutcomeShare) (*Figure, error) {
	t := newTable("agent", "outcome", "share", "lower", "upper")
	var agents, kinds []string
	by := map[[2]string]float64{}
	seen, used := map[string]bool{}, map[string]bool{}
	for _, x := range shares {
		t.add(x.Agent, x.Outcome, field(x.Share), field(x.Lower), field(x.Upper))
		if !seen[x.Agent] {
			seen[x.Agent] = true
			agents = append(agents, x.Agent)
		}
		if x.Share > 0 && !math.IsInf(x.Share, 0) {
			by[[2]string{x.Agent, x.Outcome}] += x.Share
			used[x.Outcome] = true
		}
	}
	colours := map[string]color.NRGBA{}
	for _, k := range outcomeColours {
		if used[k.outcome] {
			kinds, colours[k.outcome] = append(kinds, k.outcome), k.colour
		}
	}
	for _, x := range shares {
		if _, known := colours[x.Outcome]; used[x.Outcome] && !known {
			kinds, colours[x.Outcome] = append(kinds, x.Outcome), hue(len(kinds)+len(hues))
		}
	}
	if len(kinds) == 0 {
		return nothing(name, "no outcome has a share")
	}
	const row = 12
	return &Figure{Name: name, Title: title, Data: t, width: twoColumns, height: vg.Length(len(agents))*row + 48,
		draw: func(s *sheet) {
			var entries []entry
			for _, k := range kinds {
				entries = append(entries, entry{words: k, swatch: colours[k]})
			}
			room := s.legend(s.room(), entries)
			var names vg.Length
			for _, a := range agents {
				names = max(names, widthOf(shortened(a, tickType, 110), tickType, false))
			}
			p := &panel{x: percent("Runs (%)", 1), y: percent("", 1), left: room.Min.X}
			p.area = rectangle(room.Min.X+names+8, room.Min.Y+p.bottomGutter(), room.Max.X-9, room.Max.Y-1)
			p.fitX(p.area.Size().X)
			for i, a := range agents {
				y := p.area.Max.Y - row*(vg.Length(i)+0.5)
				s.write(shortened(a, tickType, 110), vg.Point{X: p.area.Min.X - 4, Y: y}, script{across: 1, up: middle})
				sum := 0.0
				for _, k := range kinds {
					v := by[[2]string{a, k}]
					if v == 0 {
						continue
					}
					from, _ := p.at(math.Min(sum, 1), 0)
					sum += v
					to, _ := p.at(math.Min(sum, 1), 0)
					s.fill(corners(rectangle(from.X, y-row*0.37, to.X, y+row*0.37)), colours[k])
					if words := fmt.Sprintf("%.0f", 100*v); to.X-from.X > widthOf(words, tickType, false)+3 {
						s.write(words, vg.Point{X: (from.X + to.X) / 2, Y: y}, script{across: 0.5, up: middle, colour: inkOn(colours[k])})
					}
				}
			}
			s.axisBelow(p)
		}}, nil
}
