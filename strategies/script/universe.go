package script

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"

	"shakeout/internal/exact"
)

// predeclared is all that a script finds: Starlark's own functions (those that make much out of little pay for it), params, math, random
// and move.
func (p *Program) predeclared(params map[string]float64) starlark.StringDict {
	out := starlark.StringDict{"math": mathModule, "random": p.random(), "params": paramDict(params), "move": p.moveFunction(), "rules": rulesModule}
	for name, f := range guards {
		out[name] = starlark.NewBuiltin(name, func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			return f(thread, args)
		})
	}
	// What goes through its arguments once, or sorts them, or writes them out.
	for _, name := range []string{"list", "tuple", "reversed", "enumerate", "zip", "any", "all"} {
		out[name] = priced(name, func(v starlark.Value) int { return 2 * length(v) })
	}
	// What compares or hashes what it goes through.
	for _, name := range []string{"dict", "min", "max"} {
		out[name] = priced(name, func(v starlark.Value) int { return 2 * weight(v, MaxSteps) })
	}
	out["sorted"] = priced("sorted", func(v starlark.Value) int { return 20 * weight(v, MaxSteps) })
	for _, name := range []string{"str", "repr", "print", "fail"} {
		out[name] = priced(name, func(v starlark.Value) int { return weight(v, MaxSteps) })
	}
	for _, name := range []string{"int", "float"} {
		out[name] = priced(name, func(v starlark.Value) int {
			if s, ok := v.(starlark.String); ok && len(s) > 1000 {
				return MaxSteps
			}
			return 1
		})
	}
	for _, name := range []string{"bytes", "hash", "getattr", "hasattr", "dir"} {
		out[name] = starlark.NewBuiltin(name, func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return nil, fmt.Errorf("%s is not available in a strategy", name)
		})
	}
	out["range"] = starlark.NewBuiltin("range", rangeFunction)
	return out
}

// priced is a function of the language that pays for its arguments first.
func priced(name string, price func(v starlark.Value) int) *starlark.Builtin {
	plain := starlark.Universe[name]
	return starlark.NewBuiltin(name, func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		for _, a := range args {
			if err := charge(thread, price(a)); err != nil {
				return nil, err
			}
		}
		for _, kv := range kwargs {
			if err := charge(thread, price(kv[1])); err != nil {
				return nil, err
			}
		}
		return starlark.Call(thread, plain, args, kwargs)
	})
}

func rangeFunction(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	r, err := starlark.Call(thread, starlark.Universe["range"], args, kwargs)
	if err != nil {
		return nil, err
	}
	if n := starlark.Len(r); n > maxRange {
		return nil, fmt.Errorf("range: got %d steps; want at most %d", n, maxRange)
	}
	return r, nil
}

func paramDict(params map[string]float64) *starlark.Dict {
	d := starlark.NewDict(len(params))
	for _, k := range sortedKeys(params) {
		if err := d.SetKey(starlark.String(k), starlark.Float(params[k])); err != nil {
			panic(err) // a fresh dict takes every text as a key
		}
	}
	d.Freeze()
	return d
}

// module is a namespace of functions.
type module struct {
	name    string
	members starlark.StringDict
}

func (m *module) String() string                           { return "module " + m.name }
func (m *module) Type() string                             { return "module" }
func (m *module) Freeze()                                  {}
func (m *module) Truth() starlark.Bool                     { return true }
func (m *module) Hash() (uint32, error)                    { return 0, fmt.Errorf("unhashable: module") }
func (m *module) AttrNames() []string                      { return m.members.Keys() }
func (m *module) Attr(name string) (starlark.Value, error) { return m.members[name], nil }

// mathModule holds functions that give the same bits on every processor.
var mathModule = &module{"math", starlark.StringDict{
	"inf":   starlark.Float(math.Inf(1)),
	"exp":   unary("exp", exact.Exp),
	"log":   unary("log", exact.Log),
	"log10": unary("log10", exact.Log10),
	"sqrt":  unary("sqrt", math.Sqrt),
	"floor": rounding("floor", math.Floor),
	"ceil":  rounding("ceil", math.Ceil),
	"pow": starlark.NewBuiltin("pow", func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var x, y real
		if err := starlark.UnpackPositionalArgs("math.pow", args, kwargs, 2, &x, &y); err != nil {
			return nil, err
		}
		return starlark.Float(exact.Pow(float64(x), float64(y))), nil
	}),
}}

// real is a number of either kind.
type real float64

// Unpack implements starlark.Unpacker.
func (r *real) Unpack(v starlark.Value) error {
	x, ok := starlark.AsFloat(v)
	if !ok {
		return fmt.Errorf("got %s; want a number", v.Type())
	}
	*r = real(x)
	return nil
}

func unary(name string, f func(float64) float64) *starlark.Builtin {
	return starlark.NewBuiltin(name, func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var x real
		if err := starlark.UnpackPositionalArgs("math."+name, args, kwargs, 1, &x); err != nil {
			return nil, err
		}
		return starlark.Float(f(float64(x))), nil
	})
}

func rounding(name string, f func(float64) float64) *starlark.Builtin {
	return starlark.NewBuiltin(name, func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var x real
		if err := starlark.UnpackPositionalArgs("math."+name, args, kwargs, 1, &x); err != nil {
			return nil, err
		}
		if math.Abs(float64(x)) > 1e18 || math.IsNaN(float64(x)) {
			return nil, fmt.Errorf("math.%s: got %g; want a number between -1e18 and 1e18", name, float64(x))
		}
		return starlark.MakeInt64(int64(f(float64(x)))), nil
	})
}

// random draws from the agent's own stream of the month, the one that a strategy in Go is handed. Each function takes one uniform.
func (p *Program) random() *module {
	draw := func(name string, f func(args []real) starlark.Value, defaults ...real) *starlark.Builtin {
		return starlark.NewBuiltin(name, func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			if p.luck == nil {
				return nil, fmt.Errorf("random.%s: got a call outside decide; luck belongs to a month", name)
			}
			given := append([]real(nil), defaults...)
			to := make([]any, len(given))
			for i := range given {
				to[i] = &given[i]
			}
			if err := starlark.UnpackPositionalArgs("random."+name, args, kwargs, 0, to...); err != nil {
				return nil, err
			}
			return f(given), nil
		})
	}
	return &module{"random", starlark.StringDict{
		"uniform": draw("uniform", func(a []real) starlark.Value { return starlark.Float(p.luck.Uniform(float64(a[0]), float64(a[1]))) }, 0, 1),
		"normal": draw("normal", func(a []real) starlark.Value {
			return starlark.Float(float64(a[0]) + float64(float64(a[1])*p.luck.Normal()))
		}, 0, 1),
		"chance":  draw("chance", func(a []real) starlark.Value { return starlark.Bool(p.luck.Bernoulli(float64(a[0]))) }, 0.5),
		"integer": draw("integer", func(a []real) starlark.Value { return starlark.MakeInt(p.luck.IntN(int(math.Min(1e9, float64(a[0]))))) }, 2),
	}}
}
