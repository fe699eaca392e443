package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// yearTicks marks years on an axis of decimal years: a label every 1, 2, 5, 10 ... years, at most
// Labels of them, and minor ticks at quarters where there is room, else at years. Spans of a little
// over a year or less are marked by months.
type yearTicks struct{ labels int }

func (t yearTicks) Ticks(lo, hi float64) []plot.Tick {
	const edge = 1e-6
	most := max(t.labels, 2)
	if hi-lo < 1.3 {
		return monthTicks(lo, hi, max(most*6/10, 2))
	}
	step := 1
	for _, step = range []int{1, 2, 5, 10, 20, 25, 50, 100, 200, 500} {
		if (hi-lo)/float64(step) <= float64(most) {
			break
		}
	}
	minor := 1.0
	switch {
	case step == 1 && hi-lo <= 6:
		minor = 0.25
	case step >= 50:
		minor = float64(step) / 5
	case step >= 10:
		minor = float64(step) / 2
	}
	origin := 0
	if step == 2 { // every other year from the first, not from an even one
		origin = int(math.Ceil(lo - edge))
	}
	var ticks []plot.Tick
	for i := math.Ceil((lo - edge) / minor); i*minor <= hi+edge; i++ {
		v := i * minor
		tick := plot.Tick{Value: v}
		if math.Abs(v-math.Round(v)) < edge && (int(math.Round(v))-origin)%step == 0 {
			tick.Label = strconv.Itoa(int(math.Round(v)))
		}
		ticks = append(ticks, tick)
	}
	return ticks
}

func monthTicks(lo, hi float64, most int) []plot.Tick {
	const edge = 1e-6
	first, last := int(math.Ceil(lo*12-edge)), int(math.Floor(hi*12+edge))
	step := 1
	for _, step = range []int{1, 2, 3, 6, 12} {
		if (last-first)/step+1 <= most {
			break
		}
	}
	var ticks []plot.Tick
	labelled := false
	for m := first; m <= last; m++ {
		tick := plot.Tick{Value: float64(m) / 12}
		if m%step == 0 {
			tick.Label, labelled = fmt.Sprintf("%d-%02d", m/12, m%12+1), true
		}
		ticks = append(ticks, tick)
	}
	if !labelled && len(ticks) > 0 {
		ticks[0].Label = fmt.Sprintf("%d-%02d", first/12, first%12+1)
	}
	return ticks
}

// linearTicks marks multiples of 1, 2 or 5 times a power of ten, about Labels of them.
type linearTicks struct {
	labels  int
	percent bool // values are fractions, labels per cent
}

func (t linearTicks) Ticks(lo, hi float64) []plot.Tick {
	step := niceStep(hi-lo, t.labels)
	var ticks []plot.Tick
	for i := math.Ceil(lo/step - 1e-6); i*step <= hi+step*1e-6; i++ {
		v := i * step
		if t.percent {
			ticks = append(ticks, plot.Tick{Value: v, Label: decimal(v*100, step*100)})
		} else {
			ticks = append(ticks, plot.Tick{Value: v, Label: decimal(v, step)})
		}
	}
	return ticks
}

// niceStep returns the smallest of 1, 2, 5 times a power of ten that cuts a span into n parts or fewer.
func niceStep(span float64, n int) float64 {
	if !(span > 0) || math.IsInf(span, 0) {
		return 1
	}
	raw := span / float64(max(n, 1))
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// integerTicks is linearTicks for counts: no step below one.
type integerTicks struct{ labels int }

func (t integerTicks) Ticks(lo, hi float64) []plot.Tick {
	step := math.Max(1, niceStep(hi-lo, t.labels))
	var ticks []plot.Tick
	for i := math.Ceil(lo/step - 1e-6); i*step <= hi+step*1e-6; i++ {
		ticks = append(ticks, plot.Tick{Value: i * step, Label: decimal(i*step, step)})
	}
	return ticks
}

// decadeTicks marks a logarithmic axis: powers of ten labelled, 2 to 9 as minor ticks; 2 and 5 are
// labelled too where there is room, or only one power of ten; on a part of a decade with much room all are.
type decadeTicks struct{ labels int }

func (t decadeTicks) Ticks(lo, hi float64) []plot.Tick {
	if !(lo > 0) || !(hi > lo) {
		return nil
	}
	first, last := int(math.Floor(math.Log10(lo)-1e-9)), int(math.Ceil(math.Log10(hi)+1e-9))
	decades := math.Log10(hi / lo)
	every := 1
	for decades/float64(every) > float64(max(t.labels, 2)) {
		every++
	}
	powers := math.Floor(math.Log10(hi)+1e-9) - math.Ceil(math.Log10(lo)-1e-9) + 1
	dense := 3*decades <= float64(t.labels) || powers < 2
	// Of the ticks of a part of a decade those next below a power of ten, or else the highest two, stand closest.
	power10 := math.Pow(10, math.Ceil(math.Log10(hi)-1e-9)-1) // greatest below the upper end
	closest := math.Log10(hi / (hi - power10))
	if power10 > lo*(1+1e-9) {
		closest = math.Min(closest, math.Log10(10.0/9))
	}
	full := decades < 1 && powers < 2 && closest*float64(t.labels) >= 0.9*decades
	var ticks []plot.Tick
	for k := first; k <= last; k++ {
		for m := 1; m <= 9; m++ {
			v := float64(m) * math.Pow(10, float64(k))
			if v < lo*(1-1e-9) || v > hi*(1+1e-9) || m > 1 && decades > 7 {
				continue
			}
			tick := plot.Tick{Value: v}
			if m == 1 && ((k%every)+every)%every == 0 || dense && (m == 1 || m == 2 || m == 5) || full {
				tick.Label = power(v)
			}
			ticks = append(ticks, tick)
		}
	}
	return ticks
}

// power writes the label of a logarithmic tick: plain digits from 0.001 to 100,000, else 10 with an exponent.
func power(v float64) string {
	k := int(math.Floor(math.Log10(v) + 1e-9))
	if k >= -3 && k <= 5 {
		return decimal(v, math.Pow(10, float64(min(k, 0))))
	}
	return scientific(v, v)
}

// decimal writes a number with the digits that a step needs, commas between thousands and a true
// minus sign; numbers that plain digits would make long or hide get an exponent.
func decimal(v, step float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	if a := math.Abs(v); a >= 1e10 || a >= step/2 && step > 0 && step < 0.99e-9 {
		return scientific(v, step)
	}
	places := 0
	if step > 0 && !math.IsInf(step, 0) {
		places = min(max(int(-math.Floor(math.Log10(step)+1e-9)), 0), 9)
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', places, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if v < 0 && strings.Trim(s, "0.") != "" {
		return "−" + whole
	}
	return whole
}

// scientific writes a number as a power of ten with a factor of the digits that a step needs.
func scientific(v, step float64) string {
	sign := ""
	if v < 0 {
		sign = "−"
	}
	v = math.Abs(v)
	k := int(math.Floor(math.Log10(v) + 1e-9))
	places := 0
	if step > 0 && step < v {
		places = min(k-int(math.Floor(math.Log10(step)+1e-9)), 4)
	}
	// Ten to a power below -307 is no full number: the digits come from the text of v.
	text := strconv.FormatFloat(v, 'e', places, 64)
	factor, exponent, _ := strings.Cut(text, "e")
	if n, err := strconv.Atoi(exponent); err == nil {
		k = n
	}
	if factor = strings.TrimSuffix(strings.TrimRight(factor, "0"), "."); factor != "1" {
		sign += factor + " × "
	}
	return sign + "10" + raise + strings.Replace(strconv.Itoa(k), "-", "−", 1)
}

// monthsTicks marks a span of up to a few years of months by years.
type monthsTicks struct{}

func (monthsTicks) Ticks(lo, hi float64) []plot.Tick {
	var ticks []plot.Tick
	for v := math.Ceil(lo/12) * 12; v <= hi; v += 12 {
		ticks = append(ticks, plot.Tick{Value: v, Label: decimal(v, 1)})
	}
	return ticks
}
