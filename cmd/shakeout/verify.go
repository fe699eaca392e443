package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/worlds/history"
)

// verifyReport is what `shakeout verify` found; its JSON form is the answer of `--json`.
type verifyReport struct {
	Directory string              `json:"directory"`
	Verified  bool                `json:"verified"`
	WrittenBy string              `json:"written_by"`
	Program   string              `json:"program"`
	World     string              `json:"world"`
	Seed      uint64              `json:"seed"`
	Ticks     int64               `json:"ticks"`
	Digest    string              `json:"digest"`
	Files     int                 `json:"files"`
	Faults    []history.FileFault `json:"faults"`
	Changes   []worldLine         `json:"world_changes"`
	Again     *againReport        `json:"again"` // null if only the files were checked
}

// worldLine is a place at which world.yaml is not the world that was run.
type worldLine struct {
	Line int    `json:"line"`
	Path string `json:"path"`
	Text string `json:"text"`
}

// againReport is what came of running the recorded world again.
type againReport struct {
	Digest      string                    `json:"digest"`
	Error       string                    `json:"error,omitempty"`
	Differences []history.TableDifference `json:"differences"`
	Unchecked   []string                  `json:"unchecked"`
	Parting     *history.Parting          `json:"parting"`
}

func newVerifyCommand(version string, rerun rerunFunc) *cobra.Command {
	var asJSON, filesOnly bool
	c := &cobra.Command{
		Use:   "verify DIR",
		Short: "Check a run directory against its manifest and against the same run made again",
		Long: `verify checks each file of a run directory against manifest.json, runs the
recorded world.yaml again, and compares every cell of every table. It names the
file, row and column that differ, and which version wrote the directory. If
world.yaml was changed by hand, it names the line and the first outcome that
differs. It never changes the directory.

Exit status: 0 verified; 1 something differs; 2 DIR is no run directory;
130 interrupted.`,
		Example: "  shakeout verify runs/frontier-2025-seed1\n  shakeout verify --json runs/duopoly-seed1",
		Args:    exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			again := rerun
			if filesOnly {
				again = nil
			}
			report, err := verify(cmd.Context(), args[0], version, again)
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(cmd.OutOrStdout(), report)
			} else {
				_, err = io.WriteString(cmd.OutOrStdout(), report.text())
			}
			if err != nil {
				return exitError{exitFailed, err}
			}
			if !report.Verified {
				return exitError{exitFailed, fmt.Errorf("%s: not verified", args[0])}
			}
			return nil
		},
		SilenceUsage: true,
	}
	c.Flags().BoolVar(&asJSON, "json", false, "answer as JSON on standard output")
	c.Flags().BoolVar(&filesOnly, "files-only", false, "check the files against the manifest only; don't run the world again")
	return c
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// verify compares a directory with its manifest and, if rerun is set, with the run made again.
func verify(ctx context.Context, dir, version string, rerun rerunFunc) (*verifyReport, error) {
	m, faults, err := history.VerifyFiles(dir)
	var noRun *history.ManifestError
	if errors.As(err, &noRun) {
		return nil, exitError{exitUsage, err}
	}
	if err != nil {
		return nil, exitError{exitFailed, err}
	}
	r := &verifyReport{
		Directory: dir, WrittenBy: m.Version, Program: version, World: m.World, Seed: m.Seed, Ticks: m.Ticks, Digest: m.Digest,
		Files: 1 + len(m.Tables) + len(m.Details) + len(m.Artefacts), Faults: faults,
	}
	world, err := os.ReadFile(filepath.Join(dir, "world.yaml"))
	if err == nil && r.faulty("world.yaml") {
		values := worldValues(world)
		for _, c := range m.ChangedLines(world) {
			text := c.Text
			if text == "" && c.Gone > 0 {
				text = fmt.Sprintf("(%s taken out here)", count(c.Gone, "line"))
			}
			r.Changes = append(r.Changes, worldLine{c.Line, pathAtLine(values, c.Line), text})
		}
	}
	if rerun != nil && err == nil {
		if r.Again, err = runAgain(ctx, dir, m, world, r, rerun); err != nil {
			return nil, err
		}
	}
	r.Verified = len(r.Faults) == 0 && (rerun == nil || r.Again != nil && r.Again.Error == "" && len(r.Again.Differences) == 0)
	return r, nil
}

func (r *verifyReport) faulty(name string) bool {
	return slices.ContainsFunc(r.Faults, func(f history.FileFault) bool { return f.Name == name })
}

// runAgain runs the recorded world and compares. Only an interrupt and a file that can't be read are errors.
func runAgain(ctx context.Context, dir string, m *history.Manifest, world []byte, r *verifyReport, rerun rerunFunc) (*againReport, error) {
	again := &againReport{}
	recorded, err := readRecording(dir)
	if err != nil { // a transcript that can't be read answers nothing
		again.Error = err.Error()
		return again, nil
	}
	run, err := rerun(ctx, recorded)
	if ctx.Err() != nil {
		return nil, exitError{exitInterrupted, fmt.Errorf("interrupted while running the world again: %w", context.Cause(ctx))}
	}
	if err != nil {
		again.Error = err.Error()
		return again, nil
	}
	if again.Digest, err = history.Digest(run); err != nil {
		again.Error = err.Error()
		return again, nil
	}
	r.checkIdentity(m, run)
	if again.Differences, again.Unchecked, err = history.CompareFiles(dir, run); err != nil {
		return nil, exitError{exitFailed, err}
	}
	if err := again.leaveToBuild(m, run, r.faulty(benchmarksFile)); err != nil {
		return nil, exitError{exitFailed, err}
	}
	drawn, err := r.drawnDifferences(dir, m, run)
	if err != nil {
		return nil, exitError{exitFailed, err}
	}
	again.Differences = append(again.Differences, drawn...)
	if string(run.Resolved) != string(world) && !r.faulty("world.yaml") {
		again.Differences = append(again.Differences, worldDifference(world, run.Resolved))
	}
	// What is said first should be what matters most where the whole run took another course.
	if r.faulty("world.yaml") {
		slices.SortStableFunc(again.Differences, func(a, b history.TableDifference) int {
			return rank(a.File) - rank(b.File)
		})
	}
	if len(again.Differences) > 0 && (len(r.Faults) == 0 || r.faulty("world.yaml")) {
		if recorded, err := history.ReadRun(dir); err == nil {
			if again.Parting, err = history.FindParting(recorded, run); err != nil {
				return nil, exitError{exitFailed, err}
			}
		}
	}
	return again, nil
}

// benchmarksFile holds prices found by a solver whose last bits, and at the edge its success, hang on the processor.
const benchmarksFile = "benchmarks.csv"

// leaveToBuild takes differences in benchmarks out of the comparison where this build does not find those that the
// manifest has: they prove nothing then. Where the file is as in the manifest it is sound; where not, it is said that
// nothing more was checked.
func (a *againReport) leaveToBuild(m *history.Manifest, run *history.Run, faulty bool) error {
	at := slices.IndexFunc(m.Details, func(e history.TableEntry) bool { return e.Name == benchmarksFile })
	sum, err := history.TableHash(benchmarksFile, run)
	if err != nil || at < 0 || sum == "" || sum == m.Details[at].SHA256 {
		return err
	}
	a.Differences = slices.DeleteFunc(a.Differences, func(d history.TableDifference) bool { return d.File == benchmarksFile })
	if faulty {
		a.Unchecked = append(a.Unchecked, benchmarksFile)
	}
	return nil
}

func rank(file string) int {
	if file == "outcomes.csv" {
		return 0
	}
	return 1
}

// checkIdentity compares what the manifest says of the run with what the world says.
func (r *verifyReport) checkIdentity(m *history.Manifest, run *history.Run) {
	add := func(field string, got, want any) {
		if got != want {
			r.Faults = append(r.Faults, history.FileFault{Name: "manifest.json", Kind: history.FileUnsound,
				Text: fmt.Sprintf("%s: the manifest says %v, world.yaml gives %v", field, got, want)})
		}
	}
	add("world", m.World, run.World)
	add("seed", m.Seed, run.Seed)
	add("ticks", m.Ticks, run.Ticks)
}

// worldDifference is the first line in which a world text differs from its canonical form.
func worldDifference(got, want []byte) history.TableDifference {
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	d := history.TableDifference{File: "world.yaml", RowsA: int64(len(a)), RowsB: int64(len(b))}
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y || i >= len(a) || i >= len(b) {
			if d.Cells++; d.Cells == 1 {
				d.First = history.Difference{File: "world.yaml", Line: int64(i + 1), A: x, B: y}
			}
		}
	}
	return d
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// text is the report as a person reads it.
func (r *verifyReport) text() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s: %s, seed %d, %s, written by shakeout %s", r.Directory, r.World, r.Seed, count(int(r.Ticks), "tick"), r.WrittenBy)
	if len(r.Faults) == 0 {
		line("files: all %d as in the manifest", r.Files)
	}
	for _, f := range r.Faults {
		line("files: %s", f)
	}
	for i, c := range r.Changes {
		if i == 10 {
			line("  and %s more", count(len(r.Changes)-i, "line"))
			break
		}
		where := ""
		if c.Path != "" {
			where = " (" + c.Path + ")"
		}
		line("  world.yaml:%d%s is not as it was run; it now says: %s", c.Line, where, short(c.Text))
	}
	if r.Again != nil {
		r.Again.text(line, r)
	}
	if r.Verified {
		line("verified")
	} else {
		line("NOT verified")
	}
	return b.String()
}

func (a *againReport) text(line func(string, ...any), r *verifyReport) {
	if a.Error != "" {
		line("run again: the recorded world can't be run: %s", strings.ReplaceAll(a.Error, "\n", "\n  "))
		r.versions(line)
		return
	}
	for _, file := range a.Unchecked {
		line("run again: %s was not recorded again and is checked against the manifest only", file)
	}
	if len(a.Differences) == 0 {
		if a.Digest == r.Digest {
			line("run again: digest %s, as recorded", a.Digest)
		} else {
			line("run again: the tables come out as they stand here, with digest %s; the manifest says %s", a.Digest, r.Digest)
		}
		return
	}
	for _, d := range a.Differences {
		more := ""
		if d.Cells > 1 {
			more = fmt.Sprintf(" (and %s)", count(int(d.Cells-1), "further difference"))
		}
		line("run again: %s%s", d.First.Say("the file has", "the run gives"), more)
	}
	if p := a.Parting; p != nil {
		line("run again: the two part at tick %d (%s)%s", p.Tick, p.Date, byWhom(p.Agents))
	}
	if len(r.Faults) == 0 {
		line("The files are as they were written, but this program gets another result from the same world.")
	}
	r.versions(line)
}

func (r *verifyReport) versions(line func(string, ...any)) {
	if r.WrittenBy != r.Program {
		line("The directory was written by shakeout %s and this is shakeout %s: a difference may come from the program.", r.WrittenBy, r.Program)
	}
}

// byWhom names the first agents of a parting.
func byWhom(agents []string) string {
	switch n := len(agents); {
	case n == 0:
		return ""
	case n <= 3:
		return ": " + strings.Join(agents, ", ")
	default:
		return fmt.Sprintf(": %s and %d more", strings.Join(agents[:3], ", "), n-3)
	}
}
