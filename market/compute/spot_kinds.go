package compute

import "fmt"

// SpotBuyerKind says how a buyer's demand is given.
type SpotBuyerKind uint8

// The kinds of buyer.
const (
	BudgetBuyer SpotBuyerKind = iota // min(MaxQuantity, Budget/p) up to Limit
	StepBuyer                        // bids
)

// SpotSide is the side of the market that does not get or sell all it would be content with at the price.
type SpotSide uint8

// The sides.
const (
	SpotNobody SpotSide = iota
	SpotBuyers
	SpotSellers
)

var (
	spotBuyerKinds = []string{"budget", "step"}
	spotSides      = []string{"none", "buyers", "sellers"}
)

// Values lists what is allowed.
func (SpotBuyerKind) Values() []string { return spotBuyerKinds }

func (k SpotBuyerKind) String() string { return spotName(spotBuyerKinds, int(k)) }

// MarshalText returns the name.
func (k SpotBuyerKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a name; the error lists what is allowed.
func (k *SpotBuyerKind) UnmarshalText(text []byte) error {
	i, err := spotIndex(spotBuyerKinds, string(text))
	*k = SpotBuyerKind(i)
	return err
}

// Values lists what is allowed.
func (SpotSide) Values() []string { return spotSides }

func (s SpotSide) String() string { return spotName(spotSides, int(s)) }

// MarshalText returns the name.
func (s SpotSide) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name; the error lists what is allowed.
func (s *SpotSide) UnmarshalText(text []byte) error {
	i, err := spotIndex(spotSides, string(text))
	*s = SpotSide(i)
	return err
}

func spotName(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("unknown(%d)", i)
}

func spotIndex(names []string, text string) (int, error) {
	for i, name := range names {
		if name == text {
			return i, nil
		}
	}
	return 0, fmt.Errorf("got %q; want one of %v", text, names)
}
