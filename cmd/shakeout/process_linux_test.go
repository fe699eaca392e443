package main

import "syscall"

// mountSmall makes a file system of 256 kB at a folder, where the system lets it.
func mountSmall(dir string) error { return syscall.Mount("none", dir, "tmpfs", 0, "size=256k") }

func unmount(dir string) { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }
