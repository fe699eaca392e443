package worldfile

import (
	"fmt"
	"reflect"
	"strconv"
)

// Resolve returns a value built in code as if it had been read from a file:
// checked in every respect, lists sorted by id. What is wrong is Problems by
// path, without places. Fields that are zero are taken as given, not as left
// out; see SetDefaults.
func Resolve[T any](v *T, sources map[string]Source) (*Loaded[T], error) {
	s, err := shapeOf(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	text, err := Marshal(v, sources)
	if err != nil {
		return nil, err
	}
	l := &loader{shape: s}
	from := &origin{layer: "code"}
	root := readYAML(text, from, &l.problems)
	if root == nil {
		return nil, fmt.Errorf("the canonical text can't be read back: %w", l.problems)
	}
	root = root.unplaced()
	value, d := l.read(root, false)
	if err := l.problems.err(); err != nil {
		return nil, err
	}
	return &Loaded[T]{Value: value.Interface().(T), Sources: d.sources, shape: s, root: root}, nil
}

// Clone returns a deep copy.
func Clone[T any](v *T) (T, error) {
	var out T
	s, err := shapeOf(reflect.TypeFor[T]())
	if err == nil {
		clone(s, reflect.ValueOf(&out).Elem(), reflect.ValueOf(v).Elem())
	}
	return out, err
}

func clone(s *shape, to, from reflect.Value) {
	to.Set(from)
	switch s.kind {
	case kindRecord:
		for _, f := range s.fields {
			clone(f.shape, to.FieldByIndex(f.index), from.FieldByIndex(f.index))
		}
	case kindOptional:
		if !from.IsNil() {
			to.Set(reflect.New(s.elem.typ))
			clone(s.elem, to.Elem(), from.Elem())
		}
	case kindList:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(s.typ, from.Len(), from.Len()))
			for i := range from.Len() {
				clone(s.elem, to.Index(i), from.Index(i))
			}
		}
	case kindTable:
		if !from.IsNil() {
			to.Set(reflect.MakeMapWithSize(s.typ, from.Len()))
			for it := from.MapRange(); it.Next(); {
				item := reflect.New(s.elem.typ).Elem()
				clone(s.elem, item, it.Value())
				to.SetMapIndex(it.Key(), item)
			}
		}
	}
}

// Number returns the number at a path of a value, as
// agents[mistral].start.cash_usd_m. The error says what the path should be.
func Number[T any](v *T, path string) (float64, error) {
	at, err := lookUp(v, path)
	if err != nil {
		return 0, err
	}
	number := at.value
	if at.key.IsValid() {
		number = number.MapIndex(at.key)
	}
	switch {
	case number.CanFloat():
		return number.Float(), nil
	case number.CanUint():
		return float64(number.Uint()), nil
	}
	return float64(number.Int()), nil
}

// SetNumber sets the number at a path of a value in place. It must lie in
// the range of its field; a count must be whole. It is the quick form of
// loading again with another setting: nothing else is checked.
func SetNumber[T any](v *T, path string, x float64) error {
	at, err := lookUp(v, path)
	if err != nil {
		return err
	}
	d := &decoder{}
	number := reflect.New(at.shape.typ).Elem()
	d.number(at.shape, numberNode(nil, x), number, path)
	if err := d.problems.err(); err != nil {
		return err
	}
	at.set(number)
	return nil
}

// SetWord sets the word, the text or the true or false at a path of a value in
// place, as SetNumber sets a number.
func SetWord[T any](v *T, path, word string) error {
	at, err := spotAt(v, path)
	if err != nil {
		return err
	}
	n := &node{form: formText, text: word}
	switch at.shape.kind {
	case kindFlag:
		if word == "true" || word == "false" {
			n.form = formFlag
		}
	case kindWord, kindText:
	default:
		return Problems{{Path: path, Message: fmt.Sprintf("got the path of %s; want that of a word, a text or a true or false", at.shape.want())}}
	}
	d := &decoder{}
	value := reflect.New(at.shape.typ).Elem()
	d.decode(at.shape, n, value, path)
	if err := d.problems.err(); err != nil {
		return err
	}
	at.set(value)
	return nil
}

// IsNumber tells whether a path of a value leads to a number, rather than to a
// word, a text or a true or false. The error says what the path should be.
func IsNumber[T any](v *T, path string) (bool, error) {
	at, err := spotAt(v, path)
	if err != nil {
		return false, err
	}
	switch at.shape.kind {
	case kindNumber, kindWhole:
		return true, nil
	case kindFlag, kindWord, kindText:
		return false, nil
	}
	return false, Problems{{Path: path, Message: fmt.Sprintf("got the path of %s; want that of a single value", at.shape.want())}}
}

// A spot is a place in a value: the value itself, or a key of a map.
type spot struct {
	shape *shape
	value reflect.Value
	key   reflect.Value
}

func (s spot) set(to reflect.Value) {
	if s.key.IsValid() {
		s.value.SetMapIndex(s.key, to)
		return
	}
	s.value.Set(to)
}

// LeftOut tells whether a path leads into a section of a value that is left
// out, so that nothing is there although the path is right so far.
func LeftOut[T any](v *T, path string) bool {
	steps, err := parsePath(path)
	if err != nil {
		return false
	}
	for i := range steps[:len(steps)-1] {
		at, err := spotAt(v, pathOf(steps[:i+1]))
		if err != nil {
			return false
		}
		if at.shape.kind == kindOptional && at.value.IsNil() {
			return true
		}
	}
	return false
}

// lookUp returns where the number at a path is.
func lookUp[T any](v *T, path string) (spot, error) {
	at, err := spotAt(v, path)
	if err == nil && at.shape.kind != kindNumber && at.shape.kind != kindWhole {
		return spot{}, Problems{{Path: path, Message: fmt.Sprintf("got the path of %s; want that of a number", at.shape.want())}}
	}
	return at, err
}

// spotAt returns where the value at a path is.
func spotAt[T any](v *T, path string) (spot, error) {
	s, err := shapeOf(reflect.TypeFor[T]())
	if err != nil {
		return spot{}, err
	}
	return spotIn(spot{shape: s, value: reflect.ValueOf(v).Elem()}, path)
}

// spotIn returns where the value at a path from a spot is.
func spotIn(at spot, path string) (spot, error) {
	steps, err := parsePath(path)
	if err != nil {
		return spot{}, Problems{{Message: err.Error()}}
	}
	walked := ""
	fail := func(format string, args ...any) (spot, error) {
		return spot{}, Problems{{Path: walked, Message: fmt.Sprintf(format, args...)}}
	}
	for _, step := range steps {
		before := walked
		walked = stepPath(walked, step)
		if at.shape.kind == kindOptional {
			if at.value.IsNil() {
				return fail("got a key of %s, which is left out; want a section that is there", before)
			}
			at.shape, at.value = at.shape.elem, at.value.Elem()
		}
		if at.key.IsValid() {
			return fail("got a path beyond a number; want it to end at %s", before)
		}
		switch at.shape.kind {
		case kindRecord:
			f := at.shape.byKey[step.name]
			if f == nil || step.bracket {
				return fail("got an unknown key; %s", WantOneOf(step.name, at.shape.keys()))
			}
			at.shape, at.value = f.shape, at.value.FieldByIndex(f.index)
		case kindList:
			i, names := findItem(at.shape, at.value, step)
			if i < 0 {
				return fail("got an unknown item; %s", WantOneOf(step.name, names))
			}
			at.shape, at.value = at.shape.elem, at.value.Index(i)
		case kindTable:
			key := reflect.ValueOf(step.name).Convert(at.shape.typ.Key())
			if !at.value.MapIndex(key).IsValid() {
				return fail("got an unknown name %q; want one that is set", clip(step.name))
			}
			at.shape, at.key = at.shape.elem, key
		default:
			return fail("got a path beyond %s; want it to end at %s", at.shape.want(), before)
		}
	}
	if at.shape.kind == kindOptional && !at.value.IsNil() {
		at.shape, at.value = at.shape.elem, at.value.Elem()
	}
	return at, nil
}

// findItem returns the index of an item, or -1 and the names there are.
func findItem(s *shape, list reflect.Value, at step) (int, []string) {
	var names []string
	for i := range list.Len() {
		name := strconv.Itoa(i)
		if s.hasIDs() {
			name = list.Index(i).FieldByIndex(s.elem.id.index).String()
		}
		if name == at.name && at.bracket {
			return i, nil
		}
		names = append(names, name)
	}
	return -1, names
}
