package strategies

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"

	"shakeout/agents"
)

// Param is one parameter of a strategy, from the tags of its field and its value in the strategy's preset.
type Param struct {
	Name      string  `json:"name"`
	Unit      string  `json:"unit"`
	Default   float64 `json:"default"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Whole     bool    `json:"whole_number"`
	Source    string  `json:"source"`
	About     string  `json:"about"`
	fieldPath []int
}

// lab makes an entry of the catalogue from a preset: the strategy with its default parameters. Its fields with a yaml tag are the
// parameters; the others are its state.
func lab[T any, P interface {
	*T
	agents.LabStrategy
}](e Entry, preset T) entry[agents.LabStrategy] {
	e.Kind, e.Params = agents.Lab, describe(reflect.ValueOf(preset))
	return entry[agents.LabStrategy]{e, func(params map[string]float64) (agents.LabStrategy, []string) {
		fresh := preset
		return P(&fresh), fill(reflect.ValueOf(&fresh).Elem(), e.Params, params)
	}}
}

// cloud is lab for clouds.
func cloud[T any, P interface {
	*T
	agents.CloudStrategy
}](e Entry, preset T) entry[agents.CloudStrategy] {
	e.Kind, e.Params = agents.Cloud, describe(reflect.ValueOf(preset))
	return entry[agents.CloudStrategy]{e, func(params map[string]float64) (agents.CloudStrategy, []string) {
		fresh := preset
		return P(&fresh), fill(reflect.ValueOf(&fresh).Elem(), e.Params, params)
	}}
}

// releaser is lab for releasers.
func releaser[T any, P interface {
	*T
	agents.ReleaserStrategy
}](e Entry, preset T) entry[agents.ReleaserStrategy] {
	e.Kind, e.Params = agents.Releaser, describe(reflect.ValueOf(preset))
	return entry[agents.ReleaserStrategy]{e, func(params map[string]float64) (agents.ReleaserStrategy, []string) {
		fresh := preset
		return P(&fresh), fill(reflect.ValueOf(&fresh).Elem(), e.Params, params)
	}}
}

// describe lists the parameters of a preset, those of embedded structs in their place.
func describe(preset reflect.Value) []Param {
	var out []Param
	var walk func(v reflect.Value, at []int)
	walk = func(v reflect.Value, at []int) {
		for i := range v.NumField() {
			f, path := v.Type().Field(i), append(slices.Clone(at), i)
			if f.Anonymous {
				walk(v.Field(i), path)
				continue
			}
			name := f.Tag.Get("yaml")
			if name == "" {
				continue
			}
			p := Param{Name: name, Unit: f.Tag.Get("unit"), Source: f.Tag.Get("source"), About: f.Tag.Get("doc"), fieldPath: path}
			low, high, _ := strings.Cut(strings.Trim(f.Tag.Get("range"), "[]"), ",")
			p.Low, _ = strconv.ParseFloat(low, 64)
			p.High, _ = strconv.ParseFloat(high, 64)
			if p.Whole = f.Type.Kind() == reflect.Int64; p.Whole {
				p.Default = float64(v.Field(i).Int())
			} else {
				p.Default = v.Field(i).Float()
			}
			out = append(out, p)
		}
	}
	walk(preset, nil)
	return out
}

// fill lays given parameters over the defaults and returns what is wrong with them, by name.
func fill(to reflect.Value, known []Param, given map[string]float64) (wrong []string) {
	for key, x := range given {
		at := slices.IndexFunc(known, func(p Param) bool { return p.Name == key })
		if at < 0 {
			var names []string
			for _, p := range known {
				names = append(names, p.Name)
			}
			wrong = append(wrong, fmt.Sprintf("params.%s: got an unknown name; want one of %v", key, names))
			continue
		}
		p := known[at]
		switch {
		case !(x >= p.Low && x <= p.High):
			wrong = append(wrong, fmt.Sprintf("params.%s: got %g; want [%g,%g]", key, x, p.Low, p.High))
		case p.Whole && x != math.Trunc(x):
			wrong = append(wrong, fmt.Sprintf("params.%s: got %g; want a whole number in [%g,%g]", key, x, p.Low, p.High))
		case p.Whole:
			to.FieldByIndex(p.fieldPath).SetInt(int64(x))
		default:
			to.FieldByIndex(p.fieldPath).SetFloat(x)
		}
	}
	return wrong
}

func problems(wrong []string) error {
	sort.Strings(wrong)
	return errors.New(strings.Join(wrong, "; "))
}
