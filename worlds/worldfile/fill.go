package worldfile

import (
	"fmt"
	"reflect"
	"slices"
)

// Fill sets the struct that ptr points to from numbers by key, and the rest
// to their defaults: the parameters of a strategy. An unknown name, a number
// out of range, a fraction for a count and a missing required value are
// problems, each with its key as path and no place; all are returned. A true
// or false is 1 or 0. An error means that ptr or its tags are wrong.
func Fill(ptr any, values map[string]float64) (Problems, error) {
	v, s, err := structOf(ptr)
	if err != nil {
		return nil, err
	}
	keys := make([]string, 0, len(values))
	for k := range values {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	root := &node{form: formTable}
	for _, k := range keys {
		root.entries = append(root.entries, entry{key: k, value: numberNode(s.byKey[k], values[k])})
	}
	v.SetZero()
	d := &decoder{}
	d.record(s, root, v, "")
	if !d.broken {
		runChecks(s, v, "", func(path, message string) {
			d.problems.add(Position{}, path, "%s", message)
		})
	}
	return d.problems.sorted(), nil
}

// numberNode returns a number as if a file held it.
func numberNode(f *field, x float64) *node {
	n := &node{form: formNumber}
	switch {
	case x != x:
		n.text = "nan"
	case !everything.holds(x):
		n.text = "inf"
	default:
		n.text = formatNumber(x)
	}
	if f != nil && f.shape.kind == kindFlag && (x == 0 || x == 1) {
		n.form, n.text = formFlag, fmt.Sprint(x == 1)
	}
	return n
}

// SetDefaults sets the struct that ptr points to to its defaults. Required
// fields are zero.
func SetDefaults(ptr any) error {
	v, s, err := structOf(ptr)
	if err != nil {
		return err
	}
	v.SetZero()
	(&decoder{}).record(s, &node{form: formTable}, v, "")
	return nil
}

// structOf returns the struct behind a pointer and its shape.
func structOf(ptr any) (reflect.Value, *shape, error) {
	v := reflect.ValueOf(ptr)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return v, nil, fmt.Errorf("got %T; want a pointer to a struct", ptr)
	}
	s, err := shapeOf(v.Type().Elem())
	return v.Elem(), s, err
}
