package plots

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"math"
	"unicode/utf8"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// pngCanvas draws into pixels. Glyphs are filled outlines, which stand where the vector back ends put
// them, to a fraction of a pixel.
type pngCanvas struct {
	*vgimg.Canvas
	dotsPerInch int
}

func newPNG(width, height vg.Length, dotsPerInch int) pngCanvas {
	return pngCanvas{vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dotsPerInch)), dotsPerInch}
}

func (c pngCanvas) FillString(f font.Face, at vg.Point, words string) {
	if p := outlined(f, at, words); len(p) > 0 {
		c.Fill(p)
	}
}

// document returns the file with its resolution (pHYs) and its provenance (tEXt, iTXt).
func (c pngCanvas) document(title string, stamp Stamp) ([]byte, error) {
	img, ok := c.Image().(*image.RGBA)
	if !ok {
		return nil, fmt.Errorf("encode PNG: pixels of type %T; want *image.RGBA", c.Image())
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	header := binary.BigEndian.AppendUint32(nil, uint32(w))
	header = binary.BigEndian.AppendUint32(header, uint32(h))
	header = append(header, 8, 2, 0, 0, 0) // 8 bits, red green blue, no interlacing
	perMetre := uint32(math.Round(float64(c.dotsPerInch) / 0.0254))
	resolution := binary.BigEndian.AppendUint32(nil, perMetre)
	resolution = binary.BigEndian.AppendUint32(resolution, perMetre)
	resolution = append(resolution, 1) // unit: metre
	pixels, err := compressed(img)
	if err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}

	file := []byte("\x89PNG\r\n\x1a\n")
	file = appendChunk(file, "IHDR", header)
	file = appendChunk(file, "pHYs", resolution)
	for _, note := range [][2]string{{"Title", title}, {"Software", stamp.creator()}, {"Source", stamp.Digest}} {
		if note[1] != "" {
			file = appendNote(file, note[0], note[1])
		}
	}
	file = appendChunk(file, "IDAT", pixels)
	return appendChunk(file, "IEND", nil), nil
}

// compressed returns the pixels of an opaque picture as a PNG holds them: each row as its difference
// to the row above (filter 2), which is nothing over most of a figure. The encoder of the standard
// library tries five filters on every row and takes three times as long.
func compressed(img *image.RGBA) ([]byte, error) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		return nil, err
	}
	line, above := make([]byte, 1+3*w), make([]byte, 3*w)
	line[0] = 2
	for y := range h {
		row := img.Pix[y*img.Stride:][:4*w]
		for x := range w {
			for k := range 3 {
				v := row[4*x+k]
				line[1+3*x+k] = v - above[3*x+k]
				above[3*x+k] = v
			}
		}
		if _, err := z.Write(line); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// appendNote adds a text chunk: tEXt for plain ASCII, iTXt for anything else.
func appendNote(file []byte, key, value string) []byte {
	for i := range len(value) {
		if value[i] >= utf8.RuneSelf {
			return appendChunk(file, "iTXt", []byte(key+"\x00\x00\x00\x00\x00"+value))
		}
	}
	return appendChunk(file, "tEXt", []byte(key+"\x00"+value))
}

// appendChunk adds a chunk: length, type, data, checksum over type and data (PNG, section 5.3).
func appendChunk(file []byte, kind string, data []byte) []byte {
	file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
	start := len(file)
	file = append(file, kind...)
	file = append(file, data...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(file[start:]))
}
