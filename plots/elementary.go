package plots

// ElementaryEffect is what one uncertain number does to an outcome along Morris's trajectories: the mean
// of its effects and the mean of their sizes, each with the limits of its interval, NaN for none, and
// the standard deviation of the effects (Morris 1991; Campolongo, Cariboni and Saltelli 2007).
type ElementaryEffect struct {
	Name                     string
	Mean, MeanLower, MeanTop float64
	Size, SizeLower, SizeTop float64
	Deviation                float64
}

// ElementaryEffects draws the effects of each number as two points with their intervals, in the given
// order: a mean far from zero has a direction, a size above it shows that the direction changes.
func ElementaryEffects(name, title, label string, effects []ElementaryEffect) (*Figure, error) {
	t := newTable("name", "mean", "mean_lower", "mean_upper", "size", "size_lower", "size_upper", "deviation")
	f := pairChart{label: label, first: "mean effect", second: "mean size of the effects"}
	for _, x := range effects {
		t.add(x.Name, field(x.Mean), field(x.MeanLower), field(x.MeanTop), field(x.Size), field(x.SizeLower), field(x.SizeTop), field(x.Deviation))
		f.rows = append(f.rows, pairRow{x.Name, estimate{x.Mean, x.MeanLower, x.MeanTop}, estimate{x.Size, x.SizeLower, x.SizeTop}})
	}
	if !f.any() {
		return nothing(name, "no effect is a number")
	}
	return &Figure{Name: name, Title: title, Data: t, width: twoColumns, height: f.height(), draw: f.draw}, nil
}
