package worlds

import "testing"

// Whose models offers are decides which of them customers take for alike: also after a firm was bought, and its offers sell
// the buyer's models.
func TestOffersOfOneOwnerAreOneNest(t *testing.T) {
	s := months(t, "frontier-2025", 0)
	moved := 0
	for range 60 {
		s.tick++
		if err := s.Step(); err != nil {
			t.Fatal(err)
		}
		for k := range s.segments {
			seg := &s.segments[k]
			for j, a := range seg.families {
				for i, b := range seg.families[:j] {
					if (a == b) != (seg.group.Of[j] == seg.group.Of[i]) {
						t.Fatalf("tick %d, %s: %s and %s have the owners %s and %s and the nests %d and %d", s.tick, s.world.Customers.Segments[k].ID,
							s.offers[seg.offers[j]].id, s.offers[seg.offers[i]].id, s.firms[a].ID, s.firms[b].ID, seg.group.Of[j], seg.group.Of[i])
					}
				}
				if of := &s.offers[seg.offers[j]]; a != of.agent && s.firms[of.agent].Status.Ended() {
					moved++
				}
			}
		}
	}
	if moved == 0 {
		t.Error("no offer changed its owner in sixty months; want some, or this test shows nothing")
	}
}
