package strategies

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/agents"
)

var update = flag.Bool("update", false, "write the generated parts of docs/strategies.md anew")

const guideFile = "../docs/strategies.md"

// TestGuide holds the generated parts of docs/strategies.md to the catalogue and to the tags of views and moves.
func TestGuide(t *testing.T) {
	old, err := os.ReadFile(guideFile)
	if err != nil {
		t.Fatal(err)
	}
	fresh := string(old)
	for _, part := range []struct{ name, text string }{{"fields", fieldTables()}, {"settings", settingsTable()}, {"catalogue", catalogueSections()}} {
		begin, end := "<!-- "+part.name+": generated -->\n", "<!-- /"+part.name+" -->\n"
		from, to := strings.Index(fresh, begin), strings.Index(fresh, end)
		if from < 0 || to < from {
			t.Fatalf("%s: want the marks %q and %q", guideFile, begin, end)
		}
		fresh = fresh[:from+len(begin)] + part.text + fresh[to:]
	}
	if *update {
		if err := os.WriteFile(guideFile, []byte(fresh), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(old), fresh); diff != "" {
		t.Errorf("docs/strategies.md is out of date; run `go test ./strategies -run Guide -update`:\n%s", diff)
	}
}

func catalogueSections() string {
	var b strings.Builder
	for _, kind := range []agents.Kind{agents.Lab, agents.Cloud, agents.Releaser} {
		fmt.Fprintf(&b, "\n### Strategies of a %s\n", kind)
		for _, e := range Catalogue() {
			if e.Kind != kind {
				continue
			}
			fmt.Fprintf(&b, "\n#### %s\n\n%s.\n\n", e.Name, sentence(e.About))
			fmt.Fprintf(&b, "Looks at: %s.  \nSource: %s.  \n", e.Sees, e.Source)
			fmt.Fprintf(&b, "Does well: %s.  \nDoes badly: %s.\n\n", e.Well, e.Badly)
			b.WriteString("| parameter | unit | default | range | what it is | source of the default |\n| --- | --- | --- | --- | --- | --- |\n")
			for _, p := range e.Params {
				fmt.Fprintf(&b, "| `%s` | %s | %s | [%s, %s] | %s | %s |\n", p.Name, p.Unit, number(p.Default), number(p.Low), number(p.High), p.About, p.Source)
			}
		}
	}
	return b.String() + "\n"
}

// settingsTable lists the worlds of the trials with the command that runs them.
func settingsTable() string {
	var b strings.Builder
	b.WriteString("\n| world | what it is |\n| --- | --- |\n")
	for _, s := range Settings() {
		fmt.Fprintf(&b, "| %s | %s |\n", s.Name, s.About)
	}
	b.WriteString("\n```sh\n")
	for _, s := range Settings() {
		fmt.Fprintf(&b, "# %s\n%s\n", s.Name, s.Command())
	}
	return b.String() + "```\n\n"
}

func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func fieldTables() string {
	var b strings.Builder
	table := func(title string, types ...any) {
		fmt.Fprintf(&b, "\n**%s**\n\n| field | unit | range | what it is |\n| --- | --- | --- | --- |\n", title)
		for _, x := range types {
			typ := reflect.TypeOf(x)
			for i := range typ.NumField() {
				f := typ.Field(i)
				if f.Anonymous {
					continue
				}
				fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Tag.Get("json"), f.Tag.Get("unit"), f.Tag.Get("range"), f.Tag.Get("doc"))
			}
		}
	}
	table("View: what every agent sees", agents.LabView{}, agents.Books{})
	table("View of a cloud, besides", agents.CloudView{})
	table("View of a releaser, besides", agents.ReleaserView{})
	table("`view.market`", agents.Market{})
	table("Each of `view.market.peers`", agents.Peer{})
	table("Each of `view.offers`", agents.OwnOffer{})
	table("Move: what every agent decides", agents.ModelMove{})
	table("Move of a lab, besides", agents.LabMove{})
	table("Move of a cloud, besides", agents.CloudMove{})
	table("Move of a releaser, besides", agents.ReleaserMove{})
	return b.String() + "\n"
}
