package sampling

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// takes says for each family which parameters it must have and which it may have.
var takes = [...]struct{ must, may []string }{
	Uniform:         {must: []string{"low", "high"}},
	LogUniform:      {must: []string{"low", "high"}},
	Normal:          {must: []string{"mean", "sd"}},
	TruncatedNormal: {must: []string{"mean", "sd"}, may: []string{"low", "high"}},
	LogNormal:       {must: []string{"median", "sigma"}, may: []string{"low", "high"}},
	Triangular:      {must: []string{"low", "mode", "high"}},
	Beta:            {must: []string{"a", "b"}, may: []string{"low", "high"}},
	Integer:         {must: []string{"low", "high"}},
	Choice:          {may: []string{"values", "words", "weights"}},
	Bernoulli:       {must: []string{"p"}},
}

// parameter is one number of a distribution under its key, nil if it is not given.
type parameter struct {
	key   string
	value *float64
}

// parameters returns the numbers in the order of the fields.
func (d Distribution) parameters() []parameter {
	return []parameter{
		{"low", d.Low}, {"high", d.High}, {"mean", d.Mean}, {"sd", d.SD}, {"median", d.Median}, {"sigma", d.Sigma},
		{"mode", d.Mode}, {"a", d.A}, {"b", d.B}, {"p", d.P},
	}
}

// Validate returns an error with every problem that Check finds, one a line, or nil.
func (d Distribution) Validate() error {
	var problems []error
	d.Check(func(path, format string, args ...any) {
		message := fmt.Sprintf(format, args...)
		if path != "" {
			message = path + ": " + message
		}
		problems = append(problems, errors.New(message))
	})
	return errors.Join(problems...)
}

// Check reports everything that is wrong: a parameter that is missing, does not belong to the family, is not finite or
// out of its range, and parameters that do not fit each other. The path is the key of the parameter, "" where the
// distribution as a whole is meant; the message has the form "got X; want Y".
func (d Distribution) Check(report func(path, format string, args ...any)) {
	if d.Dist < 0 || int(d.Dist) >= len(familyNames) {
		report("dist", "got %v; want one of %s", d.Dist, strings.Join(familyNames, ", "))
		return
	}
	if d.checkPresence(report) && d.checkRanges(report) {
		d.checkOrder(report)
	}
}

// checkPresence reports missing and superfluous parameters.
func (d Distribution) checkPresence(report func(path, format string, args ...any)) bool {
	good := true
	problem := func(path, format string, args ...any) {
		good = false
		report(path, format, args...)
	}
	role := map[string]string{}
	for _, key := range takes[d.Dist].must {
		role[key] = "must"
	}
	for _, key := range takes[d.Dist].may {
		role[key] = "may"
	}
	all := strings.Join(append(append([]string(nil), takes[d.Dist].must...), takes[d.Dist].may...), ", ")
	superfluous := func(key string) { problem(key, "got a value; want none: %v takes %s", d.Dist, all) }
	for _, p := range d.parameters() {
		switch {
		case p.value == nil && role[p.key] == "must":
			problem(p.key, "got nothing; want a number: %v takes %s", d.Dist, all)
		case p.value != nil && role[p.key] == "":
			superfluous(p.key)
		}
	}
	if d.Dist == Choice {
		if (len(d.Values) == 0) == (len(d.Words) == 0) {
			problem("", "got %d values and %d words; want one or the other to choose from", len(d.Values), len(d.Words))
		}
		return good
	}
	for _, list := range []struct {
		key    string
		length int
	}{{"values", len(d.Values)}, {"words", len(d.Words)}, {"weights", len(d.Weights)}} {
		if list.length > 0 {
			superfluous(list.key)
		}
	}
	if d.Dist == TruncatedNormal && d.Low == nil && d.High == nil {
		problem("", "got neither low nor high; want at least one, or a normal")
	}
	return good
}

// checkRanges reports numbers that are not finite or out of their range by themselves.
func (d Distribution) checkRanges(report func(path, format string, args ...any)) bool {
	good := true
	problem := func(path, format string, args ...any) {
		good = false
		report(path, format, args...)
	}
	for _, p := range d.parameters() {
		if p.value == nil {
			continue
		}
		v := *p.value
		switch {
		case math.IsNaN(v) || math.IsInf(v, 0):
			problem(p.key, "got %v; want a finite number", v)
		case p.key == "p" && !(v >= 0 && v <= 1):
			problem(p.key, "got %v; want a number in [0,1]", v)
		case (p.key == "sd" || p.key == "median" || p.key == "sigma" || p.key == "a" || p.key == "b") && v <= 0:
			problem(p.key, "got %v; want a number above 0", v)
		case (p.key == "a" || p.key == "b") && v > 1e9:
			problem(p.key, "got %v; want at most 1e9", v)
		case d.Dist == LogUniform && p.key == "low" && v <= 0:
			problem(p.key, "got %v; want a number above 0", v)
		case d.Dist == LogNormal && (p.key == "low" || p.key == "high") && v < 0:
			problem(p.key, "got %v; want a number of at least 0", v)
		case d.Dist == Integer && (v != math.Trunc(v) || math.Abs(v) > 1<<53):
			problem(p.key, "got %v; want a whole number of at most 2^53 in size", v)
		}
	}
	for i, v := range d.Values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			problem(fmt.Sprintf("values[%d]", i), "got %v; want a finite number", v)
		}
	}
	total := 0.0
	for i, w := range d.Weights {
		if !(w >= 0) || math.IsInf(w, 1) {
			problem(fmt.Sprintf("weights[%d]", i), "got %v; want a finite number of at least 0", w)
		}
		total += w
	}
	if len(d.Weights) > 0 {
		if choices := len(d.Values) + len(d.Words); len(d.Weights) != choices {
			problem("weights", "got %d weights; want %d, one per choice", len(d.Weights), choices)
		}
		if good && (total == 0 || math.IsInf(total, 1)) {
			problem("weights", "got weights that add to %v; want a finite sum above 0", total)
		}
	}
	seen := map[string]bool{}
	for i, word := range d.Words {
		if seen[word] {
			problem(fmt.Sprintf("words[%d]", i), "got %q again; want each word once, with a weight if it counts more", word)
		}
		seen[word] = true
	}
	return good
}

// checkOrder reports parameters that do not fit each other.
func (d Distribution) checkOrder(report func(path, format string, args ...any)) {
	if d.Dist == Choice || d.Dist == Bernoulli || d.Dist == Normal {
		return
	}
	low, high := d.bounds()
	switch {
	case d.Dist == Integer && high < low:
		report("high", "got %v; want at least low, %v", high, low)
	case d.Dist != Integer && !(low < high):
		report("high", "got %v; want a number above low, %v", high, low)
	case d.Dist != Integer && !math.IsInf(low, 0) && !math.IsInf(high, 0) && math.IsInf(high-low, 0):
		report("high", "got %v; want a number at most 1.7976931348623157e308 above low, %v", high, low)
	case d.Dist == Integer && high-low >= 1<<53:
		report("high", "got %v; want a number less than 2^53 above low, %v", high, low)
	case d.Dist == Triangular && !(low <= *d.Mode && *d.Mode <= high):
		report("mode", "got %v; want a number from low, %v, to high, %v", *d.Mode, low, high)
	case d.Dist == TruncatedNormal || d.Dist == LogNormal:
		a, b := d.standardBounds()
		if _, share := truncation(a, b); !(share > 1e-300) {
			report("", "got low %v and high %v; want bounds between which the distribution has any probability", low, high)
		}
	}
}

// bounds returns the least and the greatest value: what low and high say, or the ends of the family.
func (d Distribution) bounds() (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	switch d.Dist {
	case LogNormal:
		low = 0
	case Beta, Bernoulli:
		low, high = 0, 1
	}
	if d.Low != nil {
		low = *d.Low
	}
	if d.High != nil {
		high = *d.High
	}
	return low, high
}
