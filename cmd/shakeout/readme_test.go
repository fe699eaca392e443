package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var updateReadme = flag.Bool("readme", false, "write what the main job prints into README.md")

// The README shows what its first command prints, to the letter: a table that nobody can reproduce is no example.
func TestReadmeShowsWhatTheMainJobPrints(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "run", "frontier-2025", "--figures", "none")
	c.Dir = t.TempDir()
	c.Env = append(os.Environ(), asProgram+"=1")
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	page := filepath.Join("..", "..", "README.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	const before, after = "The first prints (seed 1)\n\n```\n", "```\n"
	head, rest, found := strings.Cut(string(text), before)
	shown, tail, closed := strings.Cut(rest, after)
	if !found || !closed {
		t.Fatalf("README.md: want a block of output after %q", before)
	}
	if *updateReadme {
		if err := os.WriteFile(page, []byte(head+before+string(out)+after+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown != string(out) {
		t.Errorf("README.md is out of date; run `go test ./cmd/shakeout -run Readme -readme`: got\n%s\nwant\n%s", shown, out)
	}
}
