package experiments

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"

	"shakeout/worlds/history"
)

// level is that of all intervals of summaries.
const level = 0.95

// Names of the tables of a summary, in the folder summary.
const (
	pointsTable     = "points.csv"
	outcomesTable   = "outcomes.csv"
	survivalTable   = "survival.csv"
	agentsTable     = "agents.csv"
	fansTable       = "fans.csv"
	effectsTable    = "effects.csv"
	profitableTable = "profitable.csv"
	partingTable    = "parting.csv"
	sobolTable      = "sobol.csv"
	morrisTable     = "morris.csv"
	claimsTable     = "claims.csv"
	claimsPage      = "claims.md"
)

// Summarise writes the summaries of a finished experiment into the folder summary of its directory, from its tables alone:
// probabilities of outcomes, survival, what becomes of each agent, fans of indicators, effects of arms, first profitable
// years, and where arms part.
func Summarise(e *Experiment, dir string) error {
	f, err := readFrame(e, dir)
	if err != nil {
		return err
	}
	folder := filepath.Join(dir, summaryDir)
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	cells := f.cells()
	if err := e.writePoints(filepath.Join(folder, pointsTable)); err != nil {
		return err
	}
	outcomes, err := f.outcomes(cells)
	if err == nil {
		err = writeTable(folder, outcomesTable, outcomes)
	}
	if err != nil {
		return err
	}
	survival, agents, err := f.survival(cells)
	if err == nil {
		err = errors.Join(writeTable(folder, survivalTable, survival), writeTable(folder, agentsTable, agents))
	}
	if err != nil {
		return err
	}
	profitable, err := f.profitable(cells)
	if err == nil {
		err = errors.Join(writeTable(folder, profitableTable, profitable), writeTable(folder, partingTable, f.parting(cells)))
	}
	if err != nil {
		return err
	}
	fans, err := openSummary[history.SummaryFanRow](folder, fansTable)
	if err != nil {
		return err
	}
	effects, err := openSummary[history.SummaryEffectRow](folder, effectsTable)
	if err != nil {
		return errors.Join(err, fans.close())
	}
	err = f.indicators(func(k int, values [][]float64) error {
		return errors.Join(f.fan(cells, k, values, fans.write), f.differences(cells, k, values, effects.write))
	})
	if err == nil {
		err = f.changes(cells, effects.write)
	}
	if err = errors.Join(err, fans.close(), effects.close()); err != nil {
		return err
	}
	if err := errors.Join(f.claims(cells, folder), f.summariseSensitivity(dir)); err != nil {
		return err
	}
	return f.summariseTournament(cells, dir)
}

// claims writes what became of the claims of an experiment, as a table and, for its first point, as a page.
func (f *frame) claims(cells []cell, folder string) error {
	if len(f.e.file.Claims) == 0 {
		return nil
	}
	var rows []history.SummaryClaimRow
	for point := range int(f.e.sweep.size) {
		all, err := f.verdicts(cells, point)
		if err != nil {
			return err
		}
		rows = append(rows, claimRows(all, point)...)
		if point == 0 {
			if err := os.WriteFile(filepath.Join(folder, claimsPage), f.e.claimsPage(all, f.ok), 0o666); err != nil {
				return err
			}
		}
	}
	return writeTable(folder, claimsTable, rows)
}

// writePoints writes what the swept numbers are at each point.
func (e *Experiment) writePoints(name string) error {
	columns := []history.Column{history.WholeColumn("point", "point of the sweep")}
	var swept []*lever
	for i := range e.levers {
		if e.levers[i].axis >= 0 {
			swept = append(swept, &e.levers[i])
			columns = append(columns, e.levers[i].column())
		}
	}
	text := history.AppendHeader(nil, columns)
	for point := range e.sweep.size {
		cells := []history.Value{history.Whole(point)}
		for _, l := range swept {
			cells = append(cells, l.value(e.sweep.at(l.axis, point)))
		}
		var err error
		if text, err = history.AppendRecord(text, columns, cells); err != nil {
			return err
		}
	}
	return os.WriteFile(name, text, 0o666)
}

// summaryTable is a table of a summary that is being written.
type summaryTable[T any] struct {
	file *os.File
	out  *bufio.Writer
	rows *history.TableWriter[T]
}

func openSummary[T any](folder, name string) (*summaryTable[T], error) {
	file, err := os.Create(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	t := &summaryTable[T]{file: file, out: bufio.NewWriter(file)}
	if t.rows, err = history.NewTableWriter[T](t.out, name); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return t, nil
}

func (t *summaryTable[T]) write(row *T) error { return t.rows.Write(row) }

func (t *summaryTable[T]) close() error {
	return errors.Join(t.rows.Flush(), t.out.Flush(), t.file.Close())
}

func writeTable[T any](folder, name string, rows []T) error {
	t, err := openSummary[T](folder, name)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := t.write(&rows[i]); err != nil {
			return errors.Join(err, t.close())
		}
	}
	return t.close()
}
