package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// Sizes of the house style. Journals set figures one column (89 mm) or two (183 mm) wide and ask for
// type of 5 to 8 pt and lines of 0.25 to 1 pt at that size.
const (
	mm vg.Length = 72 / 25.4

	oneColumn  = 89 * mm
	twoColumns = 183 * mm
	margin     = 1 * mm

	tickType  vg.Length = 7 // tick labels, legends, labels in the data
	labelType vg.Length = 8 // axis labels, panel letters

	hairline   vg.Length = 0.35
	axisLine   vg.Length = 0.5
	tickLength vg.Length = 2.5
	nameWidth  vg.Length = 110 // longer names are cut, which no name of a bundled world is
	fateWidth  vg.Length = 185 // the same of an outcome with its counterparty and price
	dataLine   vg.Length = 1
	thinLine   vg.Length = 0.8
)

var (
	ink       = color.NRGBA{R: 0x1a, G: 0x1a, B: 0x1a, A: 0xff}
	midGrey   = color.NRGBA{R: 0x6e, G: 0x6e, B: 0x6e, A: 0xff}
	softGrey  = color.NRGBA{R: 0xa8, G: 0xa8, B: 0xa8, A: 0xff}
	paleGrey  = color.NRGBA{R: 0xdc, G: 0xdc, B: 0xdc, A: 0xff}
	paper     = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
	invisible = color.NRGBA{}
)

// stroke is how a line is drawn.
type stroke struct {
	colour color.Color
	width  vg.Length
	dashes []vg.Length // nil is solid
}

// Dash patterns, from the most to the least prominent. The first is solid.
var dashes = [][]vg.Length{
	nil,
	{4, 1.5},
	{1.2, 1.2},
	{5, 1.5, 1.2, 1.5},
	{2.4, 1.2},
	{6, 1.2, 1.2, 1.2, 1.2, 1.2},
}

// dash returns the pattern of number i, starting over after the last.
func dash(i int) []vg.Length { return dashes[i%len(dashes)] }
