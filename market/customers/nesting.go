package customers

// Nesting says which nest each offer belongs to. Nests are counted from 0 in the order in which they first appear.
type Nesting struct {
	Of    []int // nest by offer
	Count int

	order []int // offers, nest by nest
	start []int // where each nest begins in order, and the end
}

// Set groups offers by label: those with the same label are in one nest. Slices are reused.
func (n *Nesting) Set(labels []int) {
	n.Of, n.order, n.start = n.Of[:0], n.order[:0], n.start[:0]
	n.Count = 0
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
	for nest := range n.Count {
		n.start = append(n.start, len(n.order))
		for j, of := range n.Of {
			if of == nest {
				n.order = append(n.order, j)
			}
		}
	}
	n.start = append(n.start, len(n.order))
}

// in returns the offers of a nest.
func (n *Nesting) in(nest int) []int { return n.order[n.start[nest]:n.start[nest+1]] }
