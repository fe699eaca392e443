package process

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shakeout/agents"
	"shakeout/strategies/fields"
)

// TestChild is no test: it is the program that the tests below start, this test binary itself.
func TestChild(t *testing.T) {
	mode := os.Getenv("SHAKEOUT_CHILD")
	if mode == "" {
		return
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		switch mode {
		case "echo":
			fmt.Printf("%d %s\n", n, in.Text())
		case "crlf":
			fmt.Print("x\r\n")
		case "second is silent":
			if n == 1 {
				fmt.Println("one")
			}
		case "ends":
			os.Exit(3)
		case "last line without end":
			fmt.Print("bye")
			os.Exit(0)
		case "long":
			os.Stdout.Write(bytes.Repeat([]byte("x"), MaxAnswer+10))
			fmt.Println()
		case "no text":
			os.Stdout.Write([]byte("\xff\xfe\n"))
		case "zero byte":
			os.Stdout.Write([]byte("a\x00b\n"))
		}
	}
	if mode == "goes on" {
		time.Sleep(time.Minute)
	}
	os.Exit(0)
}

func child(t testing.TB, mode string) *Process {
	t.Helper()
	t.Setenv("SHAKEOUT_CHILD", mode)
	p := Start([]string{os.Args[0], "-test.run=^TestChild$"}, io.Discard)
	if p.Err() != nil {
		t.Fatal(p.Err())
	}
	t.Cleanup(p.Stop)
	return p
}

func TestAsk(t *testing.T) {
	type reply struct {
		Text   string
		Status Status
	}
	for _, row := range []struct {
		reason, mode string
		timeout      time.Duration
		want         []reply
	}{
		{"one line each way", "echo", time.Minute, []reply{{"1 a", Answered}, {"2 b", Answered}}},
		{"ends of lines of another system", "crlf", time.Minute, []reply{{"x", Answered}}},
		{"late, and then asked no more", "second is silent", time.Second, []reply{{"one", Answered}, {"", Late}, {"", Ended}}},
		{"a crash", "ends", time.Minute, []reply{{"", Ended}, {"", Ended}}},
		{"an end after the answer", "last line without end", time.Minute, []reply{{"bye", Answered}, {"", Ended}}},
		{"too long", "long", time.Minute, []reply{{"", Unreadable}, {"", Ended}}},
		{"no text", "no text", time.Minute, []reply{{"", Unreadable}}},
		{"a zero byte, which no table can hold", "zero byte", time.Minute, []reply{{"", Unreadable}}},
	} {
		t.Run(row.reason, func(t *testing.T) {
			p := child(t, row.mode)
			var got []reply
			for i := range row.want {
				text, status, err := p.Ask(context.Background(), []byte{'a' + byte(i)}, row.timeout)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, reply{string(text), status})
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestInterrupt(t *testing.T) {
	p := child(t, "silent")
	ctx, cancel := context.WithCancelCause(context.Background())
	stop := errors.New("enough")
	time.AfterFunc(50*time.Millisecond, func() { cancel(stop) })
	if _, _, err := p.Ask(ctx, []byte("a"), time.Minute); !errors.Is(err, stop) {
		t.Errorf("got %v; want the cause of the context", err)
	}
}

// TestStop: a program that goes on after its input ended is killed.
func TestStop(t *testing.T) {
	p := child(t, "goes on")
	began := time.Now()
	p.Stop()
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

func TestStartOfNothing(t *testing.T) {
	for _, command := range [][]string{nil, {"/no/such/program"}} {
		if p := Start(command, io.Discard); p.Err() == nil {
			t.Errorf("%q: got a program", command)
		} else if _, status, _ := p.Ask(context.Background(), nil, time.Second); status != Ended {
			t.Errorf("%q: got %s", command, status)
		}
	}
}

func TestAppendView(t *testing.T) {
	peer := agents.Peer{ID: "a\"b\n", Kind: agents.Releaser, Status: agents.WoundDown, Share: 0.25, Capability: math.Inf(-1), MonthsSinceLaunch: 3, OpenWeights: true, PriceUSD: math.NaN()}
	got := string(AppendView(nil, reflect.ValueOf(&peer)))
	for _, want := range []string{`"id":"a\"b\u000a"`, `"kind":"releaser"`, `"status":"wound-down"`, `"share":0.25`, `"capability_oom":-1e+300`, `"months_since_launch":3`, `"open_weights":true`, `"price_usd_per_mtok":null`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s; want %s in it", got, want)
		}
	}
	if _, err := parse([]byte(got)); err != nil {
		t.Errorf("got no JSON: %v", err)
	}
}

func TestParse(t *testing.T) {
	number := func(x float64) fields.Value { return fields.Value{Kind: fields.Number, Number: x} }
	for _, row := range []struct {
		reason, answer string
		want           []Move
		err            string
	}{
		{"a move for one of two", `{"tick": 3, "moves": {"a": {"raise_usd": 5, "prices_usd": {"a/api": 1}}}}`,
			[]Move{{"a", []string{"raise_usd", "prices_usd"}, []fields.Value{number(5), {Kind: fields.Table, Keys: []string{"a/api"}, Items: []fields.Value{number(1)}}}}}, ""},
		{"nobody moves", `{"tick":3,"moves":{}}`, nil, ""},
		{"null carries on", `{"tick":3,"moves":{"b":null}}`, nil, ""},
		{"moves may be left out", `{"tick":3}`, nil, ""},
		{"what stood for infinity", `{"tick":3,"moves":{"a":{"raise_usd":1e300}}}`, []Move{{"a", []string{"raise_usd"}, []fields.Value{number(math.Inf(1))}}}, ""},
		{"another month", `{"tick":4,"moves":{}}`, nil, "tick: got 4; want 3, that of the question"},
		{"no month", `{"moves":{}}`, nil, "tick: got nothing; want 3, that of the question"},
		{"who was not asked", `{"tick":3,"moves":{"c":{}}}`, nil, `moves: got "c"; want agents that were asked, [a b]`},
		{"an unknown key", `{"tick":3,"move":{}}`, nil, "move: got an unknown key; want tick and moves"},
		{"no table", `[1]`, nil, `got a list of 1; want {"tick": 3, "moves": {...}}`},
		{"no table of moves", `{"tick":3,"moves":[]}`, nil, "moves: got a list of 0; want a table of moves by agent"},
		{"no table of fields", `{"tick":3,"moves":{"a":1}}`, nil, "moves[a]: got 1; want a table of fields"},
		{"NaN of Python", `{"tick":3,"moves":{"a":{"raise_usd":NaN}}}`, nil, "got no JSON: invalid character 'N' looking for beginning of value"},
		{"two values", `{"tick":3} {}`, nil, "got no JSON: more than one value on the line"},
		{"nothing", ``, nil, "got no JSON: EOF"},
		{"deep", strings.Repeat("[", 50), nil, "got no JSON: nested more than 16 deep"},
	} {
		t.Run(row.reason, func(t *testing.T) {
			got, err := Parse([]byte(row.answer), 3, []string{"a", "b"})
			text := ""
			if err != nil {
				text = err.Error()
			}
			if diff := cmp.Diff(row.want, got); diff != "" && err == nil || text != row.err {
				t.Errorf("got error %q, want %q\n%s", text, row.err, diff)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"tick": 3, "moves": {"a": {"raise_usd": 5, "train": true, "prices_usd": [1, null]}}}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		moves, err := Parse(answer, 3, []string{"a", "b"})
		if err != nil {
			return
		}
		for _, m := range moves {
			move := agents.LabMove{ModelMove: agents.ModelMove{PricesUSD: make([]float64, 2), Plans: make([]string, 2)}}
			for i, name := range m.Fields {
				_ = fields.Assign(&move, fields.Names{Offers: []string{"x", "y"}, Peers: []string{"a", "b"}}, name, m.Values[i])
			}
			agents.Bound(&move, func(x agents.Trim) { t.Errorf("got past the ranges: %s", x) })
		}
	})
}
