package experiments

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"shakeout/worlds/history"
)

// frame gives a summary the tables of a finished experiment. What it holds grows with the number of runs: some bytes for
// each run and agent; indicators are read a few at a time, so that memory stays within bounds.
type frame struct {
	e      *Experiment
	dir    string
	ok     []bool // by row, from 0
	rows   int64
	runs   []parted
	agents []string
	lives  map[string][]life // by agent, then by row; none where the agent is not in the world
	kinds  map[string]string
	words  []string // of outcomes, years and lists of agents, by number

	quantities [][]float64 // of the file, by place and row
}

// parted is what runs.csv says of where a run parts.
type parted struct {
	tick   int32 // -1 for never
	agents int32 // number of the word
}

// life is how one agent ended in one run.
type life struct {
	present   bool
	tick      int32
	entered   int32 // tick
	outcome   int32 // number of the word
	profit    int32 // number of the year, as a word
	share     float64
	value     float64
	surviving bool
}

// months is how long an agent is there: from its entry to its exit, or to the end of the run.
func (l *life) months() int32 { return l.tick - l.entered }

// readFrame reads runs.csv and outcomes.csv.
func readFrame(e *Experiment, dir string) (*frame, error) {
	f := &frame{e: e, dir: dir, rows: e.Rows(), lives: map[string][]life{}, kinds: map[string]string{}}
	f.ok = make([]bool, f.rows)
	f.runs = make([]parted, f.rows)
	known := map[string]int32{}
	number := func(word string) int32 {
		n, ok := known[word]
		if !ok {
			n = int32(len(f.words))
			known[word] = n
			f.words = append(f.words, word)
		}
		return n
	}
	runs := columnIndex(e.runColumns)
	defined := len(e.file.Measure.Quantities)
	for range defined {
		f.quantities = append(f.quantities, make([]float64, f.rows))
	}
	err := f.read(runsFile, e.runColumns, func(row int64, v []history.Value) {
		f.ok[row] = v[runs["status"]].Text() == "ok"
		for k := range defined { // they stand at the end
			f.quantities[k][row] = v[len(v)-defined+k].Real()
		}
		f.runs[row] = parted{-1, number(v[runs["parted_agent"]].Text())}
		if t := v[runs["parted_tick"]].Real(); !math.IsNaN(t) {
			f.runs[row].tick = int32(t)
		}
	})
	if err != nil {
		return nil, err
	}
	at := columnIndex(e.outcomeColumns)
	err = f.read(outcomesFile, e.outcomeColumns, func(row int64, v []history.Value) {
		id := v[at["agent"]].Text()
		if f.lives[id] == nil {
			f.lives[id] = make([]life, f.rows)
			f.kinds[id] = v[at["kind"]].Text()
			f.agents = append(f.agents, id)
		}
		outcome := v[at["outcome"]].Text()
		year := v[at["first_profitable_month"]].Text()
		if len(year) > 4 {
			year = year[:4]
		}
		f.lives[id][row] = life{
			present: outcome != "not-entered", tick: int32(v[at["tick"]].Whole()), entered: int32(v[at["entered_tick"]].Whole()), outcome: number(outcome), profit: number(year),
			share: v[at["share"]].Real(), value: v[at["owners_value_usd_m"]].Real(), surviving: !isExit(outcome),
		}
	})
	slices.Sort(f.agents)
	return f, err
}

// isExit tells the outcomes that end a firm.
func isExit(outcome string) bool {
	return slices.Contains([]string{"acquired", "licensed-and-hired", "merged", "wound-down"}, outcome)
}

// isIndependent tells the outcomes of those who live on by themselves.
func isIndependent(outcome string) bool {
	return slices.Contains([]string{"independent-profitable", "independent-burning", "niche"}, outcome)
}

func columnIndex(columns []history.Column) map[string]int {
	index := map[string]int{}
	for i, c := range columns {
		index[c.Name] = i
	}
	return index
}

// read hands out the records of a table with the number of their run, from 0.
func (f *frame) read(file string, columns []history.Column, each func(row int64, v []history.Value)) error {
	name := filepath.Join(f.dir, file)
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	r, err := history.NewRecordReader(bufio.NewReaderSize(in, 1<<16), name, columns)
	if err != nil {
		return err
	}
	values := make([]history.Value, len(columns))
	for n := 1; r.Read(values); n++ {
		row := values[0].Whole() // the key begins with it
		if row < 1 || row > f.rows {
			return fmt.Errorf("%s: record %d: row: got %d; want 1 to %d", name, n, row, f.rows)
		}
		each(row-1, values)
	}
	return r.Err()
}

// cell is the runs of one arm at one point: replicate k is row first + k stride.
type cell struct {
	arm, point int
	rows       []int64
}

// cells lists arms and points with the numbers of their rows, in the order of replicates.
func (f *frame) cells() []cell {
	e := f.e
	cells := make([]cell, len(e.arms)*int(e.sweep.size))
	for i := range cells {
		cells[i] = cell{arm: i % len(e.arms), point: i / len(e.arms)}
	}
	for row := range f.rows {
		p := e.place(row + 1)
		at := int(p.Point)*len(e.arms) + p.arm
		cells[at].rows = append(cells[at].rows, row)
	}
	return cells
}

// pairOf returns the cell that a cell is compared with, nil for none.
func (f *frame) pairOf(cells []cell, c *cell) *cell {
	against := f.e.arms[c.arm].against
	if against < 0 {
		return nil
	}
	return &cells[c.point*len(f.e.arms)+against]
}

// greatestBatch is how many numbers of indicators are held at once.
const greatestBatch = 1 << 24

// indicators hands out the values of each indicator: values[row][date], NaN where a run has none.
func (f *frame) indicators(each func(k int, values [][]float64) error) error {
	dates := 0
	for i := range f.e.arms {
		dates = max(dates, len(f.e.arms[i].dates))
	}
	at := columnIndex(f.e.indicatorColumns)
	batch := max(1, greatestBatch/max(1, int(f.rows)*dates))
	for first := 0; first < len(f.e.kept); first += batch {
		last := min(first+batch, len(f.e.kept))
		held := make([][][]float64, last-first)
		for k := range held {
			all := make([]float64, int(f.rows)*dates)
			for i := range all {
				all[i] = math.NaN()
			}
			held[k] = make([][]float64, f.rows)
			for row := range held[k] {
				held[k][row] = all[row*dates : (row+1)*dates]
			}
		}
		base := len(f.e.indicatorColumns) - len(f.e.kept)
		err := f.read(indicatorsFile, f.e.indicatorColumns, func(row int64, v []history.Value) {
			p := f.e.place(row + 1)
			d, found := slices.BinarySearch(f.e.arms[p.arm].dates, v[at["tick"]].Whole())
			if !found {
				return
			}
			for k := first; k < last; k++ {
				held[k-first][row][d] = v[base+k].Real()
			}
		})
		if err != nil {
			return err
		}
		for k := first; k < last; k++ {
			if err := each(k, held[k-first]); err != nil {
				return err
			}
		}
	}
	return nil
}
