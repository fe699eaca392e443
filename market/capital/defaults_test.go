package capital

import (
	"encoding"
	"reflect"
	"strconv"
	"testing"
)

// defaults returns a parameter struct filled from its default tags, as the world loader fills it, and checks that every number has one.
func defaults[T any](t testing.TB) T {
	t.Helper()
	var out T
	fill(t, reflect.ValueOf(&out).Elem(), reflect.TypeOf(out).Name())
	return out
}

func fill(t testing.TB, v reflect.Value, path string) {
	t.Helper()
	for i := range v.NumField() {
		field, tag := v.Field(i), v.Type().Field(i).Tag
		name := path + "." + v.Type().Field(i).Name
		if tag.Get("yaml") == "" || tag.Get("doc") == "" {
			t.Errorf("%s: no yaml or doc tag", name)
		}
		if field.Kind() == reflect.Slice {
			continue // lists start empty; what their items need a file must say
		}
		if field.Kind() == reflect.Struct {
			fill(t, field, name)
			continue
		}
		if tag.Get("source") == "" || tag.Get("unit") == "" {
			t.Errorf("%s: no source or unit tag", name)
		}
		text := tag.Get("default")
		var err error
		if enum, ok := field.Addr().Interface().(encoding.TextUnmarshaler); ok {
			if err := enum.UnmarshalText([]byte(text)); err != nil {
				t.Errorf("%s: default %q: %v", name, text, err)
			}
			continue
		}
		switch field.Kind() {
		case reflect.Float64:
			var x float64
			x, err = strconv.ParseFloat(text, 64)
			field.SetFloat(x)
		case reflect.Int64:
			var x int64
			x, err = strconv.ParseInt(text, 10, 64)
			field.SetInt(x)
		case reflect.Bool:
			var x bool
			x, err = strconv.ParseBool(text)
			field.SetBool(x)
		case reflect.String:
			field.SetString(text)
		default:
			t.Errorf("%s: kind %s", name, field.Kind())
		}
		if err != nil {
			t.Errorf("%s: default %q: %v", name, text, err)
		}
	}
}
