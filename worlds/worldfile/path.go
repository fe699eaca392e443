package worldfile

import (
	"errors"
	"fmt"
	"strings"
)

// A step is one part of a path: a key, or what stands in brackets.
type step struct {
	name    string
	bracket bool
}

// parsePath splits agents[mistral].start.cash_usd_m into its steps. Anything
// may stand in brackets but a bracket, so ids may hold points and hyphens.
func parsePath(path string) ([]step, error) {
	var steps []step
	rest := path
	for first := true; rest != "" || first; first = false {
		if strings.HasPrefix(rest, "[") {
			name, after, ok := strings.Cut(rest[1:], "]")
			if !ok || name == "" || strings.Contains(name, "[") {
				return nil, fmt.Errorf("got the path %q; want a name between [ and ]", clip(path))
			}
			steps = append(steps, step{name, true})
			rest = after
			continue
		}
		if !first {
			if !strings.HasPrefix(rest, ".") {
				return nil, fmt.Errorf("got the path %q; want . or [ after ]", clip(path))
			}
			rest = rest[1:]
		}
		end := strings.IndexAny(rest, ".[]")
		if end < 0 {
			end = len(rest)
		}
		if end == 0 {
			return nil, fmt.Errorf("got the path %q; want keys with a point between, and ids in brackets, as in agents[mistral].start.cash_usd_m", clip(path))
		}
		steps = append(steps, step{rest[:end], false})
		rest = rest[end:]
	}
	return steps, nil
}

// joinPath appends a relative path to a path; one that begins with a bracket
// needs no point.
func joinPath(path, relative string) string {
	if path == "" || relative == "" || strings.HasPrefix(relative, "[") {
		return path + relative
	}
	return path + "." + relative
}

// idPath returns the path of the thing with an id in a list.
func idPath(path, id string) string { return path + "[" + clip(id) + "]" }

var errBadID = errors.New("letters, digits, '.', '_' and '-', at most 64, beginning with a letter or digit")

// checkID tells what is wrong with an id. Ids stand in paths, in file names
// and in columns of tables, so they are kept to what needs no quoting there.
func checkID(id string) error {
	if id == "" || len(id) > 64 {
		return errBadID
	}
	for i, c := range id {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && (i == 0 || c != '-' && c != '_' && c != '.') {
			return errBadID
		}
	}
	return nil
}

// CheckName tells whether a name can be used in paths and file names as it is: the rule for ids.
func CheckName(name string) error { return checkID(name) }
