package marketfile

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"shakeout/worlds/worldfile"
)

// remarks are keys that say nothing to the program, at any place.
var remarks = []string{"name", "note", "notes", "comment", "description", "source", "sources"}

// record is an object of a file whose keys are known.
type record struct {
	s    *source
	n    *node
	path string
}

// top opens the object of a whole file. A file that has keys of another command is told so.
func (s *source) top(n *node, known []string) (record, bool) {
	r := record{s, n, ""}
	if n.kind != object {
		s.report(n.offset, "", "got %s; want an object with %s", n.kind, join(known))
		return r, false
	}
	r.check(append([]string{"expect"}, known...))
	return r, true
}

// check reports the keys that are neither known nor remarks.
func (r record) check(known []string) {
	for _, f := range r.n.fields {
		if !slices.Contains(known, f.key) && !slices.Contains(remarks, f.key) {
			r.s.report(f.offset, r.at(f.key), "got an unknown key; %s (remarks go into note)", worldfile.WantOneOf(f.key, known))
		}
	}
}

func (r record) at(key string) string {
	if r.path == "" {
		return key
	}
	return r.path + "." + key
}

// get returns the value of a key; nil where it is not there, or null.
func (r record) get(key string) *node {
	for i := len(r.n.fields) - 1; i >= 0; i-- {
		if f := r.n.fields[i]; f.key == key && f.value.kind != null {
			return f.value
		}
	}
	return nil
}

// want returns the value of a key, and reports where it is missing or of another kind.
func (r record) want(key string, k kind, what string) *node {
	n := r.get(key)
	if n == nil {
		r.s.report(r.n.offset, r.at(key), "got nothing; want %s", what)
		return nil
	}
	if n.kind != k {
		r.s.report(n.offset, r.at(key), "got %s; want %s", n, what)
		return nil
	}
	return n
}

// String shows a value in a message.
func (n *node) String() string {
	switch n.kind {
	case number:
		return clip(n.text)
	case text:
		return strconv.Quote(clip(n.text))
	}
	return n.kind.String()
}

func clip(s string) string {
	if len(s) > 60 {
		return s[:57] + "..."
	}
	return s
}

// bounds is what a number may be.
type bounds struct {
	what string
	ok   func(x float64) bool
}

var (
	anyNumber   = bounds{"a finite number", func(float64) bool { return true }}
	positive    = bounds{"a finite number above 0", func(x float64) bool { return x > 0 }}
	capacity    = bounds{"a finite number of at least 0, or null for no limit", func(x float64) bool { return x >= 0 }}
	notNegative = bounds{"a finite number of at least 0", func(x float64) bool { return x >= 0 }}
	negative    = bounds{"a finite number below 0", func(x float64) bool { return x < 0 }}
	fraction    = bounds{"a number from 0 to 1", func(x float64) bool { return x >= 0 && x <= 1 }}
	properPart  = bounds{"a number above 0, at most 1", func(x float64) bool { return x > 0 && x <= 1 }}
	correlation = bounds{"a number of at least 0, below 1", func(x float64) bool { return x >= 0 && x < 1 }}
	utility     = bounds{"a number from -1e9 to 1e9", func(x float64) bool { return math.Abs(x) <= 1e9 }}
)

// number returns the number of a key; NaN where it is not there or not allowed, which is reported.
func (r record) number(key string, b bounds) float64 {
	n := r.want(key, number, b.what)
	if n == nil {
		return math.NaN()
	}
	return r.s.number(n, r.at(key), b)
}

// optional is number for a key that may be missing or null.
func (r record) optional(key string, b bounds) (x float64, there bool) {
	n := r.get(key)
	if n == nil {
		return math.NaN(), false
	}
	return r.s.number(n, r.at(key), b), true
}

func (s *source) number(n *node, path string, b bounds) float64 {
	if n.kind != number {
		s.report(n.offset, path, "got %s; want %s", n, b.what)
		return math.NaN()
	}
	x, err := json.Number(n.text).Float64()
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) || !b.ok(x) {
		s.report(n.offset, path, "got %s; want %s", n, b.what)
		return math.NaN()
	}
	return x
}

// numbers returns a list of numbers, null as NaN where that is allowed.
func (r record) numbers(key string, length int, of string, nulls bool) []float64 {
	what := fmt.Sprintf("%d numbers, one per %s", length, of)
	n := r.want(key, list, what)
	if n == nil {
		return nil
	}
	if len(n.items) != length {
		r.s.report(n.offset, r.at(key), "got %d numbers; want %s", len(n.items), what)
		return nil
	}
	out := make([]float64, length)
	for i, item := range n.items {
		if item.kind == null && nulls {
			out[i] = math.Inf(-1)
			continue
		}
		out[i] = r.s.number(item, fmt.Sprintf("%s[%d]", r.at(key), i), utility)
	}
	return out
}

// word returns the text of a key; "" where it is missing, empty or no text, which is reported.
func (r record) word(key, what string) string {
	n := r.want(key, text, what)
	if n == nil {
		return ""
	}
	if n.text == "" {
		r.s.report(n.offset, r.at(key), "got an empty text; want %s", what)
	}
	return n.text
}

// choice returns one of some words.
func (r record) choice(key string, words []string) string {
	w := r.word(key, "one of "+join(words))
	if w != "" && !slices.Contains(words, w) {
		r.s.report(r.get(key).offset, r.at(key), "got %q; %s", clip(w), worldfile.WantOneOf(w, words))
		return ""
	}
	return w
}

// records returns the objects of a list, whose keys are known. Items that are no objects are reported and left out.
func (r record) records(key string, known []string) []record {
	n := r.want(key, list, "a list of objects with "+join(known))
	if n == nil {
		return nil
	}
	var out []record
	for i, item := range n.items {
		sub := record{r.s, item, fmt.Sprintf("%s[%d]", r.at(key), i)}
		if item.kind != object {
			r.s.report(item.offset, sub.path, "got %s; want an object with %s", item, join(known))
			continue
		}
		sub.check(known)
		out = append(out, sub)
	}
	return out
}

// id returns the id of a record and reports where it came before.
func (r record) id(seen map[string]bool) string {
	id := r.word("id", "a text that names it")
	if id != "" && seen[id] {
		r.s.report(r.get("id").offset, r.at("id"), "got %q twice; want every id once", clip(id))
	}
	seen[id] = true
	return id
}

func join(words []string) string {
	out := ""
	for i, w := range words {
		if i > 0 {
			out += ", "
		}
		out += w
	}
	return out
}
