//go:build !linux

package history

import "errors"

// exchange is not to be had on this system; the caller renames twice.
func exchange(string, string) error { return errors.ErrUnsupported }
