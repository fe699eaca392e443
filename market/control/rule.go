package control

import (
	"fmt"
	"strings"
)

// Rule is the structural presumption of a merger authority.
type Rule uint8

// The rules.
const (
	HHI2023 Rule = iota // Merger Guidelines 2023: HHI above 1,800 and change above 100, or share above 30 % and change above 100
	HHI2010             // Horizontal Merger Guidelines 2010: HHI above 2,500 and change above 200
	None                // no review at all
	Strict              // HHI above 1,000 and change above 50, or share above 20 % and change above 50; and a harder vertical test
)

var ruleNames = [...]string{"hhi-2023", "hhi-2010", "none", "strict"}

// String returns the rule's name in files.
func (r Rule) String() string {
	if int(r) < len(ruleNames) {
		return ruleNames[r]
	}
	return fmt.Sprintf("rule(%d)", uint8(r))
}

// Values returns the names that are allowed.
func (Rule) Values() []string { return ruleNames[:] }

// MarshalText returns the rule's name.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a rule's name.
func (r *Rule) UnmarshalText(text []byte) error {
	for i, name := range ruleNames {
		if name == string(text) {
			*r = Rule(i)
			return nil
		}
	}
	return fmt.Errorf("merger rule %q; want one of %s", text, strings.Join(ruleNames[:], ", "))
}

// thresholds of a structural presumption: HHI after the merger and its change (0 to 10,000), and the share of the merged firm with its change.
type thresholds struct{ hhi, change, share, shareChange float64 }

func (r Rule) thresholds() (t thresholds, reviews bool) {
	switch r {
	case HHI2010:
		return thresholds{hhi: 2500, change: 200, share: 1}, true
	case HHI2023:
		return thresholds{hhi: 1800, change: 100, share: 0.30, shareChange: 100}, true
	case Strict:
		return thresholds{hhi: 1000, change: 50, share: 0.20, shareChange: 50}, true
	}
	return thresholds{}, false
}
