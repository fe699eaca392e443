//go:build !linux && !darwin

package experiments

import "os"

// lockDir takes no lock where the system has none that ends with the process.
func lockDir(name string) (*os.File, error) { return os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666) }

// freeSpace is not known here.
func freeSpace(string) int64 { return -1 }
