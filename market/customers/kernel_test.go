package customers

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"shakeout/internal/exact"
)

// The hot kernel by which demand engines are compared: plain logit over N cohorts and J offers with inertia on last month's shares.
//
//	u_ij = beta_i q_j - alpha_i p_j + xi[s(i)][j] + kappa_i prev_ij,  share_ij = exp(u_ij)/(1 + sum_k exp(u_ik))
//	demand_j = sum_i w_i share_ij,  surplus = sum_i w_i ln(1 + sum_k exp(u_ik))/alpha_i,  prev_ij <- (1 - rho_i) prev_ij + rho_i share_ij
//
// It is measured, not used: the market's own demand has nests, eligibility and the chain of individuals (see Clearing and its benchmark).
type kernel struct {
	n, j                         int // j is padded to a multiple of 8 with offers that nobody wants
	seg                          []int
	w, alpha, beta, kappa, rho   []float64
	p, q, xi, prev, demand, part []float64
	surplus                      float64
	u                            [tile * maxOffers]float64
}

const (
	segments  = 8
	tile      = 8   // cohorts whose utilities, exponentials and shares are computed together, in the first-level cache
	block     = 256 // cohorts summed together before they enter the totals: threads may take blocks in any order
	maxOffers = 64
	lanes     = 8
)

// uniform is a counter-based splitmix64 (Steele, Lea and Flood 2014): any language can draw the same data.
func uniform(stream, i uint64) float64 {
	z := (stream<<40 + i + 1) * 0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	z ^= z >> 31
	return float64(z>>11) * 0x1p-53
}

func newKernel(n, offers int) *kernel {
	j := (offers + lanes - 1) / lanes * lanes
	k := &kernel{n: n, j: j, seg: make([]int, n), prev: make([]float64, n*j), xi: make([]float64, segments*j)}
	for _, x := range []*[]float64{&k.w, &k.alpha, &k.beta, &k.kappa, &k.rho} {
		*x = make([]float64, n)
	}
	for _, x := range []*[]float64{&k.p, &k.q, &k.demand, &k.part} {
		*x = make([]float64, j)
	}
	draw := func(stream uint64, i int, low, high float64) float64 {
		return low + float64((high-low)*uniform(stream, uint64(i)))
	}
	for i := range n {
		k.seg[i] = int(segments * uniform(1, uint64(i)))
		k.w[i], k.alpha[i], k.beta[i] = draw(2, i, 0.5, 1.5), draw(3, i, 0.5, 2), draw(4, i, 0.5, 1.5)
		k.kappa[i], k.rho[i] = draw(5, i, 0, 3), draw(6, i, 0.02, 0.2)
	}
	for c := range j {
		k.p[c], k.q[c] = draw(7, c, 0.2, 3), draw(8, c, 0, 3)
		for s := range segments {
			k.xi[s*j+c] = draw(9, s*j+c, -2, 1)
			if c >= offers {
				k.xi[s*j+c] = -1e6
			}
		}
	}
	for cell := range k.prev {
		k.prev[cell] = uniform(10, uint64(cell)) / float64(j)
		if cell%j >= offers {
			k.prev[cell] = 0
		}
	}
	return k
}

// tree8 adds up lanes, always in the same order.
func tree8(x *[lanes]float64) float64 {
	return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}

// tick is one month: utilities, then exponentials, then sums and the update, for a tile of cohorts after another; totals by blocks.
func (k *kernel) tick() {
	clear(k.demand)
	k.surplus = 0
	for start := 0; start < k.n; start += block {
		clear(k.part)
		surplus := 0.0
		end := min(start+block, k.n)
		for i := start; i < end; i += tile {
			surplus += k.tile(i, min(i+tile, end))
		}
		for j, x := range k.part {
			k.demand[j] += x
		}
		k.surplus += surplus
	}
}

func (k *kernel) tile(from, to int) (surplus float64) {
	J := k.j
	p, q := k.p[:J], k.q[:J]
	var top [tile]float64
	for i := from; i < to; i++ {
		u := k.u[(i-from)*J : (i-from)*J+J]
		prev, xi := k.prev[i*J:i*J+J], k.xi[k.seg[i]*J:k.seg[i]*J+J]
		alpha, beta, kappa := k.alpha[i], k.beta[i], k.kappa[i]
		m := 0.0
		for j := range u {
			x := (float64(beta*q[j]) - float64(alpha*p[j])) + (xi[j] + float64(kappa*prev[j]))
			u[j] = x
			if x > m {
				m = x
			}
		}
		if m > 600 { // only then could a sum overflow
			for j := range u {
				u[j] -= m
			}
			top[i-from] = m
		}
	}
	cells := k.u[:(to-from)*J]
	exact.ExpInto(cells, cells)
	for i := from; i < to; i++ {
		e, prev, part := k.u[(i-from)*J:(i-from)*J+J], k.prev[i*J:i*J+J], k.part[:J]
		var lane [lanes]float64
		for j := 0; j+lanes <= J; j += lanes {
			x := e[j : j+lanes : j+lanes]
			lane[0] += x[0]
			lane[1] += x[1]
			lane[2] += x[2]
			lane[3] += x[3]
			lane[4] += x[4]
			lane[5] += x[5]
			lane[6] += x[6]
			lane[7] += x[7]
		}
		sum := tree8(&lane)
		if m := top[i-from]; m == 0 {
			sum++
		} else {
			sum += exact.Exp(-m)
		}
		w, rho := k.w[i], k.rho[i]
		one := 1 / sum
		keep, take, buy := 1-rho, float64(rho*one), float64(w*one)
		for j, x := range e {
			part[j] += float64(buy * x)
			prev[j] = float64(keep*prev[j]) + float64(take*x)
		}
		surplus += float64(w*(exact.Log(sum)+top[i-from])) / k.alpha[i]
	}
	return surplus
}

// naive is the same with math.Exp, one cohort after another.
func (k *kernel) naive() {
	J := k.j
	u := k.u[:J]
	clear(k.demand)
	k.surplus = 0
	for i := range k.n {
		prev, xi := k.prev[i*J:i*J+J], k.xi[k.seg[i]*J:k.seg[i]*J+J]
		m := 0.0
		for j := range u {
			u[j] = k.beta[i]*k.q[j] - k.alpha[i]*k.p[j] + xi[j] + k.kappa[i]*prev[j]
			m = math.Max(m, u[j])
		}
		sum := math.Exp(-m)
		for j := range u {
			u[j] = math.Exp(u[j] - m)
			sum += u[j]
		}
		for j, x := range u {
			share := x / sum
			k.demand[j] += k.w[i] * share
			prev[j] = (1-k.rho[i])*prev[j] + k.rho[i]*share
		}
		k.surplus += k.w[i] * (m + math.Log(sum)) / k.alpha[i]
	}
}

func TestKernelAgreesWithTheNaiveForm(t *testing.T) {
	for _, offers := range []int{16, 13} {
		a, b := newKernel(1000, offers), newKernel(1000, offers)
		for range 3 {
			a.tick()
			b.naive()
		}
		for j := range a.demand {
			if d := math.Abs(a.demand[j] - b.demand[j]); d > 1e-12*b.demand[j]+1e-300 {
				t.Errorf("%d offers: demand %d is %v; the naive form says %v", offers, j, a.demand[j], b.demand[j])
			}
		}
		if d := math.Abs(a.surplus - b.surplus); d > 1e-12*b.surplus {
			t.Errorf("%d offers: surplus is %v; the naive form says %v", offers, a.surplus, b.surplus)
		}
	}
	huge := newKernel(10, 8)
	huge.xi[0], huge.seg[0] = 900, 0
	huge.tick()
	if share := huge.prev[0]; !(share > 0) || math.IsInf(huge.surplus, 0) || math.IsNaN(huge.surplus) {
		t.Errorf("with a utility of 900: share %v, surplus %v; want numbers", share, huge.surplus)
	}
}

// A small sample would hide a fused product: 10^5 cells and three months.
func TestKernelHasTheSameBitsOnEveryProcessor(t *testing.T) {
	k := newKernel(3125, 32)
	for range 3 {
		k.tick()
	}
	h := fnv.New64a()
	for _, part := range [][]float64{k.demand, k.prev, {k.surplus}} {
		for _, x := range part {
			h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
		}
	}
	if got := h.Sum64(); got != kernelHash {
		t.Errorf("got hash %#x; want %#x: some product was fused with a sum, or the exponential is not our own", got, uint64(kernelHash))
	}
}

const kernelHash = 0xac2f68eea47219b2

func BenchmarkKernel(b *testing.B) {
	for _, size := range []struct{ n, j int }{{1000, 16}, {100_000, 32}, {1_000_000, 40}} {
		k := newKernel(size.n, size.j)
		for _, form := range []struct {
			name string
			tick func()
		}{{"tiled", k.tick}, {"naive", k.naive}} {
			b.Run(fmt.Sprintf("%s/%dx%d", form.name, size.n, size.j), func(b *testing.B) {
				for b.Loop() {
					form.tick()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size.n*size.j), "ns/cell")
			})
		}
	}
}
