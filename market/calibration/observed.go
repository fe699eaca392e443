package calibration

import "fmt"

// Observed is a market as it is seen.
type Observed struct {
	MarketSize float64 // buyers, outside choice included
	NestSigma  float64 // correlation of tastes within a nest, 0: plain logit
	Method     Method
	Products   []Product
	// MarketElasticity is -alpha s_0 pbar, below 0, with s_0 the outside share and pbar the sum of share x price: for the method of that name.
	MarketElasticity float64
}

// Product is one product as it is seen.
type Product struct {
	ID, Firm, Nest string
	Price          float64 // money, above 0
	// Share of all buyers (KnownOutside), of units sold (MarketElasticity), or either (MarginsLeastSquares: without outside choice where they add to 1).
	Share float64
	// Lerner index (p - c)/p where it is known, NaN where not: of exactly one product, for MarginsLeastSquares of at least one.
	Lerner float64
}

// Method says what identifies demand.
type Method uint8

// The methods.
const (
	KnownOutside        Method = iota // the outside share is what the shares leave of 1
	MarketElasticity                  // the outside share follows from the market's elasticity
	MarginsLeastSquares               // alpha fits all margins that are known
)

var methods = []string{"known_outside", "market_elasticity", "margins_least_squares"}

// Values lists the names of the methods.
func (Method) Values() []string { return methods }

// String returns the method's name.
func (m Method) String() string {
	if int(m) < len(methods) {
		return methods[m]
	}
	return fmt.Sprintf("method(%d)", uint8(m))
}

// MarshalText writes the method's name.
func (m Method) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the method's name.
func (m *Method) UnmarshalText(text []byte) error {
	for i, name := range methods {
		if name == string(text) {
			*m = Method(i)
			return nil
		}
	}
	return fmt.Errorf("got %q; want one of %v", text, methods)
}
