// Command shakeout simulates the market for foundation models.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"shakeout/worlds/worldfile"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run carries out a command line and returns the exit status: 0 done, 1 it ran and failed, 2 the
// command line or an input file is wrong, 130 interrupted.
func run(ctx context.Context, args []string) int {
	root := newRootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "interrupted")
		return 130
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(os.Stderr, text)
	}
	var exit exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	var problems worldfile.Problems
	if errors.As(err, &problems) {
		return 2
	}
	return 2 // what is left are mistakes on the command line, found by the flag parser
}
