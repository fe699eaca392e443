package plots

import (
	"math"
	"strings"
	"sync"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
)

// Heights of Liberation Sans as fractions of its size.
const (
	capHeight = 0.688
	descent   = 0.212
)

// typeface is one cut of Liberation Sans: outlines and distances in font units, kept once read.
type typeface struct {
	font   *sfnt.Font
	perEm  float64
	mu     sync.Mutex
	buffer sfnt.Buffer
	glyphs map[rune]glyph
	kerns  map[[2]sfnt.GlyphIndex]float64
}

// glyph is one character: its outline with y upwards, in font units.
type glyph struct {
	index   sfnt.GlyphIndex
	advance float64
	outline vg.Path
}

// placed is a glyph of a line of text, and how far right of its start it stands, in font units.
type placed struct {
	glyph
	char rune
	x    float64
}

var faces = sync.OnceValue(func() map[bool]font.Face {
	cache := font.NewCache(liberation.Collection())
	sans := font.Font{Typeface: "Liberation", Variant: "Sans"}
	bold := sans
	bold.Weight = stdfont.WeightBold
	return map[bool]font.Face{false: cache.Lookup(sans, tickType), true: cache.Lookup(bold, tickType)}
})

var typefaces = struct {
	sync.Mutex
	known map[*sfnt.Font]*typeface
}{known: map[*sfnt.Font]*typeface{}}

// sans returns Liberation Sans at a size, as gonum/plot wants it.
func sans(size vg.Length, bold bool) font.Face {
	f := faces()[bold]
	f.Font.Size = size
	return f
}

// typefaceOf returns the outlines of a face.
func typefaceOf(f font.Face) *typeface {
	typefaces.Lock()
	defer typefaces.Unlock()
	t, ok := typefaces.known[f.Face]
	if !ok {
		t = &typeface{font: f.Face, perEm: float64(f.Face.UnitsPerEm()),
			glyphs: map[rune]glyph{}, kerns: map[[2]sfnt.GlyphIndex]float64{}}
		typefaces.known[f.Face] = t
	}
	return t
}

// set returns the glyphs of a line of text with kerning, and its width, in font units. A character
// that the font lacks becomes its box for missing characters; control characters become spaces.
func (t *typeface) set(words string) ([]placed, float64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	line := make([]placed, 0, len(words))
	var x float64
	for _, r := range words {
		if r < ' ' || r == 0x7f {
			r = ' '
		}
		g := t.glyph(r)
		if n := len(line); n > 0 {
			x += t.kern(line[n-1].index, g.index)
		}
		line = append(line, placed{glyph: g, char: r, x: x})
		x += g.advance
	}
	return line, x
}

func (t *typeface) glyph(r rune) glyph {
	if g, ok := t.glyphs[r]; ok {
		return g
	}
	var g glyph
	ppem := fixed.Int26_6(t.font.UnitsPerEm()) // raw 26.6 values are then font units
	if i, err := t.font.GlyphIndex(&t.buffer, r); err == nil {
		g.index = i
	}
	if a, err := t.font.GlyphAdvance(&t.buffer, g.index, ppem, stdfont.HintingNone); err == nil {
		g.advance = float64(a)
	}
	if segments, err := t.font.LoadGlyph(&t.buffer, g.index, ppem, nil); err == nil {
		g.outline = outline(segments)
	}
	t.glyphs[r] = g
	return g
}

func (t *typeface) kern(a, b sfnt.GlyphIndex) float64 {
	key := [2]sfnt.GlyphIndex{a, b}
	if k, ok := t.kerns[key]; ok {
		return k
	}
	var k float64
	if v, err := t.font.Kern(&t.buffer, a, b, fixed.Int26_6(t.font.UnitsPerEm()), stdfont.HintingNone); err == nil {
		k = float64(v)
	}
	t.kerns[key] = k
	return k
}

// outline turns the segments of a glyph, y downwards, into a path with y upwards.
func outline(segments sfnt.Segments) vg.Path {
	var p vg.Path
	at := func(q fixed.Point26_6) vg.Point { return vg.Point{X: vg.Length(q.X), Y: -vg.Length(q.Y)} }
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				p.Close()
			}
			p.Move(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			p.Line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			p.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			p.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if len(p) > 0 {
		p.Close()
	}
	return p
}

// outlined returns a line of text at a place as one path to be filled.
func outlined(f font.Face, at vg.Point, words string) vg.Path {
	t := typefaceOf(f)
	line, _ := t.set(words)
	scale := f.Font.Size / vg.Length(t.perEm)
	var p vg.Path
	for _, g := range line {
		to := func(q vg.Point) vg.Point {
			return vg.Point{X: at.X + scale*(vg.Length(g.x)+q.X), Y: at.Y + scale*q.Y}
		}
		for _, c := range g.outline {
			moved := vg.PathComp{Type: c.Type, Pos: to(c.Pos)}
			for _, q := range c.Control {
				moved.Control = append(moved.Control, to(q))
			}
			p = append(p, moved)
		}
	}
	return p
}

// raise stands in text before an exponent, which reaches to the end: Liberation Sans has no raised
// minus sign.
const (
	raise        = "\x01"
	raisedSize   = 0.72
	raisedHeight = 0.34 // of the size
)

// widthOf returns the width of a line of text.
func widthOf(words string, size vg.Length, bold bool) vg.Length {
	t := typefaceOf(sans(size, bold))
	plain, exponent, raised := strings.Cut(words, raise)
	_, w := t.set(plain)
	if raised {
		_, e := t.set(exponent)
		w += e * raisedSize
	}
	return size * vg.Length(w/t.perEm)
}

// shortened returns words cut to fit a width, with an ellipsis where something was cut.
func shortened(words string, size, width vg.Length) string {
	if widthOf(words, size, false) <= width {
		return words
	}
	runes := []rune(words)
	n := int(math.Min(float64(len(runes)), 200))
	for n > 1 && widthOf(string(runes[:n])+"…", size, false) > width {
		n--
	}
	return string(runes[:n]) + "…"
}
