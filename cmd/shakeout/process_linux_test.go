package main

import (
	"syscall"
	"testing"
)

// mountSmall makes a file system of 256 kB at a folder, where the system lets it.
func mountSmall(dir string) error { return syscall.Mount("none", dir, "tmpfs", 0, "size=256k") }

func unmount(dir string) { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }

// pipe makes a named pipe that nobody writes to.
func pipe(t *testing.T, name string) {
	if err := syscall.Mkfifo(name, 0o644); err != nil {
		t.Skip(err)
	}
}
