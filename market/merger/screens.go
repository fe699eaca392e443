package merger

import (
	"math"

	"shakeout/market/equilibrium"
)

// Screen is what the screens say of one product of a merging firm.
type Screen struct {
	Product int // place in the game
	// Diversion by product of the game: -(ds_k/dp_j)/(ds_j/dp_j); 0 for the product itself. With OutsideDiversion it adds to 1.
	Diversion        []float64
	OutsideDiversion float64
	// UPP = sum over products k of the partner of Diversion[k] (p_k - c_k), less the product's cost saving: money (Farrell and Shapiro 2010, summed
	// over the partner's products).
	UPP float64
	// GUPPI = the same sum without the saving, over the product's price (Salop and Moresi 2009).
	GUPPI float64
	// CMCR is the fall of the product's unit cost, money, that together with those of the merging firms' other products would leave all prices where they
	// were before the merger (Werden 1996, J. Industrial Econ. 44(4)); CMCRShare is that over the unit cost. NaN with a logarithmic price; +Inf where the
	// merged firm would have all buyers.
	CMCR, CMCRShare float64
}

// Screens returns the screens of all products of the merging firms that somebody can choose, in the order of the game, at prices (the equilibrium
// before the merger, or those observed).
func Screens(g *equilibrium.Game, prices []float64, m Merger) ([]Screen, error) {
	if err := m.check(g); err != nil {
		return nil, err
	}
	diversion, err := g.Diversion(prices)
	if err != nil {
		return nil, err
	}
	outcome, err := g.At(prices)
	if err != nil {
		return nil, err
	}
	order := byID(g)
	var screens []Screen
	for j, p := range g.Products {
		if p.Firm != m.Acquirer && p.Firm != m.Target || math.IsNaN(outcome.Prices[j]) {
			continue
		}
		s := Screen{Product: j, Diversion: diversion[j][:len(g.Products)], OutsideDiversion: diversion[j][len(g.Products)]}
		regained := 0.0
		for _, k := range order {
			if q := &g.Products[k]; q.Firm != p.Firm && (q.Firm == m.Acquirer || q.Firm == m.Target) && !math.IsNaN(outcome.Prices[k]) {
				regained += float64(s.Diversion[k] * outcome.Margins[k])
			}
		}
		s.UPP, s.GUPPI = regained, regained/outcome.Prices[j]
		if m.Saving != nil {
			s.UPP -= m.Saving[j]
		}
		screens = append(screens, s)
	}
	return screens, m.compensate(g, outcome, screens)
}

// compensate adds the compensating marginal cost reductions.
func (m Merger) compensate(g *equilibrium.Game, at *equilibrium.Outcome, screens []Screen) error {
	if g.Demand.Form != equilibrium.Linear || g.Demand.Budget {
		for i := range screens {
			screens[i].CMCR, screens[i].CMCRShare = math.NaN(), math.NaN()
		}
		return nil
	}
	reductions, err := g.Compensation(at.Prices, m.Acquirer, m.Target)
	if err != nil {
		return err
	}
	for i := range screens {
		j := screens[i].Product
		screens[i].CMCR = reductions[j]
		screens[i].CMCRShare = screens[i].CMCR / g.Products[j].Cost
	}
	return nil
}
