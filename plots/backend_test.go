package plots

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

var allFormats = Options{Formats: []Format{PNG, SVG, PDF}, DotsPerInch: 100, Stamp: Stamp{Digest: "ae8a752b", Version: "1.2.3"}}

// digestOfFigures is the digest over all files of a run.
func digestOfFigures(t *testing.T) string {
	t.Helper()
	files, err := DrawRun(synthetic(9, 12), allFormats)
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintln(h, f.Name, len(f.Bytes))
		h.Write(f.Bytes)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// TestSameBytes draws the same run in this process and in a new one, whose maps have other orders.
func TestSameBytes(t *testing.T) {
	digest := digestOfFigures(t)
	if os.Getenv("SHAKEOUT_TEST_DIGEST") != "" {
		fmt.Println("digest", digest)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestSameBytes$", "-test.v")
	cmd.Env = append(os.Environ(), "SHAKEOUT_TEST_DIGEST=1")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "digest "+digest) {
		t.Errorf("a new process gives other bytes than %s:\n%s", digest, out)
	}
}

// TestProvenance looks for digest and version in each file, and for dates.
func TestProvenance(t *testing.T) {
	files, err := DrawRun(synthetic(4, 12), allFormats)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name, ".csv") {
			continue
		}
		for _, want := range []string{"ae8a752b", "shakeout 1.2.3"} {
			if !bytes.Contains(f.Bytes, []byte(want)) && !bytes.Contains(f.Bytes, []byte(utf16Text(want))) {
				t.Errorf("%s doesn't hold %q", f.Name, want)
			}
		}
		if bytes.Contains(f.Bytes, []byte("CreationDate")) || bytes.Contains(f.Bytes, []byte("tIME")) {
			t.Errorf("%s holds a date", f.Name)
		}
	}
}

func TestPNGChunks(t *testing.T) {
	c := newPNG(89*mm, 50*mm, 400)
	file, err := c.document("Größe", Stamp{Digest: "d", Version: "v"})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for at := 8; at < len(file); {
		n := int(binary.BigEndian.Uint32(file[at:]))
		kind, data := string(file[at+4:at+8]), file[at+8:at+8+n]
		kinds = append(kinds, kind)
		if kind == "pHYs" {
			if x, y, unit := binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:]), data[8]; x != 15748 || y != 15748 || unit != 1 {
				t.Errorf("pHYs: %d x %d, unit %d; want 15748 pixels a metre, which is 400 an inch", x, y, unit)
			}
		}
		at += n + 12
	}
	if diff := cmp.Diff([]string{"IHDR", "pHYs", "iTXt", "tEXt", "tEXt", "IDAT", "IEND"}, kinds); diff != "" {
		t.Errorf("chunks (-want +got):\n%s", diff)
	}
}

// checkPDF follows the table of places of a PDF and inflates its streams.
func checkPDF(t *testing.T, f Artefact) {
	t.Helper()
	tail := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(f.Bytes)
	if tail == nil {
		t.Fatalf("%s has no end", f.Name)
	}
	start, _ := strconv.Atoi(string(tail[1]))
	lines := strings.Split(string(f.Bytes[start:]), "\n")
	if lines[0] != "xref" {
		t.Fatalf("%s: %q where the table of places should begin", f.Name, lines[0])
	}
	n, _ := strconv.Atoi(strings.TrimPrefix(lines[1], "0 "))
	for id := 1; id < n; id++ {
		at, _ := strconv.Atoi(lines[2+id][:10])
		if want := fmt.Sprintf("%d 0 obj\n", id); !bytes.HasPrefix(f.Bytes[at:], []byte(want)) {
			t.Errorf("%s: object %d isn't where the table says", f.Name, id)
		}
	}
	for _, s := range streams(f.Bytes) {
		if _, err := inflate(s); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if text := string(f.Bytes); strings.Contains(text, "NaN") {
		t.Errorf("%s holds a number that is none", f.Name)
	}
}

func streams(file []byte) [][]byte {
	var all [][]byte
	for _, m := range regexp.MustCompile(`/Length (\d+) /Filter /FlateDecode [^\n]*>>\nstream\n`).FindAllSubmatchIndex(file, -1) {
		n, _ := strconv.Atoi(string(file[m[2]:m[3]]))
		all = append(all, file[m[1]:m[1]+n])
	}
	return all
}

func inflate(b []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// TestSubset checks that the font in a PDF has the glyphs of the whole one, composite ones too.
func TestSubset(t *testing.T) {
	words := "Ünïcode Ω€—−“é” AVATo fi 0123"
	c := newPDF(100, 50)
	s := newSheet(c, 100, 50)
	s.write(words, s.room().Min, script{})
	file, err := c.document("t", Stamp{})
	if err != nil {
		t.Fatal(err)
	}
	checkPDF(t, Artefact{"subset.pdf", file})
	if len(file) > 20000 {
		t.Errorf("a PDF with one line of text has %d bytes; want less than 20,000", len(file))
	}
	program, err := inflate(streams(file)[0])
	if err != nil {
		t.Fatal(err)
	}
	// A font in a PDF needs no cmap and no name; sfnt wants some of them to parse, so read the tables.
	tables, err := parseTrueType(program)
	if err != nil {
		t.Fatal(err)
	}
	whole := sans(7, false).Face
	used := c.fonts[0]
	if got := int(binary.BigEndian.Uint16(tables["maxp"][4:])); got != len(used.used) {
		t.Errorf("maxp counts %d glyphs; want %d", got, len(used.used))
	}
	var b sfnt.Buffer
	for i, g := range used.used {
		data := glyphData(tables, i, true)
		advance, err := whole.GlyphAdvance(&b, g.index, fixed.Int26_6(whole.UnitsPerEm()), 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := binary.BigEndian.Uint16(tables["hmtx"][4*i:]); got != uint16(advance) {
			t.Errorf("glyph %d (%q): advance %d; want %d", i, g.char, got, advance)
		}
		if (len(data) == 0) != (len(g.outline) == 0) && g.char != 0 {
			t.Errorf("glyph %d (%q): %d bytes for an outline of %d steps", i, g.char, len(data), len(g.outline))
		}
	}
	mapped, err := inflate(streams(file)[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range words {
		if !strings.Contains(string(mapped), fmt.Sprintf("<%04x>", r)) {
			t.Errorf("the map to characters lacks %q", r)
		}
	}
}

func TestParseFormats(t *testing.T) {
	for _, c := range []struct {
		list   string
		want   []Format
		fails  bool
		reason string
	}{
		{"png", []Format{PNG}, false, "one"},
		{"png, SVG,pdf,png", []Format{PNG, SVG, PDF}, false, "spaces, case and doubles are forgiven"},
		{"none", nil, false, "no figures"},
		{"", nil, false, "no figures"},
		{"jpg,png", nil, true, "not offered"},
	} {
		got, err := ParseFormats(c.list)
		if (err != nil) != c.fails || !cmp.Equal(got, c.want) && !c.fails {
			t.Errorf("%q (%s): got %v, %v; want %v, error %v", c.list, c.reason, got, err, c.want, c.fails)
		}
	}
}
