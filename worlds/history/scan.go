package history

import (
	"bytes"
	"fmt"
	"io"
)

// scanner splits CSV into records, strictly: RFC 4180 with LF only. encoding/csv is not used because it turns CR LF
// inside quotes into LF, so that what is read is not what was written, and skips blank lines.
type scanner struct {
	in     io.Reader
	buffer []byte
	start  int // first byte not yet handed out
	end    int
	line   int64 // line of the next record, from 1
	eof    bool

	fields  [][]byte
	columns []int  // byte of its line at which each field starts, from 1
	scratch []byte // unquoted text of fields that held doubled quotes
	raw     []byte // the record as it stands in the file, with its line end
}

// A quote that is never closed would otherwise swallow a file of any size before it is found.
const longestRecord = 16 << 20

func newScanner(in io.Reader) *scanner {
	return &scanner{in: in, buffer: make([]byte, 1<<16), line: 1}
}

// formError is a place at which the text is no CSV.
type formError struct {
	line int64
	byte int // position in the record, from 1
	text string
}

func (e *formError) Error() string { return e.text }

// next reads one record into fields, columns and raw, all valid until the next call, and returns the line it starts
// on. At the end it returns io.EOF.
func (s *scanner) next() (int64, error) {
	for {
		if s.start < s.end {
			used, whole, err := s.split(s.buffer[s.start:s.end])
			if err != nil {
				return s.line, err
			}
			if whole {
				s.raw = s.buffer[s.start : s.start+used]
				at := s.line
				s.start += used
				s.line += int64(bytes.Count(s.raw, []byte{'\n'}))
				return at, nil
			}
			if s.eof {
				return s.line, &formError{s.line, s.end - s.start, "the file ends without a line feed; it was cut short: write it again"}
			}
			if s.end-s.start > longestRecord {
				return s.line, &formError{s.line, 1, fmt.Sprintf("a record of more than %d MB; want a closing quote", longestRecord>>20)}
			}
		} else if s.eof {
			return s.line, io.EOF
		}
		if err := s.fill(); err != nil {
			return s.line, err
		}
	}
}

func (s *scanner) fill() error {
	if s.start > 0 {
		copy(s.buffer, s.buffer[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end == len(s.buffer) {
		s.buffer = append(s.buffer, make([]byte, len(s.buffer))...)
	}
	for range 100 {
		n, err := s.in.Read(s.buffer[s.end:])
		s.end += n
		if err == io.EOF {
			s.eof = true
			return nil
		}
		if err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
	}
	return io.ErrNoProgress
}

// split cuts the first record off text. whole is false where the text ends before the record does.
func (s *scanner) split(text []byte) (used int, whole bool, err error) {
	s.fields, s.columns, s.scratch = s.fields[:0], s.columns[:0], s.scratch[:0]
	at := 0
	for {
		s.columns = append(s.columns, at+1)
		if at < len(text) && text[at] == '"' {
			field, next, closed, err := s.quoted(text, at)
			if err != nil || !closed {
				return 0, false, err
			}
			s.fields = append(s.fields, field)
			at = next
		} else {
			end := at
			for end < len(text) {
				c := text[end]
				if c == ',' || c == '\n' {
					break
				}
				if c == '"' {
					return 0, false, &formError{s.line, end + 1, "a quote inside a field that does not begin with one; want the whole field in quotes and the quote doubled"}
				}
				if c == '\r' {
					return 0, false, &formError{s.line, end + 1, "a carriage return; want lines that end in LF alone (was the file saved by a spreadsheet?)"}
				}
				end++
			}
			s.fields = append(s.fields, text[at:end:end])
			at = end
		}
		if at >= len(text) {
			return 0, false, nil
		}
		if text[at] == '\n' {
			return at + 1, true, nil
		}
		at++ // the comma
	}
}

// quoted reads the field that opens with the quote at text[at].
func (s *scanner) quoted(text []byte, at int) (field []byte, next int, closed bool, err error) {
	begin := at + 1
	mark, doubled := len(s.scratch), false
	for {
		end := bytes.IndexByte(text[begin:], '"')
		if end < 0 || begin+end+1 >= len(text) {
			return nil, 0, false, nil
		}
		end += begin
		switch text[end+1] {
		case '"':
			s.scratch = append(s.scratch, text[begin:end+1]...)
			doubled = true
			begin = end + 2
		case ',', '\n':
			if !doubled {
				return text[begin:end:end], end + 1, true, nil
			}
			s.scratch = append(s.scratch, text[begin:end]...)
			return s.scratch[mark:len(s.scratch):len(s.scratch)], end + 1, true, nil
		default:
			return nil, 0, false, &formError{s.line, end + 2, "text after the closing quote; want a comma or the end of the line"}
		}
	}
}
