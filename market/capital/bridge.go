package capital

import "math"

// Bridge is a small convertible loan of existing investors to a firm whose round has failed, or comes too late: some months of burn, repaid in cheap shares at the next round. It
// buys time and is not repeated without end. Nobody bridges a firm that is not short of money, nor one whose old claims are worth more than it is: there the money would
// only serve them (Myers 1977).
type Bridge struct {
	// Months of burn that it covers.
	Months float64 `yaml:"months" unit:"months" range:"[0,60]" default:"5" source:"assumption" doc:"months of burn that a bridge covers"`
	// Discount at which it turns into shares.
	Discount float64 `yaml:"discount" unit:"1" range:"[0,0.9]" default:"0.2" source:"assumption: the usual term of convertible notes" doc:"discount on the next price at which a bridge turns into shares"`
	// Most bridges in a row.
	MaxInRow int64 `yaml:"max_in_row" unit:"1" range:"[0,20]" default:"1" source:"assumption" doc:"most bridges between two rounds"`
	// Largest bridge over the last valuation.
	MaxShareOfPost float64 `yaml:"max_share_of_post" unit:"1" range:"[0,1]" default:"0.1" source:"assumption" doc:"largest bridge over the last post-money"`
}

// Gap is a firm that a bridge would carry to its next round.
type Gap struct {
	BurnUSDPerMonth float64
	LastPostUSD     float64
	Mood            float64 // MoodChain.Factor
	BridgesInRow    int64   // since the last round
	RunwayMonths    float64 // how long cash and credit last
	ShortMonths     float64 // runway below which a firm is short of money
	Overhung        bool    // Patience.Overhung
}

// AmountUSD returns the bridge that existing investors give, 0 where they give none: Months of burn x mood (at most 1), at most MaxShareOfPost of the
// last post-money, not when the verdict is Closed or the firm overhung, not with a runway of ShortMonths or more, and not more than MaxInRow in a row.
func (b Bridge) AmountUSD(v Verdict, g Gap) float64 {
	if v == Closed || g.Overhung || g.RunwayMonths >= g.ShortMonths || g.BridgesInRow >= b.MaxInRow || !(g.LastPostUSD > 0) {
		return 0
	}
	wanted := float64(b.Months * math.Max(0, g.BurnUSDPerMonth) * math.Min(1, g.Mood))
	return math.Min(wanted, float64(b.MaxShareOfPost*g.LastPostUSD))
}

// ConversionFraction returns the share of the firm, before the new money comes in, that a bridge turns into at a pre-money:
// a/(pre + a) with a = bridge/(1 - Discount).
func (b Bridge) ConversionFraction(bridgeUSD, preMoneyUSD float64) float64 {
	return Dilution(preMoneyUSD, bridgeUSD/(1-b.Discount))
}

// Convert returns the table after a bridge has turned into shares at a pre-money, and the shares issued. It happens just before the new money comes in, so that the
// bridge dilutes the old owners and not the new.
func (b Bridge) Convert(t CapTable, holder string, bridgeUSD, preMoneyUSD float64) (CapTable, int64, error) {
	return t.Issue(holder, b.ConversionFraction(bridgeUSD, preMoneyUSD))
}
