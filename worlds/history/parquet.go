package history

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// ParquetWriter writes rows of type T as a Parquet file: the columns of the CSV table in the same order, text in
// UTF-8 with a dictionary, NaN as null, zstd. The bytes are a function of the rows and of the build of the program.
type ParquetWriter[T any] struct {
	out     *parquet.Writer
	file    string
	columns []Column
	batch   []parquet.Row
	values  []parquet.Value
	rows    int64
	err     error
}

const (
	parquetBatch = 256
	// A row group is held in memory until it is full.
	parquetGroup = 1 << 17
)

// NewParquetWriter returns a writer to out. file names the table in errors. It fails only if T is no row type.
func NewParquetWriter[T any](out io.Writer, file string) (*ParquetWriter[T], error) {
	columns, err := Columns[T]()
	if err != nil {
		return nil, err
	}
	w := parquet.NewWriter(out, parquetSchema(columns),
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.MaxRowsPerRowGroup(parquetGroup),
		parquet.CreatedBy("shakeout", "1", "parquet-go"))
	return &ParquetWriter[T]{
		out: w, file: file, columns: columns,
		batch: make([]parquet.Row, 0, parquetBatch), values: make([]parquet.Value, 0, parquetBatch*len(columns)),
	}, nil
}

// parquetSchema describes the columns in their own order. A struct is built for it because a parquet.Group sorts its
// fields by name.
func parquetSchema(columns []Column) *parquet.Schema {
	fields := make([]reflect.StructField, len(columns))
	for i, c := range columns {
		var t reflect.Type
		option := ""
		switch c.kind {
		case reflect.Float64:
			t, option = reflect.TypeFor[float64](), ",optional"
		case reflect.Int64:
			t = reflect.TypeFor[int64]()
		case reflect.Uint64:
			t = reflect.TypeFor[uint64]()
		case reflect.Bool:
			t = reflect.TypeFor[bool]()
		default:
			t, option = reflect.TypeFor[string](), ",dict"
		}
		fields[i] = reflect.StructField{
			Name: fmt.Sprintf("F%d", i), Type: t,
			Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", c.Name+option)),
		}
	}
	return parquet.NewSchema("row", parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

// Write appends one row; what it refuses is what TableWriter.Write refuses.
func (w *ParquetWriter[T]) Write(row *T) error {
	if w.err != nil {
		return w.err
	}
	v := reflect.ValueOf(row).Elem()
	start := len(w.values)
	for i := range w.columns {
		value, err := parquetValue(v.Field(w.columns[i].field), &w.columns[i])
		if err != nil {
			w.err = fmt.Errorf("%s: row %d: %w", w.file, w.rows+1, err)
			return w.err
		}
		w.values = append(w.values, value.Level(0, value.DefinitionLevel(), i))
	}
	w.batch = append(w.batch, w.values[start:len(w.values):len(w.values)])
	w.rows++
	if len(w.batch) == parquetBatch {
		return w.flush()
	}
	return nil
}

func parquetValue(v reflect.Value, c *Column) (parquet.Value, error) {
	switch c.kind {
	case reflect.Float64:
		x := v.Float()
		if math.IsNaN(x) {
			return parquet.NullValue(), nil
		}
		if math.IsInf(x, 0) {
			return parquet.Value{}, fmt.Errorf("column %s: got %v; want a finite number, or NaN where there is none", c.Name, x)
		}
		return parquet.DoubleValue(x).Level(0, 1, 0), nil
	case reflect.Int64:
		return parquet.Int64Value(v.Int()), nil
	case reflect.Uint64:
		return parquet.Int64Value(int64(v.Uint())), nil
	case reflect.Bool:
		return parquet.BooleanValue(v.Bool()), nil
	default:
		if fault := textFault(v.String()); fault != "" {
			return parquet.Value{}, fmt.Errorf("column %s: %s", c.Name, fault)
		}
		return parquet.ByteArrayValue([]byte(v.String())), nil
	}
}

func (w *ParquetWriter[T]) flush() error {
	if _, err := w.out.WriteRows(w.batch); err != nil {
		w.err = fmt.Errorf("%s: writing: %w", w.file, err)
		return w.err
	}
	w.batch, w.values = w.batch[:0], w.values[:0]
	return nil
}

// Close writes what is left and the footer, without which the file can't be read. It does not close the underlying
// writer.
func (w *ParquetWriter[T]) Close() error {
	if w.err != nil {
		return w.err
	}
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.out.Close(); err != nil {
		w.err = fmt.Errorf("%s: writing: %w", w.file, err)
	}
	return w.err
}

// WriteParquet writes all rows and the footer.
func WriteParquet[T any](out io.Writer, file string, rows []T) error {
	w, err := NewParquetWriter[T](out, file)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := w.Write(&rows[i]); err != nil {
			return err
		}
	}
	return w.Close()
}

// ReadParquet reads a whole table of size bytes that WriteParquet wrote. Columns must be exactly those of T in their
// order. A null is NaN.
func ReadParquet[T any](in io.ReaderAt, size int64, file string) (rows []T, err error) {
	columns, err := Columns[T]()
	if err != nil {
		return nil, err
	}
	// The library answers some damaged files with a panic.
	defer func() {
		if p := recover(); p != nil {
			rows, err = nil, fmt.Errorf("%s: is damaged: %v", file, p)
		}
	}()
	opened, err := parquet.OpenFile(in, size)
	if err != nil {
		return nil, fmt.Errorf("%s: is no Parquet file: %w", file, err)
	}
	if got, want := describe(opened.Schema()), describe(parquetSchema(columns)); got != want {
		return nil, fmt.Errorf("%s: columns: got %s; want %s", file, got, want)
	}
	rows = []T{}
	batch := make([]parquet.Row, parquetBatch)
	for _, group := range opened.RowGroups() {
		if rows, err = readGroup(group, batch, columns, rows); err != nil {
			return nil, fmt.Errorf("%s: reading: %w", file, err)
		}
	}
	return rows, nil
}

// describe lists names and types of a schema, for comparison and for an error.
func describe(s *parquet.Schema) string {
	var parts []string
	for _, f := range s.Fields() {
		parts = append(parts, f.Name()+" "+f.Type().String())
	}
	return strings.Join(parts, ", ")
}

func readGroup[T any](group parquet.RowGroup, batch []parquet.Row, columns []Column, rows []T) ([]T, error) {
	in := group.Rows()
	defer in.Close()
	for {
		n, err := in.ReadRows(batch)
		for _, values := range batch[:n] {
			var row T
			v := reflect.ValueOf(&row).Elem()
			if len(values) != len(columns) {
				return nil, fmt.Errorf("row %d: got %d values; want %d", len(rows)+1, len(values), len(columns))
			}
			for i := range columns {
				setFromParquet(v.Field(columns[i].field), values[i], columns[i].kind)
			}
			rows = append(rows, row)
		}
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func setFromParquet(field reflect.Value, value parquet.Value, kind reflect.Kind) {
	switch kind {
	case reflect.Float64:
		x := math.NaN()
		if !value.IsNull() {
			x = value.Double()
		}
		field.SetFloat(x)
	case reflect.Int64:
		field.SetInt(value.Int64())
	case reflect.Uint64:
		field.SetUint(uint64(value.Int64()))
	case reflect.Bool:
		field.SetBool(value.Boolean())
	default:
		field.SetString(string(value.ByteArray()))
	}
}

// parquetName is the name of the Parquet file beside a CSV file.
func parquetName(csv string) string { return strings.TrimSuffix(csv, ".csv") + ".parquet" }

// parquetSink is the Parquet half of a Sink.
type parquetSink[T any] struct {
	*ParquetWriter[T]
	buffer *bufio.Writer
	disk   *os.File
}

func newParquetSink[T any](dir, name string) (*parquetSink[T], error) {
	disk, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	buffer := bufio.NewWriterSize(disk, 1<<16)
	w, err := NewParquetWriter[T](buffer, name)
	if err != nil {
		return nil, errors.Join(err, disk.Close())
	}
	return &parquetSink[T]{w, buffer, disk}, nil
}

func (p *parquetSink[T]) finish() error {
	if err := p.Close(); err != nil {
		return err
	}
	return errors.Join(p.buffer.Flush(), p.disk.Sync(), p.disk.Close())
}

func (p *parquetSink[T]) abandon() { p.disk.Close() }
