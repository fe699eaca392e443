package equilibrium

// kernelOf fills, after weigh, where the buyers go that product k loses when its utility falls, per buyer who would leave it for all else together:
//
//	kernel[k][j] = sum over i of omega_ik [ s [same nest] share_ij|g + (1 - s) ((1 - l) share_ij|W + l share_ij) ]      for every other product j
//	kernel[k][n] = sum over i of omega_ik (1 - s) l share_i0                                                            for the outside choice
//
// All entries are sums of positive numbers. A row divided by its sum is the diversion of product k.
func (s *solver) kernelOf(k int) []float64 {
	m, n := s.m, s.m.n
	row := s.kernel[k*(n+1) : (k+1)*(n+1)]
	clear(row)
	wide := 1 - m.sigma
	for i := range m.types {
		w := s.omega[i*n+k]
		share, inNest, inMarket := s.c.share[i*n:i*n+n], s.c.inNest[i*n:i*n+n], s.c.inMarket[i*n:i*n+n]
		for j := range n {
			if j == k {
				continue
			}
			to := float64(wide * (float64((1-m.lambda)*inMarket[j]) + float64(m.lambda*share[j])))
			if m.nest[j] == m.nest[k] {
				to += float64(m.sigma * inNest[j])
			}
			row[j] += float64(w * to)
		}
		row[n] += float64(w * float64(wide*float64(m.lambda*s.c.none[i])))
	}
	return row
}

// eta fills next with the markups that solve the first-order conditions of all products together, choices taken as they are at the markups given:
// the markup equation of Berry, Levinsohn and Pakes (1995). Linear price, one unit a buyer. Firms are solved one by one without any subtraction.
func (s *solver) eta(markup []float64) {
	s.c.choose(s.m, markup)
	s.weigh()
	copy(s.next, markup)
	for _, firm := range s.m.firms {
		s.etaFirm(firm)
	}
}

func (s *solver) etaFirm(firm []int) {
	off, slack := s.system(firm)
	b := make([]float64, len(firm))
	for a, k := range firm {
		b[a] = (1 - s.m.sigma) / s.alpha[k]
	}
	solveSlack(off, slack, b)
	for a, k := range firm {
		s.next[k] = b[a]
	}
}

// system returns a firm's first-order conditions in the form of solveSlack: what each of its products loses to the others, and to all else.
func (s *solver) system(firm []int) (off, slack []float64) {
	size := len(firm)
	off, slack = make([]float64, size*size), make([]float64, size)
	mine := make([]bool, s.m.n+1)
	for _, j := range firm {
		mine[j] = true
	}
	for a, k := range firm {
		row := s.kernelOf(k)
		for c, j := range firm {
			if c != a {
				off[a*size+c] = row[j]
			}
		}
		for j, to := range row {
			if !mine[j] {
				slack[a] += to
			}
		}
	}
	return off, slack
}
