package customers

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// referenceFile is a file of the form of the reference, with its answer.
type referenceFile struct {
	Offers []struct {
		ID       string
		Price    float64
		Capacity *float64
	}
	Cohorts []struct {
		ID          string
		Size, Alpha float64
		Delta       []*float64
	}
	Expect struct {
		Rounds  int
		Sold    map[string]float64
		Revenue map[string]float64
		Served  map[string]map[string]float64
		Outside map[string]float64
		First   map[string]float64 `json:"first_round_demand"`
		Trace   []struct {
			Open     []string
			Demand   map[string]float64
			Fraction map[string]float64 `json:"served_fraction"`
		}
	}
}

func readReference(t testing.TB, name string) (referenceFile, Market) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "clearing", name))
	if err != nil {
		t.Fatal(err)
	}
	var f referenceFile
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	m := Market{Tree: Plain}
	for _, o := range f.Offers {
		capacity := math.Inf(1)
		if o.Capacity != nil {
			capacity = *o.Capacity
		}
		m.Offers = append(m.Offers, Offer{ID: o.ID, Price: o.Price, Capacity: capacity})
	}
	for _, c := range f.Cohorts {
		cohort := Cohort{ID: c.ID, Size: c.Size, Alpha: c.Alpha}
		for _, d := range c.Delta {
			delta := math.Inf(-1)
			if d != nil {
				delta = *d
			}
			cohort.Delta = append(cohort.Delta, delta)
		}
		m.Cohorts = append(m.Cohorts, cohort)
	}
	return f, m
}

func near(got, want float64) bool {
	return math.Abs(got-want) <= 1e-8*math.Abs(want) || want == 0 && math.Abs(got) <= 1e-12
}

func TestReference(t *testing.T) {
	for _, test := range []struct{ file, reason string }{
		{"01-slack.json", "with room for all the answer is the logit in one round"},
		{"02-one-full.json", "who was turned away chooses again among what is left"},
		{"03-exactly-full.json", "demand equal to capacity is served, and no second round follows"},
		{"04-two-cohorts-cascade.json", "two offers close at once; every cohort is served with the same probability"},
		{"05-all-full.json", "nothing is left: who waits goes without; null is never chosen"},
		{"06-twelve-offers.json", "several rounds, an offer of no capacity, one without limit, a null"},
	} {
		t.Run(test.file, func(t *testing.T) {
			f, m := readReference(t, test.file)
			got, err := Clear(m)
			if err != nil {
				t.Fatal(err)
			}
			check := func(what string, got, want float64) {
				t.Helper()
				if !near(got, want) {
					t.Errorf("%s: %s is %v; want %v", test.reason, what, got, want)
				}
			}
			if got.Rounds != f.Expect.Rounds || len(got.Trace) != len(f.Expect.Trace) {
				t.Fatalf("%s: got %d rounds; want %d", test.reason, got.Rounds, f.Expect.Rounds)
			}
			for j, o := range m.Offers {
				check("sold "+o.ID, got.Sold[j], f.Expect.Sold[o.ID])
				check("revenue "+o.ID, got.Revenue[j], f.Expect.Revenue[o.ID])
				check("first round demand "+o.ID, got.FirstRoundDemand[j], f.Expect.First[o.ID])
				for i, c := range m.Cohorts {
					check("served "+c.ID+" "+o.ID, got.Served[i][j], f.Expect.Served[c.ID][o.ID])
				}
			}
			for i, c := range m.Cohorts {
				check("outside "+c.ID, got.Outside[i], f.Expect.Outside[c.ID])
			}
			for r, step := range f.Expect.Trace {
				if len(got.Trace[r].Open) != len(step.Open) {
					t.Fatalf("%s: %d offers are open in round %d; want %v", test.reason, len(got.Trace[r].Open), r+1, step.Open)
				}
				for k, j := range got.Trace[r].Open {
					id := m.Offers[j].ID
					if step.Open[k] != id {
						t.Errorf("%s: %s is open in round %d; want %v", test.reason, id, r+1, step.Open)
					}
					check("demand "+id, got.Trace[r].Demand[k], step.Demand[id])
					check("fraction "+id, got.Trace[r].ServedFraction[k], step.Fraction[id])
				}
			}
		})
	}
}
