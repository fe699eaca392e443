package worldfile

import (
	"slices"
	"strconv"
	"strings"
)

// Nearest returns the known name that was probably meant by name, and whether
// there is one. It is the one with the fewest insertions, deletions,
// substitutions and swaps of neighbours (optimal string alignment distance),
// at most about one for every three letters; failing that, the one whose
// beginning is that near, so that csh finds cash_usd_m. Ties go to the first
// in alphabetical order. Upper and lower case are the same.
func Nearest(name string, known []string) (string, bool) {
	if name == "" || len(name) > 200 {
		return "", false
	}
	candidates := slices.Clone(known)
	slices.Sort(candidates)
	whole := func(k string) string { return k }
	if best, ok := nearestBy(name, candidates, whole); ok {
		return best, true
	}
	parts := strings.Count(name, "_") + 1
	return nearestBy(name, candidates, func(k string) string {
		all := strings.SplitN(k, "_", parts+1)
		return strings.Join(all[:min(parts, len(all))], "_")
	})
}

// nearestBy compares a name with a part of each candidate.
func nearestBy(name string, candidates []string, part func(string) string) (string, bool) {
	from := []rune(strings.ToLower(name))
	best, bestDistance := "", max(1, (len(from)+1)/3)+1
	for _, k := range candidates {
		to := []rune(strings.ToLower(part(k)))
		if len(to)-len(from) >= bestDistance || len(from)-len(to) >= bestDistance {
			continue
		}
		if d := distance(from, to); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best, best != ""
}

// distance returns the optimal string alignment distance.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// WantOneOf writes the second half of a message about a name that is not
// known: what was probably meant, and what there is.
func WantOneOf(name string, known []string) string {
	const most = 24
	var b strings.Builder
	if near, ok := Nearest(name, known); ok {
		b.WriteString("did you mean " + strconv.Quote(near) + "? ")
	}
	switch {
	case len(known) == 0:
		b.WriteString("want none: there is none to name here")
	case len(known) == 1:
		b.WriteString("want " + known[0])
	case len(known) > most:
		b.WriteString("want one of " + strings.Join(known[:most], ", ") + ", ...")
	default:
		b.WriteString("want one of " + strings.Join(known, ", "))
	}
	return b.String()
}
