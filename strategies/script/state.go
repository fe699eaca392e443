package script

import (
	"fmt"

	"go.starlark.net/starlark"
)

// plain reports what is wrong with a state: it may hold None, booleans, numbers, texts, and lists, tuples and dicts of these. Views,
// moves and functions belong to their month.
func plain(state *starlark.Dict) error {
	count := 0
	var visit func(v starlark.Value, where string, depth int) error
	visit = func(v starlark.Value, where string, depth int) error {
		if count++; count > MaxState || depth > maxDepth {
			return fmt.Errorf("got more than %d values; want fewer", MaxState)
		}
		switch v := v.(type) {
		case starlark.NoneType, starlark.Bool, starlark.Float:
			return nil
		case starlark.Int:
			if v.BigInt().BitLen() > maxBits {
				return fmt.Errorf("%s: got a whole number of %d bits; want at most %d", where, v.BigInt().BitLen(), maxBits)
			}
			return nil
		case starlark.String:
			count += len(v) / 16
			return nil
		case *starlark.List:
			for i := range v.Len() {
				if err := visit(v.Index(i), fmt.Sprintf("%s[%d]", where, i), depth+1); err != nil {
					return err
				}
			}
			return nil
		case starlark.Tuple:
			for i, x := range v {
				if err := visit(x, fmt.Sprintf("%s[%d]", where, i), depth+1); err != nil {
					return err
				}
			}
			return nil
		case *starlark.Dict:
			for _, item := range v.Items() {
				if err := visit(item[0], where+" key", depth+1); err != nil {
					return err
				}
				if err := visit(item[1], fmt.Sprintf("%s[%s]", where, short(item[0])), depth+1); err != nil {
					return err
				}
			}
			return nil
		}
		return fmt.Errorf("%s: got a %s; want None, booleans, numbers, texts, or lists, tuples and dicts of them", where, v.Type())
	}
	return visit(state, "state", 0)
}

// short shows a key in an error.
func short(v starlark.Value) string {
	if s, ok := v.(starlark.String); ok && len(s) > 40 {
		return string(s[:40]) + "..."
	}
	if weight(v, 20) >= 20 {
		return v.Type()
	}
	return v.String()
}
