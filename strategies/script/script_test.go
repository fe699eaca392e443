package script

import (
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shakeout/agents"
	"shakeout/internal/exact"
)

func view() *agents.LabView {
	market := &agents.Market{Tick: 3, Frontier: 1, OpenFrontier: math.Inf(-1), DesiredGrowthPerYear: 2.4, ResearchGrowth: 2, Peers: []agents.Peer{
		{ID: "me", Kind: agents.Lab, Status: agents.Active, Share: 0.4}, {ID: "rival", Kind: agents.Lab, Status: agents.Active, Share: 0.6, PriceUSD: 2},
	}}
	return &agents.LabView{Market: market, Books: agents.Books{
		ID: "me", CashUSD: 1e9, RunwayMonths: math.Inf(1), GrossMargin: math.NaN(), ResearchUSDPerYear: 1e8, Offers: []agents.OwnOffer{
			{ID: "me/api", Channel: agents.API, PriceUSD: 3, UnitCostUSD: 1, PeerPriceUSD: 2, Elasticity: 2.5},
			{ID: "me/free", Channel: agents.Free, Elasticity: math.NaN()},
		},
	}}
}

func preset() *agents.LabMove {
	return &agents.LabMove{ModelMove: agents.ModelMove{PricesUSD: []float64{3, 0}, Plans: []string{"", ""}, ResearchUSD: 1e8, ReserveShare: math.NaN()}, MergeWith: -1, BidFactor: 1}
}

// decide loads a script and lets it decide once.
func decide(text string) (*agents.LabMove, error) {
	p, err := Load("mine.star", text, map[string]float64{"step": 0.25})
	if err != nil {
		return nil, err
	}
	luck, m, s := exact.NewStream(1, "me", "strategy", 3), preset(), NewLab(p)
	s.Decide(view(), &luck, m)
	return m, s.Err()
}

func TestDecide(t *testing.T) {
	luck := exact.NewStream(1, "me", "strategy", 3)
	for _, row := range []struct {
		reason, body string
		want         func(m *agents.LabMove)
	}{
		{"None carries on", "return None", func(*agents.LabMove) {}},
		{"an empty move carries on", "return move()", func(*agents.LabMove) {}},
		{"prices by id", "return move(prices_usd={'me/api': 2.5})", func(m *agents.LabMove) { m.PricesUSD[0] = 2.5 }},
		{"prices in order, None keeps", "return move(prices_usd=[2, None])", func(m *agents.LabMove) { m.PricesUSD[0] = 2 }},
		{"the view is read by name", "return move(research_usd_per_year=view.research_usd_per_year*(1 + view.market.peers[1].share))", func(m *agents.LabMove) { m.ResearchUSD = 1e8 * 1.6 }},
		{"no number is None, infinity is infinity", "return move(train=view.gross_margin == None and view.runway_months == math.inf)", func(m *agents.LabMove) { m.Train = true }},
		{"words", "return move(openness='open', raise_why='because', merge_with='rival')", func(m *agents.LabMove) { m.Openness, m.RaiseWhy, m.MergeWith = agents.Open, "because", 1 }},
		{"parameters of the world file", "return move(bid_factor=params['step'])", func(m *agents.LabMove) { m.BidFactor = 0.25 }},
		{"luck is the agent's own stream", "return move(bid_factor=random.uniform(), sales_usd_per_month=random.uniform(10, 20))", func(m *agents.LabMove) { m.BidFactor, m.SalesUSD = luck.Float64(), luck.Uniform(10, 20) }},
		{"mathematics is the program's own", "return move(bid_factor=math.exp(math.log(2.0)), sales_usd_per_month=math.pow(2, 0.5))", func(m *agents.LabMove) {
			m.BidFactor, m.SalesUSD = exact.Exp(exact.Log(2)), exact.Pow(2, 0.5)
		}},
		{"the language: loops, comprehensions, sorting, formatting", "return move(bid_factor=sum_of([x * 2 for x in sorted([3, 1, 2])]) / 6, raise_why='%s-%d' % ('a', 7))", func(m *agents.LabMove) {
			m.BidFactor, m.RaiseWhy = 2, "a-7"
		}},
		{"lists grow in place", "l = [1]\n  k = l\n  l += [2, 3]\n  return move(bid_factor=len(k))", func(m *agents.LabMove) { m.BidFactor = 3 }},
		{"a place in a dict adds up", "d = {'a': 1}\n  d['a'] += 2\n  d['a'] *= 3\n  return move(bid_factor=d['a'])", func(m *agents.LabMove) { m.BidFactor = 9 }},
		{"comparisons and what is in what", "d = {'a': 1, (1, 'b'): 2}\n  x, y = 'a', (1, 'b')\n  return move(train=x in d and y in d and x not in [y] and d[y] > d[x] and d.get(x) == 1 and [x, 1] < ['b'] and view.kind in ('lab', 'cloud') and x != y, bid_factor=d.setdefault('z', 4) + d.pop(y))", func(m *agents.LabMove) {
			m.Train, m.BidFactor = true, 6
		}},
		{"methods of texts and dicts", "return move(raise_why=', '.join(['x'.upper(), 'y'.replace('y', 'zz')] + list({'k': 1}.keys())))", func(m *agents.LabMove) { m.RaiseWhy = "X, zz, k" }},
		{"fields may be spread", "return move(**{'bid_factor': 3})", func(m *agents.LabMove) { m.BidFactor = 3 }},
		{"rules of thumb", "return move(prices_usd={o.id: rules.launch_price(o) for o in view.offers})", func(m *agents.LabMove) { m.PricesUSD[0] = 1.8257418583505538 }},
	} {
		t.Run(row.reason, func(t *testing.T) {
			got, err := decide("def sum_of(list):\n  total = 0\n  for x in list:\n    total += x\n  return total\n\ndef decide(view):\n  " + row.body + "\n")
			if err != nil {
				t.Fatal(err)
			}
			want := preset()
			row.want(want)
			same := cmp.Comparer(func(a, b float64) bool {
				return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-12*math.Abs(a)
			})
			if diff := cmp.Diff(want, got, same); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	for _, row := range []struct{ reason, text, want string }{
		{"no decide", "x = 1\n", "mine.star: got no function decide; want def decide(view) or def decide(view, state)"},
		{"decide is no function", "decide = 3\n", "mine.star: decide: got a int; want a function of (view) or (view, state)"},
		{"too many parameters", "def decide(a, b, c):\n  return None\n", "mine.star:1:1: decide: got 3 parameters; want (view) or (view, state)"},
		{"no Python: a class", "class A:\n  pass\n", "mine.star:1:1: got class, want primary expression"},
		{"no Python: a power", "def decide(view):\n  return move(raise_usd=2 ** 3)\n", "mine.star:2:29: got '**', want ','; Starlark has no **: math.pow(x, y)"},
		{"no Python: an import", "import math\n", "mine.star:1:1: got import, want primary expression; a script stands alone: math, random and rules are there"},
		{"no Python: is", "def decide(view):\n  if view.gross_margin is None:\n    pass\n", "mine.star:2:26: got is, want ':'; Starlark has no is: x == None"},
		{"a name that isn't there", "def decide(view):\n  return muve()\n", "mine.star:2:10: undefined: muve"},
		{"a wrong type", "def decide(view):\n  return 3\n", "mine.star:1:1: decide: got a int as its result; want move(...) or None"},
		{"a missing field of the view", "def decide(view):\n  return move(bid_factor=view.kash)\n", "mine.star:2:30: view has no .kash field or method"},
		{"a field that a move hasn't", "def decide(view):\n  return move(reserch_usd_per_year=3)\n", `mine.star:2:14: move: reserch_usd_per_year: got an unknown field of a move; did you mean "research_usd_per_year"? want one of `},
		{"a text for a number", "def decide(view):\n  x = 1\n  return move(research_usd_per_year='lots')\n", `mine.star:3:14: move: research_usd_per_year: got "lots"; want a number in [0,1e+18] USD a year`},
		{"NaN", "def decide(view):\n  return move(research_usd_per_year=math.inf - math.inf)\n", "mine.star:2:14: move: research_usd_per_year: got NaN; want a number in [0,1e+18] USD a year"},
		{"infinity", "def decide(view):\n  return move(raise_usd=math.inf)\n", "mine.star:2:14: move: raise_usd: got +Inf; want a number in [0,1e+18] USD"},
		{"out of range", "def decide(view):\n  return move(bid_factor=-1)\n", "mine.star:2:14: move: bid_factor: got -1; want a number in [0,10] ratio"},
		{"part of a month", "def decide(view):\n  return move(delay_months=1.5)\n", "mine.star:2:14: move: delay_months: got 1.5; want a whole number in [0,120] months"},
		{"an offer that isn't there", "def decide(view):\n  return move(prices_usd={'me/apo': 1})\n", `mine.star:2:14: move: prices_usd["me/apo"]: got an unknown id; did you mean "me/api"? want one of me/api, me/free`},
		{"a wrong number of prices", "def decide(view):\n  return move(prices_usd=[1])\n", "mine.star:2:14: move: prices_usd: got a list of 1; want one of 2, or a table by id, me/api, me/free"},
		{"a wrong word", "def decide(view):\n  return move(openness='ajar')\n", `mine.star:2:14: move: openness: got "ajar"; want one of closed, delayed, open`},
		{"a move without names", "def decide(view):\n  return move(3)\n", "mine.star:2:14: move: got 1 values without a name; want field=value"},
		{"a list where a number is meant", "def decide(view):\n  return move(raise_usd=[1, 2])\n", "mine.star:2:14: move: raise_usd: got a list of 2; want a number in [0,1e+18] USD"},
		{"division by zero", "def decide(view):\n  y = 0\n  return move(raise_usd=1/y)\n", "mine.star:3:26: floating-point division by zero"},
		{"recursion", "def f(n):\n  return f(n)\ndef decide(view):\n  return f(1)\n", "mine.star:2:10: function f called recursively"},
		{"recursion by way of another", "def f(n):\n  return g(n)\ndef g(n):\n  return f(n)\ndef decide(view):\n  return f(1)\n", "mine.star:2:10: function f called recursively"},
		{"an endless loop", "def decide(view):\n  for i in range(1000000):\n    for j in range(1000000):\n      pass\n", "mine.star:3:5: got more than 2000000 steps in one decision; is there a loop that does not end, or something that grows?"},
		{"while", "def decide(view):\n  while True:\n    pass\n", "mine.star:2:3: got a while loop; want for over something that ends, like range(n)"},
		{"load", "load('x.star', 'y')\n", "mine.star:1:1: got load; a script stands alone"},
		{"a list of a gigabyte by repeating", "def decide(view):\n  x = [0] * 1000000000\n", tooMany(2, 11)},
		{"a text of a gigabyte by repeating", "def decide(view):\n  x = 1000000000 * 'ab'\n", tooMany(2, 18)},
		{"a list of a gigabyte from a range", "def decide(view):\n  x = list(range(1000000000))\n", "mine.star:2:17: range: got 1000000000 steps; want at most 1000000"},
		{"a list of a gigabyte by doubling", "def decide(view):\n  x = [0]\n  for i in range(40):\n    x = x + x\n", tooMany(4, 11)},
		{"by growing in place", "def decide(view):\n  x = [0]\n  for i in range(40):\n    x += x[:]\n", tooMany(4, 7)},
		{"by extending", "def decide(view):\n  x = [0]\n  for i in range(40):\n    x.extend(list(x))\n", tooMany(4, 13)},
		{"a text by doubling", "def decide(view):\n  s = 'x'\n  for i in range(60):\n    s += s\n", tooMany(4, 7)},
		{"by replacing", "def decide(view):\n  s = 'x' * 100000\n  return s.replace('x', 'y' * 100000)\n", tooMany(3, 19)},
		{"by joining", "def decide(view):\n  return ('y' * 100000).join(['x'] * 100000)\n", tooMany(2, 29)},
		{"by formatting", "def decide(view):\n  x = 'y' * 1000000\n  return '%s%s%s%s' % tuple([[x] * 1000] * 4)\n", tooMany(3, 21)},
		{"by format fields", "def decide(view):\n  x = 'y' * 1000000\n  return ('{0}' * 10000).format(x)\n", tooMany(3, 32)},
		{"by writing out what is nested", "def decide(view):\n  x = [0]\n  for i in range(60):\n    x = [x, x]\n  return str(x)\n", tooMany(5, 13)},
		{"by slicing and keeping", "def decide(view):\n  x = [0] * 100000\n  keep = [x[:] for i in range(100000)]\n", tooMany(3, 12)},
		{"by keeping what is zipped", "def decide(view):\n  x = [0] * 100000\n  keep = [zip(x, x) for i in range(100000)]\n", tooMany(3, 14)},
		{"by spreading arguments", "def f(*a):\n  return a\ndef decide(view):\n  keep = [f(*range(100000)) for i in range(100000)]\n", "mine.star:4:13: got * in a call; only move(**fields) may spread its arguments"},
		{"a number without end", "def decide(view):\n  x = 3\n  for i in range(60):\n    x *= x\n", "mine.star:4:7: got a whole number of more than 4096 bits; want a float"},
		{"a number by shifting", "def decide(view):\n  x = 3\n  for i in range(60):\n    x = x << 500\n", "mine.star:4:11: got a whole number of more than 4096 bits; want a float"},
		{"a number from a text", "def decide(view):\n  x = int('9' * 1000000)\n", tooMany(2, 10)},
		{"nested too deep", "x = " + strings.Repeat("(", 300) + strings.Repeat(")", 300) + "\n", "mine.star:1:1: got brackets nested more than 200 deep"},
		{"an operator without end", "x = " + strings.Repeat("-", 300) + "1\n", "mine.star:1:204: got an expression nested too deep"},
		{"a long text", strings.Repeat("#", MaxBytes+1), "mine.star: got a script of 262145 bytes; want at most 262144"},
		{"by looking through a long list again and again", "def decide(view):\n  x = list(range(400000))\n  n = 0\n  for i in range(200000):\n    if view.market.tick - 99 in x:\n      n += 1\n", tooMany(5, 30)},
		{"by comparing long lists", "def decide(view):\n  x, y = list(range(200000)), list(range(200000))\n  for i in range(200000):\n    if x == y:\n      pass\n", tooMany(4, 10)},
		{"by looking through a long text", "def decide(view):\n  x, y = 'a' * 10000000, 'b' + view.id\n  for i in range(200000):\n    if y in x:\n      pass\n", tooMany(4, 10)},
		{"by hashing a long key", "def decide(view):\n  x = 'a' * 10000000\n  d = {x: 1}\n  for i in range(200000):\n    d[x] += 1\n", tooMany(5, 7)},
		{"by hashing what is nested", "def decide(view):\n  x = ()\n  for i in range(60):\n    x = (x, x)\n  d = {x: 1}\n", tooMany(5, 8)},
		{"by sorting what is nested", "def decide(view):\n  x = ()\n  for i in range(60):\n    x = (x, x)\n  return sorted([x, x])\n", tooMany(5, 16)},
		{"by the least of a range", "def decide(view):\n  for i in range(200000):\n    min(range(1000000))\n", tooMany(3, 8)},
		{"luck before the first month", "x = random.uniform()\ndef decide(view):\n  return None\n", "mine.star:1:19: random.uniform: got a call outside decide; luck belongs to a month"},
		{"a view kept for later", "def decide(view, state):\n  state['v'] = view\n", "mine.star:1:1: state: state[\"v\"]: got a view; want None, booleans, numbers, texts, or lists, tuples and dicts of them"},
		{"a function kept for later", "def decide(view, state):\n  state['f'] = [lambda: 1]\n", "mine.star:1:1: state: state[\"f\"][0]: got a function; want None, booleans, numbers, texts, or lists, tuples and dicts of them"},
		{"a state within itself", "def decide(view, state):\n  state['s'] = state\n", "mine.star:1:1: state: got more than 100000 values; want fewer"},
		{"a view is read-only", "def decide(view):\n  view.cash_usd = 3\n", "mine.star:2:7: can't assign to .cash_usd field of view"},
		{"no attributes by name", "def decide(view):\n  return getattr(view, 'cash_usd')\n", "mine.star:2:17: getattr is not available in a strategy"},
		{"what it says itself", "def decide(view):\n  fail('no', 1)\n", "mine.star:2:7: fail: no 1"},
	} {
		t.Run(row.reason, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			_, err := decide(row.text)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.HasPrefix(err.Error(), row.want) {
				t.Errorf("got %v; want %s", err, row.want)
			}
			var own *Error
			if err != nil && !errors.As(err, &own) {
				t.Errorf("got an error of type %T; want *Error", err)
			}
			if made := after.TotalAlloc - before.TotalAlloc; made > 300<<20 {
				t.Errorf("got %d MB made on the way; want less than 300", made>>20)
			}
			if took := time.Since(began); took > patience {
				t.Errorf("took %s", took)
			}
		})
	}
}

func tooMany(line, column int) string {
	e := Error{"mine.star", line, column, "got more than 2000000 steps in one decision"}
	return e.Error()
}

// TestState: what decide leaves in its state is there next month, and no other month sees it.
func TestState(t *testing.T) {
	text := "def decide(view, state):\n  state['n'] = state.get('n', 0) + 1\n  state['l'] = state.get('l', []) + [state['n']]\n  return move(bid_factor=len(state['l']))\n"
	var strategies [2]*Lab
	for i := range strategies {
		p, err := Load("mine.star", text, nil)
		if err != nil {
			t.Fatal(err)
		}
		strategies[i] = NewLab(p)
	}
	for month := 1; month <= 5; month++ {
		luck, m := exact.NewStream(1, "me", "strategy", month), preset()
		strategies[0].Decide(view(), &luck, m)
		if err := strategies[0].Err(); err != nil || m.BidFactor != float64(month) {
			t.Errorf("month %d: got %g and %v", month, m.BidFactor, err)
		}
	}
	luck, m := exact.NewStream(1, "me", "strategy", 1), preset()
	strategies[1].Decide(view(), &luck, m)
	if m.BidFactor != 1 {
		t.Errorf("another agent with the same script: got %g; want a state of its own", m.BidFactor)
	}
}

// TestGlobalsAreFrozen: the only memory is the state.
func TestGlobalsAreFrozen(t *testing.T) {
	_, err := decide("seen = []\ndef decide(view):\n  seen.append(1)\n")
	if err == nil || !strings.Contains(err.Error(), "mine.star:3:14: append: cannot append to frozen list") {
		t.Errorf("got %v", err)
	}
}

// TestATriedFieldLeavesTheMoveAlone: move(...) checks its fields, and only what decide returns is done.
func TestATriedFieldLeavesTheMoveAlone(t *testing.T) {
	m, err := decide("def decide(view):\n  m = move(prices_usd=[1, None], bid_factor=5)\n  return move(sales_usd_per_month=7)\n")
	if err != nil {
		t.Fatal(err)
	}
	want := preset()
	want.SalesUSD = 7
	if diff := cmp.Diff(want.PricesUSD, m.PricesUSD); diff != "" || m.BidFactor != 1 || m.SalesUSD != 7 {
		t.Errorf("got %+v", m)
	}
}

func TestPrint(t *testing.T) {
	p, err := Load("mine.star", "def decide(view):\n  print('cash', view.cash_usd)\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	p.Print = func(text string) { heard = append(heard, text) }
	luck, m, s := exact.NewStream(1, "", "", 0), preset(), NewLab(p)
	s.Decide(view(), &luck, m)
	if diff := cmp.Diff([]string{"cash 1e+09"}, heard); diff != "" {
		t.Error(diff)
	}
}

// TestPrintIsBounded: what is printed is kept to the end of the run, so a decision may print only so much.
func TestPrintIsBounded(t *testing.T) {
	p, err := Load("mine.star", "def decide(view):\n  print('x' * 1000000)\n  for i in range(1000):\n    print('y')\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	heard := 0
	p.Print = func(text string) { heard += len(text) }
	for month := 1; month <= 3; month++ {
		luck, m, s := exact.NewStream(1, "", "", 0), preset(), NewLab(p)
		s.Decide(view(), &luck, m)
		if heard < month*MaxPrint || heard > month*(MaxPrint+10) {
			t.Errorf("month %d: heard %d bytes; want %d a month", month, heard, MaxPrint)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("def decide(view, state):\n  x = [i for i in range(3)]\n  x[0] += 2\n  return move(prices_usd={o.id: o.price_usd * 0.9 for o in view.offers})\n")
	f.Add("def decide(view):\n  return move(train=not True, **{'bid_factor': 1})\n")
	f.Add("x = lambda a, b=1: a[1:2] | b << 3\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := decide(text); err != nil {
			var own *Error
			if !errors.As(err, &own) {
				t.Errorf("got %T: %v", err, err)
			}
		}
	})
}
