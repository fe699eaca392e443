package script

import (
	"slices"

	"go.starlark.net/syntax"
)

// guard rewrites the syntax tree so that every operation that can make much out of little goes through a function that pays for it first:
// x + y, x * y, x % y, x | y, x << y, their assigning forms, slices, and the methods of texts, lists and dicts. The names of these
// functions can't be written in a script. Arithmetic with a number that stands in the text is left alone. Comparing, looking for something
// in a list and looking up a key make nothing, but may take long where values are long or nested: they pay as well, unless one side stands
// in the text.
func guard(file *syntax.File) error {
	g := &guarding{}
	for _, s := range file.Stmts {
		g.statement(s)
	}
	return g.err
}

type guarding struct {
	depth int
	err   error
}

func (g *guarding) fail(at syntax.Position, message string) {
	if g.err == nil {
		g.err = syntax.Error{Pos: at, Msg: message}
	}
}

var operators = map[syntax.Token]string{
	syntax.PLUS: "%add", syntax.STAR: "%multiply", syntax.PERCENT: "%format", syntax.PIPE: "%union", syntax.LTLT: "%shift",
}

var assigning = map[syntax.Token]string{
	syntax.PLUS_EQ: "%extend", syntax.STAR_EQ: "%multiply", syntax.PERCENT_EQ: "%format", syntax.PIPE_EQ: "%union", syntax.LTLT_EQ: "%shift",
}

var comparisons = map[syntax.Token]string{
	syntax.EQL: "%eq", syntax.NEQ: "%ne", syntax.LT: "%lt", syntax.GT: "%gt", syntax.LE: "%le", syntax.GE: "%ge",
	syntax.IN: "%in", syntax.NOT_IN: "%notin",
}

// costly are the methods whose work or result is not bounded by a constant.
var costly = []string{
	"capitalize", "codepoint_ords", "codepoints", "count", "elem_ords", "elems", "endswith", "extend", "find", "format", "get", "index", "insert",
	"isalnum", "isalpha", "isdigit", "islower", "isspace", "istitle", "isupper", "items", "join", "keys", "lower", "lstrip", "partition",
	"pop", "popitem", "remove", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "setdefault", "split",
	"splitlines", "startswith", "strip", "title", "update", "upper", "values", "clear",
}

func (g *guarding) statements(list []syntax.Stmt) {
	for _, s := range list {
		g.statement(s)
	}
}

func (g *guarding) statement(s syntax.Stmt) {
	if g.depth++; g.depth > maxDepth {
		at, _ := s.Span()
		g.fail(at, "got statements nested too deep")
		return
	}
	defer func() { g.depth-- }()
	switch s := s.(type) {
	case *syntax.AssignStmt:
		g.assignment(s)
	case *syntax.DefStmt:
		g.params(s.Params)
		g.statements(s.Body)
	case *syntax.ExprStmt:
		s.X = g.expr(s.X)
	case *syntax.IfStmt:
		s.Cond = g.expr(s.Cond)
		g.statements(s.True)
		g.statements(s.False)
	case *syntax.ForStmt:
		g.target(s.Vars)
		s.X = g.expr(s.X)
		g.statements(s.Body)
	case *syntax.WhileStmt:
		g.fail(s.While, "got a while loop; want for over something that ends, like range(n)")
	case *syntax.LoadStmt:
		g.fail(s.Load, "got load; a script stands alone")
	case *syntax.ReturnStmt:
		if s.Result != nil {
			s.Result = g.expr(s.Result)
		}
	}
}

func (g *guarding) assignment(s *syntax.AssignStmt) {
	name, grows := assigning[s.Op]
	if s.Op == syntax.EQ || !grows || number(s.RHS) {
		g.target(s.LHS)
		s.RHS = g.expr(s.RHS)
		return
	}
	if !simple(s.LHS) {
		g.fail(s.OpPos, "got "+s.Op.String()+" to something that is computed; assign it to a name first")
		return
	}
	present := g.expr(again(s.LHS))
	g.target(s.LHS)
	s.RHS = call(name, s.OpPos, present, g.expr(s.RHS))
	s.Op = syntax.EQ
}

// simple reports whether an expression can stand twice without being computed twice: names, and places in them by names and literals.
func simple(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Ident, *syntax.Literal:
		return true
	case *syntax.ParenExpr:
		return simple(e.X)
	case *syntax.DotExpr:
		return simple(e.X)
	case *syntax.IndexExpr:
		return simple(e.X) && simple(e.Y)
	}
	return false
}

// again copies a simple expression: the resolver writes into nodes, so none may stand in two places.
func again(e syntax.Expr) syntax.Expr {
	switch e := e.(type) {
	case *syntax.Ident:
		return &syntax.Ident{NamePos: e.NamePos, Name: e.Name}
	case *syntax.ParenExpr:
		return again(e.X)
	case *syntax.DotExpr:
		return &syntax.DotExpr{X: again(e.X), Dot: e.Dot, NamePos: e.NamePos, Name: again(e.Name).(*syntax.Ident)}
	case *syntax.IndexExpr:
		return &syntax.IndexExpr{X: again(e.X), Lbrack: e.Lbrack, Y: again(e.Y), Rbrack: e.Rbrack}
	}
	return e
}

// target guards the places within what is assigned to, not the assignment itself.
func (g *guarding) target(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.ParenExpr:
		g.target(e.X)
	case *syntax.TupleExpr:
		for _, x := range e.List {
			g.target(x)
		}
	case *syntax.ListExpr:
		for _, x := range e.List {
			g.target(x)
		}
	case *syntax.IndexExpr:
		e.X, e.Y = g.expr(e.X), g.key(e.Y)
	case *syntax.DotExpr:
		e.X = g.expr(e.X)
	}
}

// key guards what a dict may be asked for: it is hashed.
func (g *guarding) key(e syntax.Expr) syntax.Expr {
	if inText(e) {
		return g.expr(e)
	}
	at, _ := e.Span()
	return call("%key", at, g.expr(e))
}

func (g *guarding) params(list []syntax.Expr) {
	for _, p := range list {
		if b, ok := p.(*syntax.BinaryExpr); ok {
			b.Y = g.expr(b.Y)
		}
	}
}

func (g *guarding) all(list []syntax.Expr) {
	for i := range list {
		list[i] = g.expr(list[i])
	}
}

func (g *guarding) expr(e syntax.Expr) syntax.Expr {
	if e == nil || g.err != nil {
		return e
	}
	if g.depth++; g.depth > maxDepth {
		at, _ := e.Span()
		g.fail(at, "got an expression nested too deep")
		return e
	}
	defer func() { g.depth-- }()
	switch e := e.(type) {
	case *syntax.ParenExpr:
		e.X = g.expr(e.X)
	case *syntax.CallExpr:
		g.call(e)
	case *syntax.DotExpr:
		e.X = g.expr(e.X)
		if slices.Contains(costly, e.Name.Name) {
			name := &syntax.Literal{Token: syntax.STRING, TokenPos: e.NamePos, Raw: `"` + e.Name.Name + `"`, Value: e.Name.Name}
			return call("%method", e.Dot, e.X, name)
		}
	case *syntax.Comprehension:
		for _, c := range e.Clauses {
			switch c := c.(type) {
			case *syntax.ForClause:
				g.target(c.Vars)
				c.X = g.expr(c.X)
			case *syntax.IfClause:
				c.Cond = g.expr(c.Cond)
			}
		}
		e.Body = g.expr(e.Body)
	case *syntax.DictExpr:
		g.all(e.List)
	case *syntax.DictEntry:
		e.Key, e.Value = g.key(e.Key), g.expr(e.Value)
	case *syntax.LambdaExpr:
		g.params(e.Params)
		e.Body = g.expr(e.Body)
	case *syntax.ListExpr:
		g.all(e.List)
	case *syntax.TupleExpr:
		g.all(e.List)
	case *syntax.CondExpr:
		e.Cond, e.True, e.False = g.expr(e.Cond), g.expr(e.True), g.expr(e.False)
	case *syntax.UnaryExpr:
		e.X = g.expr(e.X)
	case *syntax.IndexExpr:
		e.X, e.Y = g.expr(e.X), g.key(e.Y)
	case *syntax.SliceExpr:
		e.X, e.Lo, e.Hi, e.Step = g.expr(e.X), g.expr(e.Lo), g.expr(e.Hi), g.expr(e.Step)
		return call("%slice", e.Lbrack, e)
	case *syntax.BinaryExpr:
		alike := inText(e.Y) || e.Op != syntax.IN && e.Op != syntax.NOT_IN && inText(e.X)
		e.X, e.Y = g.expr(e.X), g.expr(e.Y)
		if name, compares := comparisons[e.Op]; compares && !alike {
			return call(name, e.OpPos, e.X, e.Y)
		}
		name, grows := operators[e.Op]
		if grows && !(harmless(e.Op, e.X) || harmless(e.Op, e.Y)) {
			return call(name, e.OpPos, e.X, e.Y)
		}
	}
	return e
}

// call guards a call. Spreading a list or a dict over arguments would copy it unpaid; move(**fields) is bounded by the fields of a move.
func (g *guarding) call(e *syntax.CallExpr) {
	for i, arg := range e.Args {
		switch arg := arg.(type) {
		case *syntax.UnaryExpr:
			fn, named := e.Fn.(*syntax.Ident)
			if arg.Op == syntax.STAR || arg.Op == syntax.STARSTAR && !(named && fn.Name == "move") {
				g.fail(arg.OpPos, "got "+arg.Op.String()+" in a call; only move(**fields) may spread its arguments")
				return
			}
			arg.X = g.expr(arg.X)
		case *syntax.BinaryExpr:
			if arg.Op == syntax.EQ { // name=value
				arg.Y = g.expr(arg.Y)
				continue
			}
			e.Args[i] = g.expr(arg)
		default:
			e.Args[i] = g.expr(arg)
		}
	}
	e.Fn = g.expr(e.Fn)
}

func call(name string, at syntax.Position, args ...syntax.Expr) *syntax.CallExpr {
	return &syntax.CallExpr{Fn: &syntax.Ident{NamePos: at, Name: name}, Lparen: at, Args: args, Rparen: at}
}

// harmless reports whether an operand that stands in the text keeps the result small: a number added, or a fraction multiplied.
func harmless(op syntax.Token, e syntax.Expr) bool {
	lit, ok := e.(*syntax.Literal)
	return ok && (lit.Token == syntax.FLOAT && op != syntax.PERCENT || op == syntax.PLUS && lit.Token == syntax.INT)
}

// inText reports whether a value stands in the text, so that comparing with it takes no longer than it is there.
func inText(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Literal:
		return true
	case *syntax.Ident:
		return e.Name == "None" || e.Name == "True" || e.Name == "False"
	case *syntax.ParenExpr:
		return inText(e.X)
	case *syntax.UnaryExpr:
		return inText(e.X)
	case *syntax.TupleExpr:
		return allInText(e.List)
	case *syntax.ListExpr:
		return allInText(e.List)
	}
	return false
}

func allInText(list []syntax.Expr) bool {
	for _, e := range list {
		if !inText(e) {
			return false
		}
	}
	return true
}

func number(e syntax.Expr) bool {
	lit, ok := e.(*syntax.Literal)
	return ok && lit.Token == syntax.FLOAT
}

// tooDeep returns the line at which brackets are nested deeper than the parser should be asked to follow; 0 if nowhere. Brackets in
// texts and comments count too: it errs on the safe side.
func tooDeep(text string) int {
	depth, line := 0, 1
	for i := range len(text) {
		switch text[i] {
		case '\n':
			line++
		case '(', '[', '{':
			if depth++; depth > maxDepth {
				return line
			}
		case ')', ']', '}':
			depth = max(0, depth-1)
		}
	}
	return 0
}
