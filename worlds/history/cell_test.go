package history

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

func TestNumbersAreWritten(t *testing.T) {
	for _, c := range []struct {
		x      float64
		want   string
		reason string
	}{
		{math.NaN(), "", "no value is an empty field, which every reader of CSV takes as missing"},
		{0, "0", "zero"},
		{math.Copysign(0, -1), "-0", "minus zero keeps its sign, or a run would not read back as it was"},
		{20, "20", "a whole number has no point"},
		{-100, "-100", "a whole number keeps its zeros"},
		{0.1, "0.1", "the shortest decimal, not 0.1000000000000000055"},
		{1.0 / 3, "0.3333333333333333", "sixteen digits are enough here"},
		{4.35, "4.35", "shortest"},
		{123456789.01, "123456789.01", "cents of USD m"},
		{1 << 53, "9007199254740992", "beyond the whole numbers of the fast path"},
		{1e15, "1000000000000000", "first number past the fast path"},
		{999999999999999, "999999999999999", "last number of the fast path"},
		{1e-6, "0.000001", "last small number without exponent"},
		{math.Nextafter(1e-6, 0), "9.999999999999997e-07", "first one with"},
		{math.Nextafter(1e21, 0), "999999999999999900000", "last large number without exponent"},
		{1e21, "1e+21", "first one with"},
		{5e-324, "5e-324", "smallest denormal"},
		{math.MaxFloat64, "1.7976931348623157e+308", "largest"},
		{2.2250738585072011e-308, "2.225073858507201e-308", "largest denormal"},
		{9007199254740993, "9007199254740992", "what the literal rounds to"},
	} {
		if got := string(appendNumber(nil, c.x)); got != c.want {
			t.Errorf("%g: got %q; want %q: %s", c.x, got, c.want, c.reason)
		}
	}
}

func TestNumbersReadBackBitByBit(t *testing.T) {
	check := func(x float64) bool {
		if math.IsInf(x, 0) {
			return true
		}
		y, ok := parseNumber(appendNumber(nil, x))
		return ok && (math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y))
	}
	for _, x := range awkward {
		if !check(x) {
			t.Errorf("%g does not read back", x)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range 1000 {
			if x := math.Float64frombits(rng.Uint64()); !check(x) {
				t.Fatalf("%g does not read back", x)
			}
		}
		if x := rapid.Float64().Draw(t, "x"); !check(x) {
			t.Fatalf("%g does not read back", x)
		}
		cents := rapid.Int64Range(-1<<53, 1<<53).Draw(t, "cents")
		if x := float64(cents) / 1e8; !check(x) {
			t.Fatalf("%g does not read back", x)
		}
	})
}

func TestFastPathWritesTheShortestDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := float64(rapid.Int64Range(-1e15, 1e15).Draw(t, "n"))
		if got, want := string(appendNumber(nil, x)), strconv.FormatFloat(x, 'f', -1, 64); got != want {
			t.Fatalf("got %s; want %s", got, want)
		}
	})
}

func TestNumbersThatAreRefused(t *testing.T) {
	for _, c := range []struct{ cell, reason string }{
		{"NaN", "no value is written as nothing"},
		{"nan", "the same"},
		{"Inf", "infinity has no place in a table"},
		{"-inf", "the same"},
		{"infinity", "the same"},
		{"1e999", "beyond a float64"},
		{"0x1p-2", "hexadecimal: strconv takes it, a person does not expect it"},
		{"1_000", "underscores"},
		{"1,5", "a comma is no point"},
		{" 1", "space"},
		{"1 ", "space"},
		{"1.2.3", "two points"},
		{"--1", "two signs"},
		{"-", "a sign alone"},
		{".", "a point alone"},
		{"e5", "an exponent alone"},
		{"1e", "no exponent after e"},
		{"١", "a digit, but no ASCII one"},
	} {
		if x, ok := parseNumber([]byte(c.cell)); ok {
			t.Errorf("%q: got %g; want it refused: %s", c.cell, x, c.reason)
		}
	}
}

func TestIntegersThatAreRefused(t *testing.T) {
	for _, cell := range []string{"", "+1", "1.0", "1e3", "0x10", "1_0", " 1", "9223372036854775808", "-"} {
		if n, ok := parseInteger([]byte(cell)); ok {
			t.Errorf("%q: got %d; want it refused", cell, n)
		}
	}
	for _, cell := range []string{"", "-1", "+1", "18446744073709551616"} {
		if n, ok := parseNatural([]byte(cell)); ok {
			t.Errorf("%q: got %d; want it refused", cell, n)
		}
	}
}

func TestTextIsQuoted(t *testing.T) {
	for _, c := range []struct{ s, want, reason string }{
		{"", "", "empty text is an empty field"},
		{"mistral", "mistral", "plain"},
		{"Mistral AI", "Mistral AI", "space inside"},
		{" x", `" x"`, "space at the start: some readers trim it"},
		{"x\t", "\"x\t\"", "white space at the end"},
		{"a,b", `"a,b"`, "comma"},
		{`say "no"`, `"say ""no"""`, "quotes are doubled"},
		{"a\nb", "\"a\nb\"", "line end"},
		{"a\rb", "\"a\rb\"", "carriage return"},
		{"Dubé", "Dubé", "letters beyond ASCII need none"},
		{`"`, `""""`, "a quote alone"},
	} {
		if got := string(appendText(nil, c.s)); got != c.want {
			t.Errorf("%q: got %s; want %s: %s", c.s, got, c.want, c.reason)
		}
	}
}

func TestShortQuotesCutBetweenLetters(t *testing.T) {
	got := quoteShort(strings.Repeat("é", 50))
	if want := `"` + strings.Repeat("é", 30) + `"...`; got != want {
		t.Error(cmp.Diff(want, got))
	}
}
