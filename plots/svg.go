package plots

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// svgCanvas is a vg.Canvas that writes SVG 1.1. Each glyph is an outline, defined once and used where
// it stands, so that the picture is the same on a machine without the font; an invisible copy of the
// text lies over it, so that it can be selected, searched and read aloud.
type svgCanvas struct {
	graphics
	body   bytes.Buffer
	glyphs bytes.Buffer
	known  map[*sfnt.Font]map[sfnt.GlyphIndex]string
	count  int
}

func newSVG(width, height vg.Length) *svgCanvas {
	return &svgCanvas{graphics: newGraphics(width, height), known: map[*sfnt.Font]map[sfnt.GlyphIndex]string{}}
}

// page is the map from the coordinates of the current state to the page, whose y points down.
func (c *svgCanvas) page() matrix {
	return matrix{1, 0, 0, -1, 0, float64(c.height)}.after(c.now().to)
}

func (c *svgCanvas) Stroke(p vg.Path) {
	s := c.now()
	if s.lineWidth <= 0 || len(p) == 0 || s.colour.A == 0 {
		return
	}
	fmt.Fprintf(&c.body, `<path fill="none" stroke=%s stroke-width="%s"`,
		paint(s.colour, "stroke"), number(float64(s.lineWidth)*s.to.size()))
	if len(s.dashes) > 0 {
		c.body.WriteString(` stroke-dasharray="`)
		for i, d := range s.dashes {
			if i > 0 {
				c.body.WriteByte(' ')
			}
			c.body.WriteString(number(float64(d)))
		}
		c.body.WriteByte('"')
		if s.offset != 0 {
			fmt.Fprintf(&c.body, ` stroke-dashoffset="%s"`, number(float64(s.offset)))
		}
	}
	c.body.WriteString(` d="`)
	c.page().trace(p, svgPen{&c.body})
	c.body.WriteString("\"/>\n")
}

func (c *svgCanvas) Fill(p vg.Path) {
	s := c.now()
	if len(p) == 0 || s.colour.A == 0 {
		return
	}
	fmt.Fprintf(&c.body, `<path fill=%s d="`, paint(s.colour, "fill"))
	c.page().trace(p, svgPen{&c.body})
	c.body.WriteString("\"/>\n")
}

func (c *svgCanvas) FillString(f font.Face, at vg.Point, words string) {
	if f.Font.Size <= 0 || words == "" {
		return
	}
	t := typefaceOf(f)
	line, width := t.set(words)
	scale := float64(f.Font.Size) / t.perEm
	m := c.page().translated(at).scaled(scale, scale)
	fmt.Fprintf(&c.body, `<g fill=%s transform="matrix(%s %s %s %s %s %s)">`, paint(c.now().colour, "fill"),
		fine(m[0]), fine(m[1]), fine(m[2]), fine(m[3]), number(m[4]), number(m[5]))
	for _, g := range line {
		if len(g.outline) > 0 {
			fmt.Fprintf(&c.body, `<use xlink:href="#%s" x="%s"/>`, c.define(f.Face, g.glyph), number(g.x))
		}
	}
	c.body.WriteString("</g>")
	upright := c.page().translated(at).scaled(1, -1)
	fmt.Fprintf(&c.body, `<text fill-opacity="0" font-family="Liberation Sans,Arial,Helvetica,sans-serif" font-size="%s" textLength="%s" transform="matrix(%s %s %s %s %s %s)">`,
		number(float64(f.Font.Size)), number(width*scale),
		number(upright[0]), number(upright[1]), number(upright[2]), number(upright[3]), number(upright[4]), number(upright[5]))
	_ = xml.EscapeText(&c.body, []byte(words)) // writing to a buffer doesn't fail
	c.body.WriteString("</text>\n")
}

// define writes the outline of a glyph once and returns its id.
func (c *svgCanvas) define(f *sfnt.Font, g glyph) string {
	ids := c.known[f]
	if ids == nil {
		ids = map[sfnt.GlyphIndex]string{}
		c.known[f] = ids
	}
	id, ok := ids[g.index]
	if !ok {
		c.count++
		id = "g" + strconv.Itoa(c.count)
		ids[g.index] = id
		fmt.Fprintf(&c.glyphs, `<path id="%s" d="`, id)
		matrix{1, 0, 0, 1, 0, 0}.trace(g.outline, svgPen{&c.glyphs})
		c.glyphs.WriteString("\"/>\n")
	}
	return id
}

func (c *svgCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return
	}
	x, y := c.page().apply(vg.Point{X: r.Min.X, Y: r.Max.Y})
	fmt.Fprintf(&c.body, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" style="image-rendering:pixelated" xlink:href="data:image/png;base64,%s"/>`+"\n",
		number(x), number(y), number(float64(r.Size().X)), number(float64(r.Size().Y)),
		base64.StdEncoding.EncodeToString(b.Bytes()))
}

// document returns the file.
func (c *svgCanvas) document(title string, stamp Stamp) []byte {
	var b bytes.Buffer
	escape := func(s string) { _ = xml.EscapeText(&b, []byte(s)) }
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="%spt" height="%spt" viewBox="0 0 %s %s" stroke-linejoin="round" role="img">
<title>`, number(float64(c.width)), number(float64(c.height)), number(float64(c.width)), number(float64(c.height)))
	escape(title)
	b.WriteString(`</title>
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about=""><dc:title>`)
	escape(title)
	b.WriteString(`</dc:title><dc:creator>`)
	escape(stamp.creator())
	b.WriteString(`</dc:creator><dc:source>`)
	escape(stamp.Digest)
	b.WriteString("</dc:source></rdf:Description></rdf:RDF></metadata>\n<defs>\n")
	b.Write(c.glyphs.Bytes())
	b.WriteString("</defs>\n")
	b.Write(c.body.Bytes())
	b.WriteString("</svg>\n")
	return b.Bytes()
}

type svgPen struct{ to *bytes.Buffer }

func (p svgPen) pair(x, y float64) { fmt.Fprintf(p.to, "%s %s", number(x), number(y)) }
func (p svgPen) move(x, y float64) { p.to.WriteByte('M'); p.pair(x, y) }
func (p svgPen) line(x, y float64) { p.to.WriteByte('L'); p.pair(x, y) }
func (p svgPen) close()            { p.to.WriteByte('Z') }
func (p svgPen) cube(x1, y1, x2, y2, x, y float64) {
	p.to.WriteByte('C')
	p.pair(x1, y1)
	p.to.WriteByte(' ')
	p.pair(x2, y2)
	p.to.WriteByte(' ')
	p.pair(x, y)
}

// paint returns the value of a fill or stroke attribute, with its opacity where it has one.
func paint(c color.NRGBA, attribute string) string {
	s := fmt.Sprintf(`"#%02x%02x%02x"`, c.R, c.G, c.B)
	if c.A < 0xff {
		s += fmt.Sprintf(` %s-opacity="%s"`, attribute, number(float64(c.A)/255))
	}
	return s
}

// number writes a coordinate: thousandths of a point, a third of a micrometre, are enough.
func number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	s := strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// fine writes a factor with seven digits.
func fine(v float64) string { return strconv.FormatFloat(v, 'g', 7, 64) }
