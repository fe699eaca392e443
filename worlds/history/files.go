package history

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// makeParents makes dir and what is missing above it, and returns what it made.
func makeParents(dir string) (made []string, err error) {
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			break
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		missing = append(missing, at)
		if at == filepath.Dir(at) {
			break
		}
	}
	for i := len(missing) - 1; i >= 0; i-- {
		err := os.Mkdir(missing[i], 0o777)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return made, err
		}
		made = append(made, missing[i])
	}
	return made, nil
}

// makeHidden makes a directory beside target with a name that no one else has.
func makeHidden(target, purpose string) (string, error) {
	for n := 0; ; n++ {
		name := hiddenName(target, purpose, n)
		// os.MkdirTemp would deny others to read what becomes the run directory.
		err := os.Mkdir(name, 0o777)
		if err == nil || !errors.Is(err, fs.ErrExist) || n > 10000 {
			return name, err
		}
	}
}

func hiddenName(target, purpose string, n int) string {
	return filepath.Join(filepath.Dir(target), fmt.Sprintf(".%s.%s-%d-%d", filepath.Base(target), purpose, os.Getpid(), n))
}

// hashedFile is a file whose SHA-256 is known when it is written.
type hashedFile struct {
	out  *os.File
	hash hash.Hash
}

func createHashed(dir, name string) (*hashedFile, error) {
	out, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &hashedFile{out, sha256.New()}, nil
}

func (f *hashedFile) Write(b []byte) (int, error) {
	n, err := f.out.Write(b)
	f.hash.Write(b[:n])
	return n, err
}

func (f *hashedFile) finish() error {
	// Some file systems report a full disk only here.
	return errors.Join(f.out.Sync(), f.out.Close())
}

func (f *hashedFile) sum() string { return hex.EncodeToString(f.hash.Sum(nil)) }

func writeSynced(name string, text []byte) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return errors.Join(err, out.Sync(), out.Close())
}

// replaceFile puts a new text in the place of a file in one step.
func replaceFile(name string, text []byte) error {
	fresh := hiddenName(name, "new", 0)
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err := writeSynced(fresh, text)
	if err == nil {
		err = os.Rename(fresh, name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(fresh))
	}
	syncDir(filepath.Dir(name))
	return nil
}

// openPlain opens a file of a run directory for reading. A directory, pipe or device in its place is refused: the
// last two could be read for ever.
func openPlain(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: got a directory, a pipe or a device; want a file", name)
	}
	return os.Open(name)
}

func readPlain(name string) ([]byte, error) {
	in, err := openPlain(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

func hashFile(name string) (string, error) {
	in, err := openPlain(name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, in); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
