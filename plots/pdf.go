package plots

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"sort"
	"strings"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// pdfCanvas is a vg.Canvas that writes PDF 1.7: one page, text as text in a font that holds the used
// glyphs only, opacity as graphics states, no dates.
type pdfCanvas struct {
	graphics
	body      bytes.Buffer
	opacities []uint8
	fonts     []*subset
	images    []image.Image
	lastFill  color.NRGBA
	started   bool
}

func newPDF(width, height vg.Length) *pdfCanvas {
	return &pdfCanvas{graphics: newGraphics(width, height)}
}

func (c *pdfCanvas) Stroke(p vg.Path) {
	s := c.now()
	if s.lineWidth <= 0 || len(p) == 0 || s.colour.A == 0 {
		return
	}
	c.opacity(s.colour.A)
	fmt.Fprintf(&c.body, "%s RG %s w [", components(s.colour), number(float64(s.lineWidth)*s.to.size()))
	for i, d := range s.dashes {
		if i > 0 {
			c.body.WriteByte(' ')
		}
		c.body.WriteString(number(float64(d)))
	}
	fmt.Fprintf(&c.body, "] %s d\n", number(float64(s.offset)))
	s.to.trace(p, pdfPen{&c.body})
	c.body.WriteString("S\n")
}

func (c *pdfCanvas) Fill(p vg.Path) {
	s := c.now()
	if len(p) == 0 || s.colour.A == 0 {
		return
	}
	c.opacity(s.colour.A)
	fmt.Fprintf(&c.body, "%s rg\n", components(s.colour))
	s.to.trace(p, pdfPen{&c.body})
	c.body.WriteString("f\n")
}

func (c *pdfCanvas) FillString(f font.Face, at vg.Point, words string) {
	s := c.now()
	if f.Font.Size <= 0 || words == "" || s.colour.A == 0 {
		return
	}
	c.opacity(s.colour.A)
	number1, used := c.fontOf(f)
	m := s.to.translated(at)
	fmt.Fprintf(&c.body, "%s rg BT /F%d %s Tf %s %s %s %s %s %s Tm [", components(s.colour), number1, number(float64(f.Font.Size)),
		number(m[0]), number(m[1]), number(m[2]), number(m[3]), number(m[4]), number(m[5]))
	t := typefaceOf(f)
	line, _ := t.set(words)
	var x float64
	for _, g := range line {
		if kern := g.x - x; kern != 0 {
			c.body.WriteString(number(-kern * 1000 / t.perEm))
		}
		fmt.Fprintf(&c.body, "<%04x>", used.code(g))
		x = g.x + g.advance
	}
	c.body.WriteString("] TJ ET\n")
}

func (c *pdfCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	c.images = append(c.images, img)
	m := c.now().to.translated(r.Min).scaled(float64(r.Size().X), float64(r.Size().Y))
	c.opacity(0xff)
	fmt.Fprintf(&c.body, "q %s %s %s %s %s %s cm /I%d Do Q\n", number(m[0]), number(m[1]), number(m[2]), number(m[3]), number(m[4]), number(m[5]), len(c.images))
}

// opacity sets the graphics state of an opacity, unless it is set already.
func (c *pdfCanvas) opacity(a uint8) {
	if c.started && c.lastFill.A == a {
		return
	}
	c.started, c.lastFill.A = true, a
	i := bytes.IndexByte(c.opacities, a)
	if i < 0 {
		c.opacities = append(c.opacities, a)
		i = len(c.opacities) - 1
	}
	fmt.Fprintf(&c.body, "/A%d gs\n", i+1)
}

func (c *pdfCanvas) fontOf(f font.Face) (int, *subset) {
	for i, s := range c.fonts {
		if s.font == f.Face {
			return i + 1, s
		}
	}
	s := &subset{font: f.Face, codes: map[sfnt.GlyphIndex]int{}, name: strings.ReplaceAll(f.Name(), "-Regular", "")}
	s.code(placed{}) // code 0 is the box for missing characters
	c.fonts = append(c.fonts, s)
	return len(c.fonts), s
}

// document returns the file.
func (c *pdfCanvas) document(title string, stamp Stamp) ([]byte, error) {
	w := &pdfWriter{}
	w.buf.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	const catalogue, pages, page, contents, info = 1, 2, 3, 4, 5
	w.next = info
	var resources strings.Builder
	resources.WriteString("<< /ExtGState <<")
	for i, a := range c.opacities {
		fmt.Fprintf(&resources, " /A%d << /ca %s /CA %s >>", i+1, number(float64(a)/255), number(float64(a)/255))
	}
	resources.WriteString(" >> /Font <<")
	for i, s := range c.fonts {
		id, err := s.write(w)
		if err != nil {
			return nil, fmt.Errorf("embed font %s: %w", s.name, err)
		}
		fmt.Fprintf(&resources, " /F%d %d 0 R", i+1, id)
	}
	resources.WriteString(" >> /XObject <<")
	for i, img := range c.images {
		fmt.Fprintf(&resources, " /I%d %d 0 R", i+1, w.image(img))
	}
	resources.WriteString(" >> >>")

	w.put(catalogue, "<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>")
	w.put(pages, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	w.put(page, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] /Contents 4 0 R /Group << /S /Transparency /CS /DeviceRGB >> /Resources %s >>",
		number(float64(c.width)), number(float64(c.height)), resources.String()))
	body := append([]byte("1 j 0 J\n"), c.body.Bytes()...) // round joins, butt ends
	w.stream(contents, "", body)
	w.put(info, fmt.Sprintf("<< /Title %s /Creator %s /Producer %s /Keywords %s >>",
		utf16Text(title), utf16Text(stamp.creator()), utf16Text(stamp.creator()), utf16Text(stamp.Digest)))
	return w.finish(), nil
}

func components(c color.NRGBA) string {
	return number(float64(c.R)/255) + " " + number(float64(c.G)/255) + " " + number(float64(c.B)/255)
}

type pdfPen struct{ to *bytes.Buffer }

func (p pdfPen) move(x, y float64) { fmt.Fprintf(p.to, "%s %s m\n", number(x), number(y)) }
func (p pdfPen) line(x, y float64) { fmt.Fprintf(p.to, "%s %s l\n", number(x), number(y)) }
func (p pdfPen) close()            { p.to.WriteString("h\n") }
func (p pdfPen) cube(x1, y1, x2, y2, x, y float64) {
	fmt.Fprintf(p.to, "%s %s %s %s %s %s c\n", number(x1), number(y1), number(x2), number(y2), number(x), number(y))
}

// pdfWriter puts numbered objects one after the other and remembers where each begins.
type pdfWriter struct {
	buf     bytes.Buffer
	offsets map[int]int
	next    int
}

// take returns the number of a new object.
func (w *pdfWriter) take() int { w.next++; return w.next }

func (w *pdfWriter) put(id int, object string) {
	if w.offsets == nil {
		w.offsets = map[int]int{}
	}
	w.offsets[id] = w.buf.Len()
	fmt.Fprintf(&w.buf, "%d 0 obj\n%s\nendobj\n", id, object)
}

// stream writes a compressed stream with further entries of its dictionary.
func (w *pdfWriter) stream(id int, entries string, data []byte) {
	var z bytes.Buffer
	c := zlib.NewWriter(&z)
	_, _ = c.Write(data) // writing to a buffer doesn't fail
	_ = c.Close()
	w.put(id, fmt.Sprintf("<< /Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream", z.Len(), entries, z.Bytes()))
}

// image writes an opaque picture, pixel by pixel, and returns its object.
func (w *pdfWriter) image(img image.Image) int {
	b := img.Bounds()
	data := make([]byte, 0, 3*b.Dx()*b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := straight(img.At(x, y))
			data = append(data, c.R, c.G, c.B)
		}
	}
	id := w.take()
	w.stream(id, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 ", b.Dx(), b.Dy()), data)
	return id
}

// finish writes the table of places and returns the file.
func (w *pdfWriter) finish() []byte {
	ids := make([]int, 0, len(w.offsets))
	for id := range w.offsets {
		ids = append(ids, id)
	}
	sort.Ints(ids)
	digest := sha256.Sum256(w.buf.Bytes())
	start := w.buf.Len()
	fmt.Fprintf(&w.buf, "xref\n0 %d\n0000000000 65535 f \n", len(ids)+1)
	for _, id := range ids {
		fmt.Fprintf(&w.buf, "%010d 00000 n \n", w.offsets[id])
	}
	fmt.Fprintf(&w.buf, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R /ID [<%x> <%x>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(ids)+1, digest[:16], digest[:16], start)
	return w.buf.Bytes()
}

// utf16Text returns a text string as PDF wants it outside Latin: UTF-16 with a byte order mark, in hex.
func utf16Text(s string) string {
	var b strings.Builder
	b.WriteString("<feff")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", u)
	}
	b.WriteByte('>')
	return b.String()
}
