//go:build unix

package process

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a program into a group of its own, so that it can be ended together with what it starts.
func ownGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup kills a program and what it started and left in its group.
func killGroup(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
