package worldfile

import (
	"math"
	"testing"
)

func TestFormatNumber(t *testing.T) {
	tests := []struct {
		reason string
		x      float64
		want   string
	}{
		{"zero", 0, "0"},
		{"zero has no sign", math.Copysign(0, -1), "0"},
		{"a whole number has no point", 120, "120"},
		{"the shortest that reads back", 0.1, "0.1"},
		{"a third", 1.0 / 3, "0.3333333333333333"},
		{"large, still in digits", 123456789012345680000, "123456789012345680000"},
		{"larger, with a point for readers of YAML 1.1", 1e21, "1.0e+21"},
		{"small", 1e-6, "0.000001"},
		{"smaller", 2.5e-7, "2.5e-07"},
		{"the smallest", 5e-324, "5.0e-324"},
		{"the largest", -math.MaxFloat64, "-1.7976931348623157e+308"},
	}
	for _, tt := range tests {
		if got := formatNumber(tt.x); got != tt.want {
			t.Errorf("%s: got %s; want %s", tt.reason, got, tt.want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	tests := []struct {
		reason, text string
		want         float64
		err          error
	}{
		{"digits", "12", 12, nil},
		{"a plus", "+1.5", 1.5, nil},
		{"a point at the beginning", ".5", 0.5, nil},
		{"a point at the end", "5.", 5, nil},
		{"an exponent", "1e3", 1000, nil},
		{"hexadecimal", "0xff", 255, nil},
		{"octal", "0o17", 15, nil},
		{"minus zero is zero", "-0.0", 0, nil},
		{"zeros before a point", "0.5", 0.5, nil},
		{"leading zeros", "007", 0, errZeros},
		{"too large", "1e309", 0, errTooLarge},
		{"too small", "1e-400", 0, errTooSmall},
		{"zero with an exponent", "0e-400", 0, nil},
		{"infinity", "inf", 0, errNotFinite},
		{"not a number", "nan", 0, errNotFinite},
		{"an underscore", "1_000", 0, errNotNumber},
		{"a comma", "1,5", 0, errNotNumber},
		{"a unit", "5m", 0, errNotNumber},
		{"a hexadecimal float", "0x1p4", 0, errNotNumber},
		{"hexadecimal too large", "0xfffffffffffffffff", 0, errTooLarge},
	}
	for _, tt := range tests {
		got, err := parseNumber(tt.text)
		if got != tt.want || err != tt.err {
			t.Errorf("%s: %s: got %v, %v; want %v, %v", tt.reason, tt.text, got, err, tt.want, tt.err)
		}
		if math.Signbit(got) {
			t.Errorf("%s: %s: got a zero with a sign", tt.reason, tt.text)
		}
	}
}

func TestWholeNumbers(t *testing.T) {
	type whole struct {
		Int8   int8   `yaml:"int8" optional:"true"`
		Int64  int64  `yaml:"int64" optional:"true"`
		Uint64 uint64 `yaml:"uint64" optional:"true"`
	}
	tests := []struct {
		reason, text string
		want         whole
		wrong        string
	}{
		{"the ends of int8", "int8: -128", whole{Int8: -128}, ""},
		{"beyond them", "int8: 128", whole{}, "x.yaml:1:7: int8: got 128; want a whole number from -128 to 127"},
		{"the least int64", "int64: -9223372036854775808", whole{Int64: math.MinInt64}, ""},
		{"the largest int64", "int64: 9223372036854775807", whole{Int64: math.MaxInt64}, ""},
		{"one more", "int64: 9223372036854775808", whole{}, "x.yaml:1:8: int64: got 9223372036854775808; want a whole number from -9223372036854775808 to 9223372036854775807"},
		{"the largest uint64", "uint64: 18446744073709551615", whole{Uint64: math.MaxUint64}, ""},
		{"in hexadecimal", "uint64: 0xffffffffffffffff", whole{Uint64: math.MaxUint64}, ""},
		{"with an exponent", "uint64: 1e6", whole{Uint64: 1e6}, ""},
		{"digits that a float64 hasn't", "uint64: 1e17", whole{}, "x.yaml:1:9: uint64: got 1e17; want a whole number written in digits"},
	}
	for _, tt := range tests {
		l, err := LoadBytes[whole]("x.yaml", []byte(tt.text), Options{})
		switch {
		case tt.wrong != "":
			if err == nil || err.Error() != tt.wrong {
				t.Errorf("%s: got %v; want %s", tt.reason, err, tt.wrong)
			}
		case err != nil:
			t.Errorf("%s: %v", tt.reason, err)
		case l.Value != tt.want:
			t.Errorf("%s: got %+v; want %+v", tt.reason, l.Value, tt.want)
		}
	}
}
