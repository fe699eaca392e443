package history

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"
)

// worldFile is the resolved world in a run directory.
const worldFile = "world.yaml"

// Digest returns the identity of a run's results, without writing a file: the SHA-256, in lower-case hexadecimal, over
// one line `name sha256\n` for world.yaml and for each table that every run has (market, segments, agents, offers,
// events, outcomes), and for transcript.csv where programs outside decided, sorted by name, where sha256 is that of the file's bytes in the same form.
//
// ledger.csv and decisions.csv are left out, so that asking for them does not change what a run is; nor do figures,
// Parquet files and program versions count. It fails where a row can't be written (see TableWriter.Write).
func Digest(run *Run) (string, error) {
	lines := []digestLine{{worldFile, hashOf(run.Resolved)}}
	for i := range tables {
		t := &tables[i]
		if t.Detail || t.Special && !t.rows.recorded(run) {
			continue
		}
		sum := sha256.New()
		if _, err := t.rows.encode(context.Background(), sum, t.File, run); err != nil {
			return "", err
		}
		lines = append(lines, digestLine{t.File, hex.EncodeToString(sum.Sum(nil))})
	}
	return digestOf(lines), nil
}

type digestLine struct{ name, sha256 string }

func digestOf(lines []digestLine) string {
	sort.Slice(lines, func(i, j int) bool { return lines[i].name < lines[j].name })
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.name + " " + l.sha256 + "\n")
	}
	return hashOf([]byte(b.String()))
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
