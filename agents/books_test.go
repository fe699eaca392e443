package agents

import "testing"

// What is left of a business is compared with what that part was before, and its results fit each other.
func TestDiscontinueRestatesResults(t *testing.T) {
	var b Books12
	for range 12 {
		b.Add(10, -4, 5, 14, 8)
	}
	b.Gross = 5
	b.Discontinue(Kept{Revenue: 0.3, Cost: 0.25, Research: 0.125})
	for _, row := range []struct {
		name   string
		series *[12]float64
		want   float64
	}{{"revenue", &b.Revenue, 36}, {"cost", &b.Cost, 42}, {"operating profit", &b.Operating, -6}, {"burn", &b.Burn, 18}, {"research", &b.Research, 12}} {
		if got, _ := b.Sum(row.series, 12); got != row.want {
			t.Errorf("got %s %g; want %g", row.name, got, row.want)
		}
	}
	if b.Gross != 1.5 {
		t.Errorf("got gross profit %g; want 1.5, the margin of the month", b.Gross)
	}
}
