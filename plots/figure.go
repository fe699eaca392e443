package plots

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Figure is one picture and the numbers in it.
type Figure struct {
	Name  string // base name of its files
	Title string // what it shows, in one sentence: the title in the metadata of its files
	Data  Table  // the drawn data, as far as it isn't decoration

	width, height vg.Length
	draw          func(*sheet)
}

// Format is a kind of picture file.
type Format string

// The formats that figures can be written in.
const (
	PNG Format = "png" // pixels, at Options.DotsPerInch
	SVG Format = "svg" // vectors; glyphs as outlines, with invisible text to select
	PDF Format = "pdf" // vectors; a font of the used glyphs
)

// ParseFormats reads a comma-separated list of formats; "none" and the empty string are none. The
// error names each part that isn't a format.
func ParseFormats(list string) ([]Format, error) {
	if list == "" || list == "none" {
		return nil, nil
	}
	var formats []Format
	var wrong []string
	seen := map[Format]bool{}
	for part := range strings.SplitSeq(list, ",") {
		switch f := Format(strings.ToLower(strings.TrimSpace(part))); f {
		case PNG, SVG, PDF:
			if !seen[f] {
				seen[f] = true
				formats = append(formats, f)
			}
		default:
			wrong = append(wrong, fmt.Sprintf("%q", part))
		}
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("figures: got %s; want png, svg, pdf or none, separated by commas", strings.Join(wrong, ", "))
	}
	return formats, nil
}

// Stamp says where a figure comes from; it goes into the metadata of every file.
type Stamp struct {
	Digest  string // digest of the run or experiment
	Version string // version of the program
}

func (s Stamp) creator() string {
	if s.Version == "" {
		return "shakeout"
	}
	return "shakeout " + s.Version
}

// DefaultDotsPerInch is the resolution of PNG files: above the 300 that journals ask of pictures.
const DefaultDotsPerInch = 400

// Options says what to write of figures.
type Options struct {
	Stamp
	Formats     []Format
	DotsPerInch int // of PNG; 0 is DefaultDotsPerInch
	// Only names the figures to draw; empty is all.
	Only []string
	// Benchmarks are prices to compare with, drawn as level lines in the figure of prices.
	Benchmarks []Benchmark
	// Skipped, if set, is told of each figure that a run has no data for.
	Skipped func(figure, reason string)
}

// Benchmark is a price to compare with, such as that of Nash or of joint-profit equilibrium.
type Benchmark struct {
	Name            string
	PriceUSDPerMTok float64
}

// Artefact is one file of a figure.
type Artefact struct {
	Name  string // file name without a folder
	Bytes []byte
}

// NoDataError says that there is nothing to draw in a figure.
type NoDataError struct {
	Figure string
	Reason string
}

func (e *NoDataError) Error() string { return fmt.Sprintf("figure %s: %s", e.Figure, e.Reason) }

// Render returns the figure as one file.
func (f *Figure) Render(format Format, o Options) ([]byte, error) {
	switch format {
	case PNG:
		dots := o.DotsPerInch
		if dots == 0 {
			dots = DefaultDotsPerInch
		}
		if dots < 72 || dots > 1200 {
			return nil, fmt.Errorf("figure %s: %d dots per inch; want 72 to 1200", f.Name, dots)
		}
		c := newPNG(f.width, f.height, dots)
		f.draw(newSheet(c, f.width, f.height))
		return c.document(f.Title, o.Stamp)
	case SVG:
		c := newSVG(f.width, f.height)
		f.draw(newSheet(c, f.width, f.height))
		return c.document(f.Title, o.Stamp), nil
	case PDF:
		c := newPDF(f.width, f.height)
		f.draw(newSheet(c, f.width, f.height))
		return c.document(f.Title, o.Stamp)
	}
	return nil, fmt.Errorf("figure %s: unknown format %q; want png, svg or pdf", f.Name, format)
}

// Artefacts returns the figure in each format of the options, and its drawn data as CSV.
func (f *Figure) Artefacts(o Options) ([]Artefact, error) {
	var files []Artefact
	for _, format := range o.Formats {
		b, err := f.Render(format, o)
		if err != nil {
			return nil, err
		}
		files = append(files, Artefact{Name: f.Name + "." + string(format), Bytes: b})
	}
	return append(files, Artefact{Name: f.Name + ".csv", Bytes: f.Data.CSV()}), nil
}
