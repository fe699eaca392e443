package history

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrittenRunReadsBack(t *testing.T) {
	for seed := range uint64(3) {
		for _, parquet := range []bool{false, true} {
			run := randomRun(seed, 40)
			dir := filepath.Join(t.TempDir(), "runs", "x")
			m, err := Write(context.Background(), dir, run, Options{Version: "test", Parquet: parquet})
			if err != nil {
				t.Fatal(err)
			}
			if want := mustDigest(t, run); m.Digest != want {
				t.Errorf("digest: got %s; want %s, as computed in memory", m.Digest, want)
			}
			back, err := ReadRun(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := sameRun(run, back); err != nil {
				t.Error(err)
			}
			if _, faults, err := VerifyFiles(dir); err != nil || len(faults) > 0 {
				t.Errorf("a fresh run directory: got %v, %v; want no fault", faults, err)
			}
		}
	}
}

// A link to a device without end, in the place of a table, is refused by all who read a run directory: none hangs.
func TestDevicesAreNotRead(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"manifest.json", "world.yaml", "events.csv"} {
		dir := filepath.Join(t.TempDir(), "run")
		run := randomRun(1, 4)
		if _, err := Write(context.Background(), dir, run, Options{Version: "test"}); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("/dev/zero", filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
		_, _, verifying := VerifyFiles(dir)
		_, reading := ReadRun(dir)
		for _, err := range []error{verifying, reading} {
			if err == nil || !strings.Contains(err.Error(), name+": got a directory, a pipe or a device; want a file") {
				t.Errorf("%s: got %v; want it refused", name, err)
			}
		}
	}
}
