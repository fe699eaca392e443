package plots

import "testing"

// BenchmarkDrawRun draws the default set of figures of a run of ten years, in each format.
func BenchmarkDrawRun(b *testing.B) {
	run := synthetic(18, 120)
	for _, format := range []Format{PNG, SVG, PDF} {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				if _, err := DrawRun(run, Options{Formats: []Format{format}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFigure draws each figure of a run as PNG.
func BenchmarkFigure(b *testing.B) {
	run := synthetic(18, 120)
	for _, name := range Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := DrawRun(run, Options{Formats: []Format{PNG}, Only: []string{name}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
