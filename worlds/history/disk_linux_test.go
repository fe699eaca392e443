package history

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNoRoomLeavesNothing runs itself in a process that may write files of 20 kB at most: the errors come from the
// system, in the middle of a table.
func TestNoRoomLeavesNothing(t *testing.T) {
	const variable = "SHAKEOUT_TEST_NO_ROOM"
	if dir := os.Getenv(variable); dir != "" {
		signal.Ignore(syscall.SIGXFSZ)
		limit := syscall.Rlimit{Cur: 20_000, Max: 20_000}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Skip(err)
		}
		_, err := Write(context.Background(), dir, plausibleRun(1, 60, 6, 60), Options{Parquet: true})
		if !errors.Is(err, syscall.EFBIG) {
			t.Errorf("got %v; want %v", err, syscall.EFBIG)
		}
		if err != nil && !strings.Contains(err.Error(), ".csv") && !strings.Contains(err.Error(), ".parquet") {
			t.Errorf("got %v; want the table named", err)
		}
		return
	}
	for _, occupied := range []bool{false, true} {
		root := t.TempDir()
		dir := filepath.Join(root, "runs", "x")
		if occupied {
			write(t, dir, plausibleRun(1, 60, 6, 60), Options{})
		}
		before := tree(t, root)
		c := exec.Command(os.Args[0], "-test.run=^TestNoRoomLeavesNothing$")
		c.Env = append(os.Environ(), variable+"="+dir)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if diff := cmp.Diff(before, tree(t, root)); diff != "" {
			t.Error(diff)
		}
		if got := entries(t, root); !occupied && len(got) > 0 {
			t.Errorf("left: %v", got)
		}
	}
}

// TestFullFileSystemLeavesNothing mounts a file system of 256 kB, where it may.
func TestFullFileSystemLeavesNothing(t *testing.T) {
	root := t.TempDir()
	if err := syscall.Mount("none", root, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("mounting a small file system: %v", err)
	}
	defer syscall.Unmount(root, syscall.MNT_DETACH)
	dir := filepath.Join(root, "x")
	small, large := smallRun(1), plausibleRun(1, 120, 10, 100)
	write(t, dir, small, Options{})
	before := tree(t, root)
	if _, err := Write(context.Background(), dir, large, Options{Force: true}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v; want %v", err, syscall.ENOSPC)
	}
	if diff := cmp.Diff(before, tree(t, root)); diff != "" {
		t.Error(diff)
	}
	if got := entries(t, root); len(got) != 1 {
		t.Errorf("left: %v", got)
	}
}
