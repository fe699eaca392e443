package worldfile

import "strings"

// A Source says where a number comes from, as a file gives it in the form
// {value: 2.5, source: "...", confidence: low}.
type Source struct {
	// Text is the source, or the word assumption; empty if it was not given.
	Text string
	// Confidence is low, medium or high; empty if it was not given.
	Confidence string
}

// onCommandLine is the source of a number that had one and was set to
// another value on the command line.
const onCommandLine = "set on the command line"

var confidences = []string{"low", "medium", "high"}

// sourced reads {value, source, confidence}. It returns the plain number.
func (d *decoder) sourced(s *shape, n *node, path string) (*node, Source, bool) {
	var plain *node
	var source Source
	known := []string{"value", "source", "confidence"}
	ok := true
	for _, e := range n.entries {
		at := keyPath(path, e.key)
		switch {
		case e.key == "value":
			plain = e.value
		case e.key != "source" && e.key != "confidence":
			d.report(n.keyPosition(e), at, "got an unknown key; %s", WantOneOf(e.key, known))
		case e.value.isNull():
		case e.value.form != formText:
			d.wrong(e.value, at, "text")
			ok = false
		case e.key == "source":
			source.Text = e.value.text
		default:
			source.Confidence = e.value.text
			if !contains(confidences, e.value.text) {
				d.report(e.value.position(), at, "got %q; %s", clip(e.value.text), WantOneOf(e.value.text, confidences))
			}
		}
	}
	if plain.isNull() || plain.form == formTable {
		d.wrong(n, path, s.want()+", or {value: "+strings.TrimPrefix(s.want(), "a ")+", source: text, confidence: low, medium or high}")
		return nil, source, false
	}
	return plain, source, ok
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
