package worldfile

import (
	"slices"
	"strconv"
	"strings"
)

// nearest returns the known name that was probably meant by name, and whether
// there is one: the one with the fewest insertions, deletions, substitutions
// and swaps of neighbours (optimal string alignment distance), at most a third
// of the letters; failing that, the only one that begins with name and an
// underscore, so that cash finds cash_usd_m. Ties go to the first in
// alphabetical order.
func nearest(name string, known []string) (string, bool) {
	if len(name) > 200 {
		return "", false
	}
	candidates := slices.Clone(known)
	slices.Sort(candidates)
	lower := strings.ToLower(name)
	best, bestDistance := "", max(1, len([]rune(name))/3)+1
	for _, k := range candidates {
		if len(k)-len(name) >= 4*bestDistance || len(name)-len(k) >= 4*bestDistance {
			continue // a character takes at most four bytes
		}
		if d := distance([]rune(lower), []rune(strings.ToLower(k))); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	if best != "" {
		return best, true
	}
	for _, k := range candidates {
		if lower != "" && strings.HasPrefix(strings.ToLower(k), lower+"_") {
			if best != "" {
				return "", false
			}
			best = k
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

// wantOneOf writes the second half of a message about a name that is not
// known: what was probably meant, and what there is.
func wantOneOf(name string, known []string) string {
	const most = 24
	var b strings.Builder
	if near, ok := nearest(name, known); ok {
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
