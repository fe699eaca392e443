package worlds

import (
	"strings"

	"shakeout/market/customers"
	"shakeout/worlds/worldfile"
)

// Some numbers of the start live on in the state of the world, which has moved since. A change to one of them moves what it has become by
// the same factor: customers, who could run open weights, who is known to whom. Others are copied where they are used.

// carriedOver are the ends of such paths.
var carriedOver = []string{".potential_m", ".self_hosting", ".reach_consumers", ".reach_business"}

func carriesOver(path string) bool {
	for _, end := range carriedOver {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

func isReach(path string) bool {
	return strings.HasSuffix(path, ".start.reach_consumers") || strings.HasSuffix(path, ".start.reach_business")
}

// carryOver moves what the numbers of a change have become since the start. The numbers themselves have been changed.
func (s *State) carryOver(x *Change) {
	if strings.HasPrefix(x.Path, "customers.") {
		s.refreshTastes()
	}
	if !carriesOver(x.Path) || x.By == nil {
		return
	}
	paths, err := worldfile.Expand(s.world, x.Path)
	if err != nil {
		s.fail(err)
		return
	}
	for _, path := range paths {
		switch {
		case strings.HasSuffix(path, ".potential_m"):
			s.moveSegments(path, func(seg *segmentState) {
				seg.potential = float64(seg.potential * *x.By)
				seg.value = float64(seg.value * *x.By) // a buyer's budget is what it was
			})
		case strings.HasSuffix(path, ".self_hosting"):
			s.moveSegments(path, func(seg *segmentState) { seg.moreHosts(*x.By) })
		default:
			s.moveReach(path, *x.By)
		}
	}
}

// refreshTastes hands parameters of choice to the segments that keep copies of them.
func (s *State) refreshTastes() {
	par := &s.world.Customers
	for k := range s.segments {
		g := s.segments[k].group
		g.Sigma, g.Lambda, g.Switching = par.Sigma, par.Lambda, par.Segments[k].SwitchingCost
		s.segments[k].forgetAdequacy()
	}
}

// moveSegments does something to the segments that a path names.
func (s *State) moveSegments(path string, move func(*segmentState)) {
	for k := range s.segments {
		if strings.Contains(path, "["+s.world.Customers.Segments[k].ID+"]") {
			move(&s.segments[k])
		}
	}
}

// moreHosts changes by a factor, in every stratum, the part of buyers who are able to run open weights. The able behave as the able did, the
// others as the others did: it is their numbers that change.
func (seg *segmentState) moreHosts(factor float64) {
	able := 0.0
	for i, b := range seg.kindOf {
		if seg.kinds[b].host {
			able += seg.weight[i]
		}
	}
	if able <= 0 || able >= 1 {
		return
	}
	after := min(1, float64(able*factor))
	for i, b := range seg.kindOf {
		if seg.kinds[b].host {
			seg.weight[i] = float64(seg.weight[i] * (after / able))
		} else {
			seg.weight[i] = float64(seg.weight[i] * ((1 - after) / (1 - able)))
		}
	}
}

// moveReach changes by a factor the share of buyers to whom a firm is known.
func (s *State) moveReach(path string, factor float64) {
	id, _, _ := strings.Cut(strings.TrimPrefix(path, "agents["), "]")
	i := s.firmIndex(id)
	if i < 0 {
		return
	}
	for k := range s.segments {
		seg := &s.segments[k]
		consumers := s.world.Customers.Segments[k].Demand == customers.Buyer
		if consumers != strings.HasSuffix(path, "_consumers") || len(seg.reach.share) <= i {
			continue
		}
		r := &seg.reach
		if r.weight[i] == nil {
			if factor >= 1 {
				continue // everybody knows it already
			}
			s.openCircle(seg, i)
		}
		r.share[i] = min(1, float64(r.share[i]*factor))
		seg.refreshReach()
	}
}
