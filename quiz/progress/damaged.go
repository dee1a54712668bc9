package progress

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// setAside moves a damaged file, with the log that belongs to it, into a new
// directory beside it, and returns where it is now. Nothing is overwritten.
func setAside(path string, at time.Time) (string, error) {
	dir, err := newDirectory(path + ".damaged-" + at.UTC().Format("2006-01-02"))
	if err != nil {
		return "", err
	}
	for _, ending := range []string{"-wal", "-shm", ""} {
		err := os.Rename(path+ending, filepath.Join(dir, filepath.Base(path)+ending))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return filepath.Join(dir, filepath.Base(path)), nil
}

// newDirectory makes a directory that was not there, with a number at its name
// if need be.
func newDirectory(name string) (string, error) {
	dir := name
	for n := 2; ; n++ {
		err := os.Mkdir(dir, 0o700)
		if !errors.Is(err, fs.ErrExist) {
			return dir, err
		}
		dir = name + "-" + strconv.Itoa(n)
	}
}
