package script

import (
	"fmt"
	"reflect"

	"go.starlark.net/starlark"

	"shakeout/strategies/fields"
)

// builder takes the move of one decision: the engine's move, preset to "carry on", and the ids behind its lists.
type builder struct {
	move   any // pointer to a move
	blank  reflect.Value
	names  fields.Names
	adjust func(move reflect.Value) // makes the lists of a blank move as long as those of the engine's
}

// decided is what move(...) returns: fields that were right when it was called.
type decided struct {
	by     *builder
	fields []string
	values []fields.Value
}

func (d *decided) String() string        { return "move" }
func (d *decided) Type() string          { return "move" }
func (d *decided) Freeze()               {}
func (d *decided) Truth() starlark.Bool  { return true }
func (d *decided) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable: move") }

// moveFunction is move(field=value, ...): it checks each field where it is called, so that an error stands at its line.
func (p *Program) moveFunction() *starlark.Builtin {
	return starlark.NewBuiltin("move", func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		if p.move == nil {
			return nil, fmt.Errorf("move: got a call outside decide; a move belongs to a month")
		}
		if len(args) > 0 {
			return nil, fmt.Errorf("move: got %d values without a name; want field=value", len(args))
		}
		d := &decided{by: p.move}
		for _, kv := range kwargs {
			name := string(kv[0].(starlark.String))
			if err := charge(thread, weight(kv[1], MaxSteps)); err != nil {
				return nil, err
			}
			v, err := fromStarlark(kv[1])
			if err != nil {
				return nil, fmt.Errorf("move: %s: %v", name, err)
			}
			if err := p.move.check(name, v); err != nil {
				return nil, fmt.Errorf("move: %w", err)
			}
			d.fields, d.values = append(d.fields, name), append(d.values, v)
		}
		return d, nil
	})
}

// check tries a field on a blank move.
func (b *builder) check(name string, v fields.Value) error {
	b.blank.Elem().Set(reflect.ValueOf(b.move).Elem())
	b.adjust(b.blank)
	return fields.Assign(b.blank.Interface(), b.names, name, v)
}

// apply puts the fields into the engine's move.
func (b *builder) apply(d *decided) error {
	for i, name := range d.fields {
		if err := fields.Assign(b.move, b.names, name, d.values[i]); err != nil {
			return err
		}
	}
	return nil
}

func fromStarlark(v starlark.Value) (fields.Value, error) {
	switch v := v.(type) {
	case starlark.NoneType:
		return fields.Value{}, nil
	case starlark.Bool:
		return fields.Value{Kind: fields.Flag, Flag: bool(v)}, nil
	case starlark.String:
		return fields.Value{Kind: fields.Text, Text: string(v)}, nil
	case starlark.Int, starlark.Float:
		x, _ := starlark.AsFloat(v)
		return fields.Value{Kind: fields.Number, Number: x}, nil
	case *starlark.Dict:
		out := fields.Value{Kind: fields.Table}
		for _, kv := range v.Items() {
			key, ok := kv[0].(starlark.String)
			if !ok {
				return out, fmt.Errorf("got a %s as a key; want the id of an offer or a peer", kv[0].Type())
			}
			x, err := fromStarlark(kv[1])
			if err != nil {
				return out, fmt.Errorf("[%q]: %w", string(key), err)
			}
			out.Keys, out.Items = append(out.Keys, string(key)), append(out.Items, x)
		}
		return out, nil
	case starlark.Iterable:
		out := fields.Value{Kind: fields.List}
		iter := v.Iterate()
		defer iter.Done()
		var x starlark.Value
		for i := 0; iter.Next(&x); i++ {
			item, err := fromStarlark(x)
			if err != nil {
				return out, fmt.Errorf("[%d]: %w", i, err)
			}
			out.Items = append(out.Items, item)
		}
		return out, nil
	}
	return fields.Value{}, fmt.Errorf("got a %s; want a number, a text, true or false, or a list or dict of them", v.Type())
}
