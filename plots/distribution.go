package plots

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Bin is one bar of a distribution: a year, a range or a word such as "never", the share of runs in
// it and the limits of its interval (NaN for none).
type Bin struct {
	Label               string
	Share, Lower, Upper float64
}

// Distribution draws shares of runs as bars with their intervals.
func Distribution(name, title, xLabel string, bins []Bin) (*Figure, error) {
	t := newTable("bin", "share", "lower", "upper")
	var values []float64
	any := false
	for _, b := range bins {
		t.add(b.Label, field(b.Share), field(b.Lower), field(b.Upper))
		values = append(values, b.Share, b.Upper)
		any = any || b.Share >= 0
	}
	if !any {
		return nothing(name, "no bin has a share")
	}
	return &Figure{Name: name, Title: title, Data: t, width: oneColumn, height: 55 * mm,
		draw: func(s *sheet) {
			p := &panel{x: axis{Min: 0, Max: float64(len(bins)), Scale: plot.LinearScale{}}, y: linear("Runs (%)", true, values)}
			p.x.Label.Text = xLabel
			p.y.Tick.Marker = linearTicks{labels: 5, percent: true}
			var labels []string
			for _, b := range bins {
				labels = append(labels, b.Label)
			}
			p.x.Tick.Marker = wordTicks{labels, s.width * 0.8 / vg.Length(len(bins))}
			s.stack(s.room(), 0, nil, p)
			for i, b := range bins {
				if !(b.Share >= 0) {
					continue
				}
				low, _ := p.at(float64(i)+0.14, 0)
				high, ok := p.at(float64(i)+0.86, b.Share)
				if ok {
					s.fill(corners(rectangle(low.X, low.Y, high.X, high.Y)), mix(blue, paper, 0.25))
				}
				from, okA := p.at(float64(i)+0.5, b.Lower)
				to, okB := p.at(float64(i)+0.5, b.Upper)
				if okA && okB {
					s.line([]vg.Point{from, to}, stroke{colour: ink, width: thinLine})
				}
			}
			s.frame(p)
		}}, nil
}

// wordTicks marks the middles of bars with words; where a bar is narrower than its words, numbers get
// a label only every second or third bar.
type wordTicks struct {
	words []string
	width vg.Length // of a bar
}

func (t wordTicks) Ticks(float64, float64) []plot.Tick {
	var widest vg.Length
	for _, w := range t.words {
		widest = max(widest, widthOf(w, tickType, false))
	}
	every := max(int(math.Ceil(float64((widest+3)/t.width))), 1)
	number := func(i int) bool {
		_, err := strconv.ParseFloat(t.words[i], 64)
		return err == nil
	}
	var ticks []plot.Tick
	for i, w := range t.words {
		tick := plot.Tick{Value: float64(i) + 0.5}
		shown := i%every == 0
		for j := max(i-every+1, 0); j < min(i+every, len(t.words)); j++ {
			shown = shown && (j == i || number(j)) // a word stays, numbers around it give way
		}
		if shown || !number(i) {
			tick.Label = w
		}
		ticks = append(ticks, tick)
	}
	return ticks
}
