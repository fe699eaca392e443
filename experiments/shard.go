package experiments

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard is the part of an experiment that one machine runs: of Count parts number Index, from 0. A replicate is never
// split, so that its arms can be compared. The zero value is the whole.
type Shard struct {
	Index int64 `json:"index"`
	Count int64 `json:"count"`
}

// ParseShard reads i/n.
func ParseShard(text string) (Shard, error) {
	i, n, ok := strings.Cut(text, "/")
	index, wrongI := strconv.ParseInt(i, 10, 64)
	count, wrongN := strconv.ParseInt(n, 10, 64)
	if !ok || wrongI != nil || wrongN != nil || count < 1 || index < 0 || index >= count || count > 1<<20 {
		return Shard{}, fmt.Errorf("got %q; want i/n with i from 0 to n - 1, as in 0/8", text)
	}
	return Shard{index, count}, nil
}

// String returns i/n.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Index, s.Count) }

// whole returns the shard with the zero value written out.
func (s Shard) whole() Shard {
	if s.Count == 0 {
		return Shard{0, 1}
	}
	return s
}

// rows returns how many rows of an experiment a shard has.
func (s Shard) rows(e *Experiment) int64 {
	s = s.whole()
	runs := (e.Runs - s.Index + s.Count - 1) / s.Count
	return max(0, runs) * e.sweep.size * int64(len(e.arms))
}

// row returns which row of an experiment is number i (from 0) of a shard: the replicates are dealt out in turn.
func (s Shard) row(e *Experiment, i int64) int64 {
	s = s.whole()
	block := e.sweep.size * int64(len(e.arms))
	return (i/block*s.Count+s.Index)*block + i%block + 1
}
