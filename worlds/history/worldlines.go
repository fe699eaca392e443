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
