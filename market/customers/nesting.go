package customers

// Nesting says which nest each offer belongs to. Nests are counted from 0 in the order in which they first appear.
type Nesting struct {
	Of    []int // nest by offer
	Count int

	all Menu
}

// Menu is a choice of the offers of a nesting: those that a kind of buyers may ever choose. What stands on no menu costs no time.
type Menu struct {
	Offers  []int // in their order
	Courses []Course

	sorted  []int // the offers, nest by nest
	edition int   // how often it has been written
}

// Course is a nest with those of its offers that are on a menu.
type Course struct {
	Nest   int
	Offers []int
}

// Set groups offers by label: those with the same label are in one nest. Slices are reused.
func (n *Nesting) Set(labels []int) {
	n.Of, n.Count = n.Of[:0], 0
	for j, label := range labels {
		nest := n.Count
		for k, other := range labels[:j] {
			if other == label {
				nest = n.Of[k]
				break
			}
		}
		n.Of = append(n.Of, nest)
		n.Count = max(n.Count, nest+1)
	}
	n.all.Write(n, nil)
}

// Write fills a menu with the offers that are on it; nil: all. Its slices are reused.
func (m *Menu) Write(n *Nesting, on []bool) {
	m.edition++
	m.Offers, m.Courses = m.Offers[:0], m.Courses[:0]
	for j := range n.Of {
		if on == nil || on[j] {
			m.Offers = append(m.Offers, j)
		}
	}
	if cap(m.sorted) < len(n.Of) {
		m.sorted = make([]int, 0, len(n.Of))
	}
	sorted := m.sorted[:0]
	for nest := range n.Count {
		first := len(sorted)
		for _, j := range m.Offers {
			if n.Of[j] == nest {
				sorted = append(sorted, j)
			}
		}
		if len(sorted) > first {
			m.Courses = append(m.Courses, Course{nest, sorted[first:]})
		}
	}
}
