package talent

import (
	"math"

	"shakeout/internal/exact"
)

// Moves is how researchers change employers. Teams grow and shrink by part of what is wanted, since hiring is slow and firing costs (a partial
// adjustment: Nickell 1986). Who is paid less or works far from the frontier leaves more often; who pays more or leads gets more of those
// who look.
type Moves struct {
	// Researchers who leave of their own accord.
	QuitPerMonth float64 `yaml:"quit_per_month" unit:"1/month" range:"[0,1]" default:"0.012" source:"assumption: about 13 % a year" doc:"share of researchers who quit in a month, at market pay and at the frontier"`
	// How quits and attraction react to pay.
	PayElasticity float64 `yaml:"pay_elasticity" unit:"1" range:"[0,10]" default:"1.5" source:"assumption, 1-3; Manning 2003 for the concept" doc:"elasticity of quits (down) and of attraction (up) to pay over market pay"`
	// How they react to the distance from the frontier.
	FrontierPull float64 `yaml:"frontier_pull_per_oom" unit:"1/OOM" range:"[0,5]" default:"0.5" source:"assumption" doc:"log points of quits (up) and of attraction (down) per order of magnitude behind the frontier"`
	// Share of a lack that is hired in a month.
	HirePerMonth float64 `yaml:"hire_per_month" unit:"1/month" range:"[0,1]" default:"0.12" source:"assumption" doc:"share of the lack of researchers that a firm can hire in a month"`
	// Share of an excess that is laid off in a month.
	LayoffPerMonth float64 `yaml:"layoff_per_month" unit:"1/month" range:"[0,1]" default:"0.25" source:"assumption" doc:"share of an excess of researchers that is laid off in a month"`
	// Whether laboratories hire each other's people.
	Poaching bool `yaml:"poaching" unit:"flag" default:"true" source:"assumption: the rule in California" doc:"whether researchers may go straight from one laboratory to another; off: who quits is out for a month and carries nothing"`
}

// Firm is an employer of researchers.
type Firm struct {
	Researchers       float64
	BudgetUSDPerMonth float64 // for researchers
	Premium           float64 // pay over market pay, as a share: 0 = market pay
	GapOOM            float64 // distance below the public frontier
	ExtraLeavers      float64 // share of researchers who leave this month for other reasons (scandal, key person)
}

// Result is a month of the market for researchers. Slices are in the order of the firms.
type Result struct {
	PayUSDPerYear float64     // market pay
	Researchers   []float64   // after the month
	Quits         []float64   // left of their own accord, extra leavers included
	Layoffs       []float64   // sent away
	Hires         []float64   // taken on
	Flows         [][]float64 // Flows[j][i] = hired by j from i this month
	Free          float64     // researchers outside the firms after the month
}

// WantedResearchers returns what a firm's budget pays for: 12 budget / ((1 + premium) pay).
func WantedResearchers(f Firm, payUSDPerYear float64) float64 {
	pay := float64((1 + f.Premium) * payUSDPerYear)
	if !(pay > 0) {
		return 0
	}
	return math.Max(0, float64(monthsPerYear*f.BudgetUSDPerMonth)) / pay
}

// Attraction returns the weight of a vacancy at a firm: (1 + premium)^PayElasticity x exp(-FrontierPull x gap).
func (m Moves) Attraction(f Firm) float64 {
	return float64(exact.Pow(math.Max(0, 1+f.Premium), m.PayElasticity) * exact.Exp(-float64(m.FrontierPull*math.Max(0, f.GapOOM))))
}

// QuitShare returns the share of a firm's researchers who leave in a month: QuitPerMonth / Attraction + ExtraLeavers, at most a half of
// their own accord and all in total.
func (m Moves) QuitShare(f Firm) float64 {
	own := 0.5
	if a := m.Attraction(f); a > 0 {
		own = math.Min(0.5, m.QuitPerMonth/a)
	}
	return math.Min(1, own+math.Max(0, f.ExtraLeavers))
}

// Clear moves researchers for a month. size is the number of researchers at the reference pay (Pool.Size), payUSDPerYear last month's market pay.
//
//  1. Pay moves toward what clears budgets against the supply.
//  2. At each firm QuitShare leaves, and LayoffPerMonth of the excess over WantedResearchers is laid off.
//  3. Each firm looks for HirePerMonth of what it lacks. Candidates are the free researchers, those laid off and, with Poaching, those who
//     quit. If they are too few, vacancies are filled in proportion to vacancies x Attraction, none above its number.
//  4. Every hire is a fair sample of the candidates: Flows[j][i] = hires of j x leavers of i / candidates (i = j is a return).
//
// Researchers are conserved: those in firms after the month plus Free equal the larger of the supply and those in firms before. Sums run in the order of
// the firms; keep it fixed.
func (p Params) Clear(size, payUSDPerYear float64, firms []Firm) Result {
	n := len(firms)
	r := Result{Researchers: make([]float64, n), Quits: make([]float64, n), Layoffs: make([]float64, n)}
	var budgets, before float64
	for _, f := range firms {
		budgets += math.Max(0, float64(monthsPerYear*f.BudgetUSDPerMonth)) / (1 + f.Premium)
		before += f.Researchers
	}
	r.PayUSDPerYear = p.Pool.NextPayUSD(payUSDPerYear, p.Pool.ClearingPayUSD(budgets, size))
	r.Free = math.Max(0, p.Pool.Supply(size, r.PayUSDPerYear)-before)
	candidates := r.Free
	vacancies, weights, leavers := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, f := range firms {
		wanted := WantedResearchers(f, r.PayUSDPerYear)
		r.Quits[i] = float64(f.Researchers * p.Moves.QuitShare(f))
		stay := f.Researchers - r.Quits[i]
		r.Layoffs[i] = float64(p.Moves.LayoffPerMonth * math.Max(0, stay-wanted))
		r.Researchers[i] = stay - r.Layoffs[i]
		vacancies[i] = float64(p.Moves.HirePerMonth * math.Max(0, wanted-r.Researchers[i]))
		weights[i] = p.Moves.Attraction(f)
		r.Free += r.Quits[i] + r.Layoffs[i]
		leavers[i] = r.Layoffs[i]
		if p.Moves.Poaching {
			leavers[i] += r.Quits[i]
		}
		candidates += leavers[i]
	}
	r.Hires = Fill(candidates, vacancies, weights)
	r.Flows = make([][]float64, n)
	for j, hires := range r.Hires {
		r.Flows[j] = make([]float64, n)
		r.Researchers[j] += hires
		r.Free -= hires
		if candidates > 0 {
			for i := range firms {
				r.Flows[j][i] = float64(hires * (leavers[i] / candidates))
			}
		}
	}
	r.Free = math.Max(0, r.Free)
	return r
}

// Fill divides candidates over vacancies in proportion to vacancy x weight, none above its vacancies; what a full firm leaves is divided
// among the others in the same way. With enough candidates all vacancies are filled. It takes at most as many rounds as there are firms.
func Fill(candidates float64, vacancies, weights []float64) []float64 {
	hires := make([]float64, len(vacancies))
	for range vacancies {
		var sum float64
		for i, v := range vacancies {
			if hires[i] < v {
				sum += float64(v * weights[i])
			}
		}
		if !(sum > 0) || !(candidates > 0) {
			break
		}
		left, full := candidates, false
		for i, v := range vacancies {
			if hires[i] < v && float64(v*weights[i])*(candidates/sum) >= v {
				hires[i], full = v, true
				left -= v
			}
		}
		if !full {
			for i, v := range vacancies {
				if hires[i] < v {
					hires[i] = float64(float64(v*weights[i]) * (candidates / sum))
				}
			}
			break
		}
		candidates = math.Max(0, left)
	}
	return hires
}
