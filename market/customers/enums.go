package customers

import "fmt"

var (
	priceForms = []string{"log", "linear"}
	demands    = []string{"budget", "buyer"}
)

// Values lists the names of the forms.
func (PriceForm) Values() []string { return priceForms }

// String returns the name of the form.
func (f PriceForm) String() string { return priceForms[f&1] }

// MarshalText writes the form's name.
func (f PriceForm) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads the form's name.
func (f *PriceForm) UnmarshalText(text []byte) error { return fromName(f, priceForms, text) }

// Values lists the names of the kinds of demand.
func (Demand) Values() []string { return demands }

// String returns the name of the kind of demand.
func (d Demand) String() string { return demands[d&1] }

// MarshalText writes its name.
func (d Demand) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads its name.
func (d *Demand) UnmarshalText(text []byte) error { return fromName(d, demands, text) }

func fromName[T ~uint8](to *T, names []string, text []byte) error {
	for i, name := range names {
		if name == string(text) {
			*to = T(i)
			return nil
		}
	}
	return fmt.Errorf("got %q; want one of %v", text, names)
}
