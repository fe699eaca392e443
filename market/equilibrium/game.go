package equilibrium

// Game is a pricing game: firms set the prices of their products at the same time, buyers choose.
//
// Utility of a buyer of type i from product j is v_ij = Delta_ij - Alpha_i f(p_j) + taste, that of the outside choice taste alone. With nests g,
// s = NestSigma and l = Lambda:
//
//	x_ij = v_ij / (1 - s)        D_g = sum over j in g of exp(x_ij)        W = sum over g of D_g^(1 - s)
//	share of product j = exp(x_ij)/D_g  x  D_g^(1 - s)/W  x  W^l/(1 + W^l)
//
// s = 0 and l = 1 is the plain logit, l = 1 the nested logit of Berry (1994). A firm's profit is
// MarketSize x sum over types of Weight_i x sum over its products of (p_j - Cost_j) u(p_j) Use_ij share_ij, with u = 1 unit a buyer, or with
// Budget u = 1/(p_j + Saturation_j) units for a budget of 1.
type Game struct {
	MarketSize float64 // buyers (each of one unit), or budgets
	Demand     Demand
	Types      []Type
	Products   []Product
}

// Demand is the form of demand, for all types.
type Demand struct {
	NestSigma float64   // s, correlation of tastes within a nest, 0 <= s < 1
	Lambda    float64   // l, dissimilarity of buying against not buying, 0 < l <= 1; 0 stands for 1
	Form      PriceForm // f
	Budget    bool      // buyers spend a budget instead of taking one unit
	Reference float64   // Log: price at which f is 0 without handling, money; 0 stands for 1
	NoOutside bool      // every buyer takes some product
}

// PriceForm is the form f in which price enters utility.
type PriceForm uint8

// The forms.
const (
	Linear PriceForm = iota // f(p) = p
	Log                     // f(p) = ln((p + Handling)/Reference): constant expenditure (Anderson, de Palma and Thisse 1987)
)

// Product is one product of one firm.
type Product struct {
	ID, Firm, Nest string
	Cost           float64 // unit cost, money
	Handling       float64 // Log: the buyer's own cost of use per unit, money, at least 0
	Saturation     float64 // Budget: price at which half of the saturation volume is taken, money, at least 0
	// Fixed says that nobody in the game sets its price, as for a free plan or a fringe that sells at cost: Delta is its utility as it stands, and
	// its profit is nobody's.
	Fixed bool
}

// Type is a type of buyers.
type Type struct {
	Weight float64   // share of all buyers; weights add to 1
	Alpha  float64   // above 0; per unit of money with Linear, a pure number with Log
	Delta  []float64 // by product, in the order of Game.Products; -Inf: this type cannot choose the product
	Use    []float64 // units that a buyer takes, by product, over those of the form of demand, above 0; nil: 1
}

// Joint returns the game in which one firm owns every product: its equilibrium prices maximise joint profit.
func (g *Game) Joint() *Game {
	joint := *g
	joint.Products = append([]Product(nil), g.Products...)
	for j := range joint.Products {
		joint.Products[j].Firm = "joint"
	}
	return &joint
}
