package plots

// Index is the share of an outcome's variance that one uncertain number explains: alone (first order)
// and with all its interactions (total), each with the limits of its interval, NaN for none
// (Sobol' 1993; Homma and Saltelli 1996).
type Index struct {
	Name                          string
	First, FirstLower, FirstUpper float64
	Total, TotalLower, TotalUpper float64
}

// Indices draws variance-based sensitivity indices as two points per number with their intervals, in
// the given order.
func Indices(name, title string, indices []Index) (*Figure, error) {
	t := newTable("name", "first", "first_lower", "first_upper", "total", "total_lower", "total_upper")
	f := pairChart{label: "Share of variance", first: "first order", second: "total"}
	for _, x := range indices {
		t.add(x.Name, field(x.First), field(x.FirstLower), field(x.FirstUpper), field(x.Total), field(x.TotalLower), field(x.TotalUpper))
		f.rows = append(f.rows, pairRow{x.Name, estimate{x.First, x.FirstLower, x.FirstUpper}, estimate{x.Total, x.TotalLower, x.TotalUpper}})
	}
	if !f.any() {
		return nothing(name, "no index is a number")
	}
	return &Figure{Name: name, Title: title, Data: t, width: twoColumns, height: f.height(), draw: f.draw}, nil
}
