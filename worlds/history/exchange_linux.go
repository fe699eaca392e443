package history

import "golang.org/x/sys/unix"

// exchange swaps two names in one step, so that at no moment the target is missing. It fails on file systems that
// can't; the caller then renames twice.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
