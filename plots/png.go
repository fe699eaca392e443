package plots

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
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
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, c.Image()); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	plain := b.Bytes()
	const afterHeader = 8 + 4 + 4 + 13 + 4 // signature, then IHDR: length, type, data, checksum
	perMetre := uint32(math.Round(float64(c.dotsPerInch) / 0.0254))
	resolution := binary.BigEndian.AppendUint32(nil, perMetre)
	resolution = binary.BigEndian.AppendUint32(resolution, perMetre)
	resolution = append(resolution, 1) // unit: metre

	file := append([]byte(nil), plain[:afterHeader]...)
	file = appendChunk(file, "pHYs", resolution)
	for _, note := range [][2]string{{"Title", title}, {"Software", stamp.creator()}, {"Source", stamp.Digest}} {
		if note[1] != "" {
			file = appendNote(file, note[0], note[1])
		}
	}
	return append(file, plain[afterHeader:]...), nil
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
