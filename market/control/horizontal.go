package control

import "fmt"

// Overlap is a segment that both firms serve, by revenue.
type Overlap struct {
	Segment     string
	BuyerShare  float64 // share of the segment's revenue
	TargetShare float64
	HHIBefore   float64 // 0 to 10,000
}

// Change returns the change of the HHI: 2 x 10,000 x product of the shares.
func (o Overlap) Change() float64 { return float64(20_000 * o.BuyerShare * o.TargetShare) }

// Presumption returns whether the rule presumes harm in a segment, and the grounds in words. Thresholds are exceeded, not met. Segments that only one of the firms
// serves have no overlap and raise no presumption.
func (r Rule) Presumption(o Overlap) (harm bool, grounds string) {
	t, reviews := r.thresholds()
	if !reviews || !(o.BuyerShare > 0) || !(o.TargetShare > 0) {
		return false, ""
	}
	change := o.Change()
	after := o.HHIBefore + change
	if after > t.hhi && change > t.change {
		return true, fmt.Sprintf("%s: HHI %.0f after a change of %.0f; %s allows %g and %g", o.Segment, after, change, r, t.hhi, t.change)
	}
	if share := o.BuyerShare + o.TargetShare; share > t.share && change > t.shareChange {
		return true, fmt.Sprintf("%s: share %.1f %% after a change of %.0f; %s allows %g %% and %g", o.Segment, 100*share, change, r, 100*t.share, t.shareChange)
	}
	return false, ""
}
