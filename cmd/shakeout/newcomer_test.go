package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The newcomer's path of the README, in its order, in one shell in an empty folder. Cloning and building are what brought the test here;
// two seeds do in place of twenty.
func TestNewcomer(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(page), "\n## Two strategies of your own\n")
	block := shellBlock.FindStringSubmatch(section)
	if !ok || block == nil {
		t.Fatal("README.md: want a section with the newcomer's path and its commands")
	}
	script, ok := strings.CutPrefix(block[1], "git clone ADDRESS shakeout\ncd shakeout\ngo build -o . ./cmd/shakeout\n")
	if !ok {
		t.Fatalf("the path begins with\n%.200s; want to clone, go there and build", block[1])
	}
	if n := 3 + strings.Count(script, "<<'END'\n") + strings.Count(script, "./shakeout "); n > 10 {
		t.Errorf("%d commands; want ten or fewer", n)
	}
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "shakeout", "#!"+shell+"\n"+asProgram+"=1 exec '"+self+"' \"$@\"\n")
	if err := os.Chmod(filepath.Join(dir, "shakeout"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "path", "set -e\n"+strings.Replace(script, "\nruns: 20\n", "\nruns: 2\n", 1))
	c := exec.Command(shell, "path")
	c.Dir = dir
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"in the seat of mistral: value to owners", "bold", "patient", "fast-follower", "duel: 6 runs, 0 failed"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("want %q in what the commands print:\n%s", want, out)
		}
	}
	for _, file := range []string{"ranking.png", "survival-by-strategy.png"} {
		if _, err := os.Stat(filepath.Join(dir, "runs/duel/figures", file)); err != nil {
			t.Error(err)
		}
	}
}
