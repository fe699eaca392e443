package statistics

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

// deLong computes area and standard error from their definition, pair by pair, in quadratic time.
func deLong(scores []Score) (area, standardError float64) {
	var events, others []float64
	for _, s := range scores {
		if s.Event {
			events = append(events, s.Value)
		} else {
			others = append(others, s.Value)
		}
	}
	v, w := make([]float64, len(events)), make([]float64, len(others))
	for i, e := range events {
		for j, o := range others {
			psi := 0.0
			if e > o {
				psi = 1
			} else if e == o {
				psi = 0.5
			}
			v[i] += psi / float64(len(others))
			w[j] += psi / float64(len(events))
		}
	}
	return Mean(v), math.Sqrt(Variance(v)/float64(len(v)) + Variance(w)/float64(len(w)))
}

func TestAreaUnderCurveAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		scores := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) Score {
			return Score{Value: float64(rapid.IntRange(0, 12).Draw(r, "value")), Event: rapid.Bool().Draw(r, "event")}
		}), 2, 60).Draw(r, "scores")
		scores = append(scores, Score{1, true, 0}, Score{4, true, 0}, Score{2, false, 0}, Score{0, false, 0})
		for i := range scores {
			scores[i].Cluster = int64(i)
		}
		got, err := AreaUnderCurve(scores, 0.95)
		if err != nil {
			r.Fatal(err)
		}
		area, standardError := deLong(scores)
		if math.Abs(got.Area-area) > 1e-13 || math.Abs(got.StandardError-standardError) > 1e-13 {
			r.Errorf("got %v (%v); the definition gives %v (%v)", got.Area, got.StandardError, area, standardError)
		}
		// Turned round, what scored high scores low.
		for i := range scores {
			scores[i].Value = -scores[i].Value
		}
		mirror, err := AreaUnderCurve(scores, 0.95)
		if err != nil {
			r.Fatal(err)
		}
		if math.Abs(mirror.Area+got.Area-1) > 1e-13 || math.Abs(mirror.StandardError-got.StandardError) > 1e-13 {
			r.Errorf("mirror image: got %v (%v); want 1 - %v (%v)", mirror.Area, mirror.StandardError, got.Area, got.StandardError)
		}
	})
}

func TestAreaUnderCurve(t *testing.T) {
	for _, c := range []struct {
		reason   string
		scores   []Score
		area, se float64
	}{
		{"perfect", []Score{{1, false, 1}, {2, false, 2}, {3, true, 3}, {4, true, 4}}, 1, 0},
		{"all tied", []Score{{1, false, 1}, {1, false, 2}, {1, true, 3}, {1, true, 4}}, 0.5, 0},
		{"one pair the wrong way: V = 1, 1/2, W = 1, 1/2", []Score{{1, false, 1}, {3, false, 2}, {2, true, 3}, {4, true, 4}}, 0.75,
			math.Sqrt(0.125/2 + 0.125/2)},
		{"one event has no variance", []Score{{1, false, 1}, {3, false, 2}, {2, true, 3}}, 0.5, math.NaN()},
	} {
		got, err := AreaUnderCurve(c.scores, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.reason, got.Area, c.area, 1e-15)
		near(t, c.reason, got.StandardError, c.se, 1e-14)
	}
	// Every score twice, with its copy as its cluster, tells no more than every score once: the clustered error stays,
	// the independent one shrinks.
	var once, copies, independent []Score
	for i := range 40 {
		s := Score{Value: float64(i * 7 % 40), Event: i*7%40+i%9 > 24, Cluster: int64(i)}
		once = append(once, s)
		copies = append(copies, s, s)
		other := s
		other.Cluster += 1000
		independent = append(independent, s, other)
	}
	a, errA := AreaUnderCurve(once, 0.95)
	b, errB := AreaUnderCurve(copies, 0.95)
	c, errC := AreaUnderCurve(independent, 0.95)
	if errA != nil || errB != nil || errC != nil {
		t.Fatal(errA, errB, errC)
	}
	near(t, "area of copies", b.Area, a.Area, 1e-14)
	near(t, "clustered copies", b.StandardError, a.StandardError, 1e-12)
	near(t, "independent copies", c.StandardError, a.StandardError/math.Sqrt2, 0.05)
	if b.Clusters != 40 || c.Clusters != 80 {
		t.Errorf("got %d and %d clusters; want 40 and 80", b.Clusters, c.Clusters)
	}

	for _, c := range []struct {
		reason string
		scores []Score
		want   string
	}{
		{"no event", []Score{{1, false, 0}}, "0 events"},
		{"nothing at all", nil, "0 events"},
		{"not a number", []Score{{1, false, 0}, {math.NaN(), true, 1}}, "score[1]: got NaN"},
	} {
		if _, err := AreaUnderCurve(c.scores, 0.95); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, err, c.want)
		}
	}
}
