package worldfile

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"
)

func numberSchema(s *shape) *jsonschema.Schema {
	out := &jsonschema.Schema{Type: "number"}
	r := s.limits
	if s.kind == kindWhole {
		out.Type = "integer"
		r = r.within(s.typ)
	}
	if !math.IsInf(r.low, -1) {
		low := json.Number(formatNumber(r.low))
		if r.lowOpen {
			out.ExclusiveMinimum = low
		} else {
			out.Minimum = low
		}
	}
	if !math.IsInf(r.high, 1) {
		high := json.Number(formatNumber(r.high))
		if r.highOpen {
			out.ExclusiveMaximum = high
		} else {
			out.Maximum = high
		}
	}
	return out
}

// within narrows an interval to a whole type. That of int and uint is left
// alone: it differs between processors, and a schema must not.
func (r interval) within(t reflect.Type) interval {
	if t.Kind() >= reflect.Uint && t.Kind() <= reflect.Uint64 && r.low < 0 {
		r.low, r.lowOpen = 0, false
	}
	switch t.Kind() {
	case reflect.Int8, reflect.Int16, reflect.Int32:
		most := math.Ldexp(1, t.Bits()-1)
		if r.low < -most {
			r.low, r.lowOpen = -most, false
		}
		if r.high > most-1 {
			r.high, r.highOpen = most-1, false
		}
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		if most := math.Ldexp(1, t.Bits()) - 1; r.high > most {
			r.high, r.highOpen = most, false
		}
	}
	return r
}

// numberName names the definition of a number by its range, as number.gt0.le20.
func numberName(s *jsonschema.Schema) string {
	name := s.Type
	for _, end := range []struct {
		word string
		at   json.Number
	}{{"ge", s.Minimum}, {"gt", s.ExclusiveMinimum}, {"le", s.Maximum}, {"lt", s.ExclusiveMaximum}} {
		if end.at != "" {
			name += "." + end.word + strings.ReplaceAll(string(end.at), "+", "")
		}
	}
	return name
}

// sourced describes {value, source, confidence}.
func (b *schemaBuilder) sourced(plain *jsonschema.Schema) *jsonschema.Schema {
	properties := jsonschema.NewProperties()
	properties.Set("value", plain)
	properties.Set("source", b.define("source", func() *jsonschema.Schema {
		out := anyOf(&jsonschema.Schema{Type: "string"}, null())
		out.Description = "where the number comes from, or assumption"
		return out
	}))
	properties.Set("confidence", b.define("confidence", func() *jsonschema.Schema {
		words := &jsonschema.Schema{Type: "string"}
		for _, c := range confidences {
			words.Enum = append(words.Enum, c)
		}
		return anyOf(words, null())
	}))
	return &jsonschema.Schema{
		Title: plain.Type + " with its source",
		Type:  "object", Properties: properties, Required: []string{"value"}, AdditionalProperties: jsonschema.FalseSchema,
	}
}

func null() *jsonschema.Schema { return &jsonschema.Schema{Type: "null"} }

// anyOf joins alternatives, those of alternatives among them.
func anyOf(alternatives ...*jsonschema.Schema) *jsonschema.Schema {
	out := &jsonschema.Schema{}
	for _, a := range alternatives {
		if a.Description == "" && len(a.AnyOf) > 0 {
			out.AnyOf = append(out.AnyOf, a.AnyOf...)
			continue
		}
		out.AnyOf = append(out.AnyOf, a)
	}
	return out
}

// description is what an editor shows: meaning, unit and where the default
// comes from.
func (f *field) description() string {
	var parts []string
	if f.doc != "" {
		parts = append(parts, f.doc)
	}
	if f.unit != "" && f.unit != "1" {
		parts = append(parts, "in "+f.unit)
	}
	if leaf := f.shape.leaf(); !leaf.limits.unbounded() {
		parts = append(parts, leaf.limits.String())
	}
	if f.source != "" {
		parts = append(parts, "default from: "+f.source)
	}
	return strings.Join(parts, "; ")
}

// schemaDefault returns the default as a JSON value, nil if there is none.
func (f *field) schemaDefault() any {
	if f.preset == nil {
		return nil
	}
	return f.preset.jsonValue()
}

// jsonValue returns a node as encoding/json writes it.
func (n *node) jsonValue() any {
	switch n.form {
	case formFlag:
		return n.text == "true"
	case formNumber:
		if x, err := parseNumber(n.text); err == nil {
			return json.Number(formatNumber(x))
		}
		return n.text
	case formText:
		return n.text
	case formList:
		out := make([]any, len(n.items))
		for i, item := range n.items {
			out[i] = item.jsonValue()
		}
		return out
	case formTable:
		out := make(map[string]any, len(n.entries))
		for _, e := range n.entries {
			out[e.key] = e.value.jsonValue()
		}
		return out
	}
	return nil
}
