package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"shakeout/plots"
	"shakeout/worlds/history"
)

// drawnDifferences says in which cells the drawn data of figures were changed: it draws them from the run made again,
// and compares those that come out as the manifest has them. What another build would draw otherwise is left to the
// list of artefacts, which holds for one build only.
func (r *verifyReport) drawnDifferences(dir string, m *history.Manifest, run *history.Run) ([]history.TableDifference, error) {
	var only []string
	for _, f := range r.Faults {
		if f.Kind == history.FileChanged && path.Dir(f.Name) == "figures" && path.Ext(f.Name) == ".csv" {
			only = append(only, strings.TrimSuffix(path.Base(f.Name), ".csv"))
		}
	}
	if only == nil {
		return nil, nil
	}
	figures, err := plots.DrawRun(run, plots.Options{Only: only, Stamp: plots.Stamp{Digest: m.Digest, Version: m.Version}})
	if err != nil {
		return nil, nil // figures that this build doesn't know, or can't draw
	}
	recorded := map[string]string{}
	for _, a := range m.Artefacts {
		recorded[a.Name] = a.SHA256
	}
	var list []history.TableDifference
	for _, f := range figures {
		name := "figures/" + f.Name
		sum := sha256.Sum256(f.Bytes)
		if recorded[name] != hex.EncodeToString(sum[:]) {
			continue
		}
		file, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if bytes.Equal(file, f.Bytes) {
			continue
		}
		d, err := history.CompareCSV(name, file, f.Bytes)
		if err != nil {
			return nil, err
		}
		list = append(list, *d)
	}
	return list, nil
}
