package worldfile

import (
	"fmt"
	"reflect"
	"strconv"
)

// A Checker is a struct that knows what its fields must be to each other. Any
// struct in a file may have this method; it needs nothing from this package.
// Check is called after all fields of the whole file are read and within
// their ranges. It reports each problem with a path relative to the struct,
// as products[plus].price_usd or, for the struct itself, "", and a message of
// the form "got X; want Y". The problem is shown at the place of that value,
// or of the nearest section around it if it isn't written anywhere.
type Checker interface {
	Check(report func(path, format string, args ...any))
}

// runChecks calls Check on every struct in a value, outer ones first.
func runChecks(s *shape, v reflect.Value, path string, report func(path, message string)) {
	switch s.kind {
	case kindOptional:
		if !v.IsNil() {
			runChecks(s.elem, v.Elem(), path, report)
		}
	case kindList:
		for i := range v.Len() {
			runChecks(s.elem, v.Index(i), itemPath(s, v, i, path), report)
		}
	case kindRecord:
		if c, ok := checkerOf(v); ok {
			c.Check(func(relative, format string, args ...any) {
				report(joinPath(path, relative), fmt.Sprintf(format, args...))
			})
		}
		for _, f := range s.fields {
			runChecks(f.shape, v.FieldByIndex(f.index), keyPath(path, f.key), report)
		}
	}
}

func checkerOf(v reflect.Value) (Checker, bool) {
	if v.CanAddr() {
		v = v.Addr()
	}
	c, ok := v.Interface().(Checker)
	return c, ok
}

// itemPath returns the path of an item of a list, by id if it has one.
func itemPath(s *shape, list reflect.Value, i int, path string) string {
	if !s.hasIDs() {
		return indexPath(path, i)
	}
	return idPath(path, list.Index(i).FieldByIndex(s.elem.id.index).String())
}

// problemAt makes a problem of a path and a message, with the place of the
// value or of what is nearest around it.
func problemAt(root *node, path, message string) Problem {
	n, _ := find(root, path)
	return Problem{Position: n.position(), Path: path, Message: message}
}

// find returns the node at a path and true, or the nearest around it and
// false.
func find(root *node, path string) (*node, bool) {
	if path == "" {
		return root, true
	}
	steps, err := parsePath(path)
	if err != nil {
		return root, false
	}
	n := root
	for _, at := range steps {
		next := child(n, at)
		if next == nil {
			return n, false
		}
		n = next
	}
	return n, true
}

// child returns what a step leads to.
func child(n *node, at step) *node {
	switch n.form {
	case formTable:
		return n.get(at.name)
	case formList:
		for i, item := range n.items {
			if id, ok := idOf(item); ok {
				if id == at.name {
					return item
				}
			} else if strconv.Itoa(i) == at.name {
				return item
			}
		}
	}
	return nil
}

// Position returns where the value at a path was given, or, if it is a
// default, the nearest section around it that was.
func (l *Loaded[T]) Position(path string) Position {
	n, _ := find(l.root, path)
	return n.position()
}

// Origin returns the layer that the value at a path comes from: the name of a
// file, a scenario of one, the command line, or default.
func (l *Loaded[T]) Origin(path string) string {
	n, ok := find(l.root, path)
	if !ok || n.isNull() || n.from == nil {
		return tagOrigin.layer
	}
	return n.from.layer
}

// Problem returns a problem with the value at a path, for checks that are
// made after loading; collect them in Problems.
func (l *Loaded[T]) Problem(path, format string, args ...any) Problem {
	return problemAt(l.root, path, fmt.Sprintf(format, args...))
}
