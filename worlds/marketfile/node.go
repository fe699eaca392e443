package marketfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"shakeout/worlds/worldfile"
)

// maxDepth keeps a hostile file from costing more than it is worth.
const maxDepth = 32

// node is a value of a file with its place.
type node struct {
	offset int
	kind   kind
	text   string // of a number or a text
	items  []*node
	fields []field
}

type field struct {
	key    string
	offset int
	value  *node
}

// kind is what a value is.
type kind uint8

const (
	null kind = iota
	flag
	number
	text
	list
	object
)

var kinds = []string{"null", "true or false", "a number", "a text", "a list", "an object"}

func (k kind) String() string { return kinds[k] }

// source is a file that is being read, with what is wrong in it.
type source struct {
	name     string
	data     []byte
	lines    []int          // offsets at which lines begin
	words    map[int]string // by offset: what stands for a number and is none
	decoder  *json.Decoder
	problems worldfile.Problems
}

// maxProblems is how many problems are reported: who has more has one cause.
const maxProblems = 100

func (s *source) report(offset int, path, format string, args ...any) {
	if len(s.problems) >= maxProblems {
		return
	}
	line := sort.SearchInts(s.lines, offset+1) - 1
	column := 1 + utf8.RuneCount(s.data[s.lines[line]:min(offset, len(s.data))])
	s.problems = append(s.problems, worldfile.Problem{
		Position: worldfile.Position{File: s.name, Line: line + 1, Column: column}, Path: path, Message: fmt.Sprintf(format, args...),
	})
}

// err returns the problems in order of place, nil if there are none.
func (s *source) err() error {
	if len(s.problems) == 0 {
		return nil
	}
	sort.SliceStable(s.problems, func(a, b int) bool {
		p, q := s.problems[a], s.problems[b]
		return p.Line < q.Line || p.Line == q.Line && p.Column < q.Column
	})
	return s.problems
}

// MaxBytes is the size of the greatest file that is read.
const MaxBytes = 64 << 20

// parse reads one JSON value; nil where that can't be done.
func parse(name string, data []byte) (*source, *node) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // the byte order mark that some editors write
	s := &source{name: name, data: data, lines: []int{0}}
	if len(data) > MaxBytes {
		s.data = nil
		s.report(0, "", "got more than %d bytes; want at most as many", MaxBytes)
		return s, nil
	}
	for i, c := range data {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	if at := firstInvalid(data); at >= 0 {
		s.report(at, "", "got bytes that are no UTF-8; want UTF-8")
		return s, nil
	}
	s.decoder = json.NewDecoder(bytes.NewReader(s.maskWords()))
	s.decoder.UseNumber()
	n, err := s.value(0)
	if err == nil {
		_, err = s.decoder.Token()
		if err == nil {
			err = errors.New("more after the end of the value")
		}
		if err == io.EOF {
			return s, n
		}
	}
	if err != errReported {
		s.syntax(err)
	}
	return s, nil
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// errReported stops reading after something that has been reported.
var errReported = errors.New("reported")

// next returns the place of the next token and the token.
func (s *source) next() (int, json.Token, error) {
	at := int(s.decoder.InputOffset())
	for at < len(s.data) && strings.IndexByte(" \t\r\n,:", s.data[at]) >= 0 {
		at++
	}
	t, err := s.decoder.Token()
	return at, t, err
}

func (s *source) value(depth int) (*node, error) {
	at, t, err := s.next()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		s.report(at, "", "got more than %d levels of nesting; want fewer", maxDepth)
		return nil, errReported
	}
	n := &node{offset: at}
	switch t := t.(type) {
	case bool:
		n.kind = flag
	case json.Number:
		n.kind, n.text = number, t.String()
		if word, is := s.words[at]; is {
			n.text = word
		}
	case string:
		n.kind, n.text = text, t
	case json.Delim:
		n.kind = list
		if t == '{' {
			n.kind = object
		}
		return n, s.content(n, depth)
	}
	return n, nil
}

func (s *source) content(n *node, depth int) error {
	seen := map[string]bool{}
	for s.decoder.More() {
		var f field
		if n.kind == object {
			at, t, err := s.next()
			if err != nil {
				return err
			}
			key, ok := t.(string)
			if !ok {
				return fmt.Errorf("got %v for a key", t)
			}
			f.key, f.offset = key, at
			if seen[key] {
				s.report(at, "", "got the key %q twice; want it once", key)
			}
			seen[key] = true
		}
		v, err := s.value(depth + 1)
		if err != nil {
			return err
		}
		if f.value = v; n.kind == object {
			n.fields = append(n.fields, f)
		} else {
			n.items = append(n.items, v)
		}
	}
	_, _, err := s.next()
	return err
}

// syntax reports why a text is no JSON.
func (s *source) syntax(err error) {
	at := int(s.decoder.InputOffset())
	message := err.Error()
	var fault *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		at, message = len(s.data), "the file ends too early"
	case errors.As(err, &fault):
		at = max(at, int(fault.Offset)-1)
	}
	for at < len(s.data) && strings.IndexByte(" \t\r\n,:", s.data[at]) >= 0 {
		at++
	}
	s.report(at, "", "can't be read: %s; want one JSON object", message)
}

// notNumbers are what programs write for numbers that JSON does not have.
var notNumbers = [][]byte{[]byte("NaN"), []byte("nan"), []byte("-Infinity"), []byte("Infinity"), []byte("-Inf"), []byte("-inf"), []byte("Inf"), []byte("inf")}

// maskWords returns the text with a number of the same length in the place of every such word outside of texts, and notes where they stood: so they are
// reported where they are found, with the name of the field, like all other problems.
func (s *source) maskWords() []byte {
	masked, quoted := s.data, false
	for i := 0; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == '-' || c == 'N' || c == 'n' || c == 'I' || c == 'i'):
			word := wordAt(s.data, i)
			if word == "" {
				continue
			}
			if s.words == nil {
				s.words, masked = map[int]string{}, bytes.Clone(s.data)
			}
			s.words[i] = word
			copy(masked[i:], bytes.Repeat([]byte("1"), len(word)))
			i += len(word) - 1
		}
	}
	return masked
}

// wordAt returns the word for no number that begins at a place and ends there, "" where there is none.
func wordAt(data []byte, at int) string {
	for _, w := range notNumbers {
		if rest, is := bytes.CutPrefix(data[at:], w); is && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n,]}"), rest[0]) >= 0) {
			return string(w)
		}
	}
	return ""
}
