package history

import (
	"errors"
)

// Sink takes the rows of one table of a Stage.
type Sink[T any] struct {
	stage   *Stage
	table   *Table
	csv     *TableWriter[T]
	file    *hashedFile
	parquet *parquetSink[T]
}

// stagedTable is what Commit needs of a Sink of any row type.
type stagedTable interface {
	open() error
	opened() bool
	finish() (TableEntry, error)
	abandon()
}

// Write appends one row to the table.
func (k *Sink[T]) Write(row *T) error {
	if err := k.open(); err != nil {
		return err
	}
	if err := k.csv.Write(row); err != nil {
		return err
	}
	if k.parquet != nil {
		return k.parquet.Write(row)
	}
	return nil
}

// Open makes the table's file, with its header, even if no row follows.
func (k *Sink[T]) Open() error { return k.open() }

func (k *Sink[T]) opened() bool { return k.csv != nil }

func (k *Sink[T]) open() error {
	if k.stage == nil || k.stage.closed {
		return errors.New("history: a row was written to a run directory that is not open; want Begin before and Commit after")
	}
	if k.csv != nil {
		return nil
	}
	var err error
	if k.file, err = createHashed(k.stage.dir, k.table.File); err != nil {
		return err
	}
	if k.stage.options.Parquet {
		if k.parquet, err = newParquetSink[T](k.stage.dir, parquetName(k.table.File)); err != nil {
			return err
		}
	}
	k.csv, err = NewTableWriter[T](k.file, k.table.File)
	return err
}

func (k *Sink[T]) finish() (TableEntry, error) {
	if err := k.csv.Flush(); err != nil {
		return TableEntry{}, err
	}
	if err := k.file.finish(); err != nil {
		return TableEntry{}, err
	}
	if k.parquet != nil {
		if err := k.parquet.finish(); err != nil {
			return TableEntry{}, err
		}
	}
	return TableEntry{Name: k.table.File, Rows: k.csv.Rows(), SHA256: k.file.sum()}, nil
}

// abandon closes the files: an open file can't be removed on every system.
func (k *Sink[T]) abandon() {
	if k.file != nil {
		k.file.out.Close()
	}
	if k.parquet != nil {
		k.parquet.abandon()
	}
}
