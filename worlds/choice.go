package worlds

import (
	"math"

	"shakeout/internal/exact"
)

// tree is the choice of one cohort: AI or none, a family, an offer of that family.
//
//	D_g = sum over offers j of g of exp(v_j/(1-sigma)),  W_g = D_g^(1-sigma),  W = sum of W_g
//	P(AI) = W^lambda/(1 + W^lambda),  P(g|AI) = W_g/W,  P(j|g) = exp(v_j/(1-sigma))/D_g
//
// Those who now are with family g see it with an extra kappa, those at none see none with it: an
// exact Markov chain (Dube, Hitsch and Rossi 2010).
type tree struct {
	within []float64 // P(j|g) by offer
	w      []float64 // W_g by family, scaled by exp(-shift)
	sum    float64   // W, scaled alike
	shift  float64
}

func (t *tree) build(v []float64, families []int, nFamilies int, sigma float64) {
	if cap(t.within) < len(v) {
		t.within = make([]float64, len(v))
	}
	if cap(t.w) < nFamilies {
		t.w = make([]float64, nFamilies)
	}
	t.within, t.w = t.within[:len(v)], t.w[:nFamilies]
	clear(t.w)
	top := math.Inf(-1)
	for _, x := range v {
		if x > top {
			top = x
		}
	}
	t.sum, t.shift = 0, top
	if math.IsInf(top, -1) {
		clear(t.within)
		t.shift = 0
		return
	}
	for j, x := range v {
		t.within[j] = exact.Exp((x - top) / (1 - sigma))
		t.w[families[j]] += t.within[j]
	}
	for j := range v {
		if d := t.w[families[j]]; d > 0 {
			t.within[j] /= d
		}
	}
	for g, d := range t.w {
		if d > 0 {
			if sigma > 0 {
				t.w[g] = exact.Exp(float64((1 - sigma) * exact.Log(d)))
			}
			t.sum += t.w[g]
		}
	}
}

// inclusive returns lambda (ln W) for a scaled W.
func (t *tree) inclusive(w, lambda float64) float64 {
	if w <= 0 {
		return math.Inf(-1)
	}
	return float64(lambda * (exact.Log(w) + t.shift))
}

// mix says how those who reconsider spread: into family g go
//
//	inflow_g = W_g (S + a_g (e^kappa - 1)),  a_g = m_g P(AI|g)/W(g),  S = a_none + sum of a_g
//
// where m_g of them are with g now and W(g) = W + W_g (e^kappa - 1).
func (t *tree) mix(m []float64, mNone, lambda, kappa float64, inflow []float64) (none float64) {
	if t.sum <= 0 {
		clear(inflow)
		total := mNone
		for _, x := range m {
			total += x
		}
		return total
	}
	e := exact.Exp(kappa) - 1
	stay := exact.Logistic(t.inclusive(t.sum, lambda) - kappa)
	s := float64(mNone * stay / t.sum)
	none = float64(mNone * (1 - stay))
	for g, mg := range m {
		if mg == 0 {
			inflow[g] = 0
			continue
		}
		wg := t.sum + float64(t.w[g]*e)
		p := exact.Logistic(t.inclusive(wg, lambda))
		a := mg * p / wg
		inflow[g] = float64(a * e)
		s += a
		none += float64(mg * (1 - p))
	}
	for g := range m {
		inflow[g] = float64(t.w[g] * (s + inflow[g]))
	}
	return none
}

// stationary returns the long-run shares by family of that chain, which add to one with none:
// x_g = S W_g/(1 - W_g b_g (e^kappa - 1)), b_g = P(AI|g)/W(g); none from the balance of its flows.
func (t *tree) stationary(lambda, kappa float64, x []float64) (none float64) {
	clear(x)
	if t.sum <= 0 {
		return 1
	}
	e := exact.Exp(kappa) - 1
	total, leave := 0.0, 0.0
	for g := range t.w {
		if t.w[g] <= 0 {
			continue
		}
		wg := t.sum + float64(t.w[g]*e)
		p := exact.Logistic(t.inclusive(wg, lambda))
		x[g] = t.w[g] / (1 - float64(t.w[g]*e*p)/wg)
		total += x[g]
		leave += float64(x[g] * (1 - p))
	}
	stay := exact.Logistic(t.inclusive(t.sum, lambda) - kappa)
	none = leave / stay
	total += none
	for g := range x {
		x[g] /= total
	}
	return none / total
}
