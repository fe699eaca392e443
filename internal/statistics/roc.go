package statistics

import (
	"fmt"
	"math"
	"slices"
)

// Score is one prediction and what came of it.
type Score struct {
	Value float64 // the greater, the more the event is expected
	Event bool    // whether it came
	// Cluster numbers what belongs together: scores of one run are not independent of each other. Give every score its
	// own number where all are independent.
	Cluster int64
}

// Discrimination says how well scores tell events from non-events.
type Discrimination struct {
	Events        int
	NonEvents     int
	Clusters      int
	Area          float64 // under the ROC curve: P(score of an event > score of a non-event), ties counting half
	StandardError float64
	Level         float64
	Interval      Interval // normal, cut to [0, 1]; the area alone where all events score above all non-events
}

// AreaUnderCurve returns the area under the receiver operating characteristic with the standard error of DeLong,
// extended to clustered scores by Obuchowski: with V_i the share of non-events that event i outscores and W_j the
// share of events that outscore non-event j, summed within clusters,
// variance = S_V/M + S_W/N + 2 S_VW/(MN). Where each score is its own cluster this is DeLong's variance.
// Errors: no event or no non-event, a value that is NaN, a bad level. At least 2 clusters with events and 2 with
// non-events are needed for the standard error, else it is NaN.
// Source: DeLong, DeLong and Clarke-Pearson (1988) Biometrics 44(3); Sun and Xu (2014) for the ranks; Obuchowski
// (1997) Biometrics 53(2).
func AreaUnderCurve(scores []Score, level float64) (Discrimination, error) {
	d := Discrimination{Level: level, Area: math.NaN(), StandardError: math.NaN(), Interval: undefined()}
	if err := checkLevel("area under the curve", level); err != nil {
		return d, err
	}
	for i, s := range scores {
		if math.IsNaN(s.Value) {
			return d, fmt.Errorf("area under the curve: score[%d]: got NaN; want a number", i)
		}
		if s.Event {
			d.Events++
		} else {
			d.NonEvents++
		}
	}
	if d.Events == 0 || d.NonEvents == 0 {
		return d, fmt.Errorf("area under the curve: got %d events and %d non-events; want at least 1 of each", d.Events, d.NonEvents)
	}
	sorted := slices.Clone(scores)
	slices.SortStableFunc(sorted, func(a, b Score) int {
		switch {
		case a.Value < b.Value:
			return -1
		case a.Value > b.Value:
			return 1
		default:
			return 0
		}
	})
	placements, sum := placements(sorted, d.Events, d.NonEvents)
	d.Area = sum / float64(d.Events) / float64(d.NonEvents)
	d.variance(sorted, placements)
	if !math.IsNaN(d.StandardError) {
		d.Interval = around(d.Area, float64(normalReach(level)*d.StandardError)).clamp(0, 1)
	}
	return d, nil
}

// placements returns for each of the sorted scores the share of the other kind on the right side of it (V_i for events,
// W_j for non-events), and the number of pairs in the right order, ties counting half.
func placements(sorted []Score, events, nonEvents int) (shares []float64, pairs float64) {
	shares = make([]float64, len(sorted))
	eventsBelow, nonEventsBelow := 0, 0
	for i := 0; i < len(sorted); {
		end, eventsHere, nonEventsHere := i, 0, 0
		for ; end < len(sorted) && sorted[end].Value == sorted[i].Value; end++ {
			if sorted[end].Event {
				eventsHere++
			} else {
				nonEventsHere++
			}
		}
		outscored := float64(nonEventsBelow) + float64(float64(nonEventsHere)/2)
		outscoring := float64(events-eventsBelow-eventsHere) + float64(float64(eventsHere)/2)
		for ; i < end; i++ {
			if sorted[i].Event {
				shares[i] = outscored / float64(nonEvents)
				pairs += outscored
			} else {
				shares[i] = outscoring / float64(events)
			}
		}
		eventsBelow += eventsHere
		nonEventsBelow += nonEventsHere
	}
	return shares, pairs
}

// variance fills Clusters and StandardError.
func (d *Discrimination) variance(sorted []Score, placements []float64) {
	type sums struct {
		events, nonEvents   int
		eventGap, otherwise float64 // sums of V_i - area and W_j - area
	}
	var clusters []sums
	place := make(map[int64]int) // cluster to its place; never ranged over
	for i, s := range sorted {
		k, known := place[s.Cluster]
		if !known {
			k = len(clusters)
			place[s.Cluster] = k
			clusters = append(clusters, sums{})
		}
		if s.Event {
			clusters[k].events++
			clusters[k].eventGap += placements[i] - d.Area
		} else {
			clusters[k].nonEvents++
			clusters[k].otherwise += placements[i] - d.Area
		}
	}
	d.Clusters = len(clusters)
	withEvents, withNonEvents := 0, 0
	var squareEvents, squareNonEvents, cross float64
	for _, c := range clusters {
		if c.events > 0 {
			withEvents++
		}
		if c.nonEvents > 0 {
			withNonEvents++
		}
		squareEvents += float64(c.eventGap * c.eventGap)
		squareNonEvents += float64(c.otherwise * c.otherwise)
		cross += float64(c.eventGap * c.otherwise)
	}
	if withEvents < 2 || withNonEvents < 2 {
		return
	}
	m, n, all := float64(d.Events), float64(d.NonEvents), float64(len(clusters))
	variance := squareEvents*(float64(withEvents)/float64(withEvents-1))/float64(m*m) +
		squareNonEvents*(float64(withNonEvents)/float64(withNonEvents-1))/float64(n*n) +
		2*cross*(all/(all-1))/float64(m*n)
	d.StandardError = math.Sqrt(math.Max(0, variance))
}
