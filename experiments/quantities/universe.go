package quantities

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"

	"shakeout/internal/exact"
	"shakeout/worlds/history"
)

// universe is what scripts and expressions see besides Starlark itself.
var universe = starlark.StringDict{
	"nan": starlark.Float(math.NaN()),

	"ticks":  builtin("ticks", 0, func(s *source, _ *call) (starlark.Value, error) { return starlark.MakeInt64(s.run.Ticks), nil }),
	"market": builtin("market", 1, marketRow),
	"agent":  builtin("agent", 2, agentRow),
	"agents": filter("agents", 1, func(s *source, c *call) (starlark.Value, error) {
		t, err := c.tick(0)
		if err != nil {
			return nil, err
		}
		return rowsAt(s.run.Agents, func(r *history.AgentRow) int64 { return r.Tick }, t, c.kwargs)
	}),
	"segment": builtin("segment", 2, segmentRow),
	"segments": filter("segments", 1, func(s *source, c *call) (starlark.Value, error) {
		t, err := c.tick(0)
		if err != nil {
			return nil, err
		}
		return rowsAt(s.run.Segments, func(r *history.SegmentRow) int64 { return r.Tick }, t, c.kwargs)
	}),
	"offers": filter("offers", 1, func(s *source, c *call) (starlark.Value, error) {
		t, err := c.tick(0)
		if err != nil {
			return nil, err
		}
		return rowsAt(s.run.Offers, func(r *history.OfferRow) int64 { return r.Tick }, t, c.kwargs)
	}),
	"events": filter("events", 0, func(s *source, c *call) (starlark.Value, error) {
		return rowsAt(s.run.Events, nil, 0, c.kwargs)
	}),
	"outcome": builtin("outcome", 1, outcomeRow),
	"outcomes": filter("outcomes", 0, func(s *source, c *call) (starlark.Value, error) {
		return rowsAt(s.run.Outcomes, nil, 0, c.kwargs)
	}),

	"ln":  unary("ln", func(x float64) float64 { return ifAbove(x, exact.Log) }),
	"exp": unary("exp", exact.Exp),
	"known": builtin("known", 1, func(_ *source, c *call) (starlark.Value, error) {
		x, err := c.number(0)
		return starlark.Bool(!math.IsNaN(x) && !math.IsInf(x, 0)), err
	}),
	"ratio": builtin("ratio", 2, func(_ *source, c *call) (starlark.Value, error) {
		a, err := c.number(0)
		if err != nil {
			return nil, err
		}
		b, err := c.number(1)
		if err != nil {
			return nil, err
		}
		if b == 0 {
			return starlark.Float(math.NaN()), nil
		}
		return starlark.Float(a / b), nil
	}),
	"total": list("total", func(x []float64) float64 {
		sum := 0.0
		for _, v := range x {
			sum += v
		}
		return sum
	}),
	"mean": list("mean", func(x []float64) float64 {
		sum := 0.0
		for _, v := range x {
			sum += v
		}
		return sum / float64(len(x)) // NaN without any
	}),
	"median": list("median", median),
	"won":    builtin("won", 2, won),
}

func ifAbove(x float64, f func(float64) float64) float64 {
	if !(x > 0) {
		return math.NaN()
	}
	return f(x)
}

// call is the arguments of a builtin.
type call struct {
	name   string
	args   starlark.Tuple
	kwargs []starlark.Tuple
}

// builtin is a function of a number of arguments without names.
func builtin(name string, arguments int, f func(*source, *call) (starlark.Value, error)) *starlark.Builtin {
	return filter(name, arguments, func(s *source, c *call) (starlark.Value, error) {
		if len(c.kwargs) > 0 {
			return nil, fmt.Errorf("got %s =; want no argument with a name", string(c.kwargs[0][0].(starlark.String)))
		}
		return f(s, c)
	})
}

// filter is a builtin that takes conditions on rows besides: arguments with names, which f looks at.
func filter(name string, arguments int, f func(*source, *call) (starlark.Value, error)) *starlark.Builtin {
	return starlark.NewBuiltin(name, func(t *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		s, ok := t.Local(runKey).(*source)
		if !ok {
			return nil, fmt.Errorf("%s: there is no run yet; want it in a function", name)
		}
		if len(args) != arguments {
			return nil, fmt.Errorf("%s: got %d arguments; want %d", name, len(args), arguments)
		}
		v, err := f(s, &call{name, args, kwargs})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return v, nil
	})
}

func unary(name string, f func(float64) float64) *starlark.Builtin {
	return builtin(name, 1, func(_ *source, c *call) (starlark.Value, error) {
		x, err := c.number(0)
		if err != nil {
			return nil, err
		}
		return starlark.Float(f(x)), nil
	})
}

func list(name string, f func([]float64) float64) *starlark.Builtin {
	return builtin(name, 1, func(_ *source, c *call) (starlark.Value, error) {
		x, err := c.numbers(0)
		if err != nil {
			return nil, err
		}
		return starlark.Float(f(x)), nil
	})
}

func (c *call) tick(i int) (int64, error) {
	v := c.args[i]
	n, ok := v.(starlark.Int)
	if !ok {
		return 0, fmt.Errorf("got a %s; want a tick, a whole number", v.Type())
	}
	t, _ := n.Int64()
	return t, nil
}

func (c *call) text(i int) (string, error) {
	v := c.args[i]
	s, ok := starlark.AsString(v)
	if !ok {
		return "", fmt.Errorf("got a %s; want text", v.Type())
	}
	return s, nil
}

func (c *call) number(i int) (float64, error) {
	return numberOf(c.args[i])
}

func numberOf(v starlark.Value) (float64, error) {
	switch v := v.(type) {
	case starlark.Bool:
		if v {
			return 1, nil
		}
		return 0, nil
	case starlark.NoneType:
		return math.NaN(), nil
	}
	x, ok := starlark.AsFloat(v)
	if !ok {
		return 0, fmt.Errorf("got a %s; want a number", v.Type())
	}
	return x, nil
}

func (c *call) numbers(i int) ([]float64, error) {
	v := c.args[i]
	it := starlark.Iterate(v)
	if it == nil {
		return nil, fmt.Errorf("got a %s; want a list of numbers", v.Type())
	}
	defer it.Done()
	var out []float64
	var x starlark.Value
	for it.Next(&x) {
		n, err := numberOf(x)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}
