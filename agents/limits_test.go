package agents

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTags holds every field of the views and moves to its tags: scripts, processes and the documentation are made from them.
func TestTags(t *testing.T) {
	for _, x := range []any{LabView{}, CloudView{}, ReleaserView{}, Market{}, Peer{}, OwnOffer{}, LabMove{}, CloudMove{}, ReleaserMove{}} {
		seen := map[string]bool{}
		var walk func(reflect.Type)
		walk = func(typ reflect.Type) {
			for i := range typ.NumField() {
				f := typ.Field(i)
				if f.Anonymous {
					walk(f.Type)
					continue
				}
				name := f.Tag.Get("json")
				if name == "" || f.Tag.Get("doc") == "" {
					t.Errorf("%s.%s: got no json or doc tag", typ, f.Name)
				}
				if seen[name] {
					t.Errorf("%s.%s: the name %q stands twice in %T", typ, f.Name, name, x)
				}
				seen[name] = true
				number := f.Type
				if number.Kind() == reflect.Slice {
					number = number.Elem()
				}
				switch number.Kind() {
				case reflect.Float64, reflect.Int64, reflect.Int:
					if f.Tag.Get("unit") == "" {
						t.Errorf("%s.%s: got a number without a unit tag", typ, f.Name)
					}
					if strings.HasSuffix(typ.Name(), "Move") && f.Tag.Get("range") == "" {
						t.Errorf("%s.%s: got a number of a move without a range tag", typ, f.Name)
					}
				}
			}
		}
		walk(reflect.TypeOf(x))
	}
	for _, move := range []any{LabMove{}, CloudMove{}, ReleaserMove{}} {
		for _, l := range Limits(reflect.TypeOf(move)) {
			if !(l.Low < l.High) || math.IsInf(l.Low, 0) || math.IsInf(l.High, 0) {
				t.Errorf("%T.%s: got range %s; want two finite ends", move, l.Name, l)
			}
		}
	}
}

func TestBound(t *testing.T) {
	for _, row := range []struct {
		reason string
		move   LabMove
		want   LabMove
		trims  []string
	}{
		{"what is in range stays", LabMove{RaiseUSD: 5, MergeWith: -1}, LabMove{RaiseUSD: 5, MergeWith: -1}, nil},
		{"nothing below zero", LabMove{ModelMove: ModelMove{ResearchUSD: -1}}, LabMove{},
			[]string{"research_usd_per_year: got -1; want a number in [0,1e+18]; used 0"}},
		{"infinity goes to the end of the range", LabMove{BidFactor: math.Inf(1)}, LabMove{BidFactor: 10},
			[]string{"bid_factor: got +Inf; want a number in [0,10]; used 10"}},
		{"each of a list", LabMove{ModelMove: ModelMove{PricesUSD: []float64{1, -2}}}, LabMove{ModelMove: ModelMove{PricesUSD: []float64{1, 0}}},
			[]string{"prices_usd[1]: got -2; want a number in [0,1e+09]; used 0"}},
		{"whole numbers too", LabMove{MergeWith: -7}, LabMove{MergeWith: -1},
			[]string{"merge_with: got -7; want a number in [-1,100000]; used -1"}},
	} {
		t.Run(row.reason, func(t *testing.T) {
			var trims []string
			Bound(&row.move, func(x Trim) { trims = append(trims, x.String()) })
			if diff := cmp.Diff(row.want, row.move); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(row.trims, trims); diff != "" {
				t.Error(diff)
			}
		})
	}
	move := LabMove{BidFactor: math.NaN()}
	Bound(&move, func(x Trim) { t.Error("NaN means keep:", x) })
	if n := testing.AllocsPerRun(100, func() { Bound(&move, func(Trim) {}) }); n > 0 {
		t.Errorf("got %g allocations; want none while all is in range", n)
	}
}
