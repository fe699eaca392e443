package equilibrium

import (
	"math"

	"shakeout/internal/exact"
)

const (
	settled      = 1e-11 // greatest relative residual of a first-order condition at a solution, where utilities are of the size of 1
	exactEnough  = 4e-16 // residual below which nothing more can be gained
	nearEnough   = 1e-10 // residual at which SolveNear ends
	zetaSteps    = 3000
	newtonSteps  = 40
	leastDamping = 1.0 / 64
	// Step of the numerical derivatives, relative to a markup: a power of two, so that scaled money takes the same steps.
	probeStep = 1.0 / (1 << 26)
)

// stationary moves markups to a solution of the first-order conditions near by and says whether it found one: damped zeta steps, from time to time
// tried to be finished by Newton's method, on the zeta equation or, where shares close to one flatten that, on the logarithm of the eta equation.
func (s *solver) stationary(markup []float64) bool {
	damping, newton := 1.0, 16
	last := s.step
	clear(last)
	for step := range zetaSteps {
		r := s.zeta(markup)
		if math.IsInf(r, 1) || s.spent() || s.runaway(markup) {
			return false
		}
		if step == 24 || step == 200 {
			s.leap(markup)
			r = s.zeta(markup)
		}
		if r <= s.enough {
			return true
		}
		if step%100 == 99 && r <= s.tolerance() { // Newton's method finds no better, because of rounding
			return true
		}
		if step == newton || r < 1e-9 && s.enough < 1e-9 {
			if s.finish(markup) {
				return true
			}
			newton = 2*step + 16
			s.zeta(markup)
		}
		turn := 0.0
		for _, firm := range s.m.firms {
			for _, k := range firm {
				d := (s.next[k] - markup[k]) / s.next[k]
				turn += float64(d * last[k])
				last[k] = d
			}
		}
		if turn < 0 {
			damping = math.Max(float64(0.6*damping), leastDamping)
		} else {
			damping = math.Min(1, float64(1.2*damping))
		}
		for _, firm := range s.m.firms {
			for _, k := range firm {
				markup[k] += float64(damping * (s.next[k] - markup[k]))
			}
		}
	}
	return false
}

// runaway says whether a price that enters as a logarithm has left all bounds: demand is too inelastic to stop it.
func (s *solver) runaway(markup []float64) bool {
	if !s.m.log {
		return false
	}
	for k, y := range markup {
		if s.m.owned[k] && y > float64(1e7*(s.m.cost[k]+s.m.hand[k]+s.m.sat[k])) {
			s.ranAway = true
		}
	}
	return s.ranAway
}

// leap shortens the way to solutions far up: where a firm has nearly all buyers, a zeta step adds no more to a markup than one of a firm without buyers
// takes. Such markups grow by a factor as long as zeta steps go on upwards from where they land, then by ever smaller factors.
func (s *solver) leap(markup []float64) {
	m := s.m
	climbing := make([]bool, m.n)
	any := false
	for k := range markup {
		q := (1 - m.sigma) / s.alpha[k]
		climbing[k] = m.owned[k] && s.next[k]-markup[k] > float64(0.2*q) && s.next[k] > 2*q
		any = any || climbing[k]
	}
	if !any || m.log || m.budget {
		return
	}
	from := append([]float64(nil), markup...)
	for factor, tries := 2.0, 0; factor > 1+1e-7 && tries < 200; tries++ {
		for k := range markup {
			if climbing[k] {
				markup[k] = float64(from[k] * factor)
			}
		}
		s.zeta(markup)
		up := true
		for k := range markup {
			up = up && (!climbing[k] || s.next[k] > markup[k])
		}
		if !up {
			factor = 1 + float64((factor-1)/2)
			copy(markup, from)
			continue
		}
		copy(from, markup)
	}
}

// tolerance is the residual that rounding leaves: that of utilities is the greater the greater they are.
func (s *solver) tolerance() float64 {
	return math.Max(settled, float64(s.m.great*1e-15)/(1-s.m.sigma))
}

// finish tries Newton's method from markups near a solution, and leaves them as they were where it fails.
func (s *solver) finish(markup []float64) bool {
	copy(s.best, markup)
	saved := append([]float64(nil), markup...)
	clearLast := append([]float64(nil), s.step...)
	defer copy(s.step, clearLast)
	if s.newton(markup, s.zetaResidual) {
		return true
	}
	copy(markup, saved)
	if !s.m.log && !s.m.budget && s.m.use == nil {
		if s.newton(markup, s.etaResidual) && s.zeta(markup) <= s.tolerance() {
			return true
		}
		copy(markup, saved)
	}
	return false
}

// zetaResidual fills resid with 1 - zeta(markup)/markup by owned product.
func (s *solver) zetaResidual(markup []float64) float64 {
	s.zeta(markup)
	return s.relative(markup, func(next, y float64) float64 { return (y - next) / y })
}

// etaResidual fills resid with ln(markup / eta(markup)) by owned product.
func (s *solver) etaResidual(markup []float64) float64 {
	s.eta(markup)
	return s.relative(markup, func(next, y float64) float64 { return exact.Log(y / next) })
}

func (s *solver) relative(markup []float64, f func(next, y float64) float64) float64 {
	worst := 0.0
	for k := range s.resid {
		s.resid[k] = 0
		if s.m.owned[k] {
			s.resid[k] = f(s.next[k], markup[k])
			if a := math.Abs(s.resid[k]); !(a <= worst) {
				worst = a
			}
		}
		if math.IsNaN(s.resid[k]) || !(markup[k] > 0) && s.m.owned[k] {
			return math.Inf(1)
		}
	}
	return worst
}

// newton finds a root of a residual by Newton's method with numerical derivatives and a line search on the greatest residual.
func (s *solver) newton(markup []float64, residual func([]float64) float64) bool {
	n := s.m.n
	worst, tolerance := residual(markup), s.tolerance()
	base, step := make([]float64, n), make([]float64, n)
	for range newtonSteps {
		if worst <= exactEnough {
			return true
		}
		if math.IsInf(worst, 1) || math.IsNaN(worst) || s.spent() {
			return false
		}
		copy(base, s.resid)
		copy(s.probe, markup)
		for k := range n {
			if !s.m.owned[k] {
				for j := range n {
					s.jac[j*n+k] = 0
				}
				s.jac[k*n+k] = 1
				continue
			}
			h := float64(probeStep * markup[k])
			s.probe[k] = markup[k] + h
			h = s.probe[k] - markup[k]
			residual(s.probe)
			s.probe[k] = markup[k]
			for j := range n {
				s.jac[j*n+k] = (s.resid[j] - base[j]) / h
			}
		}
		copy(step, base)
		if !solveDense(s.jac, step) {
			return worst <= tolerance
		}
		next, t := math.Inf(1), 1.0
		for ; t >= 1.0/256; t /= 2 {
			for k := range n {
				s.probe[k] = markup[k] - float64(t*step[k])
			}
			if next = residual(s.probe); next < worst {
				break
			}
		}
		if !(next < worst) { // rounding is all that is left, or there is no way down
			residual(markup)
			return worst <= tolerance
		}
		copy(markup, s.probe)
		worst = next
	}
	return worst <= tolerance
}

// lnProfit returns the logarithm of a firm's profit per buyer at markups; -Inf where it is not positive.
func (s *solver) lnProfit(firm []int, markup []float64) float64 {
	s.c.choose(s.m, markup)
	return s.lnProfitNow(firm, markup)
}

// lnProfitNow is lnProfit at choices made already.
func (s *solver) lnProfitNow(firm []int, markup []float64) float64 {
	m, n := s.m, s.m.n
	total := 0.0
	for i := range m.types {
		own := 0.0
		for _, k := range firm {
			own += float64(s.valueOf(k, markup[k]) * m.uses(i, k) * s.c.share[i*n+k])
		}
		total += float64(m.weight[i] * own)
	}
	if total > 1e-250 {
		return exact.Log(total)
	}
	top := math.Inf(-1)
	for i := range m.types {
		for _, k := range firm {
			if v := s.valueOf(k, markup[k]); v > 0 {
				top = math.Max(top, m.lnW[i]+s.c.lnShare[i*n+k]+exact.Log(float64(v*m.uses(i, k))))
			}
		}
	}
	if math.IsInf(top, 0) {
		return top
	}
	total = 0
	for i := range m.types {
		for _, k := range firm {
			if v := s.valueOf(k, markup[k]); v > 0 {
				total += exact.Exp(m.lnW[i] + s.c.lnShare[i*n+k] + exact.Log(float64(v*m.uses(i, k))) - top)
			}
		}
	}
	return top + exact.Log(total)
}
