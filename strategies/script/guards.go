package script

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// guards are the functions that guard puts in the place of operators and methods.
var guards = map[string]func(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error){}

func init() {
	guards["%add"] = add
	guards["%extend"] = extend
	guards["%multiply"] = multiply
	guards["%format"] = format
	guards["%union"] = union
	guards["%shift"] = shift
	guards["%slice"] = sliced
	guards["%method"] = method
	guards["%key"] = key
	for token, name := range comparisons {
		guards[name] = comparing(token)
	}
}

// key pays for the hash of a value.
func key(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	if isNumber(args[0]) {
		return args[0], nil
	}
	return args[0], charge(thread, weight(args[0], MaxSteps))
}

// comparing pays for comparing two values, or for looking for one in another.
func comparing(op syntax.Token) func(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	if op == syntax.IN || op == syntax.NOT_IN {
		return func(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			if err := charge(thread, searchCost(args[1], args[0])); err != nil {
				return nil, err
			}
			found, err := starlark.Binary(syntax.IN, args[0], args[1])
			if err != nil || op == syntax.IN {
				return found, err
			}
			return !found.Truth(), nil
		}
	}
	return func(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
		x, y := args[0], args[1]
		if !isNumber(x) && !isNumber(y) {
			if err := charge(thread, min(weight(x, MaxSteps), weight(y, MaxSteps))); err != nil {
				return nil, err
			}
		}
		holds, err := starlark.Compare(op, x, y)
		return starlark.Bool(holds), err
	}
}

// searchCost is what looking for a value in another takes: a dict hashes it, a list compares it with each of its elements.
func searchCost(in, what starlark.Value) int {
	cost := 1
	if !isNumber(what) {
		cost = weight(what, MaxSteps)
	}
	if _, hashed := in.(*starlark.Dict); hashed {
		return cost
	}
	return min(MaxSteps, (1+length(in))*cost)
}

func isNumber(v starlark.Value) bool {
	switch v.(type) {
	case starlark.Float, starlark.Int:
		return true
	}
	return false
}

func add(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	x, y := args[0], args[1]
	if !isNumber(x) {
		if err := charge(thread, length(x)+length(y)); err != nil {
			return nil, err
		}
	}
	return bounded(starlark.Binary(syntax.PLUS, x, y))
}

// extend is +=: a list grows in place.
func extend(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	list, ok := args[0].(*starlark.List)
	if _, iterable := args[1].(starlark.Iterable); !ok || !iterable {
		return add(thread, args)
	}
	grow, err := list.Attr("extend")
	if err == nil {
		err = charge(thread, length(args[1]))
	}
	if err == nil {
		_, err = starlark.Call(thread, grow, args[1:], nil)
	}
	return list, err
}

func multiply(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	x, y := args[0], args[1]
	if isNumber(y) && !isNumber(x) {
		x, y = y, x
	}
	if n, ok := x.(starlark.Int); ok && !isNumber(y) {
		times, small := n.Int64()
		if !small || times > 16*MaxSteps {
			times = 16 * MaxSteps
		}
		size := int64(length(y))
		if text, ok := y.(starlark.String); ok {
			times, size = times/16, int64(len(text)) // 16 bytes are an element
		}
		if err := charge(thread, int(min(MaxSteps, 1+max(0, times)*size))); err != nil {
			return nil, err
		}
	}
	return bounded(starlark.Binary(syntax.STAR, args[0], args[1]))
}

func format(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	if !isNumber(args[0]) {
		if err := charge(thread, weight(args[0], MaxSteps)+weight(args[1], MaxSteps)); err != nil {
			return nil, err
		}
	}
	return starlark.Binary(syntax.PERCENT, args[0], args[1])
}

func union(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	if err := charge(thread, length(args[0])+length(args[1])); err != nil {
		return nil, err
	}
	return starlark.Binary(syntax.PIPE, args[0], args[1])
}

func shift(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	return bounded(starlark.Binary(syntax.LTLT, args[0], args[1]))
}

// bounded keeps whole numbers to a size at which one operation costs about one step.
func bounded(v starlark.Value, err error) (starlark.Value, error) {
	n, ok := v.(starlark.Int)
	if !ok || err != nil {
		return v, err
	}
	if _, small := n.Int64(); !small && n.BigInt().BitLen() > maxBits {
		return nil, fmt.Errorf("got a whole number of more than %d bits; want a float", maxBits)
	}
	return v, nil
}

func sliced(thread *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	return args[0], charge(thread, length(args[0]))
}

// length is the number of elements of a value, and of 16 bytes of a text.
func length(v starlark.Value) int {
	switch v := v.(type) {
	case starlark.String:
		return 1 + len(v)/16
	case starlark.Bytes:
		return 1 + len(v)/16
	case starlark.Sequence:
		return v.Len()
	case starlark.Indexable:
		return v.Len()
	}
	return 1
}

// method returns x.name, guarded where x is a text, a list or a dict.
func method(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	x, name := args[0], string(args[1].(starlark.String))
	has, ok := x.(starlark.HasAttrs)
	if !ok {
		return nil, fmt.Errorf("%s has no .%s field or method", x.Type(), name)
	}
	attr, err := has.Attr(name)
	if err != nil {
		return nil, err
	}
	plain, isMethod := attr.(*starlark.Builtin)
	if attr == nil {
		return nil, fmt.Errorf("%s has no .%s field or method%s", x.Type(), name, among(has))
	}
	if !isMethod || plain.Receiver() != x {
		return attr, nil
	}
	return starlark.NewBuiltin(name, func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		if err := charge(thread, receiverCost(x, name)); err != nil {
			return nil, err
		}
		if err := charge(thread, methodCost(x, name, args, kwargs)); err != nil {
			return nil, err
		}
		return starlark.Call(thread, plain, args, kwargs)
	}), nil
}

func among(has starlark.HasAttrs) string {
	names := has.AttrNames()
	if len(names) == 0 || len(names) > 60 {
		return ""
	}
	slices.Sort(names)
	return "; it has " + strings.Join(names, ", ")
}

// receiverCost is what a method takes for the size of its receiver: a dict looks a key up at once.
func receiverCost(x starlark.Value, name string) int {
	if _, hashed := x.(*starlark.Dict); hashed {
		switch name {
		case "get", "setdefault", "pop":
			return 1
		}
	}
	return 1 + length(x)
}

// methodCost is what a method makes beyond the size of its receiver.
func methodCost(x starlark.Value, name string, args starlark.Tuple, kwargs []starlark.Tuple) int {
	cost := 0
	switch text := x.(type) {
	case starlark.String:
		switch name {
		case "replace":
			if len(args) >= 2 {
				from, ok := args[0].(starlark.String)
				to, ok2 := args[1].(starlark.String)
				if ok && ok2 {
					return strings.Count(string(text), string(from)) * (1 + len(to)/16)
				}
			}
		case "join":
			if len(args) == 1 {
				return weight(args[0], MaxSteps) + length(args[0])*(1+len(text)/16)
			}
		case "format":
			// A field may be named often: each costs all that is given.
			for _, a := range args {
				cost += weight(a, MaxSteps)
			}
			for _, kv := range kwargs {
				cost += weight(kv[1], MaxSteps)
			}
			return min(MaxSteps, cost*(1+strings.Count(string(text), "{")))
		case "split", "rsplit", "splitlines", "elems", "codepoints", "elem_ords", "codepoint_ords":
			return len(text)
		}
	case *starlark.List:
		if len(args) > 0 && (name == "index" || name == "remove") {
			return searchCost(x, args.Index(0))
		}
		for _, a := range args {
			cost += length(a)
		}
	default:
		for _, a := range args {
			cost = min(MaxSteps, cost+weight(a, MaxSteps))
		}
	}
	return cost
}
