package worldfile

import (
	"fmt"
	"reflect"
	"strings"
)

// Expand returns the paths that a path stands for in a value: itself, or where
// it has [*] for an item of a list, that of every item, in the order of the
// list. The error says what the path should be.
func Expand[T any](v *T, path string) ([]string, error) {
	if !strings.Contains(path, "[*]") {
		return []string{path}, nil
	}
	s, err := shapeOf(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	steps, err := parsePath(path)
	if err != nil {
		return nil, Problems{{Message: err.Error()}}
	}
	paths := []string{""}
	for i, step := range steps {
		var longer []string
		for _, base := range paths {
			if !step.bracket || step.name != "*" {
				longer = append(longer, stepPath(base, step))
				continue
			}
			list, err := spotIn(spot{shape: s, value: reflect.ValueOf(v).Elem()}, base)
			if err != nil {
				return nil, err
			}
			if list.shape.kind != kindList {
				return nil, Problems{{Path: base, Message: fmt.Sprintf("got [*] after %s; want a list before it", list.shape.want())}}
			}
			for k := range list.value.Len() {
				longer = append(longer, itemPath(list.shape, list.value, k, base))
			}
		}
		paths = longer
		if len(paths) == 0 {
			return nil, Problems{{Path: pathOf(steps[:i+1]), Message: "got no item that [*] could stand for; want a list with items"}}
		}
	}
	return paths, nil
}

func pathOf(steps []step) string {
	path := ""
	for _, s := range steps {
		path = stepPath(path, s)
	}
	return path
}
