package worlds_test

import (
	"math"

	"shakeout/internal/exact"
)

// bareLoop is the learning of calvano-2020 and nothing else: no world, no books, no strategies; arrays and a loop, written from section 6 of the
// reference alone. It takes the same luck as the engine. It is what the engine is compared with, for what comes out and for time.
type bareLoop struct {
	firms, prices                    int
	a, cost, mu                      float64 // a stands for a - a_0
	nash, joint, xi                  float64
	discount, rate, beta             float64
	stable, most                     int64
	buyers                           float64
	seed                             uint64
	ids                              []string
	grid                             []float64
	profit                           [][]float64 // by firm and joint action, in whole cents of revenue
	q                                [][]float64 // by firm, state and action
	best                             [][]int
	state                            int
	periods                          int64
	gain, meanPrice, nashPi, jointPi float64
	cycle                            int
}

func (b *bareLoop) share(prices []float64, i int) float64 {
	sum := 1.0
	for _, p := range prices {
		sum += exact.Exp((b.a - p) / b.mu)
	}
	return exact.Exp((b.a-prices[i])/b.mu) / sum
}

// open lays out prices, profits and values.
func (b *bareLoop) open() {
	m := b.prices
	low, high := b.nash-b.xi*(b.joint-b.nash), b.joint+b.xi*(b.joint-b.nash)
	b.grid = make([]float64, m)
	for k := range b.grid {
		b.grid[k] = low + (high-low)/float64(m-1)*float64(k)
	}
	b.grid[m-1] = high
	states := 1
	for range b.firms {
		states *= m
	}
	prices := make([]float64, b.firms)
	b.profit, b.q, b.best = make([][]float64, b.firms), make([][]float64, b.firms), make([][]int, b.firms)
	for i := range b.firms {
		mean := make([]float64, m)
		for joint := range states {
			for k, rest := b.firms-1, joint; k >= 0; k, rest = k-1, rest/m {
				prices[k] = b.grid[rest%m]
			}
			units := b.share(prices, i) * b.buyers
			b.profit[i] = append(b.profit[i], math.Round(units*prices[i]*100)/100-units*b.cost)
			mean[b.action(joint, i)] += units * (prices[i] - b.cost) / float64(states/m)
		}
		best := 0
		for a, x := range mean {
			if x > mean[best] {
				best = a
			}
		}
		for range states {
			for _, x := range mean {
				b.q[i] = append(b.q[i], x/(1-b.discount))
			}
			b.best[i] = append(b.best[i], best)
		}
	}
	start := exact.NewStream(b.seed, "", "learning", 0)
	b.state = 0
	for range b.firms {
		b.state = b.state*m + start.IntN(m)
	}
}

// action is what firm i does in a joint action, whose first firm's digit is the highest.
func (b *bareLoop) action(joint, i int) int {
	for range b.firms - 1 - i {
		joint /= b.prices
	}
	return joint % b.prices
}

// learn runs until nothing has changed for long enough.
func (b *bareLoop) learn() {
	m := b.prices
	luck := make([]exact.Key, b.firms)
	for i := range luck {
		luck[i] = exact.NewKey(b.seed, b.ids[i], "strategy")
	}
	actions := make([]int, b.firms)
	unchanged := int64(0)
	for b.periods < b.most {
		chance := exact.Exp(-b.beta * float64(b.periods))
		b.periods++
		joint := 0
		for i := range actions {
			s := luck[i].At(int(b.periods))
			actions[i] = b.best[i][b.state]
			if s.Float64() < chance {
				actions[i] = s.IntN(m)
			}
			joint = joint*m + actions[i]
		}
		unchanged++
		for i, a := range actions {
			row := b.q[i][b.state*m : b.state*m+m]
			before := b.best[i][b.state]
			top := row[before]
			x := (1-b.rate)*row[a] + b.rate*(b.profit[i][joint]+b.discount*b.q[i][joint*m+b.best[i][joint]])
			row[a] = x
			if a == before && x >= top || a != before && x < top {
				continue // the best action stays what it is
			}
			best := 0
			for k, x := range row {
				if x > row[best] {
					best = k
				}
			}
			if best != before {
				b.best[i][b.state] = best
				unchanged = 0
			}
		}
		b.state = joint
		if unchanged >= b.stable {
			break
		}
	}
}

// settle follows play without learning until it repeats itself.
func (b *bareLoop) settle() {
	seen := map[int]int{b.state: 0}
	path := []int{b.state}
	for {
		joint := 0
		for i := range b.firms {
			joint = joint*b.prices + b.best[i][path[len(path)-1]]
		}
		path = append(path, joint)
		if from, again := seen[joint]; again {
			sum := 0.0
			for _, at := range path[from+1:] {
				for i := range b.firms {
					sum += b.profit[i][at]
					b.meanPrice += b.grid[b.action(at, i)]
				}
			}
			b.cycle = len(path) - 1 - from
			n := float64(b.firms * b.cycle)
			b.gain, b.meanPrice = (sum/n-b.nashPi)/(b.jointPi-b.nashPi), b.meanPrice/n
			return
		}
		seen[joint] = len(path) - 1
	}
}
