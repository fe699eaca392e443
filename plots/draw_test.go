package plots

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var dump = flag.String("dump", "", "folder to write the figures of the tests to, to look at them")

func TestDump(t *testing.T) {
	if *dump == "" {
		t.Skip("-dump names no folder")
	}
	o := Options{Formats: []Format{PNG, SVG, PDF}, Stamp: Stamp{Digest: "0123abcd", Version: "test"}}
	write := func(files []Artefact) {
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(*dump, f.Name), f.Bytes, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := DrawRun(synthetic(18, 120), o)
	if err != nil {
		t.Fatal(err)
	}
	write(files)
	all, order := ensembles()
	for _, name := range order {
		f, err := all[name]()
		if err != nil {
			t.Fatal(err)
		}
		files, err := f.Artefacts(o)
		if err != nil {
			t.Fatal(err)
		}
		write(files)
	}
}
