package main

import (
	"fmt"
	"sort"
	"strings"

	"go.yaml.in/yaml/v4"
)

// worldValue is one plain value of a world file.
type worldValue struct {
	path   string // agents[mistral].start.cash_usd_m
	text   string
	source string // of a number written {value, source, confidence}: what stands beside the value
	line   int    // on which it begins
}

// worldValues lists the plain values of a world in the order of the text, items of a list by their id where they have
// one. Text that is no YAML gives nil.
func worldValues(text []byte) []worldValue {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil || len(doc.Content) == 0 {
		return nil
	}
	var list []worldValue
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		switch n.Kind {
		case yaml.MappingNode:
			if v, ok := sourcedValue(n); ok {
				v.path = path
				list = append(list, v)
				return
			}
			for i := 0; i+1 < len(n.Content); i += 2 {
				key := n.Content[i].Value
				if path != "" {
					key = path + "." + key
				}
				walk(n.Content[i+1], key)
			}
			if len(n.Content) == 0 {
				list = append(list, worldValue{path: path, text: "{}", line: n.Line})
			}
		case yaml.SequenceNode:
			for i, item := range n.Content {
				walk(item, fmt.Sprintf("%s[%s]", path, itemName(item, i)))
			}
			if len(n.Content) == 0 {
				list = append(list, worldValue{path: path, text: "[]", line: n.Line})
			}
		case yaml.ScalarNode:
			list = append(list, worldValue{path: path, text: n.Value, line: n.Line})
		}
		// A resolved world has no aliases.
	}
	walk(doc.Content[0], "")
	return list
}

// sourcedValue reads a number written {value: 2.5, source: ..., confidence: ...}.
func sourcedValue(n *yaml.Node) (worldValue, bool) {
	v := worldValue{line: n.Line}
	found := false
	for i := 0; i+1 < len(n.Content); i += 2 {
		text := n.Content[i+1].Value
		switch n.Content[i].Value {
		case "value":
			v.text, v.line = text, n.Content[i+1].Line
			found = n.Content[i+1].Kind == yaml.ScalarNode
		case "source":
			v.source = text + v.source
		case "confidence":
			v.source += ", confidence " + text
		default:
			return worldValue{}, false
		}
	}
	return v, found
}

func itemName(item *yaml.Node, index int) string {
	if item.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(item.Content); i += 2 {
			if item.Content[i].Value == "id" && item.Content[i+1].Kind == yaml.ScalarNode {
				return item.Content[i+1].Value
			}
		}
	}
	return fmt.Sprint(index)
}

// pathAtLine is the path of the value that stands on a line, or that a line of a longer text belongs to.
func pathAtLine(values []worldValue, line int) string {
	path, at := "", 0
	for _, v := range values {
		if v.line <= line && v.line > at {
			path, at = v.path, v.line
		}
	}
	return path
}

// valueChange is a value that differs between two worlds; nil where one of them has no such value.
type valueChange struct {
	Path string  `json:"path"`
	A    *string `json:"a"`
	B    *string `json:"b"`
}

// worldChanges lists the values in which two worlds differ, by path; where only what is said of a number's source
// differs, the path ends in .source.
func worldChanges(a, b []byte) []valueChange {
	left, right := worldValues(a), worldValues(b)
	byPath := map[string]worldValue{}
	for _, v := range right {
		byPath[v.path] = v
	}
	var list []valueChange
	for _, x := range left {
		y, both := byPath[x.path]
		delete(byPath, x.path)
		switch {
		case !both:
			list = append(list, valueChange{x.path, &x.text, nil})
		case x.text != y.text:
			list = append(list, valueChange{x.path, &x.text, &y.text})
		case x.source != y.source:
			list = append(list, valueChange{x.path + ".source", &x.source, &y.source})
		}
	}
	for _, y := range right {
		if _, alone := byPath[y.path]; alone {
			list = append(list, valueChange{y.path, nil, &y.text})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Path < list[j].Path })
	return list
}

// short cuts a value for a line of a report.
func short(text string) string {
	const most = 60
	text = strings.ReplaceAll(strings.TrimSpace(text), "\n", " / ")
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "..."
	}
	return text
}
