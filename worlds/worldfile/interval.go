package worldfile

import (
	"fmt"
	"math"
	"strings"
)

// An interval is the set of numbers a field allows. Infinite ends are open:
// infinity itself is never a value.
type interval struct {
	low, high         float64
	lowOpen, highOpen bool
}

// everything is the interval of a field without a range.
var everything = interval{low: math.Inf(-1), high: math.Inf(1), lowOpen: true, highOpen: true}

// parseInterval reads interval notation: [a,b] (a,b) [a,inf) (-inf,inf).
func parseInterval(s string) (interval, error) {
	var r interval
	bad := fmt.Errorf("range %q: want [a,b], (a,b), [a,inf) or the like, with a below b", s)
	if len(s) < 5 || !strings.ContainsRune("[(", rune(s[0])) || !strings.ContainsRune("])", rune(s[len(s)-1])) {
		return r, bad
	}
	low, high, ok := strings.Cut(s[1:len(s)-1], ",")
	if !ok {
		return r, bad
	}
	var err error
	if r.low, r.lowOpen, err = parseEnd(low, s[0] == '(', -1); err != nil {
		return r, bad
	}
	if r.high, r.highOpen, err = parseEnd(high, s[len(s)-1] == ')', 1); err != nil {
		return r, bad
	}
	if r.low > r.high || r.low == r.high && (r.lowOpen || r.highOpen) {
		return r, bad
	}
	return r, nil
}

// parseEnd reads one end of an interval; sign tells which infinity it may be.
func parseEnd(s string, open bool, sign int) (float64, bool, error) {
	s = strings.TrimSpace(s)
	if s == "inf" && sign > 0 || s == "-inf" && sign < 0 {
		if !open {
			return 0, false, fmt.Errorf("infinity is never a value")
		}
		return math.Inf(sign), true, nil
	}
	x, err := parseNumber(s)
	return x, open, err
}

// holds tells whether x lies in the interval; NaN and infinity never do.
func (r interval) holds(x float64) bool {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return false
	}
	if x < r.low || r.lowOpen && x == r.low {
		return false
	}
	return !(x > r.high || r.highOpen && x == r.high)
}

func (r interval) unbounded() bool { return math.IsInf(r.low, -1) && math.IsInf(r.high, 1) }

// String returns the interval in the notation of the tags.
func (r interval) String() string {
	end := func(x float64) string {
		if math.IsInf(x, 0) {
			if x < 0 {
				return "-inf"
			}
			return "inf"
		}
		return formatNumber(x)
	}
	open, shut := "[", "]"
	if r.lowOpen {
		open = "("
	}
	if r.highOpen {
		shut = ")"
	}
	return open + end(r.low) + ", " + end(r.high) + shut
}
