package agents

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// A Limit is the range of one field of a move, from its range tag.
type Limit struct {
	Name      string // as scripts and processes write it, from the json tag
	Unit      string
	Low, High float64 // both allowed; infinite where there is none
	index     []int
}

// String returns the range in interval notation.
func (l Limit) String() string {
	return "[" + strconv.FormatFloat(l.Low, 'g', -1, 64) + "," + strconv.FormatFloat(l.High, 'g', -1, 64) + "]"
}

var limitsOf sync.Map // reflect.Type to []Limit

// Limits lists the ranges of the numbers of a move, in the order of its fields, those of embedded structs in their place. A move is a
// struct whose tags are right: a test sees to that.
func Limits(move reflect.Type) []Limit {
	if known, ok := limitsOf.Load(move); ok {
		return known.([]Limit)
	}
	var out []Limit
	collect(move, nil, &out)
	limitsOf.Store(move, out)
	return out
}

func collect(t reflect.Type, at []int, out *[]Limit) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), at...), i)
		if f.Anonymous {
			collect(f.Type, index, out)
			continue
		}
		low, high, ok := strings.Cut(strings.Trim(f.Tag.Get("range"), "[]"), ",")
		if !ok {
			continue
		}
		l := Limit{Name: f.Tag.Get("json"), Unit: f.Tag.Get("unit"), index: index}
		l.Low, _ = strconv.ParseFloat(low, 64)
		l.High, _ = strconv.ParseFloat(high, 64)
		*out = append(*out, l)
	}
}

// A Trim is a value of a move that lay outside its range.
type Trim struct {
	Field     string // with the place in brackets, for lists
	Got, Used float64
	Limit     Limit
}

// String says what was wrong and what was done.
func (t Trim) String() string {
	return fmt.Sprintf("%s: got %g; want a number in %s; used %g", t.Field, t.Got, t.Limit, t.Used)
}

// Bound moves every number of a move that lies outside its range to the nearest end of it and reports each. NaN stays: it means keep.
// It allocates nothing while all is in range.
func Bound[M any](move *M, report func(Trim)) {
	v := reflect.ValueOf(move).Elem()
	for _, l := range Limits(v.Type()) {
		f := v.FieldByIndex(l.index)
		switch f.Kind() {
		case reflect.Float64:
			if x := f.Float(); x < l.Low || x > l.High {
				f.SetFloat(l.nearest(x))
				report(Trim{l.Name, x, f.Float(), l})
			}
		case reflect.Slice:
			for k := range f.Len() {
				if x := f.Index(k).Float(); x < l.Low || x > l.High {
					f.Index(k).SetFloat(l.nearest(x))
					report(Trim{fmt.Sprintf("%s[%d]", l.Name, k), x, f.Index(k).Float(), l})
				}
			}
		default:
			if x := float64(f.Int()); x < l.Low || x > l.High {
				f.SetInt(int64(l.nearest(x)))
				report(Trim{l.Name, x, float64(f.Int()), l})
			}
		}
	}
}

func (l Limit) nearest(x float64) float64 { return math.Max(l.Low, math.Min(l.High, x)) }
