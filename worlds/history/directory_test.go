package history

import (
	"context"
	"path/filepath"
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
