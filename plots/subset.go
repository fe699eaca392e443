package plots

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
)

// subset is the part of a TrueType font that one PDF uses: its glyphs, numbered in the order of use.
type subset struct {
	font  *sfnt.Font
	name  string
	used  []placed // by code; x is not used
	codes map[sfnt.GlyphIndex]int
}

// code returns the number of a glyph in the subset, taking it in if it's new.
func (s *subset) code(g placed) int {
	i, ok := s.codes[g.index]
	if !ok {
		i = len(s.used)
		s.codes[g.index] = i
		s.used = append(s.used, g)
	}
	return i
}

// write puts the font into a PDF (ISO 32000-1, 9.7: Type 0 over CIDFontType2 with Identity-H) and
// returns its object.
func (s *subset) write(w *pdfWriter) (int, error) {
	var source bytes.Buffer
	if _, err := s.font.WriteSourceTo(nil, &source); err != nil {
		return 0, err
	}
	tables, err := parseTrueType(source.Bytes())
	if err != nil {
		return 0, err
	}
	texts := len(s.used) // parts of composite glyphs that follow aren't text
	file, err := s.cut(tables)
	if err != nil {
		return 0, err
	}
	perEm := float64(s.font.UnitsPerEm())
	var widths strings.Builder
	for _, g := range s.used[:texts] {
		fmt.Fprintf(&widths, "%s ", number(g.advance*1000/perEm))
	}
	data, text, descriptor, cid, font := w.take(), w.take(), w.take(), w.take(), w.take()
	name := "SHAKEO+" + s.name
	w.stream(data, fmt.Sprintf("/Length1 %d ", len(file)), file)
	w.stream(text, "", s.toUnicode(texts))
	w.put(descriptor, fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-544 -303 1302 980] /ItalicAngle 0 /Ascent 905 /Descent -212 /CapHeight 688 /StemV 80 /FontFile2 %d 0 R >>", name, data))
	w.put(cid, fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 0 /W [0 [%s]] >>", name, descriptor, widths.String()))
	w.put(font, fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", name, cid, text))
	return font, nil
}

// toUnicode returns the map from codes to characters that lets a reader select and search the text.
func (s *subset) toUnicode(n int) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n")
	for from := 1; from < n; from += 100 {
		to := min(from+100, n)
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "<%04x> <", i)
			for _, u := range utf16.Encode([]rune{s.used[i].char}) {
				fmt.Fprintf(&b, "%04x", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}

// cut returns a TrueType file of the used glyphs and the parts of composite ones, without hints.
func (s *subset) cut(t map[string][]byte) ([]byte, error) {
	for _, want := range []struct {
		table string
		least int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 32}, {"loca", 2}, {"glyf", 1}, {"hmtx", 4}} {
		if n := len(t[want.table]); n < want.least {
			return nil, fmt.Errorf("table %q has %d bytes; want at least %d", want.table, n, want.least)
		}
	}
	long := binary.BigEndian.Uint16(t["head"][50:]) == 1
	metrics := int(binary.BigEndian.Uint16(t["hhea"][34:]))
	var glyf, loca, hmtx []byte
	for i := 0; i < len(s.used); i++ { // the list grows while parts of composite glyphs are found
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		index := int(s.used[i].index)
		outline, err := s.unhinted(glyphData(t, index, long))
		if err != nil {
			return nil, fmt.Errorf("glyph %d: %w", index, err)
		}
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = append(hmtx, metric(t["hmtx"], metrics, index)...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head := bytes.Clone(t["head"])
	binary.BigEndian.PutUint32(head[8:], 0)  // checksum of the file, set below
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	hhea := bytes.Clone(t["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.used)))
	maxp := bytes.Clone(t["maxp"])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.used)))
	return assemble(map[string][]byte{"glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp}), nil
}

// glyphData returns the bytes of a glyph; none for one without an outline.
func glyphData(t map[string][]byte, i int, long bool) []byte {
	loca, glyf := t["loca"], t["glyf"]
	var from, to int
	if long {
		if 4*i+8 > len(loca) {
			return nil
		}
		from, to = int(binary.BigEndian.Uint32(loca[4*i:])), int(binary.BigEndian.Uint32(loca[4*i+4:]))
	} else {
		if 2*i+4 > len(loca) {
			return nil
		}
		from, to = 2*int(binary.BigEndian.Uint16(loca[2*i:])), 2*int(binary.BigEndian.Uint16(loca[2*i+2:]))
	}
	if from < 0 || to < from || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

// metric returns the advance and the left bearing of a glyph.
func metric(hmtx []byte, metrics, i int) []byte {
	if i < metrics && 4*i+4 <= len(hmtx) {
		return hmtx[4*i : 4*i+4]
	}
	last := 4 * (metrics - 1)
	bearing := 4*metrics + 2*(i-metrics)
	if last < 0 || last+2 > len(hmtx) || bearing < 0 || bearing+2 > len(hmtx) {
		return make([]byte, 4)
	}
	return append(bytes.Clone(hmtx[last:last+2]), hmtx[bearing:bearing+2]...)
}

// unhinted returns a glyph without instructions, its parts renumbered (OpenType, table glyf).
func (s *subset) unhinted(g []byte) ([]byte, error) {
	if len(g) == 0 {
		return nil, nil
	}
	if len(g) < 10 {
		return nil, fmt.Errorf("%d bytes; want at least 10", len(g))
	}
	contours := int(int16(binary.BigEndian.Uint16(g)))
	if contours >= 0 {
		at := 10 + 2*contours
		if at+2 > len(g) {
			return nil, fmt.Errorf("%d contours in %d bytes", contours, len(g))
		}
		skip := int(binary.BigEndian.Uint16(g[at:]))
		if at+2+skip > len(g) {
			return nil, fmt.Errorf("%d bytes of instructions in %d bytes", skip, len(g))
		}
		plain := append(bytes.Clone(g[:at]), 0, 0)
		return append(plain, g[at+2+skip:]...), nil
	}
	const wordArguments, scale, more, xyScale, twoByTwo, instructions = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100
	plain := bytes.Clone(g)
	for at := 10; ; {
		if at+4 > len(plain) {
			return nil, fmt.Errorf("composite glyph ends early")
		}
		flags := binary.BigEndian.Uint16(plain[at:])
		part := sfnt.GlyphIndex(binary.BigEndian.Uint16(plain[at+2:]))
		binary.BigEndian.PutUint16(plain[at:], flags&^instructions)
		binary.BigEndian.PutUint16(plain[at+2:], uint16(s.code(placed{glyph: glyph{index: part}})))
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&xyScale != 0:
			at += 4
		case flags&twoByTwo != 0:
			at += 8
		}
		if flags&more == 0 {
			return plain[:min(at, len(plain))], nil
		}
	}
}

// parseTrueType returns the tables of a font file.
func parseTrueType(file []byte) (map[string][]byte, error) {
	if len(file) < 12 {
		return nil, fmt.Errorf("font of %d bytes; want at least 12", len(file))
	}
	n := int(binary.BigEndian.Uint16(file[4:]))
	tables := make(map[string][]byte, n)
	for i := range n {
		at := 12 + 16*i
		if at+16 > len(file) {
			return nil, fmt.Errorf("table %d of %d lies outside the font", i, n)
		}
		from, size := int(binary.BigEndian.Uint32(file[at+8:])), int(binary.BigEndian.Uint32(file[at+12:]))
		if from < 0 || size < 0 || from+size > len(file) {
			return nil, fmt.Errorf("table %q lies outside the font", file[at:at+4])
		}
		tables[string(file[at:at+4])] = file[from : from+size]
	}
	return tables, nil
}

// assemble returns a font file of tables, with its checksums.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	file := []byte{0, 1, 0, 0}
	for _, v := range []int{len(names), 16 * power, log, 16 * (len(names) - power)} {
		file = binary.BigEndian.AppendUint16(file, uint16(v))
	}
	at := 12 + 16*len(names)
	var data []byte
	head := 0
	for _, name := range names {
		table := bytes.Clone(tables[name])
		size := len(table)
		for len(table)%4 != 0 {
			table = append(table, 0)
		}
		if name == "head" {
			head = at + len(data)
		}
		file = append(file, name...)
		for _, v := range []uint32{sum32(table), uint32(at + len(data)), uint32(size)} {
			file = binary.BigEndian.AppendUint32(file, v)
		}
		data = append(data, table...)
	}
	file = append(file, data...)
	binary.BigEndian.PutUint32(file[head+8:], 0xb1b0afba-sum32(file))
	return file
}

func sum32(b []byte) uint32 {
	var s uint32
	for i := 0; i+4 <= len(b); i += 4 {
		s += binary.BigEndian.Uint32(b[i:])
	}
	return s
}
