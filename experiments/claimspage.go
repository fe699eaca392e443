package experiments

import (
	"fmt"
	"math"
	"strings"
)

// claimsPage writes the verdicts as a page in Markdown: what was asked, what came out, and what is to be known of it; ok says which runs did not fail.
func (e *Experiment) claimsPage(all []*verdict, ok []bool) []byte {
	b := &strings.Builder{}
	f := &e.file
	fmt.Fprintf(b, "# %s\n\n", capital(f.Name))
	if f.Description != "" {
		fmt.Fprintf(b, "%s.\n\n", strings.TrimSuffix(f.Description, "."))
	}
	passed := 0
	for i := range f.Claims {
		if f.Claims[i].passed(all) {
			passed++
		}
	}
	fmt.Fprintf(b, "Written by `shakeout experiment run %s --runs %d`: %d arms, %d replicates of each with the same luck, seeds from %d. %d of %d claims pass.",
		f.Name, e.Runs, len(e.arms), e.Runs, e.seed(1), passed, len(f.Claims))
	failed := 0
	for _, fine := range ok {
		if !fine {
			failed++
		}
	}
	if failed > 0 {
		fmt.Fprintf(b, " %d of %d runs failed.", failed, len(ok))
	}
	b.WriteString("\n\n")
	b.WriteString("Intervals are 95 %, adjusted for all tests of the table at once (Holm 1979): a test passes when its interval lies beyond what is required. " +
		"Means and functions of means have the jackknife's standard error over replicates and Student's interval, probabilities exact ones (Clopper and Pearson 1934; " +
		"Tango 1998 with McNemar's exact test for pairs). What holds in every run or does not is given by its worst run; a difference without variance is called deterministic. " +
		"Arms, horizons and bounds stand in the experiment file; what was changed after a look is said in the notes.\n\n")
	b.WriteString("| claim | class | test | arms | runs | estimate | required | p (Holm) | verdict |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	var last *Claim
	for _, v := range all {
		if v.claim != last {
			last = v.claim
			word := "**fail**"
			if last.passed(all) {
				word = "**pass**"
			}
			fmt.Fprintf(b, "| **%s** %s | %s | | | | | | | %s |\n", last.ID, cellText(last.Says), cellText(last.Class), word)
		}
		fmt.Fprintf(b, "| %s | | %s | %s | %d | %s | %s | %s | %s |\n", v.claim.ID+v.test.ID, cellText(v.test.About), cellText(strings.Join(v.test.Arms, " ")), v.pairs,
			cellText(v.said()), cellText(v.test.required()), v.saidP(), v.word())
	}
	b.WriteString("\n")
	e.claimsNotes(b, all)
	b.WriteString("## The arms\n\n| arm | months | what is done |\n| --- | --- | --- |\n")
	for i := range e.arms {
		a := &e.arms[i]
		about := a.about
		if about == "" && i == 0 {
			about = "the world as it stands"
		}
		fmt.Fprintf(b, "| %s | %d | %s |\n", a.id, a.world.Ticks, cellText(about))
	}
	b.WriteString("\n## The quantities\n\n| quantity | is |\n| --- | --- |\n")
	for i := range f.Measure.Quantities {
		q := &f.Measure.Quantities[i]
		about := q.About
		if about == "" {
			about = "`" + q.Of + "`"
		}
		fmt.Fprintf(b, "| %s | %s |\n", q.ID, cellText(about))
	}
	return []byte(b.String())
}

// claimsNotes lists the claims that fail, with what is known about why, and other notes.
func (e *Experiment) claimsNotes(b *strings.Builder, all []*verdict) {
	write := func(title string, pass bool) {
		first := true
		for i := range e.file.Claims {
			c := &e.file.Claims[i]
			if c.passed(all) != pass || pass && len(c.Notes) == 0 {
				continue
			}
			if first {
				fmt.Fprintf(b, "## %s\n\n", title)
				first = false
			}
			var tests []string
			for _, v := range all {
				if v.claim == c && v.word() == "fail" && !pass {
					tests = append(tests, c.ID+v.test.ID)
				}
			}
			fmt.Fprintf(b, "- **%s** (%s)", c.ID, c.Says)
			if len(tests) > 0 {
				fmt.Fprintf(b, ": %s.", strings.Join(tests, ", "))
			}
			for _, note := range c.Notes {
				fmt.Fprintf(b, " %s", note)
			}
			b.WriteString("\n")
		}
		if !first {
			b.WriteString("\n")
		}
	}
	write("What fails", false)
	write("Notes", true)
}

// said is the estimate with its interval.
func (v *verdict) said() string {
	switch {
	case v.problem != "":
		return "none: " + v.problem
	case v.test.Contrast == Every:
		return number(v.effect.Estimate) + " in the worst run"
	case v.deterministic && v.proportions == nil:
		return number(v.effect.Estimate) + ", deterministic"
	}
	in := v.interval(v.level)
	text := fmt.Sprintf("%s [%s, %s]", number(v.effect.Estimate), number(in.Lower), number(in.Upper))
	if v.deterministic {
		text += ", deterministic"
	}
	return text
}

func (v *verdict) saidP() string {
	switch {
	case math.IsNaN(v.holm):
		return ""
	case v.holm < 0.0001:
		return "< 0.0001"
	}
	return fmt.Sprintf("%.4f", v.holm)
}

// required says what a test asks for.
func (t *Test) required() string {
	switch {
	case t.reported():
		return ""
	case t.Above != nil && t.Below != nil:
		return fmt.Sprintf("between %s and %s", number(*t.Above), number(*t.Below))
	case t.Above != nil:
		return "> " + number(*t.Above)
	}
	return "< " + number(*t.Below)
}

func number(x float64) string {
	if x != 0 && math.Abs(x) < 1e-4 || math.Abs(x) >= 1e6 {
		return fmt.Sprintf("%.3g", x)
	}
	text := fmt.Sprintf("%.4g", x)
	if len(strings.TrimLeft(text, "-0.")) > 4 || math.Abs(x) >= 1 {
		text = fmt.Sprintf("%.3g", x)
	}
	if math.Abs(x) >= 999.5 { // three digits would be an exponent
		text = fmt.Sprintf("%.0f", x)
	}
	return text
}

func cellText(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "|", "\\|"), "\n", " ")
}

func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
