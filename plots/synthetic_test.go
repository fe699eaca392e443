package plots

import (
	"fmt"
	"math"

	"shakeout/worlds/history"
)

// luck is a linear congruential generator (Knuth's MMIX), so that goldens are the same everywhere.
type luck uint64

func (l *luck) next() float64 {
	*l = *l*6364136223846793005 + 1442695040888963407
	return float64(*l>>11) / (1 << 53)
}

var cast12 = []struct{ id, name, kind string }{
	{"ai21", "AI21 Labs", "lab"}, {"alibaba", "Alibaba", "releaser"}, {"amazon", "Amazon", "cloud"},
	{"anthropic", "Anthropic", "lab"}, {"cohere", "Cohere", "lab"}, {"deepseek", "DeepSeek", "lab"},
	{"google", "Google DeepMind", "cloud"}, {"meta", "Meta", "releaser"}, {"microsoft", "Microsoft", "cloud"},
	{"mistral", "Mistral AI", "lab"}, {"openai", "OpenAI", "lab"}, {"xai", "xAI", "lab"},
}

// synthetic returns a run of made-up numbers that has all that figures must cope with: agents that
// grow, shrink, leave in each way, turn to a niche and enter late, moods, rounds, and empty fields.
// Agents beyond twelve are entrants.
func synthetic(agents int, ticks int64) *history.Run {
	nan := math.NaN()
	r := &history.Run{World: "synthetic", Seed: 7, Ticks: ticks}
	l := luck(42)
	type firm struct {
		id, name, kind, status, end, by string
		enters, leaves                  int64
		revenue, cash, capability       float64
	}
	var firms []*firm
	for i := range agents {
		f := &firm{leaves: -1, status: "active", revenue: 2 + 400*l.next()*l.next()*l.next(), cash: 100 + 5000*l.next(), capability: -1.2 * l.next()}
		if i < len(cast12) {
			f.id, f.name, f.kind = cast12[i].id, cast12[i].name, cast12[i].kind
		} else {
			f.id, f.name, f.kind = fmt.Sprintf("entrant-%d", i), fmt.Sprintf("Entrant %d", i), "lab"
			f.enters = 1 + int64(l.next()*float64(ticks)*0.8)
		}
		firms = append(firms, f)
	}
	leave := func(i int, at float64, how, by string) {
		if i < len(firms) && ticks > 4 {
			firms[i].leaves, firms[i].end, firms[i].by = int64(at*float64(ticks)), how, by
		}
	}
	leave(0, 0.35, "acquired", "alibaba")
	leave(4, 0.5, "wound-down", "")
	leave(5, 0.52, "merged", "openai")
	leave(9, 0.7, "licensed-and-hired", "microsoft")
	leave(13, 0.9, "wound-down", "")
	date := func(t int64) string { return fmt.Sprintf("%d-%02d-01", 2025+t/12, t%12+1) }
	moods := []string{"normal", "boom", "normal", "bust"}
	segments := []string{"consumer", "developer", "enterprise", "platform", "regulated", "smb"}
	for t := int64(0); t <= ticks; t++ {
		d, years := date(t), float64(t)/12
		frontier, total, squares, independents, entrants := 0.0, 0.0, 0.0, int64(0), int64(0)
		for _, f := range firms {
			if f.status == "active" && t >= f.enters {
				f.revenue *= 0.985 + 0.08*l.next()
				if l.next() < 0.12 {
					f.capability = math.Max(f.capability, years*0.6*(0.8+0.3*l.next()))
				}
			}
		}
		for _, f := range firms {
			if f.leaves == t && f.end != "" {
				f.status = f.end
				r.Events = append(r.Events, history.EventRow{Tick: t, Date: d, Type: f.end, Agent: f.id, Counterparty: f.by, Amount: 900})
			}
			if f.status == "active" && t >= f.enters {
				total += f.revenue
				frontier = math.Max(frontier, f.capability)
			}
		}
		total *= 1.03 // the fringe of hosts
		for i, f := range firms {
			if i >= len(cast12) && t < f.enters {
				continue
			}
			row := history.AgentRow{Tick: t, Date: d, Agent: f.id, Kind: f.kind, Status: f.status, Capability: nan, FrontierGap: nan, Runway: nan, BurnMultiple: nan}
			if f.status == "active" {
				cost := f.revenue * (1.6 - 0.9*years/10 + 0.2*l.next())
				profit := f.revenue - cost
				f.cash += profit
				if f.kind == "lab" && f.cash < -6*profit {
					raised := -18*profit + 40
					f.cash += raised
					row.EquityRaised = raised
					kind := "round"
					if l.next() < 0.3 {
						kind = "down-round"
					}
					r.Events = append(r.Events, history.EventRow{Tick: t, Date: d, Type: kind, Agent: f.id, Counterparty: "investors", Amount: raised})
				}
				if profit < 0 {
					row.Runway = f.cash / -profit
				}
				row.Revenue, row.OperatingProfit, row.Cash = f.revenue, profit, f.cash
				row.Capability, row.FrontierGap = f.capability, frontier-f.capability
				squares += f.revenue / total * f.revenue / total
				if f.kind == "lab" && i < len(cast12) {
					independents++
				} else if f.kind == "lab" {
					entrants++
				}
			}
			if i == 11 && t > ticks*3/4 {
				row.Status = "niche"
			}
			r.Agents = append(r.Agents, row)
		}
		m := history.MarketRow{Tick: t, Date: d, Mood: moods[(t/18)%4], Regime: "scale", Independents: independents, EntrantsAlive: entrants,
			ModelRevenue: total, HHI: 10000 * squares, HHIOwner: 12500 * squares, PriceFrontierList: 4 / (1 + years/2), PriceFrontierRealised: 3 / (1 + years/2),
			PriceConstantQuality: 0.2 / (1 + years*years*years*20), ComputePrice: 2.5/(1+years/4) + 0.4*l.next(), ComputeUserCost: 2.4 / (1 + years/4),
			ComputeUtilisation: 0.85 + 0.15*l.next(), Capex: 4000 + 3000*years*years, FrontierCapability: frontier, EquityRaised: 2000 * l.next() * l.next()}
		r.Market = append(r.Market, m)
		for k, name := range segments {
			r.Segments = append(r.Segments, history.SegmentRow{Tick: t, Date: d, Segment: name, Considering: 1 - 0.9/(1+years*years/float64(6+k)),
				Revenue: total * float64(k+1) / 21, HHI: nan})
		}
	}
	for _, f := range firms {
		o := history.OutcomeRow{Agent: f.id, Name: f.name, Kind: f.kind, Outcome: "independent-burning", Tick: ticks, Date: date(ticks), Counterparty: f.by, Price: nan}
		switch {
		case f.end != "":
			o.Outcome, o.Tick, o.Date, o.Price = f.end, f.leaves, date(f.leaves), 900
		case f.kind != "lab":
			o.Outcome = "subsidised"
		case f.id == "anthropic":
			o.Outcome, o.FirstProfitable = "independent-profitable", date(ticks/2)
		}
		r.Outcomes = append(r.Outcomes, o)
	}
	return r
}

// ensembles returns one of each figure of an ensemble, of made-up numbers.
func ensembles() (map[string]func() (*Figure, error), []string) {
	l := luck(9)
	var a, b []Band
	for t := range 121 {
		x := float64(t) / 12
		mid := 3000 - 180*x + 20*x*x
		w := 60 + 130*x
		d := fmt.Sprintf("%d-%02d-01", 2025+t/12, t%12+1)
		a = append(a, Band{d, 0, mid - w, mid - 0.4*w, mid, mid + 0.5*w, mid + 1.4*w})
		b = append(b, Band{d, 0, mid*0.8 - w, mid*0.8 - 0.4*w, mid * 0.8, mid*0.8 + 0.5*w, mid*0.8 + 1.4*w})
	}
	var prices []Band
	var seen []Observation
	for i, x := range a {
		v := 20 / (1 + float64(i)*float64(i)/40)
		prices = append(prices, Band{x.Date, 0, v * 0.3, v * 0.6, v, v * 1.5, v * 3})
		if i%9 == 0 && i < 40 {
			seen = append(seen, Observation{x.Date, v * (0.6 + l.next())})
		}
	}
	var curves []SurvivalCurve
	for k, name := range []string{"OpenAI", "Anthropic", "Mistral AI", "AI21 Labs"} {
		c, at, risk := SurvivalCurve{Name: name}, 1.0, int64(1000)
		for m := 3.0; m <= 120; m += 6 {
			died := int64(float64(risk) * 0.012 * float64(k+1) * l.next())
			at *= 1 - float64(died)/float64(risk)
			step := SurvivalStep{Month: m, Survival: at, Lower: at - 0.002*m/4, Upper: math.Min(1, at+0.002*m/4), AtRisk: risk}
			if k == 2 && m > 60 {
				step.Censored = 4
				died += 4
			}
			c.Steps = append(c.Steps, step)
			risk -= died
		}
		curves = append(curves, c)
	}
	grid := Grid{XLabel: "Switching cost", YLabel: "Spillover per month", ZLabel: "Independent labs at month 120"}
	for i := range 12 {
		grid.X = append(grid.X, 0.5+0.25*float64(i))
		grid.Y = append(grid.Y, 0.02*float64(i+1))
	}
	for j := range grid.Y {
		var row []float64
		for i := range grid.X {
			row = append(row, 2+0.3*float64(i)-0.15*float64(j)+0.4*l.next())
		}
		grid.Values = append(grid.Values, row)
	}
	grid.Values[3][4] = math.NaN()
	centred := grid
	centred.Centred, centred.ZLabel = true, "Effect on independent labs"
	centred.Values = nil
	for _, row := range grid.Values {
		var shifted []float64
		for _, v := range row {
			shifted = append(shifted, v-3)
		}
		centred.Values = append(centred.Values, shifted)
	}
	names := []string{"undercut", "match", "premium", "grim trigger", "q-learning"}
	pay := Payoffs{Strategies: names, Label: "Value to owners (USD bn)"}
	for range names {
		var row, reach []float64
		for range names {
			row = append(row, 40*l.next())
			reach = append(reach, row[len(row)-1]/8)
		}
		pay.Values, pay.Reach = append(pay.Values, row), append(pay.Reach, reach)
	}
	var effects []Effect
	for i, x := range []string{"unit cost halves: d ln price / d ln cost", "open offers taken out: price", "open offers taken out: revenue", "bust in months 12 to 30: restricted mean survival"} {
		e := 0.6 - 0.35*float64(i)
		group := "Prices"
		if i == 3 {
			group = "Survival"
		}
		effects = append(effects, Effect{group, x, e, e - 0.2, e + 0.25, 0.1})
	}
	var bins []Bin
	for i, p := range []float64{0.02, 0.08, 0.21, 0.25, 0.13, 0.07, 0.03, 0.01, 0, 0, 0.2} {
		label := fmt.Sprint(2025 + i)
		if i == 10 {
			label = "never"
		}
		bins = append(bins, Bin{label, p, math.Max(p-0.02, 0), p + 0.025})
	}
	rows := []Sensitivity{
		{"switching cost", "1.0", "2.5", 2.4, 4.1}, {"cost per order of magnitude", "0.5", "1.5", 4.4, 2.9},
		{"spillover", "0.02", "0.08", 3.0, 3.6}, {"market potential of enterprise", "0.7", "1.4", 3.2, 3.3},
	}
	indices := []Index{
		{"switching cost", 0.31, 0.27, 0.36, 0.42, 0.38, 0.47}, {"cost per order of magnitude", 0.2, 0.15, 0.24, 0.33, 0.28, 0.38},
		{"spillover", 0.05, 0.02, 0.08, 0.12, 0.08, 0.17},
	}
	elementary := []ElementaryEffect{
		{"switching cost", -0.6, -0.9, -0.3, 0.7, 0.5, 0.9, 0.5}, {"spillover", 0.1, -0.2, 0.4, 0.5, 0.3, 0.7, 0.6},
		{"luck", math.NaN(), math.NaN(), math.NaN(), 0.8, 0.6, 1, 1.1},
	}
	var periods []int64
	one, two := PricePath{Name: "deviates"}, PricePath{Name: "rival"}
	for t := int64(-5); t <= 15; t++ {
		p, q := 1.8, 1.8
		switch {
		case t == 0:
			p = 1.55
		case t > 0:
			p, q = 1.8-0.2/float64(t+1), 1.8-0.28/float64(t)
		}
		periods = append(periods, t)
		one.Prices, two.Prices = append(one.Prices, p), append(two.Prices, q)
	}
	var shares []OutcomeShare
	for _, c := range cast12 {
		rest := 1.0
		for _, k := range []string{"independent-profitable", "independent-burning", "niche", "acquired", "licensed-and-hired", "merged"} {
			v := rest * l.next() * 0.6
			rest -= v
			shares = append(shares, OutcomeShare{c.name, k, v, v - 0.02, v + 0.02})
		}
		shares = append(shares, OutcomeShare{c.name, "wound-down", rest, rest - 0.02, rest + 0.02})
	}
	var flows []Flow
	for _, x := range shares {
		flows = append(flows, Flow{x.Agent, x.Outcome, x.Share})
	}
	all := map[string]func() (*Figure, error){
		"fan": func() (*Figure, error) {
			return Fan("fan", "HHI", FanPanel{YLabel: "HHI of model revenue", Series: []FanSeries{{"all", a}}, Levels: []Level{{"1,800 (2023)", 1800}}})
		},
		"fans": func() (*Figure, error) {
			return Fan("fans", "Two panels", FanPanel{Title: "Concentration", YLabel: "HHI of model revenue", Series: []FanSeries{{"with open weights", a}, {"without", b}}},
				FanPanel{Title: "Prices", YLabel: "Constant-quality price (USD per million tokens)", Log: true, Series: []FanSeries{{"all", prices}}, Observed: seen})
		},
		"survival":  func() (*Figure, error) { return Survival("survival", "Survival", "Months since the start", curves) },
		"heatmap":   func() (*Figure, error) { return HeatMap("heatmap", "Sweep", grid) },
		"effectmap": func() (*Figure, error) { return HeatMap("effectmap", "Sweep of effects", centred) },
		"payoff":    func() (*Figure, error) { return Payoff("payoff", "Tournament", pay) },
		"forest":    func() (*Figure, error) { return Forest("forest", "Effects", "Paired difference", effects) },
		"distribution": func() (*Figure, error) {
			return Distribution("distribution", "First profitable year", "First profitable year of the leader", bins)
		},
		"tornado": func() (*Figure, error) {
			return Tornado("tornado", "Sensitivity", "Independent labs at month 120", 3.3, rows)
		},
		"indices": func() (*Figure, error) { return Indices("indices", "Sobol indices", indices) },
		"elementary": func() (*Figure, error) {
			return ElementaryEffects("elementary", "Screening", "Change of independent labs", elementary)
		},
		"deviation": func() (*Figure, error) {
			return Deviation("deviation", "Deviation", "Price", periods, []PricePath{one, two}, Level{"Nash", 1.47}, Level{"joint profit", 1.92})
		},
		"outcomes": func() (*Figure, error) { return Outcomes("outcomes", "Outcomes", shares) },
		"alluvial": func() (*Figure, error) { return Alluvial("alluvial", "Flows", flows) },
	}
	order := []string{"fan", "fans", "survival", "heatmap", "effectmap", "payoff", "forest", "distribution", "tornado", "indices", "elementary", "deviation", "outcomes", "alluvial"}
	return all, order
}
