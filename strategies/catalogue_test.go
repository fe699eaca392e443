package strategies

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/agents"
	"shakeout/internal/exact"
)

const views = 200

// eachMove lets a strategy decide on fixed random views and hands every view and move to a function.
func eachMove(t testing.TB, e Entry, n int, see func(b *agents.Books, m *agents.ModelMove, raise float64, why string, all any)) {
	t.Helper()
	for i := range n {
		s := exact.NewStream(1, "", "views", i)
		luck := exact.NewStream(2, "", "strategy", i)
		switch e.Kind {
		case agents.Cloud:
			strategy, err := NewCloud(e.Name, nil)
			if err != nil {
				t.Fatal(err)
			}
			v, m := randomCloud(&s)
			strategy.Decide(v, &luck, m)
			see(&v.Books, &m.ModelMove, 0, "", m)
		case agents.Releaser:
			strategy, err := NewReleaser(e.Name, nil)
			if err != nil {
				t.Fatal(err)
			}
			v, m := randomReleaser(&s)
			strategy.Decide(v, &luck, m)
			see(&v.Books, &m.ModelMove, 0, "", m)
		default:
			strategy, err := NewLab(e.Name, nil)
			if err != nil {
				t.Fatal(err)
			}
			v, m := randomLab(&s)
			strategy.Decide(v, &luck, m)
			see(&v.Books, &m.ModelMove, m.RaiseUSD, m.RaiseWhy, m)
		}
	}
}

// TestEveryStrategyIsListed reads the source: every type that decides stands in the catalogue, in a file of its own.
func TestEveryStrategyIsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, e := range Catalogue() {
		if listed[e.Name] {
			t.Errorf("%s stands twice in the catalogue", e.Name)
		}
		listed[e.Name] = true
	}
	packages, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for file, tree := range packages["strategies"].Files {
		deciders := 0
		for _, d := range tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Decide" {
				deciders++
			}
		}
		if deciders == 0 {
			continue
		}
		name := strings.ReplaceAll(strings.TrimSuffix(file, ".go"), "_", "-")
		if found++; deciders > 1 || !listed[name] {
			t.Errorf("%s: got %d types that decide and listed=%v; want one, listed as %s", file, deciders, listed[name], name)
		}
	}
	if found != len(listed) {
		t.Errorf("got %d files with a strategy and %d entries; want one file each", found, len(listed))
	}
	if len(listed) < 20 {
		t.Errorf("got %d strategies; want at least 20", len(listed))
	}
}

func TestEveryStrategyIsDocumented(t *testing.T) {
	guide, err := os.ReadFile("../docs/strategies.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range Catalogue() {
		for what, text := range map[string]string{
			"About": e.About, "Sees": e.Sees, "Source": e.Source,
		} {
			if text == "" {
				t.Errorf("%s: got no %s", e.Name, what)
			}
		}
		for _, p := range e.Params {
			if p.Unit == "" || p.About == "" || p.Source == "" || !(p.Low <= p.Default && p.Default <= p.High && p.Low < p.High) {
				t.Errorf("%s.%s: got %+v; want unit, doc, source, and a default within its range", e.Name, p.Name, p)
			}
		}
		if !strings.Contains(string(guide), "\n#### "+e.Name+"\n") {
			t.Errorf("%s: got no section in docs/strategies.md", e.Name)
		}
		if scripted[e.Name] == nil {
			t.Errorf("%s: got no scripted-rival test", e.Name)
		}
	}
}

func TestNoStrategyMovesLikeAnother(t *testing.T) {
	type moves struct {
		name string
		kind agents.Kind
		text string
	}
	var all []moves
	for _, e := range Catalogue() {
		var b strings.Builder
		eachMove(t, e, views, func(_ *agents.Books, _ *agents.ModelMove, _ float64, _ string, m any) { fmt.Fprintf(&b, "%v\n", m) })
		all = append(all, moves{e.Name, e.Kind, b.String()})
	}
	for i := range all {
		for j := range i {
			if all[i].kind == all[j].kind && all[i].text == all[j].text {
				t.Errorf("%s moves like %s on %d random views", all[i].name, all[j].name, views)
			}
		}
	}
}

// TestBoardRules holds every strategy to what boards ask on random views: no price below marginal cost without a stated plan, no money
// raised with three years of cash without a reason, nothing trained that can't be paid, nothing out of range.
func TestBoardRules(t *testing.T) {
	for _, e := range Catalogue() {
		t.Run(e.Name, func(t *testing.T) {
			eachMove(t, e, 5*views, func(b *agents.Books, m *agents.ModelMove, raise float64, why string, all any) {
				for k := range b.Offers {
					o := &b.Offers[k]
					if p := m.PricesUSD[k]; paid(o) && !(p >= o.UnitCostUSD*(1-1e-12)) && m.Plans[k] == "" {
						t.Errorf("%s: got price %g below marginal cost %g without a plan", o.ID, p, o.UnitCostUSD)
					}
					if o.PriceUSD == 0 && m.PricesUSD[k] != 0 {
						t.Errorf("%s: got price %g for a free plan", o.ID, m.PricesUSD[k])
					}
				}
				if raise > 0 && b.RunwayMonths >= 36 && (why == "" || why == "short runway") {
					t.Errorf("got a raise of %g with %g months of cash for the reason %q", raise, b.RunwayMonths, why)
				}
				if m.Train && !payable(b) {
					t.Errorf("got a run of %g USD with %g of cash, %g of credit and %g of envelope", b.RunUSD, b.CashUSD, b.CreditUSD, b.EnvelopeUSDPerYear)
				}
				if m.ResearchUSD > math.Max(b.ResearchUSDPerYear, means(b)) {
					t.Errorf("got research of %g USD a year with means of %g", m.ResearchUSD, means(b))
				}
				trim := func(x agents.Trim) { t.Errorf("got a move out of range: %s", x) }
				switch m := all.(type) {
				case *agents.LabMove:
					agents.Bound(m, trim)
				case *agents.CloudMove:
					agents.Bound(m, trim)
				case *agents.ReleaserMove:
					agents.Bound(m, trim)
				}
			})
		})
	}
}

func TestParams(t *testing.T) {
	for _, row := range []struct {
		reason, name string
		params       map[string]float64
		want         string
	}{
		{"defaults will do", "undercut", nil, ""},
		{"the plainest without a name", "", nil, ""},
		{"within range", "undercut", map[string]float64{"step": 0.2}, ""},
		{"an unknown strategy", "overcut", nil, `name: got "overcut"; want one of [frontier-race`},
		{"an unknown parameter", "undercut", map[string]float64{"stepp": 0.2}, "params.stepp: got an unknown name; want one of [step floor]"},
		{"out of range", "undercut", map[string]float64{"step": 2}, "params.step: got 2; want [0,0.9]"},
		{"NaN is in no range", "undercut", map[string]float64{"step": math.NaN()}, "params.step: got NaN; want [0,0.9]"},
		{"months are whole", "fast-follower", map[string]float64{"months": 7.5}, "params.months: got 7.5; want a whole number in [1,60]"},
		{"all at once", "undercut", map[string]float64{"step": 2, "floor": -1}, "params.floor: got -1; want [0,10]; params.step: got 2; want [0,0.9]"},
	} {
		t.Run(row.reason, func(t *testing.T) {
			_, err := NewLab(row.name, row.params)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if row.want == "" && got != "" || !strings.HasPrefix(got, row.want) {
				t.Errorf("got %q; want %q", got, row.want)
			}
		})
	}
	a, _ := NewLab("undercut", map[string]float64{"step": 0.5})
	b, _ := NewLab("undercut", nil)
	if diff := cmp.Diff(0.05, b.(*undercut).Step); diff != "" || a.(*undercut).Step != 0.5 {
		t.Errorf("parameters of one agent reached another: %s", diff)
	}
}
