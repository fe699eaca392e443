package control

import "shakeout/market/concentration"

// Revenue is a segment's revenue by firm.
type Revenue struct {
	Segment string
	ByFirm  []float64 // USD, in the order of the firms
}

// Overlaps returns the segments that both the buyer and the target (indices of firms) serve, in the order of the segments, with their shares of revenue and the HHI before
// the deal. Firms of one owner must be counted as one beforehand. Indices out of range, segments without revenue and negative revenue give no overlap.
func Overlaps(segments []Revenue, buyer, target int) []Overlap {
	var out []Overlap
	for _, s := range segments {
		n := len(s.ByFirm)
		if buyer == target || buyer < 0 || target < 0 || buyer >= n || target >= n || !(s.ByFirm[buyer] > 0) || !(s.ByFirm[target] > 0) {
			continue
		}
		hhi, ok := concentration.HHI(s.ByFirm)
		if !ok {
			continue
		}
		var total float64
		for _, r := range s.ByFirm {
			total += r
		}
		out = append(out, Overlap{Segment: s.Segment, BuyerShare: s.ByFirm[buyer] / total, TargetShare: s.ByFirm[target] / total, HHIBefore: hhi})
	}
	return out
}
