package process

import (
	"fmt"
	"math"
	"reflect"
	"strconv"

	"shakeout/strategies/fields"
)

// Protocol is the version of what goes over the line.
const Protocol = 1

// infinite stands for infinity, which JSON can't say.
const infinite = 1e300

// AppendView appends a struct of a view as a JSON object, with the names of its fields. A number that is no number is null, an infinite one
// 1e300 with its sign.
func AppendView(b []byte, v reflect.Value) []byte {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	b = append(b, '{')
	for i, f := range fields.Of(v.Type()).List {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendQuote(b, f.Name)
		b = append(b, ':')
		b = appendValue(b, v.FieldByIndex(f.Index))
	}
	return append(b, '}')
}

func appendValue(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Float64:
		return AppendNumber(b, v.Float())
	case reflect.Int64, reflect.Int:
		return strconv.AppendInt(b, v.Int(), 10)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.String:
		return AppendText(b, v.String())
	case reflect.Slice:
		b = append(b, '[')
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, v.Index(i))
		}
		return append(b, ']')
	case reflect.Pointer, reflect.Struct:
		return AppendView(b, v)
	}
	return AppendText(b, fmt.Sprint(v.Interface())) // words such as lab or active
}

// AppendNumber appends a number as AppendView does.
func AppendNumber(b []byte, x float64) []byte {
	switch {
	case math.IsNaN(x):
		return append(b, "null"...)
	case math.IsInf(x, 0):
		x = math.Copysign(infinite, x)
	}
	return strconv.AppendFloat(b, x, 'g', -1, 64)
}

// AppendText appends a text in quotes.
func AppendText(b []byte, text string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}
