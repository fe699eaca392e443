package script

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"

	"shakeout/agents"
	"shakeout/strategies"
)

// rulesModule holds the rules of thumb of the catalogue, to build on.
var rulesModule = &module{"rules", starlark.StringDict{
	"launch_price": starlark.NewBuiltin("launch_price", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var offer starlark.Value
		floor, weight := real(1.25), real(0.5)
		if err := starlark.UnpackArgs("rules.launch_price", args, kwargs, "offer", &offer, "floor?", &floor, "weight_cost?", &weight); err != nil {
			return nil, err
		}
		r, ok := offer.(*record)
		if !ok {
			return nil, fmt.Errorf("rules.launch_price: got a %s; want one of view.offers", offer.Type())
		}
		o, ok := r.value.Addr().Interface().(*agents.OwnOffer)
		if !ok {
			return nil, fmt.Errorf("rules.launch_price: got a %s; want one of view.offers", offer.Type())
		}
		p := strategies.LaunchPrice(o, float64(floor), float64(weight))
		if math.IsNaN(p) {
			return starlark.None, nil
		}
		return starlark.Float(p), nil
	}),
	"research": starlark.NewBuiltin("research", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var view starlark.Value
		pace := real(1)
		if err := starlark.UnpackArgs("rules.research", args, kwargs, "view", &view, "pace?", &pace); err != nil {
			return nil, err
		}
		market, books, err := opened("rules.research", view)
		if err != nil {
			return nil, err
		}
		return starlark.Float(strategies.DesiredResearch(market, books, float64(pace))), nil
	}),
	"payable": starlark.NewBuiltin("payable", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var view starlark.Value
		if err := starlark.UnpackArgs("rules.payable", args, kwargs, "view", &view); err != nil {
			return nil, err
		}
		_, books, err := opened("rules.payable", view)
		if err != nil {
			return nil, err
		}
		return starlark.Bool(strategies.Payable(books)), nil
	}),
	"raise_money": starlark.NewBuiltin("raise_money", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var view starlark.Value
		pace, below, need := real(1), real(12), real(21)
		if err := starlark.UnpackArgs("rules.raise_money", args, kwargs, "view", &view, "pace?", &pace, "below?", &below, "months?", &need); err != nil {
			return nil, err
		}
		market, books, err := opened("rules.raise_money", view)
		if err != nil {
			return nil, err
		}
		usd, why := strategies.Raise(market, books, float64(pace), float64(below), float64(need))
		return starlark.Tuple{starlark.Float(usd), starlark.String(why)}, nil
	}),
	"partner": starlark.NewBuiltin("partner", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var view starlark.Value
		if err := starlark.UnpackArgs("rules.partner", args, kwargs, "view", &view); err != nil {
			return nil, err
		}
		market, books, err := opened("rules.partner", view)
		if err != nil {
			return nil, err
		}
		if at := strategies.Partner(market, books); at >= 0 {
			return starlark.String(market.Peers[at].ID), nil
		}
		return starlark.None, nil
	}),
}}

// opened finds the Go view behind a view.
func opened(who string, view starlark.Value) (*agents.Market, *agents.Books, error) {
	if r, ok := view.(*record); ok {
		switch v := r.value.Addr().Interface().(type) {
		case *agents.LabView:
			return v.Market, &v.Books, nil
		case *agents.CloudView:
			return v.Market, &v.Books, nil
		case *agents.ReleaserView:
			return v.Market, &v.Books, nil
		}
	}
	return nil, nil, fmt.Errorf("%s: got a %s; want the view", who, view.Type())
}
