package plots

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
)

// Table is the drawn data of a figure: one header line, then rows of as many fields.
type Table struct {
	Header []string
	Rows   [][]string
}

func newTable(header ...string) Table { return Table{Header: header} }

func (t *Table) add(fields ...string) { t.Rows = append(t.Rows, fields) }

// CSV returns the table as UTF-8 CSV with LF line ends.
func (t Table) CSV() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(t.Header) // writing to a buffer doesn't fail
	_ = w.WriteAll(t.Rows)
	return b.Bytes()
}

// field writes a number with as many digits as it takes, and NaN and infinities as nothing.
func field(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func whole(v int64) string { return strconv.FormatInt(v, 10) }
