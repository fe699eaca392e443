package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"shakeout/worlds/history"
)

// What interface.md of the design promises of the command line, from another process in an empty folder.

func TestExitStatuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "world.yaml", twoLabsWith(t, "ticks: 24", "ticks: 3"))
	put(t, dir, "taken/notes.txt", "mine")
	put(t, dir, "experiment-less.yaml", "world: duopoly\n")
	for _, c := range []struct {
		args string
		code int
		says string // on standard error
	}{
		{"", 0, ""}, {"help", 0, ""}, {"help run", 0, ""}, {"version", 0, ""}, {"worlds", 0, ""}, {"worlds duopoly", 0, ""},
		{"worlds duopol", 2, `did you mean "duopoly"?`},
		{"strategies", 0, ""}, {"strategies undercut", 0, ""}, {"strategies underct --json", 2, `did you mean "undercut"?`},
		{"schema world", 0, ""}, {"schema experiment", 0, ""}, {"schema wolrd", 2, `did you mean "world"?`}, {"schema", 2, "got 0 arguments"},
		{"check world.yaml", 0, ""}, {"check world.yaml --resolved", 0, ""}, {"check frontier-2025 --scenario drought", 0, ""}, {"check", 2, "got 0 arguments; want shakeout check WORLD"},
		{"rnu", 2, `got the command "rnu"; did you mean "run"?`}, {"run world.yaml --ouf x", 2, "unknown flag: --ouf; `shakeout run --help` lists the flags"},
		{"run world.yaml --figures gif", 2, `got "gif"; want png, svg, pdf or none`}, {"run world.yaml --format xls", 2, `got "xls"; want csv or csv,parquet`},
		{"run world.yaml --progress maybe", 2, `want one of auto, on, off`}, {"run world.yaml --log-level loud", 2, "want one of trace"},
		{"run world.yaml --figures none --out taken", 2, "taken: holds something else than a finished run; choose another directory with --out, or overwrite it with --force"},
		{"run world.yaml --figures none --out world.yaml", 2, "is a file, not a run directory"},
		{"run world.yaml --figures none --out .", 2, "is the working directory or holds it"},
		{"verify taken", 2, "manifest.json"}, {"verify nowhere", 2, ""}, {"compare taken taken", 2, ""}, {"explain taken alpha", 2, ""}, {"plot taken", 2, ""},
		{"experiment", 2, "got no command; want one of"}, {"market equilibium", 2, `did you mean "equilibrium"?`},
		{"run world.yaml --config nowhere.yaml", 2, "--config nowhere.yaml: got a name of no file"},
		{"completion bash", 0, ""}, {"completion zsh", 0, ""}, {"completion fish", 0, ""}, {"completion powershell", 0, ""},
	} {
		o := shakeout(t, dir, strings.Fields(c.args)...)
		if o.code != c.code || !strings.Contains(o.stderr, c.says) {
			t.Errorf("shakeout %s: exit status %d, standard error\n%s\nwant %d and %q", c.args, o.code, o.stderr, c.code, c.says)
		}
		if c.code == 0 && (o.stdout == "" || o.stderr != "" && !strings.HasPrefix(o.stderr, "warning:")) {
			t.Errorf("shakeout %s: want results on standard output and nothing else; standard error: %s", c.args, o.stderr)
		}
	}
	want := []string{"experiment-less.yaml", "taken", "world.yaml"}
	if d := cmp.Diff(want, names(t, dir)); d != "" {
		t.Errorf("something was left behind: %s", d)
	}
}

func TestARunIsReplacedByItselfOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "world.yaml", twoLabsWith(t, "ticks: 24", "ticks: 3"))
	type answer struct {
		Digest, Dir string
		Outcomes    []struct{ Agent, Outcome string }
	}
	first := answerOf[answer](t, shakeout(t, dir, "run", "world.yaml", "--figures", "none", "--json"))
	if first.Dir != filepath.Join("runs", "duopoly-seed1") || len(first.Outcomes) != 2 || len(first.Digest) != 64 {
		t.Errorf("got %+v", first)
	}
	again := answerOf[answer](t, shakeout(t, dir, "run", "world.yaml", "--figures", "none", "--json"))
	if again.Digest != first.Digest {
		t.Errorf("the same world gives %s, then %s", first.Digest, again.Digest)
	}
	resolved := answerOf[answer](t, shakeout(t, dir, "run", filepath.Join(first.Dir, "world.yaml"), "--figures", "none", "--json", "--out", "again"))
	if resolved.Digest != first.Digest {
		t.Errorf("the resolved world gives %s; want %s", resolved.Digest, first.Digest)
	}
	if o := shakeout(t, dir, "run", "world.yaml", "--seed", "2", "--figures", "none", "--out", first.Dir); o.code != exitUsage || !strings.Contains(o.stderr, "holds a run of another world or seed (duopoly, seed 1)") {
		t.Errorf("exit status %d: %s", o.code, o.stderr)
	}
	if o := shakeout(t, dir, "run", "world.yaml", "--seed", "2", "--figures", "none", "--out", first.Dir, "--force"); o.code != 0 {
		t.Errorf("with --force: exit status %d: %s", o.code, o.stderr)
	}
	var took timing
	text, err := os.ReadFile(filepath.Join(dir, first.Dir, "timing.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &took); err != nil || took.Ticks != 3 || took.Started == "" {
		t.Errorf("timing.json: %v, %s", err, text)
	}
}

func answerOf[T any](t *testing.T, o outcome) (a T) {
	t.Helper()
	if err := json.Unmarshal([]byte(o.stdout), &a); err != nil || o.code != 0 {
		t.Fatalf("exit status %d, %v\n%s%s", o.code, err, o.stdout, o.stderr)
	}
	return a
}

func TestSettingsComeInLayers(t *testing.T) {
	t.Parallel()
	dir, home := t.TempDir(), t.TempDir()
	put(t, dir, "world.yaml", twoLabsWith(t, "ticks: 24", "ticks: 1"))
	put(t, dir, "settings.toml", "figures = \"none\"\nformat = [\"csv\", \"parquet\"]\nout = \"from-file\"\n")
	put(t, dir, "wrong.yaml", "seed: 3\nfigurse: none\n")
	put(t, dir, "bad.yaml", "figures: gif\n")
	run := func(env []string, args ...string) outcome {
		c := program(t, dir, append([]string{"run", "world.yaml"}, args...)...)
		c.Env = append(c.Env, "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, ".config"))
		c.Env = append(c.Env, env...)
		return finish(t, c)
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if _, err := os.Stat(filepath.Join(dir, n)); err != nil {
				return false
			}
		}
		return true
	}
	if o := run(nil, "--config", "settings.toml"); o.code != 0 || !has("from-file/market.parquet") || has("from-file/figures") {
		t.Errorf("a configuration file: exit status %d, %s, %v", o.code, o.stderr, names(t, dir))
	}
	if o := run([]string{"SHAKEOUT_OUT=from-environment", "SHAKEOUT_CONFIG=settings.toml"}); o.code != 0 || !has("from-environment/market.parquet") {
		t.Errorf("the environment over a file: exit status %d, %s, %v", o.code, o.stderr, names(t, dir))
	}
	if o := run([]string{"SHAKEOUT_OUT=elsewhere", "SHAKEOUT_FORMAT=csv"}, "--config", "settings.toml", "--out", "from-flag"); o.code != 0 || !has("from-flag/market.csv") || has("from-flag/market.parquet") || has("elsewhere") {
		t.Errorf("a flag over the environment: exit status %d, %s, %v", o.code, o.stderr, names(t, dir))
	}
	put(t, home, ".config/shakeout/config.yaml", "figures: none\nout: from-home\n")
	if o := run(nil); o.code != 0 || !has("from-home/market.csv") {
		t.Errorf("the user's own file: exit status %d, %s, %v", o.code, o.stderr, names(t, dir))
	}
	for _, c := range []struct {
		env  []string
		args []string
		says string
	}{
		{nil, []string{"--config", "wrong.yaml"}, "wrong.yaml: seed: got an unknown setting"},
		{nil, []string{"--config", "wrong.yaml"}, `wrong.yaml: figurse: got an unknown setting; did you mean "figures"?`},
		{nil, []string{"--config", "bad.yaml"}, `bad.yaml: figures: figures: got "gif"`},
		{[]string{"SHAKEOUT_PROGRESS=perhaps"}, nil, `SHAKEOUT_PROGRESS: got "perhaps"; want one of auto, on, off`},
	} {
		if o := run(c.env, c.args...); o.code != exitUsage || !strings.Contains(o.stderr, c.says) {
			t.Errorf("%v %v: exit status %d, %s; want %q", c.env, c.args, o.code, o.stderr, c.says)
		}
	}
}

// A world comes from its files and flags alone: variables that look as if they set one change nothing.
func TestTheEnvironmentSetsNoWorld(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "world.yaml", twoLabsWith(t, "ticks: 24", "ticks: 2"))
	type answer struct {
		Digest string
		Seed   uint64
		Ticks  int64
	}
	plain := answerOf[answer](t, shakeout(t, dir, "run", "world.yaml", "--figures", "none", "--json"))
	c := program(t, dir, "run", "world.yaml", "--figures", "none", "--json")
	c.Env = append(c.Env, "SHAKEOUT_SEED=9", "SHAKEOUT_TICKS=1", "SHAKEOUT_SCENARIO=x", "SHAKEOUT_SET=ticks=1")
	o := finish(t, c)
	if d := cmp.Diff(plain, answerOf[answer](t, o)); d != "" {
		t.Error(d)
	}
	if !strings.Contains(o.stderr, "warning: SHAKEOUT_SEED does nothing") {
		t.Errorf("want a warning; got %q", o.stderr)
	}
}

func TestAnInterruptLeavesNothing(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		dir := t.TempDir()
		c := program(t, dir, "run", "duopoly", "--ticks", "1000000", "--figures", "none", "--progress", "on", "--out", "deep/in/here")
		var stdout, stderr bytes.Buffer
		c.Stdout = &stdout
		said, err := c.StderrPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(&stderr, said, 1); err != nil { // its progress: it is at work, however slow the machine
			t.Fatal(err)
		}
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(&stderr, said)
		_ = c.Wait()
		if code := c.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(stderr.String(), "interrupted") || stdout.Len() > 0 {
			t.Errorf("%v: exit status %d, standard output %q, standard error %q; want 130", signal, code, stdout.String(), stderr.String())
		}
		if left := names(t, dir); len(left) > 0 {
			t.Errorf("%v: left %v", signal, left)
		}
	}
}

func TestAFullDiskLeavesNothingHalfWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	disk := filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := mountSmall(disk); err != nil {
		t.Skipf("mounting a small file system: %v", err)
	}
	defer unmount(disk)
	put(t, dir, "world.yaml", twoLabsWith(t, "ticks: 24", "ticks: 3"))
	if o := shakeout(t, dir, "run", "world.yaml", "--figures", "none", "--out", "disk/run"); o.code != 0 {
		t.Fatalf("a small run: exit status %d: %s", o.code, o.stderr)
	}
	before := names(t, filepath.Join(disk, "run"))
	for _, args := range []string{"run duopoly --ticks 800 --figures none --force --out disk/run", "run duopoly --ticks 800 --figures none --out disk/new", "plot disk/run --figures png,pdf,svg --dpi 600 --only price,share,timeline"} {
		o := shakeout(t, dir, strings.Fields(args)...)
		if o.code != exitFailed || !strings.Contains(o.stderr, "no space left") {
			t.Errorf("shakeout %s: exit status %d: %s; want 1 and the reason", args, o.code, o.stderr)
		}
		if d := cmp.Diff([]string{"run"}, names(t, disk)); d != "" {
			t.Errorf("shakeout %s left something: %s", args, d)
		}
	}
	if d := cmp.Diff(before, names(t, filepath.Join(disk, "run"))); d != "" && !strings.Contains(d, "figures") {
		t.Errorf("the run that was there changed: %s", d)
	}
	if o := shakeout(t, dir, "verify", "disk/run"); o.code != 0 && !strings.Contains(o.stdout, "figures/") {
		t.Errorf("the run that was there: exit status %d\n%s%s", o.code, o.stdout, o.stderr)
	}
}

// Results that can't be written are a failure, not a wrong command line.
func TestStandardOutputThatIsFull(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	for _, args := range [][]string{{"worlds"}, {"worlds", "duopoly"}, {"check", "duopoly", "--resolved"}, {"schema", "world"}, {"strategies", "--json"}} {
		c := program(t, t.TempDir(), args...)
		var stderr bytes.Buffer
		c.Stdout, c.Stderr = full, &stderr
		_ = c.Run()
		if code := c.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("shakeout %v: exit status %d: %s; want 1 and the reason", args, code, stderr.String())
		}
	}
}

func TestAnswersInJSON(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "world.yaml", twoLabsWith(t, "ticks: 24", "ticks: 2"))
	put(t, dir, "broken.yaml", twoLabsWith(t, "ticks: 24", "ticks: -2"))
	if o := shakeout(t, dir, "run", "world.yaml", "--figures", "none"); o.code != 0 {
		t.Fatal(o.stderr)
	}
	for _, c := range []struct {
		args string
		code int
	}{
		{"check world.yaml --json", 0}, {"check broken.yaml --json", 2}, {"worlds --json", 0}, {"strategies --json", 0}, {"strategies frontier-race --json", 0},
		{"verify runs/duopoly-seed1 --json", 0}, {"compare runs/duopoly-seed1 runs/duopoly-seed1 --json", 0}, {"explain runs/duopoly-seed1 alpha --json", 0},
	} {
		o := shakeout(t, dir, strings.Fields(c.args)...)
		var v any
		if err := json.Unmarshal([]byte(o.stdout), &v); err != nil || o.code != c.code {
			t.Errorf("shakeout %s: exit status %d, %v\n%s%s", c.args, o.code, err, o.stdout, o.stderr)
		}
	}
	type problem struct {
		File    string
		Line    int
		Path    string
		Message string
	}
	o := shakeout(t, dir, "check", "broken.yaml", "--json")
	var got struct {
		OK       bool
		Problems []problem
	}
	if err := json.Unmarshal([]byte(o.stdout), &got); err != nil {
		t.Fatal(err)
	}
	want := []problem{{"broken.yaml", 7, "ticks", "got -2; want a whole number in [0, 1000000000] months"}}
	if d := cmp.Diff(want, got.Problems); d != "" || got.OK {
		t.Error(d)
	}
}

func TestSchemasAreSchemas(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"world", "experiment"} {
		o := shakeout(t, t.TempDir(), "schema", kind)
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(o.stdout))
		if err != nil || o.code != 0 {
			t.Fatalf("%s: exit status %d, %v", kind, o.code, err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("schema.json", doc); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Compile("schema.json"); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// Warnings of check name the number and its place, and --sources tells all of them.
func TestCheckWarnsOfNumbersWithoutSource(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var agents strings.Builder
	for _, id := range []string{"c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"} {
		agents.WriteString("  - {id: " + id + ", name: X, kind: lab, start: {cash_usd_m: 5}, strategy: {name: undercut}}\n")
	}
	put(t, dir, "world.yaml", twoLabsWith(t, "agents:\n", "agents:\n"+agents.String()))
	o := shakeout(t, dir, "check", "world.yaml")
	for _, want := range []string{"warning: world.yaml:18:53: agents[c].start.cash_usd_m: got a number without a source; want {value: 5, source: \"...\"}, or source: assumption", "warning: 2 more numbers without a source; --sources shows all"} {
		if o.code != 0 || !strings.Contains(o.stderr, want) {
			t.Errorf("exit status %d\n%s\nwant %q", o.code, o.stderr, want)
		}
	}
	if o := shakeout(t, dir, "check", "world.yaml", "--sources"); strings.Count(o.stderr, "warning: ") != 12 {
		t.Errorf("--sources shows\n%s", o.stderr)
	}
}

// Logs and progress go to standard error, results to standard output.
func TestLogsAndProgressGoToStandardError(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := shakeout(t, dir, "run", "duopoly", "--ticks", "3000", "--figures", "none", "--log-level", "info", "--progress", "on", "--json")
	if o.code != 0 || !strings.Contains(o.stderr, "[INFO]  shakeout: simulated: world=duopoly seed=1 ticks=3000") || !strings.Contains(o.stderr, "month") {
		t.Errorf("exit status %d, standard error %q", o.code, o.stderr)
	}
	if !json.Valid([]byte(o.stdout)) {
		t.Errorf("standard output is not the result alone: %s", o.stdout)
	}
	if _, err := history.ReadManifest(filepath.Join(dir, "runs", "duopoly-seed1")); err != nil {
		t.Error(err)
	}
}
