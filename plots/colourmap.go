package plots

import (
	"image/color"
	"math"
)

// viridis holds every sixteenth colour of the map of Smith and van der Walt (2015), whose steps look
// equal, also in grey and to people with the common kinds of colour blindness.
var viridis = []color.NRGBA{
	{R: 0x44, G: 0x01, B: 0x54, A: 0xff}, {R: 0x48, G: 0x18, B: 0x6a, A: 0xff}, {R: 0x47, G: 0x2d, B: 0x7b, A: 0xff},
	{R: 0x42, G: 0x40, B: 0x86, A: 0xff}, {R: 0x3b, G: 0x52, B: 0x8b, A: 0xff}, {R: 0x33, G: 0x63, B: 0x8d, A: 0xff},
	{R: 0x2c, G: 0x72, B: 0x8e, A: 0xff}, {R: 0x26, G: 0x82, B: 0x8e, A: 0xff}, {R: 0x21, G: 0x91, B: 0x8c, A: 0xff},
	{R: 0x1f, G: 0xa0, B: 0x88, A: 0xff}, {R: 0x28, G: 0xae, B: 0x80, A: 0xff}, {R: 0x3f, G: 0xbc, B: 0x73, A: 0xff},
	{R: 0x5e, G: 0xc9, B: 0x62, A: 0xff}, {R: 0x84, G: 0xd4, B: 0x4b, A: 0xff}, {R: 0xad, G: 0xdc, B: 0x30, A: 0xff},
	{R: 0xd8, G: 0xe2, B: 0x19, A: 0xff}, {R: 0xfd, G: 0xe7, B: 0x25, A: 0xff},
}

// diverging goes from blue over white to vermillion, the pair of Okabe and Ito that is safest.
var diverging = []color.NRGBA{
	mix(blue, color.NRGBA{A: 0xff}, 0.35), blue, mix(blue, paper, 0.5), {R: 0xf5, G: 0xf5, B: 0xf5, A: 0xff},
	mix(vermillion, paper, 0.5), vermillion, mix(vermillion, color.NRGBA{A: 0xff}, 0.35),
}

// shade returns the colour at a fraction 0 to 1 of a map, in 255 steps; pale grey for NaN.
func shade(colours []color.NRGBA, fraction float64) color.NRGBA {
	if math.IsNaN(fraction) {
		return paleGrey
	}
	fraction = math.Round(math.Min(math.Max(fraction, 0), 1)*254) / 254
	at := fraction * float64(len(colours)-1)
	i := min(int(at), len(colours)-2)
	return mix(colours[i], colours[i+1], at-float64(i))
}
