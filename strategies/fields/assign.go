package fields

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"shakeout/agents"
)

// Names are the ids behind the places of a move's lists.
type Names struct {
	Offers  []string // of prices_usd and plans
	Peers   []string // of carries, and of merge_with
	Seeking []string // of invest_usd
}

// NamesOf reads the names out of a view.
func NamesOf(market *agents.Market, books *agents.Books, seeking []int) Names {
	var n Names
	for i := range books.Offers {
		n.Offers = append(n.Offers, books.Offers[i].ID)
	}
	for i := range market.Peers {
		n.Peers = append(n.Peers, market.Peers[i].ID)
	}
	for _, i := range seeking {
		n.Seeking = append(n.Seeking, market.Peers[i].ID)
	}
	return n
}

// Assign puts a value into a field of a move, which is a pointer to one of the three structs. None keeps what is there. The error says
// field, value and what is allowed; the move is then as it was, but for lists, whose right items are kept.
func Assign(move any, names Names, name string, v Value) error {
	to := reflect.ValueOf(move).Elem()
	all := Of(to.Type())
	f := all.Find(name)
	if f == nil {
		return fmt.Errorf("%s: got an unknown field of a move; %s", name, wantOneOf(name, all.Names()))
	}
	if v.Kind == None {
		return nil
	}
	target := to.FieldByIndex(f.Index)
	if target.Kind() == reflect.Slice {
		return f.list(target, names, v)
	}
	if f.Name == "merge_with" && v.Kind == Text {
		at := slices.Index(names.Peers, v.Text)
		if at < 0 {
			return fmt.Errorf("%s: got %s; want the id of a peer, %s", f.Name, v, wantOneOf(v.Text, names.Peers))
		}
		v = Value{Kind: Number, Number: float64(at)}
	}
	return f.set(target, f.Name, v)
}

// list fills a list from a list of the same length, or from a table by id.
func (f *Field) list(target reflect.Value, names Names, v Value) error {
	ids := names.Offers
	switch f.Name {
	case "carries":
		ids = names.Peers
	case "invest_usd":
		ids = names.Seeking
	}
	switch v.Kind {
	case List:
		if len(v.Items) != target.Len() {
			return fmt.Errorf("%s: got %s; want one of %d, or a table by id, %s", f.Name, v, target.Len(), listed(ids))
		}
		for i, item := range v.Items {
			if err := f.item(target.Index(i), fmt.Sprintf("%s[%d]", f.Name, i), item); err != nil {
				return err
			}
		}
		return nil
	case Table:
		for i, key := range v.Keys {
			at := slices.Index(ids, key)
			if at < 0 || at >= target.Len() {
				return fmt.Errorf("%s[%q]: got an unknown id; %s", f.Name, key, wantOneOf(key, ids))
			}
			if err := f.item(target.Index(at), fmt.Sprintf("%s[%q]", f.Name, key), v.Items[i]); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("%s: got %s; want a list of %d, or a table by id, %s", f.Name, v, target.Len(), listed(ids))
}

func (f *Field) item(target reflect.Value, where string, v Value) error {
	if v.Kind == None {
		return nil
	}
	return f.set(target, where, v)
}

func (f *Field) set(target reflect.Value, where string, v Value) error {
	wrong := func(want string) error {
		return fmt.Errorf("%s: got %s; want %s", where, v, want)
	}
	if u, ok := target.Addr().Interface().(encoding.TextUnmarshaler); ok {
		words := target.Interface().(interface{ Values() []string }).Values()
		if v.Kind != Text || u.UnmarshalText([]byte(v.Text)) != nil {
			return wrong("one of " + listed(words))
		}
		return nil
	}
	switch target.Kind() {
	case reflect.Bool:
		if v.Kind != Flag {
			return wrong("true or false")
		}
		target.SetBool(v.Flag)
	case reflect.String:
		if v.Kind != Text {
			return wrong("text")
		}
		if len(v.Text) > maxText {
			return fmt.Errorf("%s: got a text of %d bytes; want at most %d", where, len(v.Text), maxText)
		}
		target.SetString(v.Text)
	case reflect.Float64:
		if v.Kind != Number || !f.allows(v.Number) {
			return wrong("a number in " + f.limit.String() + " " + f.Unit)
		}
		target.SetFloat(v.Number)
	default:
		if v.Kind != Number || !f.allows(v.Number) || v.Number != math.Trunc(v.Number) {
			return wrong("a whole number in " + f.limit.String() + " " + f.Unit)
		}
		target.SetInt(int64(v.Number))
	}
	return nil
}

// maxText is the longest text that a move may hold, bytes: reasons go into events and decisions.
const maxText = 200

// allows reports whether x is a number within the range of the field. NaN and infinity are not.
func (f *Field) allows(x float64) bool {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return false
	}
	return !f.limited || x >= f.limit.Low && x <= f.limit.High
}

func listed(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// wantOneOf lists what is allowed, with the nearest first where one is close.
func wantOneOf(got string, names []string) string {
	best, distance := "", 4
	for _, n := range names {
		if d := apart(got, n); d < distance && d < len(n) {
			best, distance = n, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %q? want one of %s", best, listed(names))
	}
	return "want one of " + listed(names)
}

// apart is the distance of Levenshtein (1966) between two names.
func apart(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
