package worldfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// A place is a folder in which a file may name other files: those beside it
// and below, never above.
type place interface {
	// open reads the file of that name. The name has been checked by
	// localName. It returns the name to show and the folder of the file.
	open(name string) (data []byte, shown string, in place, err error)
	// show returns the name to show for a file of that name.
	show(name string) string
}

// diskPlace is a folder on disk.
type diskPlace struct{ dir string }

func (p diskPlace) show(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p diskPlace) open(name string) ([]byte, string, place, error) {
	shown := p.show(name)
	// A root refuses symbolic links that lead out of it, whatever the name.
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return nil, shown, nil, err
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, shown, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, shown, nil, notAFile(info)
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, shown, nil, err
	}
	defer f.Close()
	data, err := readLimited(f)
	return data, shown, diskPlace{filepath.Dir(shown)}, err
}

// bundledPlace is a folder among the bundled worlds.
type bundledPlace struct {
	fsys fs.FS
	dir  string
}

func (p bundledPlace) show(name string) string { return path.Join("bundled", p.dir, name) }

func (p bundledPlace) open(name string) ([]byte, string, place, error) {
	full := path.Join(p.dir, name)
	shown := p.show(name)
	data, err := fs.ReadFile(p.fsys, full)
	if err == nil && len(data) > maxFileBytes {
		err = errTooLong
	}
	return data, shown, bundledPlace{p.fsys, path.Dir(full)}, err
}

var errTooLong = fmt.Errorf("got a file of more than %d MB; want a world, which is smaller", maxFileBytes>>20)

// readFile reads a file named on the command line. Pipes are read only under
// /dev, as in /dev/stdin: opening one elsewhere could wait for ever.
func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	device := strings.HasPrefix(filepath.ToSlash(name), "/dev/") && !info.IsDir()
	if !info.Mode().IsRegular() && !device {
		return nil, notAFile(info)
	}
	if info.Mode().IsRegular() && info.Size() > maxFileBytes {
		return nil, errTooLong
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readLimited(f)
}

func readLimited(f io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err == nil && len(data) > maxFileBytes {
		err = errTooLong
	}
	return data, err
}

func notAFile(info fs.FileInfo) error {
	if info.IsDir() {
		return errors.New("got a directory; want a file")
	}
	return errors.New("got a device, a pipe or a socket; want a file")
}

// explain turns an error of the system into a message without the system's
// own wording of the path.
func explain(err error) string {
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "got a name of no file; want one that exists"
	case errors.Is(err, fs.ErrPermission):
		return "got a file that may not be read; want permission to read it"
	case errors.As(err, &pathError):
		if strings.Contains(pathError.Err.Error(), "escapes") {
			return "got a link that leads out of the folder of the file; want a file in that folder or below"
		}
		return "can't be read: " + pathError.Err.Error()
	}
	return err.Error()
}

// localName checks the name of a file that another file names. The error says
// what is wrong with it.
func localName(name string) error {
	const want = "want a name in the folder of this file or below, written with /"
	slashed := strings.ReplaceAll(name, `\`, "/")
	switch {
	case name == "":
		return errors.New(`got ""; want the name of a file`)
	case path.IsAbs(slashed) || filepath.IsAbs(name) || len(name) > 1 && name[1] == ':':
		return fmt.Errorf("got the absolute path %q; %s", clip(name), want)
	case slashed != name:
		return fmt.Errorf("got %q; %s", clip(name), want)
	}
	for _, part := range strings.Split(name, "/") {
		if part == ".." {
			return fmt.Errorf("got %q, which climbs out of its folder; %s", clip(name), want)
		}
	}
	if !fs.ValidPath(path.Clean(name)) || path.Clean(name) == "." || !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("got %q; %s", clip(name), want)
	}
	return nil
}

// readTree reads the bytes of a file into nodes by the format that its ending
// names; YAML if none is known. It returns nil if there is nothing to go on
// with.
func readTree(data []byte, from *origin, problems *Problems) *node {
	r := reader{from: from, problems: problems}
	data, ok := r.decodeText(data)
	if !ok {
		return nil
	}
	ending := strings.ToLower(path.Ext(filepath.ToSlash(from.file)))
	between := marksYAML
	if ending == ".json" || ending == ".toml" {
		between = marks
	}
	if !r.checkMarks(data, between) {
		return nil
	}
	before := len(*problems)
	var n *node
	switch ending {
	case ".json":
		n = readJSON(data, from, problems)
	case ".toml":
		n = readTOML(data, from, problems)
	default:
		n = readYAML(data, from, problems)
	}
	if n != nil && n.form != formTable && len(*problems) == before {
		r.report(n.line, n.column, "", "got %s; want a table of keys", n.got())
	}
	if n == nil || n.form != formTable {
		return nil
	}
	return n
}

// decodeText checks that the bytes are text in UTF-8, takes off the mark that
// some editors put before it, and ends lines with \n alone, so that a file
// means the same wherever it was checked out.
func (r *reader) decodeText(data []byte) ([]byte, bool) {
	switch {
	case len(data) == 0:
		r.report(1, 1, "", "got an empty file; want at least one key")
		return nil, false
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}),
		bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		r.report(1, 1, "", "got UTF-16 or UTF-32; want UTF-8")
		return nil, false
	}
	data = bytes.TrimPrefix(data, []byte{0xEF, 0xBB, 0xBF})
	if bytes.Contains(data, []byte("\r\n")) {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	line, start := 1, 0
	for i := 0; i < len(data); {
		c, size := rune(data[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(data[i:])
		}
		column := func() int { return utf8.RuneCount(data[start:i]) + 1 }
		switch {
		case c == '\n':
			line, start = line+1, i+1
		case c == utf8.RuneError && size == 1:
			r.report(line, column(), "", "got the byte 0x%02X, which isn't UTF-8; want the file saved as UTF-8", data[i])
			return nil, false
		case c < ' ' && c != '\t' || c == 0x7F:
			r.report(line, column(), "", "got the control character 0x%02X, as in a binary file; want text", c)
			return nil, false
		}
		i += size
	}
	return data, true
}
