package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	shellBlock  = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")
	answerBlock = regexp.MustCompile("(?ms)^```json\n(.*?)^```")
	pageLink    = regexp.MustCompile(`\]\(([a-z0-9-]+\.md)\)`)
)

// typed runs every command of a page of the documents, in its order, in one shell in an empty folder, as a reader would type them. It returns the page, the
// folder and what was printed.
func typed(t *testing.T, name string) (page, dir, printed string) {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	text, err := os.ReadFile("../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	script.WriteString("set -e\n")
	for _, b := range shellBlock.FindAllStringSubmatch(string(text), -1) {
		for _, line := range strings.SplitAfter(b[1], "\n") {
			// A command that must fail stops no shell by itself.
			if rest, fails := strings.CutPrefix(line, "! "); fails {
				line = "if " + strings.TrimSpace(rest) + "; then echo 'should have failed' >&2; exit 1; fi\n"
			}
			script.WriteString(line)
		}
	}
	dir = t.TempDir()
	bin := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	put(t, bin, "shakeout", "#!"+shell+"\n"+asProgram+"=1 exec '"+self+"' \"$@\"\n")
	if err := os.Chmod(filepath.Join(bin, "shakeout"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, bin, "script", script.String())
	c := exec.Command(shell, filepath.Join(bin, "script"))
	c.Dir = dir
	c.Env = []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, script.String(), out)
	}
	for _, link := range pageLink.FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(filepath.Join("../../docs", link[1])); err != nil {
			t.Errorf("%s names %s: %v", name, link[1], err)
		}
	}
	return string(text), dir, string(out)
}

// What stands in the page on markets as printed is what is printed.
func TestMarketPage(t *testing.T) {
	t.Parallel()
	page, _, out := typed(t, "market.md")
	blocks := answerBlock.FindAllStringSubmatch(page, -1)
	if len(blocks) < 4 {
		t.Fatalf("%d blocks of answers; want at least 4", len(blocks))
	}
	for _, b := range blocks {
		for _, line := range strings.Split(strings.TrimRight(b[1], "\n"), "\n") {
			if !strings.Contains(out, "\n"+line+"\n") {
				t.Errorf("want the line %q in what the commands print", line)
			}
		}
	}
}

func TestGuide(t *testing.T) {
	t.Parallel()
	page, dir, out := typed(t, "guide.md")
	if blocks := shellBlock.FindAllString(page, -1); len(blocks) < 8 {
		t.Fatalf("%d blocks of commands; want at least 8", len(blocks))
	}
	for _, want := range []string{
		"mine.yaml: ok, 2 agents, 1 segment, 24 months", "three.yaml: ok, 3 agents, 1 segment, 36 months",
		`stratgy: got an unknown key; did you mean "strategy"?`, `agents[gamma].start.cash_usd_m: got text "eighty"; want a number`,
		"agents[alpha].strategy.params.markup", "Gamma (gamma, lab) in three-labs", "decisions.csv:", "\nverified\n", "The runs are equal.",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("want %q in what the commands print:\n%s", want, out)
		}
	}
	if strings.Contains(out, "warning") {
		t.Errorf("the guide's own files give warnings:\n%s", out)
	}
	for _, file := range []string{"runs/duopoly-seed1/figures/price.png", "runs/three-labs-seed1/figures/share.svg", "figures/price.pdf", "figures/price.csv", "resolved.yaml"} {
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			t.Error(err)
		}
	}
}
