package exact

import "math"

// ExpInto writes e^src[i] into dst[i] for every i of src, with the bits of Exp, and faster: two elements are in flight and share one
// range test. dst may be src. It must be at least as long as src.
func ExpInto(dst, src []float64) {
	n := len(src)
	dst = dst[:n]
	i := 0
	for ; i+1 < n; i += 2 {
		x, y := src[i], src[i+1]
		bx, by := math.Float64bits(x)&^(1<<63), math.Float64bits(y)&^(1<<63)
		if max(bx, by) >= 0x4086200000000000 {
			dst[i], dst[i+1] = Exp(x), Exp(y)
			continue
		}
		sx := float64(x*per256Ln2) + roundingShift
		sy := float64(y*per256Ln2) + roundingShift
		kx, ky := math.Float64bits(sx), math.Float64bits(sy)
		dx, dy := sx-roundingShift, sy-roundingShift
		rx := (x - float64(dx*ln2Over256High)) - float64(dx*ln2Over256Low)
		ry := (y - float64(dy*ln2Over256High)) - float64(dy*ln2Over256Low)
		rx2, ry2 := rx*rx, ry*ry
		tx := rx + float64(rx2*((0.5+float64(expC3*rx))+float64(expC4*rx2)))
		ty := ry + float64(ry2*((0.5+float64(expC3*ry))+float64(expC4*ry2)))
		px := math.Float64frombits(exp2Table[kx&255] + kx<<44)
		py := math.Float64frombits(exp2Table[ky&255] + ky<<44)
		dst[i] = px + float64(px*tx)
		dst[i+1] = py + float64(py*ty)
	}
	if i < n {
		dst[i] = Exp(src[i])
	}
}
