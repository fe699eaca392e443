// Package process lets a strategy be a program in any language: one line of JSON a month goes to its standard input, one comes back from
// its standard output.
package process

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"
	"unicode/utf8"
)

// MaxAnswer is the longest answer that is read, bytes.
const MaxAnswer = 1 << 20

// Status says how a question ended.
type Status string

// How a question can end. After all but Answered the program is stopped and asked no more.
const (
	Answered   Status = "answered"
	Late       Status = "late"       // nothing came within the time allowed
	Ended      Status = "ended"      // the program has ended, or could not be started
	Unreadable Status = "unreadable" // too long, or no text
)

// Statuses lists them.
var Statuses = []Status{Answered, Late, Ended, Unreadable}

// Process is a program that answers questions.
type Process struct {
	command *exec.Cmd
	in      io.WriteCloser
	lines   chan line
	stopped bool
	why     error // why it could not be started
}

type line struct {
	text []byte
	err  error
}

// Start starts a program; its standard error goes to stderr. A program that can't be started answers every question with Ended.
func Start(command []string, stderr io.Writer) *Process {
	p := &Process{lines: make(chan line, 1)}
	if len(command) == 0 {
		p.why = errors.New("got an empty command")
		return p
	}
	p.command = exec.Command(command[0], command[1:]...)
	p.command.Stderr = stderr
	p.command.WaitDelay = time.Second
	ownGroup(p.command)
	var out io.ReadCloser
	if p.in, p.why = p.command.StdinPipe(); p.why != nil {
		return p
	}
	if out, p.why = p.command.StdoutPipe(); p.why != nil {
		return p
	}
	if p.why = p.command.Start(); p.why != nil {
		return p
	}
	go p.read(bufio.NewReaderSize(out, 64<<10))
	return p
}

// Err says why the program could not be started; nil if it could.
func (p *Process) Err() error { return p.why }

// read passes lines on until the program ends its output.
func (p *Process) read(out *bufio.Reader) {
	defer close(p.lines)
	for {
		text, err := readLine(out)
		p.lines <- line{text, err}
		if err != nil {
			return
		}
	}
}

var errTooLong = fmt.Errorf("a line of more than %d bytes", MaxAnswer)

func readLine(out *bufio.Reader) ([]byte, error) {
	var text []byte
	for {
		part, err := out.ReadSlice('\n')
		if len(text)+len(part) > MaxAnswer {
			return nil, errTooLong
		}
		text = append(text, part...)
		switch {
		case err == nil:
			return bytes.TrimRight(text, "\r\n"), nil
		case errors.Is(err, bufio.ErrBufferFull):
		case len(bytes.TrimSpace(text)) > 0: // a last line without its end
			return bytes.TrimSpace(text), nil
		default:
			return nil, err
		}
	}
}

// Ask sends a line and waits for the answer, no longer than timeout. The error is that of the context, when it is done.
func (p *Process) Ask(ctx context.Context, question []byte, timeout time.Duration) ([]byte, Status, error) {
	if p.why != nil || p.stopped {
		return nil, Ended, nil
	}
	written := make(chan error, 1)
	line := append(bytes.Clone(question), '\n') // a late program may still be reading when the caller asks the next question
	go func() {                                 // a program that does not read must not hold the run up
		_, err := p.in.Write(line)
		written <- err
	}()
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for {
		select {
		case err := <-written:
			written = nil
			if err != nil {
				p.Stop()
				return nil, Ended, nil
			}
		case l, open := <-p.lines:
			switch {
			case errors.Is(l.err, errTooLong), open && l.err == nil && !isText(l.text):
				p.Stop()
				return nil, Unreadable, nil
			case !open || l.err != nil:
				p.Stop()
				return nil, Ended, nil
			}
			return l.text, Answered, nil
		case <-timer.C:
			p.Stop()
			return nil, Late, nil
		case <-ctx.Done():
			p.Stop()
			return nil, Ended, context.Cause(ctx)
		}
	}
}

// isText reports whether an answer can stand in a table: valid UTF-8 without zero bytes.
func isText(answer []byte) bool { return utf8.Valid(answer) && bytes.IndexByte(answer, 0) < 0 }

// Stop ends the program: its input is closed, and it is killed if it goes on, with whatever it started. Further questions are answered with
// Ended.
func (p *Process) Stop() {
	if p.why != nil || p.stopped {
		return
	}
	p.stopped = true
	p.in.Close()
	go func() { // so that the reader is never stuck
		for range p.lines {
		}
	}()
	done := make(chan struct{})
	go func() {
		p.command.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
		killGroup(p.command)
		<-done
		return
	}
	killGroup(p.command) // what it has left behind
}
