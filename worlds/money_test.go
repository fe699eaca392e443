package worlds

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"shakeout/strategies"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// scaleMoney multiplies every number of a world that is money, by its key, with 2^k, and divides reciprocals of money.
func scaleMoney(v reflect.Value, key string, k int) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			scaleMoney(v.Elem(), key, k)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
			if v.Type().Field(i).IsExported() {
				scaleMoney(v.Field(i), tag, k)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			scaleMoney(v.Index(i), key, k)
		}
	case reflect.Map:
		for _, name := range v.MapKeys() {
			item := reflect.New(v.Type().Elem()).Elem()
			item.Set(v.MapIndex(name))
			scaleMoney(item, name.String(), k)
			v.SetMapIndex(name, item)
		}
	case reflect.Float64:
		v.SetFloat(scaled(v.Float(), key, k))
	}
}

// scaled returns a number in a unit of money 2^k times smaller.
func scaled(x float64, key string, k int) float64 {
	switch {
	case strings.Contains(key, "per_usd"):
		return math.Ldexp(x, -k)
	case strings.Contains(key, "usd"):
		return math.Ldexp(x, k)
	}
	return x
}

// nameDefaults writes the parameters of strategies that are left to their defaults into the world.
func nameDefaults(w *World) {
	for i := range w.Agents {
		s := &w.Agents[i].Strategy
		for _, e := range strategies.Catalogue() {
			if e.Name != s.Name || e.Kind != w.Agents[i].Kind {
				continue
			}
			for _, p := range e.Params {
				if _, given := s.Params[p.Name]; !given {
					if s.Params == nil {
						s.Params = map[string]float64{}
					}
					s.Params[p.Name] = p.Default
				}
			}
		}
	}
}

func TestMoneyOfARunHasNoUnit(t *testing.T) {
	const k = 10
	run := func(scale bool) *history.Run {
		w, err := Load("frontier-2025", worldfile.Options{Set: []string{"ticks=36"}})
		if err != nil {
			t.Fatal(err)
		}
		if scale {
			nameDefaults(&w.Value)
			scaleMoney(reflect.ValueOf(&w.Value).Elem(), "", k)
		}
		r, err := Run(context.Background(), &w.Value, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	a, b := run(false), run(true)
	for _, d := range differentRows(a.Market, b.Market, k) {
		t.Error("market:", d)
	}
	for _, d := range differentRows(a.Segments, b.Segments, k) {
		t.Error("segments:", d)
	}
	for _, d := range differentRows(a.Agents, b.Agents, k) {
		t.Error("agents:", d)
	}
	for _, d := range differentRows(a.Offers, b.Offers, k) {
		t.Error("offers:", d)
	}
	for _, d := range differentRows(a.Outcomes, b.Outcomes, k) {
		t.Error("outcomes:", d)
	}
}

// differentRows names the first rows in which numbers are not the same to the bit, those of money times 2^k.
func differentRows[T any](a, b []T, k int) []string {
	if len(a) != len(b) {
		return []string{fmt.Sprintf("got %d rows and %d", len(a), len(b))}
	}
	var out []string
	for i := range a {
		x, y := reflect.ValueOf(a[i]), reflect.ValueOf(b[i])
		for f := range x.NumField() {
			column := x.Type().Field(f).Tag.Get("csv")
			same := x.Field(f).Interface() == y.Field(f).Interface()
			if x.Field(f).Kind() == reflect.Float64 {
				want, got := scaled(x.Field(f).Float(), column, k), y.Field(f).Float()
				same = want == got || math.IsNaN(want) && math.IsNaN(got)
			}
			if !same {
				out = append(out, fmt.Sprintf("row %d (%v %v %v): %s: got %v; want that of %v", i, x.Field(0), x.Field(2), x.Field(3), column, y.Field(f), x.Field(f)))
				if len(out) > 12 {
					return out
				}
			}
		}
	}
	return out
}
