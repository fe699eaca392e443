package history

import (
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// Bounds of plain notation: from 1e-6 up to 1e21 a number is written without exponent, as JSON and JavaScript do.
const (
	plainFrom = 1e-6
	plainTo   = 1e21
)

// appendNumber appends the shortest decimal that reads back as the same float64. NaN is empty, minus zero is -0;
// infinity must have been refused before.
func appendNumber(b []byte, x float64) []byte {
	if math.IsNaN(x) {
		return b
	}
	a := math.Abs(x)
	switch {
	case a < 1e15 && a >= 1 && x == math.Trunc(x):
		// Below 2^53 neighbouring floats are at most one apart, so the integer itself is the shortest decimal.
		return strconv.AppendInt(b, int64(x), 10)
	case a == 0 || a >= plainFrom && a < plainTo:
		return strconv.AppendFloat(b, x, 'f', -1, 64)
	default:
		return strconv.AppendFloat(b, x, 'e', -1, 64)
	}
}

// parseNumber is the inverse of appendNumber. It takes any plain decimal, with or without exponent, and nothing of
// what strconv takes besides: no hexadecimal, no underscores, no names for infinity.
func parseNumber(cell []byte) (float64, bool) {
	if len(cell) == 0 {
		return math.NaN(), true
	}
	for _, c := range cell {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	x, err := strconv.ParseFloat(string(cell), 64)
	return x, err == nil
}

func parseInteger(cell []byte) (int64, bool) {
	if len(cell) == 0 || cell[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseInt(string(cell), 10, 64)
	return n, err == nil
}

func parseNatural(cell []byte) (uint64, bool) {
	if len(cell) == 0 || cell[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(cell), 10, 64)
	return n, err == nil
}

// appendText appends s, quoted as in RFC 4180 where it holds a comma, a quote, a line end, or space at either end.
func appendText(b []byte, s string) []byte {
	if !needsQuotes(s) {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	if s[0] == ' ' || s[0] == '\t' || s[len(s)-1] == ' ' || s[len(s)-1] == '\t' {
		return true
	}
	for i := range len(s) {
		switch s[i] {
		case ',', '"', '\n', '\r':
			return true
		}
	}
	return false
}

// textFault says why s can't stand in a table; empty if it can. R stops reading at a zero byte, and bytes that are
// not UTF-8 mean different letters to different readers.
func textFault(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] == 0 {
			return fmt.Sprintf("got %s with a zero byte; want text without", quoteShort(s))
		}
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if !ascii && !utf8.ValidString(s) {
		return fmt.Sprintf("got %s, which is not UTF-8; want UTF-8", quoteShort(s))
	}
	return ""
}

// quoteShort quotes a value for an error message and cuts it where it would fill the screen.
func quoteShort[S string | []byte](value S) string {
	const most = 60
	s := string(value)
	if len(s) > most {
		cut := most
		for cut > most-utf8.UTFMax && !utf8.RuneStart(s[cut]) {
			cut--
		}
		return strconv.Quote(s[:cut]) + "..."
	}
	return strconv.Quote(s)
}
