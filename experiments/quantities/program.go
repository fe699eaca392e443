// Package quantities computes numbers of a run that an experiment file defines: expressions in Starlark (a small dialect of Python) over the
// tables of the run, with functions of the file's own. They are what claims are about.
package quantities

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"shakeout/worlds/history"
)

// maxSteps bounds the work of one quantity of one run, in steps of the interpreter.
const maxSteps = 20_000_000

// Definition is a quantity: a name and an expression.
type Definition struct{ ID, Of string }

// Program is a script with the expressions that use it. It can be used by several goroutines at once.
type Program struct {
	ids   []string
	funcs []*starlark.Function
	needs []Tables
}

// Tables are those tables of a run that an expression reads and that a run need not keep otherwise.
type Tables struct{ Offers, Segments, Events bool }

// Error is what is wrong with a script or an expression.
type Error struct {
	ID      string // of the quantity; empty for the script
	Line    int
	Message string
}

func (e *Error) Error() string {
	where := "script"
	if e.ID != "" {
		where = e.ID
	}
	if e.Line > 0 {
		where = fmt.Sprintf("%s, line %d", where, e.Line)
	}
	return where + ": " + e.Message
}

var options = &syntax.FileOptions{TopLevelControl: true}

// Compile reads a script, which may be empty, and expressions. The error is an *Error.
func Compile(script string, list []Definition) (*Program, error) {
	thread := &starlark.Thread{Name: "script"}
	thread.SetMaxExecutionSteps(maxSteps)
	file, err := options.Parse("script", script, 0)
	if err != nil {
		return nil, explain("", err)
	}
	compiled, err := starlark.FileProgram(file, universe.Has)
	if err != nil {
		return nil, explain("", err)
	}
	globals, err := compiled.Init(thread, universe)
	if err != nil {
		return nil, explain("", err)
	}
	globals.Freeze()
	env := starlark.StringDict{}
	for name, v := range universe {
		env[name] = v
	}
	for name, v := range globals {
		env[name] = v
	}
	uses := usesOf(file)
	p := &Program{}
	for _, d := range list {
		expr, err := options.ParseExpr(d.ID, d.Of, 0)
		if err != nil {
			return nil, explain(d.ID, err)
		}
		names := identifiers(expr)
		f, err := starlark.ExprFuncOptions(options, d.ID, d.Of, env)
		if err != nil {
			return nil, explain(d.ID, err)
		}
		p.ids, p.funcs = append(p.ids, d.ID), append(p.funcs, f)
		p.needs = append(p.needs, uses.tables(names))
	}
	return p, nil
}

// Needs returns the tables that some quantities read, by their places in the list.
func (p *Program) Needs(which []int) Tables {
	var t Tables
	for _, k := range which {
		n := p.needs[k]
		t = Tables{t.Offers || n.Offers, t.Segments || n.Segments, t.Events || n.Events}
	}
	return t
}

// Value returns a quantity of a run: a number, or 1 and 0 for true and false; NaN for None. The error is an *Error.
func (p *Program) Value(k int, run *history.Run) (float64, error) {
	thread := &starlark.Thread{Name: p.ids[k]}
	thread.SetMaxExecutionSteps(maxSteps)
	thread.SetLocal(runKey, &source{run: run})
	v, err := starlark.Call(thread, p.funcs[k], nil, nil)
	if err != nil {
		return math.NaN(), explain(p.ids[k], err)
	}
	switch v := v.(type) {
	case starlark.NoneType:
		return math.NaN(), nil
	case starlark.Bool:
		if v {
			return 1, nil
		}
		return 0, nil
	case starlark.Int:
		return float64(v.Float()), nil
	case starlark.Float:
		if math.IsInf(float64(v), 0) {
			return math.NaN(), nil
		}
		return float64(v), nil
	}
	return math.NaN(), &Error{ID: p.ids[k], Message: fmt.Sprintf("got a %s; want a number, true or false, or None", v.Type())}
}

// explain turns the interpreter's errors into one with a line.
func explain(id string, err error) error {
	var parsing syntax.Error
	var evaluating *starlark.EvalError
	var many resolve.ErrorList
	switch {
	case errors.As(err, &parsing):
		return &Error{id, int(parsing.Pos.Line), parsing.Msg}
	case errors.As(err, &many) && len(many) > 0:
		return &Error{id, int(many[0].Pos.Line), many[0].Msg}
	case errors.As(err, &evaluating):
		for i := range evaluating.CallStack {
			at := evaluating.CallStack.At(i).Pos
			if at.Filename() == "script" && at.Line > 0 {
				return &Error{id, int(at.Line), "script: " + evaluating.Msg}
			}
		}
		return &Error{id, 0, evaluating.Msg}
	}
	return &Error{id, 0, err.Error()}
}

// uses are the names that each function of a script uses.
type uses map[string][]string

func usesOf(file *syntax.File) uses {
	u := uses{}
	for _, s := range file.Stmts {
		switch s := s.(type) {
		case *syntax.DefStmt:
			u[s.Name.Name] = identifiers(s)
		case *syntax.AssignStmt:
			if name, ok := s.LHS.(*syntax.Ident); ok {
				u[name.Name] = identifiers(s)
			}
		}
	}
	return u
}

func identifiers(n syntax.Node) []string {
	var names []string
	syntax.Walk(n, func(n syntax.Node) bool {
		if id, ok := n.(*syntax.Ident); ok {
			names = append(names, id.Name)
		}
		return true
	})
	return names
}

// tables follows names through the functions of the script to the tables that they read.
func (u uses) tables(names []string) Tables {
	seen := map[string]bool{}
	queue := slices.Clone(names)
	for len(queue) > 0 {
		name := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if !seen[name] {
			seen[name] = true
			queue = append(queue, u[name]...)
		}
	}
	return Tables{Offers: seen["offers"], Segments: seen["segment"] || seen["segments"], Events: seen["events"]}
}
