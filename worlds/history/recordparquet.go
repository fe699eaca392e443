package history

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// ConvertRecords reads a CSV table of records and writes the same as Parquet; what ParquetWriter says of bytes holds here.
func ConvertRecords(in io.Reader, out io.Writer, file string, columns []Column) error {
	r, err := NewRecordReader(in, file, columns)
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(out, 1<<16)
	w := parquet.NewWriter(buffer, parquetSchema(columns), parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.MaxRowsPerRowGroup(parquetGroup), parquet.CreatedBy("shakeout", "1", "parquet-go"))
	values := make([]Value, len(columns))
	cells := make([]parquet.Value, 0, parquetBatch*len(columns))
	batch := make([]parquet.Row, 0, parquetBatch)
	flush := func() error {
		_, err := w.WriteRows(batch)
		cells, batch = cells[:0], batch[:0]
		return err
	}
	for r.Read(values) {
		start := len(cells)
		for i := range columns {
			x := values[i].parquet(&columns[i])
			cells = append(cells, x.Level(0, x.DefinitionLevel(), i))
		}
		batch = append(batch, cells[start:len(cells):len(cells)])
		if len(batch) == parquetBatch {
			if err := flush(); err != nil {
				return fmt.Errorf("%s: writing: %w", file, err)
			}
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	if err := errors.Join(flush(), w.Close(), buffer.Flush()); err != nil {
		return fmt.Errorf("%s: writing: %w", file, err)
	}
	return nil
}

func (v Value) parquet(c *Column) parquet.Value {
	switch c.kind {
	case reflect.Float64:
		if math.IsNaN(v.number) {
			return parquet.NullValue()
		}
		return parquet.DoubleValue(v.number).Level(0, 1, 0)
	case reflect.Int64, reflect.Uint64:
		return parquet.Int64Value(v.whole)
	case reflect.Bool:
		return parquet.BooleanValue(v.whole != 0)
	}
	return parquet.ByteArrayValue([]byte(v.text))
}

// ConvertFile is ConvertRecords from one file to another, whose name must be free.
func ConvertFile(from, to string, columns []Column) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	err = ConvertRecords(in, out, from, columns)
	return errors.Join(err, out.Sync(), out.Close())
}
