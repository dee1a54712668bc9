package classroom

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var (
	// ErrExists is that something would have to be written over.
	ErrExists = errors.New("it is there already")
	// ErrNotFound is that a class, an assignment or a student is not there.
	ErrNotFound = errors.New("it is not there")
	// ErrForeign is that an answers file does not belong to the assignment.
	ErrForeign = errors.New("it does not belong here")
	// ErrUnwritable is that a file or a folder can not be written.
	ErrUnwritable = errors.New("can not be written")
	// ErrFull is that it can not because no room is left.
	ErrFull = errors.New("the disk is full")
)

// unwritable is that a path can not be written, whatever it was to be called
// meanwhile.
func unwritable(path string, err error) error {
	err = unwrapped(err)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		err = ErrFull
	}
	return fmt.Errorf("%s %w: %w", source.Escape(path), ErrUnwritable, err)
}

// unreadable is that a path can not be read.
func unreadable(path string, err error) error {
	return fmt.Errorf("%s: %w", source.Escape(path), unwrapped(err))
}

// unwrapped is the reason of an error of a file, without its path.
func unwrapped(err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// absent says whether an error is that nothing has a path.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// folder makes a folder, and those it lies in.
func folder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return unwritable(path, err)
	}
	return nil
}

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
		return unwritable(path, err)
	}
	defer os.Remove(temp.Name()) // once it has its name there is none
	_, err = temp.Write(data)
	for _, end := range []func() error{func() error { return temp.Chmod(mode) }, temp.Sync, temp.Close, func() error { return os.Rename(temp.Name(), path) }} {
		if err == nil {
			err = end()
		}
	}
	if err != nil {
		temp.Close() // it may be closed already
		return unwritable(path, err)
	}
	return nil
}
