package worlds_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"shakeout/internal/exact"
	"shakeout/market/ledger"
	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// randomWorlds is how many random worlds are run, and for how many months; the long tests raise both.
var randomWorlds, randomTicks = 12, int64(36)

// Whatever numbers a world has, not one cent is lost, shares add to one, no stock is negative and
// nobody who has ended acts: the audit of every tick says so or ends the run.
func TestAuditHoldsInRandomWorlds(t *testing.T) {
	base := []*worlds.World{load(t, "frontier-2025", worldfile.Options{}), load(t, "duopoly", worldfile.Options{})}
	opened, exploded := 0, 0
	for seed := range uint64(randomWorlds) {
		luck := exact.NewStream(seed, "", "random world", 0)
		w, err := worldfile.Clone(base[luck.IntN(8)/7])
		if err != nil {
			t.Fatal(err)
		}
		w.Seed, w.Ticks = int64(seed), randomTicks
		thinOut(&w, &luck)
		shake(reflect.ValueOf(&w).Elem(), &luck)
		_, err = worlds.Run(context.Background(), &w, worlds.Options{})
		var input *worlds.InputError
		switch {
		case errors.As(err, &input): // numbers that fit their ranges and no start state
			t.Logf("random world %d: %v", seed, err)
		case errors.Is(err, ledger.ErrAmount): // an economy of more than all money: the run says so and ends
			exploded++
		case err != nil:
			t.Errorf("random world %d: %v", seed, err)
		default:
			opened++
		}
	}
	if 10*exploded > randomWorlds {
		t.Errorf("got %d of %d random worlds that explode; want a tenth at most", exploded, randomWorlds)
	}
	if 3*opened < randomWorlds { // about half can; a new parameter shifts the luck of all
		t.Errorf("got %d of %d random worlds that could be opened; want a third of them, or the test says little", opened, randomWorlds)
	}
}

// thinOut leaves out agents and markets.
func thinOut(w *worlds.World, luck *exact.Stream) {
	if luck.Bernoulli(0.2) {
		w.Compute = nil
	}
	if luck.Bernoulli(0.2) {
		w.Technology = nil
	}
	if luck.Bernoulli(0.2) {
		w.Talent = nil
	}
	if luck.Bernoulli(0.2) {
		w.Capital = nil
	}
	if luck.Bernoulli(0.2) {
		w.Control = nil
	}
	gone := map[string]bool{}
	var stay []worlds.Agent
	for _, a := range w.Agents {
		if gone[a.ID] = luck.Bernoulli(0.2); !gone[a.ID] {
			stay = append(stay, a)
		}
	}
	for i := range stay {
		a := &stay[i]
		var products []worlds.Product
		for _, p := range a.Products {
			if !gone[p.Model] && !gone[p.Via] {
				products = append(products, p)
			}
		}
		var stakes []worlds.Stake
		for _, x := range a.Stakes {
			if !gone[x.ID] {
				stakes = append(stakes, x)
			}
		}
		var suppliers []worlds.Supply
		for _, x := range a.Supplier {
			if !gone[x.ID] {
				suppliers = append(suppliers, x)
			}
		}
		a.Products, a.Stakes, a.Supplier = products, stakes, suppliers
	}
	w.Agents = stay
}

// shake multiplies a third of all numbers by a random factor, within their ranges. Reach is left as it
// is: hardly any world could be opened where those who know a firm are too few for what it sells.
func shake(v reflect.Value, luck *exact.Stream) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			shake(v.Elem(), luck)
		}
	case reflect.Slice:
		for i := range v.Len() {
			shake(v.Index(i), luck)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f, tag := v.Field(i), v.Type().Field(i).Tag
			if !f.CanSet() || tag.Get("yaml") == "seed" || tag.Get("yaml") == "ticks" || tag.Get("yaml") == "shakeout" || tag.Get("yaml") == "timeout_s" || strings.HasPrefix(tag.Get("yaml"), "reach_") {
				continue
			}
			if f.Kind() != reflect.Float64 {
				shake(f, luck)
				continue
			}
			turn, factor := luck.Bernoulli(1.0/3), luck.Lognormal(1, 0.5)
			if turn {
				f.SetFloat(within(f.Float()*factor, f.Float(), tag.Get("range")))
			}
		}
	}
}

// within returns x held inside a range like (0,1], or otherwise where that can't be read.
func within(x, otherwise float64, interval string) float64 {
	low, high, found := strings.Cut(strings.Trim(interval, "[]()"), ",")
	if !found {
		return otherwise
	}
	a, errA := strconv.ParseFloat(low, 64)
	b, errB := strconv.ParseFloat(high, 64)
	if errA != nil || errB != nil {
		return otherwise
	}
	held := math.Max(a, math.Min(b, x))
	if held == a && interval[0] == '(' || held == b && strings.HasSuffix(interval, ")") {
		return otherwise
	}
	return held
}
