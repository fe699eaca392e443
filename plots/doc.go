// Package plots draws what a run and an ensemble of runs left behind. It reads saved rows only,
// never a live agent, so that a figure can be redrawn from files years later.
//
// Each figure of a run is one function in one file: it takes a *history.Run and returns a *Figure,
// which knows its picture and the numbers in it. Figures of ensembles take small typed inputs that
// any program can fill in. DrawRun makes all figures of a run in one call.
//
// One house style holds for all of them: 89 mm or 183 mm wide as journals set them, Liberation Sans
// at 7 and 8 pt, the colours of Okabe and Ito (2008) with dashes as a second channel, one colour per
// agent in every figure of a run, axes on the left and below only, and labels at the ends of lines
// where they fit. PNG carries its resolution, SVG carries glyphs as outlines, PDF carries the glyphs
// it uses as a font; all three carry the digest of the run and the version of the program, no clock
// and no machine, so that the same build writes the same bytes.
package plots
