package history

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
)

// lineMark is the length of what the manifest keeps of each line of world.yaml: three bytes, four letters in base64,
// let one changed line in 16 million pass, and leave a manifest of a few kB.
const lineMark = 3

// worldLines condenses each line of a text, for Manifest.WorldLines.
func worldLines(text []byte) string {
	marks := make([]byte, 0, 4096)
	for _, line := range splitLines(text) {
		sum := sha256.Sum256(line)
		marks = append(marks, sum[:lineMark]...)
	}
	return base64.StdEncoding.EncodeToString(marks)
}

func splitLines(text []byte) [][]byte {
	text = bytes.TrimSuffix(text, []byte{'\n'})
	if len(text) == 0 {
		return nil
	}
	return bytes.Split(text, []byte{'\n'})
}

// ChangedLine is a line of world.yaml that is not one of the lines the run was made from.
type ChangedLine struct {
	Line int    `json:"line"` // from 1; where lines were taken out, the line that now stands there
	Text string `json:"text"` // what the line says now; empty where lines were only taken out
	Gone int    `json:"gone"` // lines of the original that stood here
}

// ChangedLines finds the lines of a world text that differ from the text the manifest was written for, by the marks
// that it keeps of each line. What they said before can't be told. It returns nil if no line differs or the marks can't
// be read.
func (m *Manifest) ChangedLines(text []byte) []ChangedLine {
	want, err := base64.StdEncoding.DecodeString(m.WorldLines)
	if err != nil || len(want)%lineMark != 0 {
		return nil
	}
	got, err := base64.StdEncoding.DecodeString(worldLines(text))
	if err != nil {
		return nil
	}
	lines := splitLines(text)
	var changed []ChangedLine
	for _, e := range diff(marks(want), marks(got)) {
		for n := range max(e.added, 1) {
			c := ChangedLine{Line: e.at + n + 1}
			if n < e.added {
				c.Text = string(lines[e.at+n])
			}
			if n == 0 {
				c.Gone = e.gone
			}
			changed = append(changed, c)
		}
	}
	return changed
}

func marks(b []byte) [][lineMark]byte {
	list := make([][lineMark]byte, len(b)/lineMark)
	for i := range list {
		list[i] = [lineMark]byte(b[i*lineMark:])
	}
	return list
}

// edit replaces gone elements of the old sequence by added elements of the new one, which begin at index at of the new.
type edit struct{ at, gone, added int }

// diff returns the edits that turn a into b, from a longest common subsequence; where that would take too long, one
// edit for the whole of what differs.
func diff[T comparable](a, b []T) []edit {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	a, b = a[head:], b[head:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	const mostCells = 4 << 20
	if int64(len(a))*int64(len(b)) > mostCells {
		return []edit{{head, len(a), len(b)}}
	}
	// common[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
	width := len(b) + 1
	common := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var edits []edit
	now := edit{at: head}
	i, j := 0, 0
	flush := func() {
		if now.gone > 0 || now.added > 0 {
			edits = append(edits, now)
		}
	}
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			flush()
			i, j = i+1, j+1
			now = edit{at: head + j}
		case j == len(b) || i < len(a) && common[(i+1)*width+j] >= common[i*width+j+1]:
			now.gone++
			i++
		default:
			now.added++
			j++
		}
	}
	flush()
	return edits
}
