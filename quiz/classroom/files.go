package classroom

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

var (
	// ErrExists is that something would have to be written over.
	ErrExists = errors.New("it is there already")
	// ErrNotFound is that a class, an assignment or a student is not there.
	ErrNotFound = errors.New("it is not there")
	// ErrForeign is that an answers file does not belong to the assignment.
	ErrForeign = errors.New("it does not belong here")
)

// writeNew writes a file that is not there yet, whole or not at all.
func writeNew(path string, data []byte, mode fs.FileMode) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	return write(path, data, mode)
}

// write writes a file, whole or not at all; what was there stays until then.
func write(path string, data []byte, mode fs.FileMode) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".rehearse-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // once it has its name there is none
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
