package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree is all that stands below dir, name and bytes.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files, err := listFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(text)
	}
	return all
}

func names(all map[string]string) []string {
	var list []string
	for name := range all {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func write(t testing.TB, dir string, run *Run, o Options) *Manifest {
	t.Helper()
	m, err := Write(context.Background(), dir, run, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func smallRun(seed uint64) *Run {
	run := plausibleRun(seed, 3, 2, 4)
	run.Ledger, run.Decisions = nil, nil
	return run
}

func TestDirectoryHoldsWhatIsPromised(t *testing.T) {
	root := t.TempDir()
	run := smallRun(1)
	write(t, filepath.Join(root, "plain"), run, Options{Version: "1.2.3"})
	run.Ledger, run.Decisions = []LedgerRow{}, []DecisionRow{}
	m := write(t, filepath.Join(root, "full"), run, Options{Version: "1.2.3", Parquet: true, Artefacts: func(_ context.Context, dir string, m *Manifest) error {
		if m.Digest == "" || len(m.Tables) != 6 {
			t.Errorf("artefacts are drawn before the digest is known: %+v", m)
		}
		if err := os.Mkdir(filepath.Join(dir, "figures"), 0o777); err != nil {
			return err
		}
		return errors.Join(os.WriteFile(filepath.Join(dir, "figures", "hhi.png"), []byte("png"), 0o666),
			os.WriteFile(filepath.Join(dir, "timing.json"), []byte("{}"), 0o666))
	}})
	want := []string{
		"full/agents.csv", "full/agents.parquet", "full/decisions.csv", "full/decisions.parquet", "full/events.csv", "full/events.parquet",
		"full/figures/hhi.png", "full/ledger.csv", "full/ledger.parquet", "full/manifest.json", "full/market.csv", "full/market.parquet",
		"full/offers.csv", "full/offers.parquet", "full/outcomes.csv", "full/outcomes.parquet", "full/segments.csv", "full/segments.parquet",
		"full/timing.json", "full/world.yaml",
		"plain/agents.csv", "plain/events.csv", "plain/manifest.json", "plain/market.csv", "plain/offers.csv", "plain/outcomes.csv", "plain/segments.csv", "plain/world.yaml",
	}
	if diff := cmp.Diff(want, names(tree(t, root))); diff != "" {
		t.Error(diff)
	}
	var artefacts []string
	for _, e := range m.Artefacts {
		artefacts = append(artefacts, e.Name)
	}
	wantArtefacts := []string{"agents.parquet", "decisions.parquet", "events.parquet", "figures/hhi.png", "ledger.parquet", "market.parquet", "offers.parquet", "outcomes.parquet", "segments.parquet"}
	if diff := cmp.Diff(wantArtefacts, artefacts); diff != "" {
		t.Error(diff)
	}
	back, err := ReadManifest(filepath.Join(root, "full"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, back); diff != "" {
		t.Errorf("manifest as returned and as read: %s", diff)
	}
	plain, err := ReadManifest(filepath.Join(root, "plain"))
	if err != nil || plain.Digest != m.Digest {
		t.Errorf("digest with and without details, figures and Parquet: got %s and %s, %v; want them equal", m.Digest, plain.Digest, err)
	}
}

func TestRowsAreStreamed(t *testing.T) {
	root := t.TempDir()
	run := smallRun(1)
	s, err := Begin(filepath.Join(root, "streamed"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range run.Offers { // in any order between tables
		if err := s.Offers.Write(&run.Offers[i]); err != nil {
			t.Fatal(err)
		}
	}
	feed(t, &s.Market, run.Market)
	feed(t, &s.Segments, run.Segments)
	feed(t, &s.Agents, run.Agents)
	feed(t, &s.Events, run.Events)
	feed(t, &s.Outcomes, run.Outcomes)
	if _, err := s.Commit(context.Background(), Identity{run.World, run.Seed, run.Ticks, run.Resolved}); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "whole"), run, Options{})
	if diff := cmp.Diff(tree(t, filepath.Join(root, "whole")), tree(t, filepath.Join(root, "streamed"))); diff != "" {
		t.Error(diff)
	}
	if err := s.Market.Write(&run.Market[0]); err == nil {
		t.Error("a row after Commit: got no error")
	}
	if _, err := s.Commit(context.Background(), Identity{}); err == nil {
		t.Error("a second Commit: got no error")
	}
	if err := s.Abort(); err != nil {
		t.Errorf("Abort after Commit: %v", err)
	}
	if got := names(tree(t, root)); len(got) != 16 {
		t.Errorf("after Abort of a committed stage: got %v", got)
	}
}

func feed[T any](t *testing.T, sink *Sink[T], rows []T) {
	t.Helper()
	for i := range rows {
		if err := sink.Write(&rows[i]); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatMayBeReplaced(t *testing.T) {
	run, other := smallRun(1), smallRun(2)
	for _, c := range []struct {
		reason  string
		prepare func(t *testing.T, dir string)
		refused string // empty if replaced
		early   bool   // whether CheckTarget knows it before the run
	}{
		{"nothing stands there", func(*testing.T, string) {}, "", false},
		{"an empty directory", func(t *testing.T, dir string) { mkdir(t, dir) }, "", false},
		{"a finished run of the same digest", func(t *testing.T, dir string) { write(t, dir, run, Options{Version: "0.9", Parquet: true}) }, "", false},
		{"the same with its timing", func(t *testing.T, dir string) {
			write(t, dir, run, Options{})
			put(t, dir, "timing.json", "{}")
		}, "", false},
		{"the same, with a table lost", func(t *testing.T, dir string) {
			write(t, dir, run, Options{})
			os.Remove(filepath.Join(dir, "market.csv"))
		}, "", false},
		{"a run of another world", func(t *testing.T, dir string) { write(t, dir, other, Options{}) }, "holds a run of", true},
		{"the same world, but another result", func(t *testing.T, dir string) {
			changed := smallRun(1)
			changed.Market[0].HHI = 1
			write(t, dir, changed, Options{})
		}, "holds a run of digest", false},
		{"a run with a note beside it", func(t *testing.T, dir string) {
			write(t, dir, run, Options{})
			put(t, dir, "notes.txt", "mine")
		}, "holds a run that was touched since (notes.txt: not in the list)", true},
		{"a run with a table changed by hand", func(t *testing.T, dir string) {
			write(t, dir, run, Options{})
			put(t, dir, "market.csv", "mine")
		}, "holds a run that was touched since (market.csv: changed)", true},
		{"a directory that is no run", func(t *testing.T, dir string) {
			mkdir(t, dir)
			put(t, dir, "thesis.tex", "mine")
		}, "holds something else than a finished run", true},
		{"a run that lost its manifest", func(t *testing.T, dir string) {
			write(t, dir, run, Options{})
			os.Remove(filepath.Join(dir, "manifest.json"))
		}, "holds something else than a finished run", true},
		{"a file", func(t *testing.T, dir string) { put(t, filepath.Dir(dir), filepath.Base(dir), "mine") }, "is a file, not a run directory", true},
	} {
		t.Run(c.reason, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, "out")
			c.prepare(t, dir)
			before := tree(t, root)

			early := CheckTarget(dir, run.Resolved, false)
			if (early != nil) != c.early {
				t.Errorf("CheckTarget: got %v; want refusal %v", early, c.early)
			}
			_, err := Write(context.Background(), dir, run, Options{Version: "new"})
			if c.refused == "" {
				if err != nil {
					t.Fatal(err)
				}
			} else {
				var occupied *OccupiedError
				if !errors.As(err, &occupied) || !strings.Contains(err.Error(), c.refused) || !strings.Contains(err.Error(), "--force") {
					t.Errorf("got %v; want an OccupiedError with %q and the remedy", err, c.refused)
				}
				if diff := cmp.Diff(before, tree(t, root)); diff != "" {
					t.Errorf("after the refusal: %s", diff)
				}
				if err := CheckTarget(dir, run.Resolved, true); err != nil {
					t.Errorf("CheckTarget with force: %v", err)
				}
				write(t, dir, run, Options{Version: "new", Force: true})
			}
			if m, faults, err := VerifyFiles(dir); err != nil || len(faults) > 0 || m.Version != "new" {
				t.Errorf("afterwards: got %v, %v, %v; want the new run", m, faults, err)
			}
			if got := entries(t, root); !slices.Equal(got, []string{"out"}) {
				t.Errorf("left beside the run: %v", got)
			}
		})
	}
}

func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func mkdir(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestLinksAreFollowed(t *testing.T) {
	root := t.TempDir()
	run := smallRun(1)
	write(t, filepath.Join(root, "real"), run, Options{Version: "old"})
	link := filepath.Join(root, "link")
	if err := os.Symlink(filepath.Join(root, "real"), link); err != nil {
		t.Skip(err)
	}
	write(t, link, run, Options{Version: "new"})
	if target, err := os.Readlink(link); err != nil || target != filepath.Join(root, "real") {
		t.Errorf("the link: got %s, %v; want it as it was", target, err)
	}
	if m, err := ReadManifest(filepath.Join(root, "real")); err != nil || m.Version != "new" {
		t.Errorf("behind the link: got %v, %v; want the new run", m, err)
	}
	os.Symlink(filepath.Join(root, "gone"), filepath.Join(root, "dangling"))
	if _, err := Write(context.Background(), filepath.Join(root, "dangling"), run, Options{}); err == nil || !strings.Contains(err.Error(), "symbolic link to nothing") {
		t.Errorf("a link to nothing: got %v", err)
	}
}

func TestPlacesThatAreNeverReplaced(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	work := filepath.Join(t.TempDir(), "a", "b")
	mkdir(t, work)
	t.Chdir(work)
	for _, dir := range []string{".", "..", "../..", "/", "", home, filepath.Dir(home)} {
		var occupied *OccupiedError
		if _, err := Write(context.Background(), dir, smallRun(1), Options{Force: true}); !errors.As(err, &occupied) {
			t.Errorf("%q with force: got %v; want an OccupiedError", dir, err)
		}
		if err := CheckTarget(dir, nil, true); !errors.As(err, &occupied) {
			t.Errorf("CheckTarget %q with force: got %v; want an OccupiedError", dir, err)
		}
	}
	write(t, "runs/deep/x", smallRun(1), Options{})
}

// countdown is a context that is interrupted at its n-th question.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left <= 0 {
		return context.Canceled
	}
	c.left--
	return nil
}

func TestInterruptLeavesNothing(t *testing.T) {
	run := plausibleRun(1, 3, 2, 4)
	for _, occupied := range []bool{false, true} {
		for n := 0; ; n++ {
			root := t.TempDir()
			dir := filepath.Join(root, "runs", "deep", "x")
			if occupied {
				write(t, dir, run, Options{Version: "old"})
			}
			before := tree(t, root)
			drawn := false
			_, err := Write(&countdown{context.Background(), n}, dir, run, Options{Version: "new", Parquet: true, Artefacts: func(ctx context.Context, dir string, _ *Manifest) error {
				drawn = true
				return errors.Join(os.WriteFile(filepath.Join(dir, "half.png"), []byte("x"), 0o666), ctx.Err())
			}})
			if err == nil {
				if n < 9 || !drawn {
					t.Errorf("done after %d questions for an interrupt; want one per table and step", n)
				}
				break
			}
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("interrupt %d: got %v", n, err)
			}
			if diff := cmp.Diff(before, tree(t, root)); diff != "" {
				t.Errorf("interrupt %d: %s", n, diff)
			}
			if got := entries(t, root); !occupied && len(got) > 0 {
				t.Errorf("interrupt %d: parents are left: %v", n, got)
			}
		}
	}
}

func TestErrorsLeaveNothing(t *testing.T) {
	bad := smallRun(1)
	bad.Outcomes[1].Price = inf()
	for _, c := range []struct {
		reason string
		run    *Run
		o      Options
		want   string
	}{
		{"a row that can't be written", bad, Options{Parquet: true}, "outcomes.csv: row 2: column price_usd_m: got +Inf"},
		{"figures that can't be drawn", smallRun(1), Options{Artefacts: func(context.Context, string, *Manifest) error { return errFull }}, errFull.Error()},
	} {
		root := t.TempDir()
		_, err := Write(context.Background(), filepath.Join(root, "runs", "x"), c.run, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v; want %q in it", c.reason, err, c.want)
		}
		if got := entries(t, root); len(got) > 0 {
			t.Errorf("%s: left: %v", c.reason, got)
		}
	}
}

func inf() float64 { x := 1e308; return x * 10 }

func TestParentsThatOthersUseStay(t *testing.T) {
	root := t.TempDir()
	s, err := Begin(filepath.Join(root, "runs", "x"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(root, "runs"), "theirs", "")
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := entries(t, filepath.Join(root, "runs")); !slices.Equal(got, []string{"theirs"}) {
		t.Errorf("got %v; want what someone else put there", got)
	}
}

func TestTwoStagesOfOneTarget(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	run := smallRun(1)
	a, err := Begin(dir, Options{Version: "a"})
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, run, Options{Version: "b"})
	if _, err := a.Commit(context.Background(), Identity{World: "other"}); err == nil {
		t.Error("the second to finish replaced another run; want a refusal")
	}
	if m, faults, err := VerifyFiles(dir); err != nil || len(faults) > 0 || m.Version != "b" {
		t.Errorf("the first to finish: got %v, %v, %v", m, faults, err)
	}
}

func TestRedrawnFiguresAreHashedAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	before := write(t, dir, smallRun(1), Options{Parquet: true, Artefacts: func(_ context.Context, dir string, _ *Manifest) error {
		return errors.Join(os.Mkdir(filepath.Join(dir, "figures"), 0o777), os.WriteFile(filepath.Join(dir, "figures", "a.png"), []byte("a"), 0o666),
			os.WriteFile(filepath.Join(dir, "figures", "b.png"), []byte("b"), 0o666))
	}})
	put(t, filepath.Join(dir, "figures"), "a.png", "A")
	put(t, filepath.Join(dir, "figures"), "c.svg", "c")
	os.Remove(filepath.Join(dir, "figures", "b.png"))
	put(t, dir, "notes.txt", "mine")
	after, err := RefreshArtefacts(dir)
	if err != nil {
		t.Fatal(err)
	}
	if after.Digest != before.Digest || len(after.Artefacts) != len(before.Artefacts) {
		t.Errorf("got %+v; want the same digest, b.png gone and c.svg new", after)
	}
	_, faults, err := VerifyFiles(dir)
	if err != nil || len(faults) != 1 || faults[0].Name != "notes.txt" {
		t.Errorf("got %v, %v; want notes.txt alone, which is no figure", faults, err)
	}
}

func TestReplacingWithoutASwap(t *testing.T) {
	root := t.TempDir()
	target, fresh := filepath.Join(root, "x"), filepath.Join(root, "fresh")
	mkdir(t, target)
	put(t, target, "old", "")
	if err := renameOver(fresh, target); err == nil {
		t.Error("nothing to put there: got no error")
	}
	if diff := cmp.Diff([]string{"x/old"}, names(tree(t, root))); diff != "" {
		t.Errorf("after a failure: %s", diff)
	}
	mkdir(t, fresh)
	put(t, fresh, "new", "")
	if err := renameOver(fresh, target); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"x/new"}, names(tree(t, root))); diff != "" {
		t.Error(diff)
	}
}
