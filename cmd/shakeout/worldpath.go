package main

import (
	"fmt"
	"sort"
	"strings"

	"go.yaml.in/yaml/v4"
)

// worldValue is one plain value of a world file.
type worldValue struct {
	path string // agents[mistral].start.cash_usd_m
	text string
	line int // on which it begins
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
			for i := 0; i+1 < len(n.Content); i += 2 {
				key := n.Content[i].Value
				if path != "" {
					key = path + "." + key
				}
				walk(n.Content[i+1], key)
			}
			if len(n.Content) == 0 {
				list = append(list, worldValue{path, "{}", n.Line})
			}
		case yaml.SequenceNode:
			for i, item := range n.Content {
				walk(item, fmt.Sprintf("%s[%s]", path, itemName(item, i)))
			}
			if len(n.Content) == 0 {
				list = append(list, worldValue{path, "[]", n.Line})
			}
		case yaml.ScalarNode:
			list = append(list, worldValue{path, n.Value, n.Line})
		}
		// A resolved world has no aliases.
	}
	walk(doc.Content[0], "")
	return list
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

// worldChanges lists the values in which two worlds differ, by path.
func worldChanges(a, b []byte) []valueChange {
	index := func(text []byte) map[string]string {
		m := map[string]string{}
		for _, v := range worldValues(text) {
			m[v.path] = v.text
		}
		return m
	}
	left, right := index(a), index(b)
	var list []valueChange
	for path, x := range left {
		if y, both := right[path]; !both {
			list = append(list, valueChange{path, &x, nil})
		} else if x != y {
			list = append(list, valueChange{path, &x, &y})
		}
	}
	for path, y := range right {
		if _, both := left[path]; !both {
			list = append(list, valueChange{path, nil, &y})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Path < list[j].Path })
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
