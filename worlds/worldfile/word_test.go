package worldfile

import (
	"errors"
	"testing"
)

func TestSetWord(t *testing.T) {
	type inner struct {
		Free bool   `yaml:"free" doc:"a flag"`
		Name string `yaml:"name" optional:"true" doc:"a text"`
	}
	type outer struct {
		Alpha float64 `yaml:"alpha" default:"1" source:"assumption" doc:"a number"`
		Inner *inner  `yaml:"inner" doc:"a section"`
	}
	tests := []struct{ reason, path, word, wrong string }{
		{"a flag", "inner.free", "true", ""},
		{"a text", "inner.name", "true", ""},
		{"no flag", "inner.free", "yes", `inner.free: got text "yes"; want true or false`},
		{"a number is no word", "alpha", "2", "alpha: got the path of a finite number; want that of a word, a text or a true or false"},
		{"a section is no word", "inner", "2", "inner: got the path of a table of keys; want that of a word, a text or a true or false"},
		{"nowhere", "inner.nome", "x", `inner.nome: got an unknown key; did you mean "name"? want one of free, name`},
	}
	for _, tt := range tests {
		v := outer{Inner: &inner{}}
		err := SetWord(&v, tt.path, tt.word)
		var problems Problems
		switch {
		case tt.wrong == "" && err != nil:
			t.Errorf("%s: %v", tt.reason, err)
		case tt.wrong != "" && (!errors.As(err, &problems) || err.Error() != tt.wrong):
			t.Errorf("%s: got %v; want %s", tt.reason, err, tt.wrong)
		case tt.path == "inner.free" && tt.wrong == "" && !v.Inner.Free, tt.path == "inner.name" && v.Inner.Name != "true":
			t.Errorf("%s: got %+v", tt.reason, *v.Inner)
		}
	}
	for path, want := range map[string]bool{"alpha": true, "inner.free": false, "inner.name": false} {
		if got, err := IsNumber(&outer{Inner: &inner{}}, path); err != nil || got != want {
			t.Errorf("%s: got %v, %v; want %v", path, got, err, want)
		}
	}
	if _, err := IsNumber(&outer{Inner: &inner{}}, "inner"); err == nil {
		t.Error("a section is taken for a value")
	}
}

func TestExpand(t *testing.T) {
	type item struct {
		ID string  `yaml:"id" doc:"name"`
		X  float64 `yaml:"x" default:"1" source:"assumption" doc:"a number"`
	}
	type section struct {
		Items []item `yaml:"items" doc:"things"`
	}
	type outer struct {
		Section *section `yaml:"section" doc:"may be left out"`
		Alpha   float64  `yaml:"alpha" default:"1" source:"assumption" doc:"a number"`
	}
	v := outer{Section: &section{Items: []item{{ID: "a"}, {ID: "b"}}}}
	tests := []struct {
		reason, path string
		want         []string
		wrong        string
	}{
		{"no star", "alpha", []string{"alpha"}, ""},
		{"every item", "section.items[*].x", []string{"section.items[a].x", "section.items[b].x"}, ""},
		{"no list", "alpha[*].x", nil, "alpha: got [*] after a finite number; want a list before it"},
	}
	for _, tt := range tests {
		got, err := Expand(&v, tt.path)
		if tt.wrong != "" && (err == nil || err.Error() != tt.wrong) || tt.wrong == "" && err != nil {
			t.Errorf("%s: got %v; want %q", tt.reason, err, tt.wrong)
		}
		if len(got) != len(tt.want) || len(got) > 0 && got[len(got)-1] != tt.want[len(tt.want)-1] {
			t.Errorf("%s: got %v; want %v", tt.reason, got, tt.want)
		}
	}
	if LeftOut(&v, "section.items[a].x") || !LeftOut(&outer{}, "section.items[a].x") || LeftOut(&v, "section.itens") {
		t.Error("LeftOut mistakes what is there for what is left out")
	}
	if _, err := Expand(&outer{Section: &section{}}, "section.items[*].x"); err == nil {
		t.Error("an empty list gives no error")
	}
}
