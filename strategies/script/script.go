// Package script lets a strategy be written in Starlark, a small dialect of Python (github.com/google/starlark-go): a function
// decide(view) or decide(view, state) that returns move(...) or None.
//
// A script is deterministic: it has no clock, no file, no network and no load; its only luck is the agent's own stream. It is bounded:
// a decision takes a limited number of steps, and every operation that could make much out of little (repeating, joining, formatting)
// is paid for in steps before it runs, so that memory stays bounded. Recursion and while are off.
package script

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"shakeout/internal/exact"
)

// Bounds of a script. A step is about one operation of the interpreter, or 16 bytes of new memory.
const (
	MaxBytes = 256 << 10 // of its text
	MaxSteps = 2_000_000 // of one decision, and of loading
	MaxState = 100_000   // values in its state
	MaxPrint = 4096      // bytes printed in one decision; the rest is dropped
	maxDepth = 200       // of nested brackets and expressions
	maxBits  = 4096      // of a whole number
	maxRange = 1_000_000 // of range()
)

// Error is what is wrong with a script, or with what it returned.
type Error struct {
	Name    string // of the script
	Line    int    // 0 if it is not about a line
	Column  int
	Message string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Name + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}

// Program is a script that has been loaded for one agent.
type Program struct {
	name   string
	thread *starlark.Thread
	decide *starlark.Function
	state  *starlark.Dict // nil if decide does not take it
	luck   *exact.Stream  // of the decision under way
	move   *builder       // of the decision under way
	heard  int            // bytes that it has printed in the decision under way
	Print  func(text string)
}

// hear passes on what a script prints, up to MaxPrint bytes in one decision: they are kept to the end of the run.
func (p *Program) hear(text string) {
	if p.Print == nil || p.heard >= MaxPrint {
		return
	}
	if left := MaxPrint - p.heard; len(text) > left {
		text = strings.ToValidUTF8(text[:left], "") + "..."
	}
	p.heard += len(text) + 1
	p.Print(text)
}

// Load compiles a script and runs its top level. name stands in errors; params is the dict that the script sees as params.
func Load(name, text string, params map[string]float64) (*Program, error) {
	p := &Program{name: name}
	if len(text) > MaxBytes {
		return nil, p.wrong(0, 0, "got a script of %d bytes; want at most %d", len(text), MaxBytes)
	}
	if line := tooDeep(text); line > 0 {
		return nil, p.wrong(line, 1, "got brackets nested more than %d deep", maxDepth)
	}
	options := &syntax.FileOptions{TopLevelControl: true}
	file, err := options.Parse(name, text, 0)
	if err != nil {
		return nil, p.explain(err)
	}
	if err := guard(file); err != nil {
		return nil, p.explain(err)
	}
	predeclared := p.predeclared(params)
	compiled, err := starlark.FileProgram(file, predeclared.Has)
	if err != nil {
		return nil, p.explain(err)
	}
	p.thread = &starlark.Thread{Name: name, Print: func(_ *starlark.Thread, text string) { p.hear(text) }}
	var globals starlark.StringDict
	err = p.bounded(func() error {
		var err error
		globals, err = compiled.Init(p.thread, predeclared)
		return err
	})
	if err != nil {
		return nil, err
	}
	globals.Freeze()
	return p, p.entry(globals)
}

// entry finds decide among the globals.
func (p *Program) entry(globals starlark.StringDict) error {
	f, ok := globals["decide"].(*starlark.Function)
	if !ok {
		if globals.Has("decide") {
			return p.wrong(0, 0, "decide: got a %s; want a function of (view) or (view, state)", globals["decide"].Type())
		}
		return p.wrong(0, 0, "got no function decide; want def decide(view) or def decide(view, state)")
	}
	at := f.Position()
	if n := f.NumParams(); n < 1 || n > 2 || f.HasVarargs() || f.HasKwargs() || f.NumKwonlyParams() > 0 {
		return p.wrong(int(at.Line), int(at.Col), "decide: got %d parameters; want (view) or (view, state)", n)
	}
	p.decide = f
	if f.NumParams() == 2 {
		p.state = starlark.NewDict(8)
	}
	return nil
}

// run calls decide with a view and lets b take the move.
func (p *Program) run(view starlark.Value, luck *exact.Stream, b *builder) error {
	p.luck, p.move, p.heard = luck, b, 0
	defer func() { p.luck, p.move = nil, nil }()
	args := starlark.Tuple{view}
	if p.state != nil {
		args = append(args, p.state)
	}
	var result starlark.Value
	err := p.bounded(func() error {
		var err error
		result, err = starlark.Call(p.thread, p.decide, args, nil)
		return err
	})
	if err != nil {
		return err
	}
	at := p.decide.Position()
	switch result := result.(type) {
	case starlark.NoneType:
	case *decided:
		if result.by != b {
			return p.wrong(int(at.Line), int(at.Col), "decide: got the move of another month; want move(...) or None")
		}
		if err := b.apply(result); err != nil {
			return err
		}
	default:
		return p.wrong(int(at.Line), int(at.Col), "decide: got a %s as its result; want move(...) or None", result.Type())
	}
	if p.state != nil {
		if err := plain(p.state); err != nil {
			return p.wrong(int(at.Line), int(at.Col), "state: %v", err)
		}
	}
	return nil
}

func (p *Program) wrong(line, column int, format string, args ...any) *Error {
	return &Error{p.name, line, column, fmt.Sprintf(format, args...)}
}

// explain turns the interpreter's errors into one with the innermost place in the script.
func (p *Program) explain(err error) error {
	var own *Error
	var parsing syntax.Error
	var evaluating *starlark.EvalError
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &parsing):
		return p.wrong(int(parsing.Pos.Line), int(parsing.Pos.Col), "%s", parsing.Msg+hint(parsing.Msg))
	case errors.As(err, &evaluating):
		message := plainly(evaluating.Msg)
		for i := range evaluating.CallStack {
			if at := evaluating.CallStack.At(i).Pos; at.Filename() == p.name && at.Line > 0 {
				return p.wrong(int(at.Line), int(at.Col), "%s", message)
			}
		}
		return p.wrong(0, 0, "%s", message)
	}
	if many := (resolve.ErrorList)(nil); errors.As(err, &many) && len(many) > 0 {
		return p.wrong(int(many[0].Pos.Line), int(many[0].Pos.Col), "%s", many[0].Msg)
	}
	return p.wrong(0, 0, "%v", err)
}

// hints say what to write in place of what Python has and Starlark hasn't.
var hints = []struct{ got, want string }{
	{"got '**'", "; Starlark has no **: math.pow(x, y)"},
	{"got import", "; a script stands alone: math, random and rules are there"},
	{"got is,", "; Starlark has no is: x == None"},
	{"got class", "; Starlark has no classes: a dict"},
	{"got try", "; Starlark has no exceptions"},
	{"got raise", "; Starlark has no exceptions: fail(\"why\")"},
	{"got assert", "; Starlark has no assert: if not x: fail(\"why\")"},
}

func hint(message string) string {
	for _, h := range hints {
		if strings.HasPrefix(message, h.got) {
			return h.want
		}
	}
	return ""
}

// plainly takes the names of the guards out of a message.
func plainly(message string) string {
	for name := range guards {
		message = strings.ReplaceAll(message, name+": ", "")
	}
	if strings.Contains(message, "too many steps") {
		return fmt.Sprintf("got more than %d steps in one decision; is there a loop that does not end, or something that grows?", MaxSteps)
	}
	return message
}

// sortedKeys lists parameters by name, so that no map's order can be seen.
func sortedKeys(params map[string]float64) []string {
	keys := make([]string, 0, len(params))
	for k := range params {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
