package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"shakeout/agents"
	"shakeout/worlds/history"
)

// TestEventsAreOfTheClosedList reads the source of the worlds package: a rare event would not show in a run.
func TestEventsAreOfTheClosedList(t *testing.T) {
	known := func(name string) bool {
		return slices.ContainsFunc(history.EventTypes, func(e history.EventType) bool { return e.Name == name })
	}
	files, err := filepath.Glob("../../worlds/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source of the worlds package", err)
	}
	found := 0
	check := func(at token.Position, e ast.Expr) {
		literal, ok := e.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return
		}
		found++
		if name, err := strconv.Unquote(literal.Value); err != nil || !known(name) {
			t.Errorf("%s: event %s is not in history.EventTypes", at, literal.Value)
		}
	}
	set := token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "event" && len(call.Args) > 0 {
				check(set.Position(call.Pos()), call.Args[0])
				if variable, ok := call.Args[0].(*ast.Ident); ok {
					checkAssignments(file, variable.Name, func(e ast.Expr) { check(set.Position(e.Pos()), e) })
				}
			}
			return true
		})
	}
	if found < 10 {
		t.Errorf("found %d events in the source; has the recording of events another form now?", found)
	}
	for _, s := range []agents.Status{agents.Niche, agents.Acquired, agents.LicensedAndHired, agents.Merged, agents.WoundDown} {
		if !known(s.String()) {
			t.Errorf("the end %s is not in history.EventTypes", s)
		}
	}
}

// checkAssignments visits every value that a variable of that name is given.
func checkAssignments(file *ast.File, name string, visit func(ast.Expr)) {
	ast.Inspect(file, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
			for i, left := range a.Lhs {
				if v, ok := left.(*ast.Ident); ok && v.Name == name {
					visit(a.Rhs[i])
				}
			}
		}
		return true
	})
}
