package main

import (
	"slices"
	"strings"
)

// indicatorLabel is the name of an indicator in words.
type indicatorLabel struct {
	words, unit string
	share       bool
}

// axis is the label of an axis.
func (l indicatorLabel) axis() string {
	if l.unit == "" {
		return l.words
	}
	return l.words + " (" + l.unit + ")"
}

// label turns model_revenue_usd_m into model revenue, USD m.
func label(column string) indicatorLabel {
	column, _ = learningLabel(column)
	l := indicatorLabel{words: column}
	for _, u := range []struct{ suffix, unit string }{
		{"_usd_per_mtok", "USD per million tokens"}, {"_usd_per_h100h", "USD per H100e hour"}, {"_usd_per_year", "USD a year"},
		{"_usd_m", "USD m"}, {"_usd_bn", "USD bn"}, {"_h100e", "H100e"}, {"_months", "months"}, {"_bn", "billions"}, {"_m", "millions"}, {"_usd", "USD"},
	} {
		if rest, ok := strings.CutSuffix(column, u.suffix); ok {
			l.words, l.unit = rest, u.unit
			break
		}
	}
	parts := strings.Split(l.words, "_")
	l.share = l.unit == "" && (slices.Contains(parts, "share") || slices.Contains(parts, "utilisation") || parts[0] == "cr4")
	if l.share {
		l.unit = "%"
	}
	for i, p := range parts {
		switch p {
		case "hhi", "cr4", "rd", "api":
			parts[i] = strings.ToUpper(p)
		case "agents", "segments":
			parts[i] = ""
		}
	}
	l.words = strings.TrimSpace(strings.Join(parts, " "))
	if l.words != "" {
		l.words = strings.ToUpper(l.words[:1]) + l.words[1:]
	}
	return l
}
