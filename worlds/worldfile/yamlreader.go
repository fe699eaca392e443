package worldfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// readYAML reads one YAML document. Scalars are resolved here by the rules of
// YAML 1.2 and not by the library, which also takes .nan and 1.9 for counts.
// It returns nil if the text cannot be read at all.
func readYAML(data []byte, from *origin, problems *Problems) *node {
	r := &yamlReader{reader: reader{from: from, problems: problems}, lines: bytes.Split(data, []byte("\n"))}
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth), loaderlimits.AliasNone())
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(limits))
	if err != nil {
		r.report(1, 1, "", "%v", err)
		return nil
	}
	var doc yaml.Node
	switch err := loader.Load(&doc); {
	case err == io.EOF:
		r.report(1, 1, "", "got an empty file; want at least one key")
		return nil
	case err != nil:
		r.syntax(err)
		return nil
	}
	var second yaml.Node
	switch err := loader.Load(&second); {
	case err == nil:
		r.report(second.Line, second.Column, "", "got a second document after ---; want one document in a file")
	case err != io.EOF:
		r.syntax(err)
		return nil
	}
	if len(doc.Content) != 1 {
		r.report(1, 1, "", "got an empty file; want at least one key")
		return nil
	}
	return r.convert(doc.Content[0], 0, "")
}

type yamlReader struct {
	reader
	lines [][]byte
	// open are the named nodes being read, to find one inside itself.
	open []*yaml.Node
}

func (r *yamlReader) convert(y *yaml.Node, depth int, path string) *node {
	n := &node{from: r.from, line: y.Line, column: y.Column}
	if !r.admit(n, depth, path) {
		return n
	}
	if y.Style&yaml.TaggedStyle != 0 {
		r.report(y.Line, y.Column, path, "got the tag %s; want a plain value: tags aren't read", clip(y.Tag))
	}
	if y.Anchor != "" {
		r.open = append(r.open, y)
		defer func() { r.open = r.open[:len(r.open)-1] }()
	}
	switch y.Kind {
	case yaml.AliasNode:
		for _, a := range r.open {
			if a == y.Alias {
				r.report(y.Line, y.Column, path, "got *%s inside itself; want an alias of something complete", clip(y.Value))
				return n
			}
		}
		// What is wrong with the value is wrong where it stands.
		return r.convert(y.Alias, depth, path)
	case yaml.SequenceNode:
		n.form = formList
		for i, c := range y.Content {
			n.items = append(n.items, r.convert(c, depth+1, indexPath(path, i)))
		}
	case yaml.MappingNode:
		n.form = formTable
		seen := make(map[string]int, len(y.Content)/2)
		for i := 0; i+1 < len(y.Content); i += 2 {
			r.convertEntry(n, seen, y.Content[i], y.Content[i+1], depth, path)
		}
	default:
		n.form, n.text = formText, y.Value
		if quoted := yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle; y.Style&quoted == 0 {
			n.form, n.text = plainScalar(y.Value)
		}
	}
	return n
}

func (r *yamlReader) convertEntry(n *node, seen map[string]int, key, value *yaml.Node, depth int, path string) {
	name := key.Value
	switch {
	case key.Kind == yaml.AliasNode && key.Alias.Kind == yaml.ScalarNode:
		name = key.Alias.Value
	case key.Kind != yaml.ScalarNode:
		r.report(key.Line, key.Column, path, "got a list or table as a key; want a name")
		return
	case name == "<<" && key.Style == 0:
		r.report(key.Line, key.Column, path, "got the merge key <<; want the keys written out, or extends")
		return
	}
	r.addEntry(n, seen, entry{key: name, line: key.Line, column: key.Column}, path, func() *node {
		return r.convert(value, depth+1, keyPath(path, name))
	})
}

// plainScalar tells what an unquoted scalar is, by the core schema of YAML
// 1.2: yes and no, and dates, are text.
func plainScalar(s string) (form, string) {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return formNull, ""
	case "true", "True", "TRUE":
		return formFlag, "true"
	case "false", "False", "FALSE":
		return formFlag, "false"
	}
	switch {
	case decimal.MatchString(s), based.MatchString(s):
		return formNumber, s
	case special.MatchString(s):
		return formNumber, strings.ToLower(strings.Replace(strings.TrimPrefix(s, "+"), ".", "", 1))
	}
	return formText, s
}

// syntax reports a fault that the library found, with a remedy where the
// cause is a common one.
func (r *yamlReader) syntax(err error) {
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		r.report(1, 1, "", "can't be read as YAML: %v", err)
		return
	}
	mark := le.Mark
	if mark.Line == 0 {
		mark = le.ContextMark
	}
	line, column := max(mark.Line, 1), max(mark.Column, 1)
	at := r.character(line, column)
	switch message := le.Message; {
	case strings.Contains(message, "max depth"):
		r.report(line, column, "", "got more than %d levels of nesting; want fewer", maxDepth)
	case at == '\t' || strings.Contains(message, "tab character"):
		r.report(line, column, "", "got a tab in the indentation; want spaces")
	case strings.Contains(message, "cannot start any token"):
		r.report(line, column, "", "got %q at the start of a value; want it in quotes", at)
	case strings.Contains(message, "mapping values are not allowed"):
		r.report(line, column, "", "got a colon where no key can be; want the text in quotes, or the indentation of the line above")
	case strings.Contains(message, "unexpected end of stream"), strings.Contains(message, "document indicator"):
		r.report(max(le.ContextMark.Line, 1), max(le.ContextMark.Column, 1), "", "got a quote that is never closed; want a closing quote")
	case strings.Contains(message, "incompatible YAML document"):
		r.report(line, column, "", "got a %%YAML line; want none: files are read as YAML 1.2")
	case strings.Contains(message, "unknown anchor"):
		r.report(line, column, "", "got an alias of something not yet named (%s); want &name on a value before it", message)
	default:
		if le.ContextMsg != "" && le.ContextMark.Line > 0 {
			message += fmt.Sprintf(" (%s that began at %d:%d)", le.ContextMsg, le.ContextMark.Line, max(le.ContextMark.Column, 1))
		}
		r.report(line, column, "", "can't be read as YAML: %s", message)
	}
}

// character returns the character at a place, 0 if there is none.
func (r *yamlReader) character(line, column int) rune {
	if line > len(r.lines) {
		return 0
	}
	runes := []rune(string(r.lines[line-1]))
	if column > len(runes) {
		return 0
	}
	return runes[column-1]
}
