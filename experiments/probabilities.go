package experiments

import (
	"slices"
	"sort"

	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

// outcomes returns how often each agent ends how.
func (f *frame) outcomes(cells []cell) ([]history.SummaryOutcomeRow, error) {
	var out []history.SummaryOutcomeRow
	for i := range cells {
		c := &cells[i]
		for _, agent := range f.agents {
			lives := f.livesIn(c, agent)
			counts := map[string]int64{}
			for _, l := range lives {
				counts[f.words[l.outcome]]++
			}
			for _, outcome := range sortedKeys(counts) {
				p, err := statistics.Wilson(counts[outcome], int64(len(lives)), level)
				if err != nil {
					return nil, err
				}
				out = append(out, history.SummaryOutcomeRow{
					Arm: f.e.arms[c.arm].id, Point: int64(c.point), Agent: agent, Kind: f.kinds[agent], Outcome: outcome,
					Runs: p.Trials, Count: p.Successes, Share: p.Estimate, Lower: p.Interval.Lower, Upper: p.Interval.Upper,
				})
			}
		}
	}
	return out, nil
}

// livesIn returns how an agent ended in the runs of a cell that did not fail and have it.
func (f *frame) livesIn(c *cell, agent string) []life {
	var lives []life
	all := f.lives[agent]
	for _, row := range c.rows {
		if f.ok[row] && all[row].present {
			lives = append(lives, all[row])
		}
	}
	return lives
}

func sortedKeys(counts map[string]int64) []string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Names, in place of an agent's, of the first lab that begins to earn more than it spends, and of the lab that is the largest
// of its run at the end.
const (
	firstLab   = "first"
	largestLab = "largest"
)

// profitable returns in which year each agent, the first of all labs, and the largest, begins to earn more than it spends.
func (f *frame) profitable(cells []cell) ([]history.SummaryProfitRow, error) {
	var out []history.SummaryProfitRow
	for i := range cells {
		c := &cells[i]
		first, largest := map[int64]string{}, map[int64]*life{} // by row
		for _, agent := range append(slices.Clone(f.agents), firstLab, largestLab) {
			counts, runs := map[string]int64{}, int64(0)
			for _, row := range c.rows {
				if !f.ok[row] {
					continue
				}
				year := first[row]
				switch agent {
				case firstLab:
				case largestLab:
					if largest[row] == nil {
						continue
					}
					year = f.words[largest[row].profit]
				default:
					l := &f.lives[agent][row]
					if !l.present {
						continue
					}
					year = f.words[l.profit]
					if f.kinds[agent] != "lab" {
						break
					}
					if year != "" && (first[row] == "" || year < first[row]) {
						first[row] = year
					}
					if l.surviving && (largest[row] == nil || l.share > largest[row].share) {
						largest[row] = l
					}
				}
				runs++
				if year == "" {
					year = "never"
				}
				counts[year]++
			}
			for _, year := range sortedKeys(counts) {
				p, err := statistics.Wilson(counts[year], runs, level)
				if err != nil {
					return nil, err
				}
				out = append(out, history.SummaryProfitRow{
					Arm: f.e.arms[c.arm].id, Point: int64(c.point), Agent: agent, Year: year, Runs: runs, Count: p.Successes,
					Share: p.Estimate, Lower: p.Interval.Lower, Upper: p.Interval.Upper,
				})
			}
		}
	}
	return out, nil
}

// ShareInterval returns the interval at 95 % of a share of runs (Wilson 1927); 0 and 1 where there are none.
func ShareInterval(count, runs int64) (lower, upper float64) {
	p, err := statistics.Wilson(count, runs, level)
	if err != nil {
		return 0, 1
	}
	return p.Interval.Lower, p.Interval.Upper
}
