package worldfile

// A Layer is a set of overrides kept as it was read, to be laid over another
// file later: the arms of an experiment are layers over its world. In a file
// it is a table; what may stand in it is checked where it is used.
type Layer struct {
	root *node
}

// Empty tells whether the layer overrides nothing.
func (l Layer) Empty() bool { return l.root == nil || len(l.root.entries) == 0 }

// Position returns where the layer stands.
func (l Layer) Position() Position { return l.root.position() }
