package worldfile

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/invopop/jsonschema"
)

// A SchemaKind says which files a schema is for.
type SchemaKind uint8

const (
	// SchemaFile is for files as people write them: whole, or with extends
	// and then with only what differs; with scenarios.
	SchemaFile SchemaKind = iota
	// SchemaLayer is for a set of overrides alone: a scenario, an arm.
	SchemaLayer
	// SchemaResolved is for canonical files, where nothing is left to layers.
	SchemaResolved
)

// Schema returns the JSON Schema (draft 2020-12) of a type, indented, with a
// line's end; the same bytes on every processor. It accepts what Load accepts
// as far as JSON Schema can say it: it can't say that ids are unique, that a
// removed id must exist, what Check methods demand, or that a number fits a
// float64.
//
// The document is written with invopop/jsonschema's type, but not made by its
// reflector: that reads json and jsonschema tags, while everything here is
// said by the tags of this package, and each leaf has other forms (null, with
// a source, in a layer) that depend on where it stands.
func Schema[T any](kind SchemaKind, title string) ([]byte, error) {
	t := reflect.TypeFor[T]()
	s, err := shapeOf(t)
	if err != nil {
		return nil, err
	}
	b := &schemaBuilder{defs: jsonschema.Definitions{}, names: map[*shape]string{}, taken: map[string]bool{}}
	var root *jsonschema.Schema
	switch kind {
	case SchemaLayer:
		root = b.recordBody(s, schemaLayer)
	case SchemaResolved:
		root = b.recordBody(s, schemaWhole)
	default:
		root = b.file(s)
	}
	root.Version = jsonschema.Version
	root.Title = title
	root.Definitions = b.defs
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

// schemaMode tells whether a record is described whole or as part of a layer.
type schemaMode uint8

const (
	schemaWhole schemaMode = iota
	schemaLayer
)

type schemaBuilder struct {
	defs  jsonschema.Definitions
	names map[*shape]string
	taken map[string]bool
}

// file describes a file: with extends a layer, without it whole.
func (b *schemaBuilder) file(s *shape) *jsonschema.Schema {
	layer := b.ref(s, schemaLayer)
	scenario := anyOf(layer, null())
	scenarios := &jsonschema.Schema{
		Type: "object", AdditionalProperties: scenario,
		PropertyNames: &jsonschema.Schema{Pattern: idPattern},
		Description:   "named sets of overrides, chosen by --scenario",
	}
	with := func(mode schemaMode) *jsonschema.Schema {
		body := b.recordBody(s, mode)
		body.Properties.Set("extends", b.extends(mode))
		body.Properties.Set("scenarios", anyOf(scenarios, null()))
		return body
	}
	text := jsonschema.NewProperties()
	text.Set("extends", &jsonschema.Schema{Type: "string"})
	return &jsonschema.Schema{
		If:   &jsonschema.Schema{Type: "object", Properties: text, Required: []string{"extends"}},
		Then: with(schemaLayer),
		Else: with(schemaWhole),
	}
}

func (b *schemaBuilder) extends(mode schemaMode) *jsonschema.Schema {
	const doc = "a bundled world, or a file in this folder or below, that this one lies over"
	if mode == schemaWhole {
		return &jsonschema.Schema{Type: "null", Description: doc}
	}
	return &jsonschema.Schema{Type: "string", Description: doc}
}

// ref puts a record among the definitions and refers to it.
func (b *schemaBuilder) ref(s *shape, mode schemaMode) *jsonschema.Schema {
	name := b.name(s)
	if mode == schemaLayer {
		if s.sameInLayers(map[*shape]bool{}) {
			mode = schemaWhole
		} else {
			name += ".layer"
		}
	}
	return b.define(name, func() *jsonschema.Schema { return b.recordBody(s, mode) })
}

// notInNames is what can't stand in a reference as it is.
var notInNames = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// name returns the name of a record among the definitions: package and type,
// with a number if that is taken, as by types without a name.
func (b *schemaBuilder) name(s *shape) string {
	if name, ok := b.names[s]; ok {
		return name
	}
	t := s.typ
	name := t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:] + "." + t.Name()
	if t.Name() == "" {
		name = "section"
	}
	name = notInNames.ReplaceAllString(name, "_")
	for n, base := 2, name; b.taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	b.names[s], b.taken[name] = name, true
	return name
}

// define puts a schema among the definitions, once, and refers to it.
func (b *schemaBuilder) define(name string, body func() *jsonschema.Schema) *jsonschema.Schema {
	if _, ok := b.defs[name]; !ok {
		b.defs[name] = nil // a record may hold itself
		b.defs[name] = body()
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

// sameInLayers tells whether a part of a record is described by the same
// words as the whole: nothing in it is required and no list has ids.
func (s *shape) sameInLayers(inside map[*shape]bool) bool {
	switch {
	case s.hasIDs():
		return false
	case s.elem != nil:
		return s.elem.sameInLayers(inside)
	case s.kind != kindRecord || inside[s]:
		return true
	}
	inside[s] = true
	for _, f := range s.fields {
		if f.required || !f.shape.sameInLayers(inside) {
			return false
		}
	}
	return true
}

func (b *schemaBuilder) recordBody(s *shape, mode schemaMode) *jsonschema.Schema {
	out := &jsonschema.Schema{
		Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema,
	}
	for _, f := range s.fields {
		must := mode == schemaWhole && f.mustBeGiven(map[*shape]bool{})
		value := b.value(f.shape, mode)
		if f == s.id {
			value = &jsonschema.Schema{Type: "string", Pattern: idPattern}
		}
		if must {
			out.Required = append(out.Required, f.key)
		} else {
			value = anyOf(value, null())
		}
		value.Description = f.description()
		value.Default = f.schemaDefault()
		out.Properties.Set(f.key, value)
	}
	return out
}

// mustBeGiven tells whether a file without the field is refused: it is
// required, or a section in which something is.
func (f *field) mustBeGiven(inside map[*shape]bool) bool {
	if f.shape.kind != kindRecord || inside[f.shape] {
		return f.required
	}
	inside[f.shape] = true
	for _, inner := range f.shape.fields {
		if inner.mustBeGiven(inside) {
			return true
		}
	}
	return false
}

func (b *schemaBuilder) value(s *shape, mode schemaMode) *jsonschema.Schema {
	switch s.kind {
	case kindNumber, kindWhole:
		plain := numberSchema(s)
		return b.define(numberName(plain), func() *jsonschema.Schema { return anyOf(plain, b.sourced(plain)) })
	case kindFlag:
		return &jsonschema.Schema{Type: "boolean"}
	case kindText:
		return &jsonschema.Schema{Type: "string"}
	case kindWord:
		out := &jsonschema.Schema{Type: "string"}
		for _, w := range s.words {
			out.Enum = append(out.Enum, w)
		}
		return out
	case kindRecord:
		return b.ref(s, mode)
	case kindOptional:
		return b.value(s.elem, mode)
	case kindList:
		item := b.value(s.elem, mode)
		if s.hasIDs() && mode == schemaLayer {
			item = b.itemOfLayer(s.elem)
		}
		return &jsonschema.Schema{Type: "array", Items: item}
	case kindTable:
		most := uint64(mostClipped)
		least := uint64(1)
		return &jsonschema.Schema{
			Type: "object", AdditionalProperties: anyOf(b.value(s.elem, mode), null()),
			PropertyNames: &jsonschema.Schema{MinLength: &least, MaxLength: &most},
		}
	}
	return &jsonschema.Schema{Type: "object"} // overrides, checked where they are used
}

// itemOfLayer describes a thing with an id in a layer: overrides, or removal.
func (b *schemaBuilder) itemOfLayer(s *shape) *jsonschema.Schema {
	properties := jsonschema.NewProperties()
	properties.Set("id", &jsonschema.Schema{Type: "string", Pattern: idPattern})
	properties.Set("remove", &jsonschema.Schema{Const: true, Description: "takes the thing out"})
	id := jsonschema.NewProperties()
	id.Set("id", &jsonschema.Schema{Type: "string"}) // in a list the id can't be null
	return anyOf(
		&jsonschema.Schema{AllOf: []*jsonschema.Schema{b.ref(s, schemaLayer)}, Required: []string{"id"}, Properties: id},
		&jsonschema.Schema{Type: "object", Properties: properties, Required: []string{"id", "remove"}, AdditionalProperties: jsonschema.FalseSchema},
	)
}

// idPattern is what checkID says.
const idPattern = `^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`

// leaf returns what a list, map or pointer holds in the end.
func (s *shape) leaf() *shape {
	for s.elem != nil {
		s = s.elem
	}
	return s
}
