package main

// Exit statuses, as the help of the program promises them.
const (
	exitFailed      = 1   // it ran and failed, or found a difference where none was allowed
	exitUsage       = 2   // the command line or an input file is wrong
	exitInterrupted = 130 // stopped by the user
)

// exitError is an error that knows the exit status it should end the program with.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }

func (e exitError) Unwrap() error { return e.err }
