package worldfile

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// decimal is a number as YAML 1.2 and JSON write it, with an optional plus
// and a point that may stand at either end.
var decimal = regexp.MustCompile(`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$`)

// based is a whole number in another base.
var based = regexp.MustCompile(`^(0x[0-9A-Fa-f]+|0o[0-7]+|0b[01]+)$`)

// special is how YAML writes what is not a finite number.
var special = regexp.MustCompile(`^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)

var (
	errNotFinite = errors.New("a finite number")
	errNotNumber = errors.New("a number")
	errZeros     = errors.New("a number without leading zeros")
	errTooLarge  = errors.New("a number that fits, at most 1.7976931348623157e308 in size")
	errTooSmall  = errors.New("a number that can be told from zero, or 0")
	errFraction  = errors.New("a whole number")
)

// parseNumber returns the nearest float64 to a number as written. The error
// says what was wanted instead. Zero has no sign here, so that two ways to
// write it cannot part two runs.
func parseNumber(s string) (float64, error) {
	switch strings.TrimLeft(s, "+-") {
	case "inf", "nan":
		return 0, errNotFinite
	}
	if based.MatchString(s) {
		u, err := strconv.ParseUint(s, 0, 64)
		if err != nil {
			return 0, errTooLarge
		}
		return float64(u), nil
	}
	if !decimal.MatchString(s) {
		return 0, errNotNumber
	}
	if leadingZeros(s) {
		return 0, errZeros
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, errTooLarge
	}
	if x == 0 {
		mantissa, _, _ := strings.Cut(strings.ToLower(s), "e")
		if strings.ContainsAny(mantissa, "123456789") {
			return 0, errTooSmall
		}
		return 0, nil
	}
	return x, nil
}

// leadingZeros tells whether a number begins like 007, which some readers
// take for octal.
func leadingZeros(s string) bool {
	s = strings.TrimLeft(s, "+-")
	return len(s) > 1 && s[0] == '0' && s[1] >= '0' && s[1] <= '9'
}

// parseWhole returns a whole number as written, as a sign and a size. 24.0
// and 1e3 are whole; above 2^53 all digits must be written.
func parseWhole(s string) (negative bool, size uint64, err error) {
	x, err := parseNumber(s)
	if err != nil {
		return false, 0, err
	}
	digits := strings.TrimLeft(s, "+-")
	if !strings.ContainsAny(digits, ".eE") || based.MatchString(s) {
		size, err = strconv.ParseUint(digits, 0, 64)
		if err != nil {
			return false, 0, errTooLarge
		}
		return x < 0, size, nil
	}
	if x != math.Trunc(x) {
		return false, 0, errFraction
	}
	if math.Abs(x) > 1<<53 {
		return false, 0, errors.New("a whole number written in digits")
	}
	return x < 0, uint64(math.Abs(x)), nil
}

// formatNumber returns the shortest text that reads back as x. Large and
// small numbers have an exponent with a point before it, because some readers
// of YAML take 1e+21 for text.
func formatNumber(x float64) string {
	size := math.Abs(x)
	if size == 0 {
		return "0"
	}
	if size >= 1e-6 && size < 1e21 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	s := strconv.FormatFloat(x, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(s, "e")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	return mantissa + "e" + exponent
}
