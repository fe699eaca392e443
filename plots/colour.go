package plots

import (
	"image/color"
	"math"
)

// Colours of Okabe and Ito (2008), which people with the common kinds of colour blindness can tell
// apart. Their yellow is left out: as a line on white its contrast is 1.3 to 1.
var (
	blue       = color.NRGBA{R: 0x00, G: 0x72, B: 0xb2, A: 0xff}
	vermillion = color.NRGBA{R: 0xd5, G: 0x5e, B: 0x00, A: 0xff}
	green      = color.NRGBA{R: 0x00, G: 0x9e, B: 0x73, A: 0xff}
	purple     = color.NRGBA{R: 0xcc, G: 0x79, B: 0xa7, A: 0xff}
	orange     = color.NRGBA{R: 0xe6, G: 0x9f, B: 0x00, A: 0xff}
	sky        = color.NRGBA{R: 0x56, G: 0xb4, B: 0xe9, A: 0xff}
	black      = color.NRGBA{R: 0x30, G: 0x30, B: 0x30, A: 0xff}
	olive      = color.NRGBA{R: 0x8f, G: 0xa0, B: 0x3a, A: 0xff} // for black darkened: greys mean several sellers together
)

var hues = []color.NRGBA{blue, vermillion, green, purple, orange, sky, black}

// hue returns colour number i: the seven hues, then the same darkened, then lightened, and so on.
// With the dash of dash(i / 7) no two of the first 42 agents look alike.
func hue(i int) color.NRGBA {
	base := hues[i%len(hues)]
	switch i / len(hues) % 3 {
	case 1:
		if base == black {
			return olive
		}
		return mix(base, color.NRGBA{A: 0xff}, 0.42)
	case 2:
		return mix(base, paper, 0.45)
	}
	return base
}

// mix returns a with the fraction t of b in it, in straight sRGB.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	blend := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-t) + float64(y)*t)) }
	return color.NRGBA{R: blend(a.R, b.R), G: blend(a.G, b.G), B: blend(a.B, b.B), A: blend(a.A, b.A)}
}

// faded returns c with the given opacity, 0 to 1.
func faded(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(math.Round(255 * opacity))
	return c
}

// luminance returns the relative luminance of c, 0 to 1 (WCAG 2.2).
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// readable returns c darkened until text in it on white has a contrast of 3.5 to 1 or more.
func readable(c color.NRGBA) color.NRGBA {
	for i := 0; i < 20 && 1.05/(luminance(c)+0.05) < 3.5; i++ {
		c = mix(c, color.NRGBA{A: 0xff}, 0.08)
	}
	return c
}

// inkOn returns black or white, whichever is easier to read on c.
func inkOn(c color.NRGBA) color.NRGBA {
	l := luminance(c)
	if 1.05/(l+0.05) > (l+0.05)/0.05 {
		return paper
	}
	return ink
}
