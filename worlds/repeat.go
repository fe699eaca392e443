package worlds

import (
	"math"
	"math/bits"
	"slices"

	"shakeout/internal/exact"
	"shakeout/market/ledger"
)

// repetition lets a market of learners live through months whose prices have been asked before. There a month is a function of the prices asked
// in it (see moving), so what is paid is paid again, transfer by transfer through the same books, and audited; only the work of finding it out is
// saved. A month with new prices goes through all markets, and so do the first and the last months of a run and all that are recorded, so that
// what the world remembers of its last year and a quarter is the same. A test compares runs with and without it, byte by byte.
type repetition struct {
	on      bool
	luck    []exact.Key // of each learner
	streams []exact.Stream
	months  monthsByPrices
}

// generalMonths is how many months go through all markets at the start and at the end of a run: more than the memory of any of them.
const generalMonths = 16

// monthsAtOnce is how many months pass before somebody looks for an interrupt.
const monthsAtOnce = 1 << 14

// openRepetition looks whether months can be repeated: only where all sellers learn, and no more than the last month is recorded.
func (s *State) openRepetition() {
	c := s.school
	r := &c.repeat
	r.on = s.world.Record == RecordLast && !s.options.EveryMarket
	for i, l := range c.learners {
		r.on = r.on && l != nil
		r.luck = append(r.luck, exact.NewKey(s.seed, s.firms[i].ID, "strategy"))
	}
	r.streams = make([]exact.Stream, len(c.learners))
	r.months.sellers = len(c.learners)
}

// repeatMonths lets months pass that were there before, as many as may, and reports whether any month has passed.
func (s *State) repeatMonths() (bool, error) {
	c := s.school
	if c == nil || !c.repeat.on || c.frozenAt > 0 || s.tick < generalMonths || slices.Contains(s.indicators.profitableFrom, -1) {
		return false, nil
	}
	until, stable := min(s.tick+monthsAtOnce, s.world.Ticks-generalMonths), int64(math.MaxInt64)
	if s.world.Stop != nil {
		stable = s.world.Stop.Unchanged - generalMonths
	}
	went := false
	for s.tick < until && c.unchanged < stable {
		s.tick++
		went = true
		r := &c.repeat
		s.books.OpenMonth()
		for i, l := range c.learners {
			r.streams[i] = r.luck[i].At(int(s.tick))
			c.prices[i] = l.Price(&r.streams[i])
		}
		m := r.months.find(c.prices)
		if m == nil || !s.affordable(m) {
			if err := s.newMonth(m == nil); err != nil {
				return true, err
			}
			continue
		}
		s.books.Post(m.transfers)
		s.teach(m.profit)
		if err := s.books.Audit(); err != nil {
			return true, err
		}
	}
	for i, o := range c.offer {
		if went {
			s.offers[o].list = c.prices[i]
		}
	}
	return went, nil
}

func (s *State) affordable(m *pricedMonth) bool {
	if !m.loss {
		return true
	}
	for i, x := range m.profit {
		if !s.solvent(i, x) {
			return false
		}
	}
	return true
}

// newMonth carries a month through all markets at the prices that are asked, and remembers what is paid in it.
func (s *State) newMonth(remember bool) error {
	c := s.school
	for i, o := range c.offer {
		s.offers[o].list = c.prices[i]
	}
	keep := s.books.Keep(true)
	err := s.carryOut()
	s.books.Keep(keep)
	if err == nil && remember {
		c.repeat.months.add(c.prices, s.books.Journal(), c.profit)
	}
	return err
}

// pricedMonth is what happens in a month at the prices it belongs to.
type pricedMonth struct {
	transfers []ledger.Entry
	profit    []float64 // by firm, USD
	loss      bool      // somebody loses
}

// mostMonths bounds what is remembered; further prices are worked out every time.
const mostMonths = 1 << 17

// monthsByPrices finds months by the prices of all sellers, bit by bit: a table with open addresses.
type monthsByPrices struct {
	sellers int
	slots   []int32 // number of the month + 1, 0 for none; a power of 2 of them
	shift   int     // 64 less the exponent of that power
	prices  []float64
	months  []pricedMonth
}

func (t *monthsByPrices) slot(prices []float64) uint64 {
	h := uint64(0)
	for _, p := range prices {
		h = (bits.RotateLeft64(h, 29) ^ math.Float64bits(p)) * 0xbf58476d1ce4e5b9
	}
	return h >> (t.shift & 63)
}

func (t *monthsByPrices) find(prices []float64) *pricedMonth {
	if len(t.slots) == 0 {
		return nil
	}
	mask := uint64(len(t.slots) - 1)
search:
	for at := t.slot(prices); ; at = (at + 1) & mask {
		k := int(t.slots[at])
		if k == 0 {
			return nil
		}
		for i, p := range t.prices[(k-1)*t.sellers : k*t.sellers] {
			if p != prices[i] {
				continue search
			}
		}
		return &t.months[k-1]
	}
}

func (t *monthsByPrices) add(prices []float64, transfers []ledger.Entry, profit []float64) {
	if len(t.months) >= mostMonths {
		return
	}
	m := pricedMonth{transfers: slices.Clone(transfers), profit: slices.Clone(profit)}
	for _, x := range profit {
		m.loss = m.loss || x < 0
	}
	t.prices, t.months = append(t.prices, prices...), append(t.months, m)
	if 4*len(t.months) > len(t.slots) {
		t.slots = make([]int32, max(256, 4*len(t.slots)))
		t.shift = 64 - bits.TrailingZeros(uint(len(t.slots)))
		for k := range t.months {
			t.enter(k)
		}
		return
	}
	t.enter(len(t.months) - 1)
}

func (t *monthsByPrices) enter(k int) {
	mask := uint64(len(t.slots) - 1)
	at := t.slot(t.prices[k*t.sellers : (k+1)*t.sellers])
	for t.slots[at] != 0 {
		at = (at + 1) & mask
	}
	t.slots[at] = int32(k + 1)
}
