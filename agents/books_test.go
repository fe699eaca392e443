package agents

import "testing"

// What is left of a business is compared with what that part was before.
func TestDiscontinueRestatesRevenueOnly(t *testing.T) {
	var b Books12
	for range 12 {
		b.Add(10, 4, -4, 6, 0)
	}
	b.Discontinue(0.3)
	if got, _ := b.Sum(&b.Revenue, 12); got != 36 {
		t.Errorf("got revenue %g; want 36", got)
	}
	if got, _ := b.Sum(&b.Burn, 12); got != -48 {
		t.Errorf("got burn %g; want -48, what was paid was paid", got)
	}
}
