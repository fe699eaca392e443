package worldfile

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// text reads a string, or the content of the file that it names.
func (d *decoder) text(s *shape, n *node, dst reflect.Value, path string) {
	if n.form != formText {
		want := s.want()
		if n.form == formNumber || n.form == formFlag {
			want += ", in quotes: " + strconv.Quote(clip(n.text))
		}
		d.wrong(n, path, want)
		return
	}
	text := n.text
	if s.embed != "" && namesFile(text, s.embed) {
		var ok bool
		if text, ok = d.embed(n, path); !ok {
			return
		}
	}
	dst.SetString(text)
}

// An Embedder is a struct with texts that may be the contents of files. It is told which file each came from, for messages; what is
// written back is the text.
type Embedder interface {
	Embedded(key, file string)
}

// namesFile tells whether text is the name of a file of that ending rather
// than the content of one.
func namesFile(text, ending string) bool {
	return strings.HasSuffix(text, ending) && !strings.ContainsAny(text, "\n")
}

// embed returns the content of the file that n names, looked up in the folder
// of the file in which n stands.
func (d *decoder) embed(n *node, path string) (string, bool) {
	fail := func(message string) (string, bool) {
		d.broken = true
		d.report(n.position(), path, "%s", message)
		return "", false
	}
	if err := localName(n.text); err != nil {
		return fail(err.Error())
	}
	if n.from.place == nil {
		return fail(fmt.Sprintf("got the file name %q; want the text itself: there is no folder here to look in", clip(n.text)))
	}
	data, shown, _, err := n.from.place.open(n.text)
	if err != nil {
		return fail(clip(n.text) + ": " + explain(err))
	}
	r := reader{from: &origin{file: shown}, problems: &d.problems}
	data, ok := r.decodeText(data)
	d.broken = d.broken || !ok
	return string(data), ok
}

// word reads an enum, a date, or whatever reads itself from text.
func (d *decoder) word(s *shape, n *node, dst reflect.Value, path string) {
	if n.form != formText {
		d.wrong(n, path, s.want())
		return
	}
	err := dst.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.text))
	if err == nil && (s.words == nil || slices.Contains(s.words, n.text)) {
		return
	}
	d.broken = true
	if s.words != nil {
		d.report(n.position(), path, "got %q; %s", clip(n.text), WantOneOf(n.text, s.words))
		return
	}
	message := err.Error()
	if !strings.Contains(message, "want ") {
		message = fmt.Sprintf("got %q; want %s", clip(n.text), message)
	}
	d.report(n.position(), path, "%s", message)
}

// number reads a number, plain or as {value, source, confidence}.
func (d *decoder) number(s *shape, n *node, dst reflect.Value, path string) {
	if n.form == formTable {
		plain, source, ok := d.sourced(s, n, path)
		if !ok {
			return
		}
		if d.sources != nil && source != (Source{}) {
			d.sources[path] = source
		}
		n = plain
	}
	if n.form != formNumber {
		d.wrong(n, path, s.want())
		return
	}
	if s.kind == kindNumber {
		d.float(s, n, dst, path)
	} else {
		d.whole(s, n, dst, path)
	}
}

func (d *decoder) float(s *shape, n *node, dst reflect.Value, path string) {
	x, err := parseNumber(n.text)
	switch {
	case err == errNotFinite:
		d.wrong(n, path, s.want())
	case err != nil:
		d.wrong(n, path, err.Error())
	case !s.limits.holds(x):
		d.wrong(n, path, s.want())
	case dst.OverflowFloat(x):
		d.wrong(n, path, "a number that fits in 32 bits")
	default:
		dst.SetFloat(x)
	}
}

func (d *decoder) whole(s *shape, n *node, dst reflect.Value, path string) {
	negative, size, err := parseWhole(n.text)
	if err != nil {
		want := err.Error()
		if err == errFraction || err == errNotFinite {
			want = s.want()
		}
		d.wrong(n, path, want)
		return
	}
	if !wholeInside(s.limits, negative, size) {
		d.wrong(n, path, s.want())
		return
	}
	bits := s.typ.Bits()
	if dst.CanUint() {
		most := uint64(math.MaxUint64) >> (64 - bits)
		if negative && size > 0 || size > most {
			d.wrong(n, path, fmt.Sprintf("a whole number from 0 to %d", most))
			return
		}
		dst.SetUint(size)
		return
	}
	most := uint64(math.MaxInt64) >> (64 - bits)
	if negative && size > most+1 || !negative && size > most {
		d.wrong(n, path, fmt.Sprintf("a whole number from -%d to %d", most+1, most))
		return
	}
	if negative {
		dst.SetInt(-int64(size-1) - 1)
		return
	}
	dst.SetInt(int64(size))
}

// wholeInside tells whether a whole number lies in an interval. Numbers above
// 2^53 are compared after rounding, as the ends of the interval are.
func wholeInside(r interval, negative bool, size uint64) bool {
	x := float64(size)
	if negative {
		x = -x
	}
	return r.holds(x)
}
