package worldfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// readJSON reads one JSON value. It is not left to the YAML reader, although
// that could: tabs are welcome in JSON, and NaN, comments and single quotes
// are not.
func readJSON(data []byte, from *origin, problems *Problems) *node {
	r := &jsonReader{
		reader:  reader{from: from, problems: problems},
		data:    data,
		decoder: json.NewDecoder(bytes.NewReader(data)),
		place:   newLocator(data),
	}
	r.decoder.UseNumber()
	n, err := r.value(0, "")
	if err == nil {
		if _, more := r.decoder.Token(); more == nil {
			r.moveToToken()
			line, column := r.place.at(r.offset)
			r.report(line, column, "", "got more after the end of the value; want one value")
		} else if more != io.EOF {
			err = more
		}
	}
	if err != nil {
		r.syntax(err)
		return nil
	}
	return n
}

type jsonReader struct {
	reader
	data    []byte
	decoder *json.Decoder
	place   *locator
	offset  int // reached
}

// moveToToken moves from the end of the last token to the next one.
func (r *jsonReader) moveToToken() {
	for r.offset < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[r.offset]) >= 0 {
		r.offset++
	}
}

// token returns the next token and where it begins.
func (r *jsonReader) token() (t json.Token, line, column int, err error) {
	r.moveToToken()
	line, column = r.place.at(r.offset)
	start := r.offset
	t, err = r.decoder.Token()
	if err == nil {
		r.offset = int(r.decoder.InputOffset())
		if s, ok := t.(string); ok && strings.ContainsRune(s, utf8.RuneError) && halfSurrogate(r.data[start:r.offset]) {
			r.report(line, column, "", "got half of a surrogate pair after \\u; want both halves")
		}
	}
	return t, line, column, err
}

// halfSurrogate tells whether a string as written escapes half a character,
// which the library turns into U+FFFD without a word.
func halfSurrogate(raw []byte) bool {
	return !bytes.ContainsRune(raw, utf8.RuneError) && !bytes.Contains(bytes.ToLower(raw), []byte(`\ufffd`))
}

func (r *jsonReader) value(depth int, path string) (*node, error) {
	t, line, column, err := r.token()
	if err != nil {
		return nil, err
	}
	n := &node{from: r.from, line: line, column: column}
	if !r.admit(n, depth, path) {
		return nil, errReported
	}
	switch t := t.(type) {
	case nil:
		n.form = formNull
	case bool:
		n.form, n.text = formFlag, "false"
		if t {
			n.text = "true"
		}
	case json.Number:
		n.form, n.text = formNumber, t.String()
	case string:
		n.form, n.text = formText, t
	case json.Delim:
		if t == '[' {
			return n, r.list(n, depth, path)
		}
		return n, r.table(n, depth, path)
	}
	return n, nil
}

func (r *jsonReader) list(n *node, depth int, path string) error {
	n.form = formList
	for r.decoder.More() {
		item, err := r.value(depth+1, indexPath(path, len(n.items)))
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, _, _, err := r.token()
	return err
}

func (r *jsonReader) table(n *node, depth int, path string) error {
	n.form = formTable
	seen := map[string]int{}
	for r.decoder.More() {
		t, line, column, err := r.token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		value, err := r.value(depth+1, keyPath(path, key))
		if err != nil {
			return err
		}
		r.addEntry(n, seen, entry{key: key, line: line, column: column}, path, func() *node { return value })
	}
	_, _, _, err := r.token()
	return err
}

// errReported stops reading after a limit that has been reported.
var errReported = errors.New("reported")

func (r *jsonReader) syntax(err error) {
	if err == errReported {
		return
	}
	message := err.Error()
	var fault *json.SyntaxError
	if errors.As(err, &fault) && fault.Offset > 0 && !strings.Contains(message, "unexpected end") {
		// The offset counts the character at fault, if there is one.
		r.offset = int(r.decoder.InputOffset())
		r.moveToToken()
		if at := int(fault.Offset) - 1; at > r.offset {
			r.offset = at
		}
		rest := r.data[r.offset:]
		for _, word := range []string{"NaN", "Infinity", "-Infinity"} {
			if bytes.HasPrefix(rest, []byte(word)) {
				line, column := r.place.at(r.offset)
				r.report(line, column, "", "got %s; want a finite number", word)
				return
			}
		}
	} else {
		r.offset = len(r.data)
		message = "the file ends too early"
	}
	line, column := r.place.at(r.offset)
	r.report(line, column, "", "can't be read as JSON: %s", message)
}
