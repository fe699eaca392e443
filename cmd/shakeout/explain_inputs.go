package main

import (
	"math"
	"strconv"
	"strings"
)

// input is one number or word that a decision saw, as decisions.csv has it: name=value, the name
// with its unit last.
type input struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Unit  string `json:"unit"`
	Text  string `json:"text"` // name and value in words
}

// inputUnits are the endings of names with the way their values are written, longest first where
// one ends in another.
var inputUnits = []struct {
	ending, unit string
	text         func(x float64) string
}{
	{"_usd_m_per_year", "USD m a year", func(x float64) string { return money(x) + " a year" }},
	{"_usd_m_per_month", "USD m a month", func(x float64) string { return money(x) + " a month" }},
	{"_usd_per_mtok", "USD per million tokens", func(x float64) string { return figure(x) + " USD per million tokens" }},
	{"_usd_m", "USD m", money},
	{"_usd_bn", "USD bn", func(x float64) string { return money(1000 * x) }},
	{"_usd", "USD", func(x float64) string { return figure(x) + " USD" }},
	{"_months", "months", inMonths},
	{"_oom", "OOM", func(x float64) string { return figure(x) + " orders of magnitude" }},
	{"_share", "share", percent},
	{"_log", "log points", func(x float64) string { return figure(x) + " log points" }},
}

func inMonths(x float64) string {
	if math.IsInf(x, 1) {
		return "unlimited length"
	}
	if x == 1 {
		return "1 month"
	}
	return figure(x) + " months"
}

// sharesByName are inputs that are shares without saying so at the end of their name.
var sharesByName = map[string]bool{"share": true, "share_loss": true, "usual_dilution": true}

// parseInputs takes the inputs of a decision apart. What is no pair is kept as a word.
func parseInputs(text string) []input {
	var list []input
	for _, pair := range strings.Fields(text) {
		name, value, ok := strings.Cut(pair, "=")
		in := input{Name: name, Value: value}
		if !ok {
			in.Text = pair
		} else {
			in.Unit, in.Text = inputWords(name, value)
		}
		list = append(list, in)
	}
	return list
}

// inputWords says an input in words: its name without the unit, then the value with it.
func inputWords(name, value string) (unit, text string) {
	switch value {
	case "true":
		return "", words(name)
	case "false":
		return "", "no " + words(name)
	}
	x, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return "", words(name) + " " + strings.ReplaceAll(value, "-", " ")
	}
	if phrase := inputPhrases[name]; phrase.say != nil {
		return phrase.unit, phrase.say(x)
	}
	if sharesByName[name] {
		return "share", words(name) + " " + percent(x)
	}
	for _, u := range inputUnits {
		if stem, ok := strings.CutSuffix(name, u.ending); ok {
			return u.unit, strings.TrimSpace(words(stem) + " " + u.text(x))
		}
	}
	return "1", words(name) + " " + figure(x)
}

// inputNames are the words for names that would not explain themselves.
var inputNames = map[string]string{
	"last_post_money":  "a last post-money valuation of",
	"last_valuation":   "a last valuation of",
	"rule":             "a value by the rule of",
	"thought":          "a value that seemed right of",
	"run_rate":         "a run rate of",
	"rivals":           "rivals at",
	"unit_cost":        "a unit cost of",
	"gap":              "a gap to the frontier of",
	"runway":           "a runway of",
	"verdict":          "the window for capital",
	"revenue_multiple": "a multiple of revenue of",
	"elasticity":       "an elasticity of",
	"wanted":           "a need of",
	"mood":             "the market's mood",
	"age":              "an age of",
}

// inputPhrases say numbers whose sense turns with their sign or size.
var inputPhrases = map[string]struct {
	unit string
	say  func(x float64) string
}{
	"burn_usd_m_per_month": {"USD m a month", func(x float64) string {
		if x < 0 {
			return "a cash flow of " + money(-x) + " a month"
		}
		return "a burn of " + money(x) + " a month"
	}},
	"share": {"share", func(x float64) string { return "a share of " + percent(x) }},
	"share_loss": {"share", func(x float64) string {
		switch {
		case x < 0:
			return "a share that grew by " + percent(-x) + " in three months"
		case x > 0:
			return "a share that shrank by " + percent(x) + " in three months"
		}
		return "a steady share"
	}},
	"quality_premium_log": {"log points", func(x float64) string {
		if x < 0 {
			return "a quality that warrants a price " + percent(1-math.Exp(x)) + " below theirs"
		}
		return "a quality that warrants a price " + percent(math.Exp(x)-1) + " above theirs"
	}},
	"plan_attainment":        {"1", func(x float64) string { return "revenue at " + percent(x) + " of plan" }},
	"plan_attainment_before": {"1", func(x float64) string { return percent(x) + " the time before" }},
	"gap_year_ago_oom":       {"OOM", func(x float64) string { return figure(x) + " orders a year ago" }},
	"failed_raises":          {"1", failedRaises},
}

func failedRaises(x float64) string {
	if x == 0 {
		return "no failed raise"
	}
	return count(int(x), "failed raise")
}

// words is a name without its unit, in words.
func words(name string) string {
	if w := inputNames[name]; w != "" {
		return w
	}
	return strings.ReplaceAll(name, "_", " ")
}

// inputValue is the value of an input in words, without its name.
func (in input) inputValue() string {
	x, err := strconv.ParseFloat(in.Value, 64)
	if err != nil {
		return in.Value
	}
	if sharesByName[in.Name] {
		return percent(x)
	}
	for _, u := range inputUnits {
		if strings.HasSuffix(in.Name, u.ending) {
			return u.text(x)
		}
	}
	return figure(x)
}

// figure writes a number with three significant digits, as a person says it.
func figure(x float64) string {
	switch {
	case math.IsInf(x, 0):
		return "unlimited"
	case math.IsNaN(x):
		return "unknown"
	case x == 0:
		return "0"
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64)
	return number(&rounded)
}

// money writes millions of US dollars.
func money(usdM float64) string {
	switch a := math.Abs(usdM); {
	case math.IsNaN(usdM) || math.IsInf(usdM, 0):
		return figure(usdM)
	case a >= 1e6:
		return figure(usdM/1e6) + " tn USD"
	case a >= 1000:
		return figure(usdM/1000) + " bn USD"
	case a >= 0.1 || a == 0:
		return figure(usdM) + " m USD"
	default:
		return figure(usdM*1e6) + " USD"
	}
}

func percent(x float64) string {
	if x > 0 && x < 1e-5 {
		return "under 0.001 %"
	}
	return figure(100*x) + " %"
}

// inputs are those of one decision, with which of them have been told.
type inputs struct {
	list []input
	told map[string]bool
}

func newInputs(text string) *inputs { return &inputs{parseInputs(text), map[string]bool{}} }

// say fills the names in braces of a template with values. It returns false, and tells nothing, if
// one is missing.
func (in *inputs) say(template string) (string, bool) {
	var b strings.Builder
	var used []string
	for {
		before, after, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			break
		}
		name, rest, _ := strings.Cut(after, "}")
		value, ok := in.value(name)
		if !ok {
			return "", false
		}
		b.WriteString(value)
		used = append(used, name)
		template = rest
	}
	for _, name := range used {
		in.told[name] = true
	}
	return b.String(), true
}

func (in *inputs) value(name string) (string, bool) {
	for _, i := range in.list {
		if i.Name == name {
			return i.inputValue(), true
		}
	}
	return "", false
}

func (in *inputs) number(name string) float64 {
	for _, i := range in.list {
		if i.Name == name {
			if x, err := strconv.ParseFloat(i.Value, 64); err == nil {
				return x
			}
		}
	}
	return math.NaN()
}

func (in *inputs) is(name string) bool {
	for _, i := range in.list {
		if i.Name == name {
			return i.Value == "true"
		}
	}
	return false
}

// rest lists what has not been told, at most so many; those in first before the others.
func (in *inputs) rest(most int, first ...string) []string {
	var out []string
	add := func(i input) {
		if !in.told[i.Name] && len(out) < most {
			in.told[i.Name] = true
			out = append(out, i.Text)
		}
	}
	for _, name := range first {
		for _, i := range in.list {
			if i.Name == name {
				add(i)
			}
		}
	}
	for _, i := range in.list {
		add(i)
	}
	return out
}
